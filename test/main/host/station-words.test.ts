import { expect, it } from 'vitest'
import { stationWords } from '../../../src-main/host/station-words.ts'

it('are all words of the installed program', () => {
  expect(stationWords(['/opt/station', '--profile', '/p'], true)).toEqual(['--profile', '/p'])
})

it('stand behind the program folder when Electron is started on it', () => {
  expect(stationWords(['/e', '--inspect=0', '.', '--profile', '/p', '--outlet', 'x'], false)).toEqual([
    '--profile',
    '/p',
    '--outlet',
    'x',
  ])
  expect(stationWords(['/e', '--inspect=0'], false)).toEqual([])
})
