import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { profileFolder } from '../../../src-main/host/profile-folder.ts'

it('takes the profile folder it is given, either way it is written', () => {
  expect(profileFolder(['--profile', '/a/b'], {}, 'linux', '/home/desk')).toBe('/a/b')
  expect(profileFolder(['x', '--profile=c'], {}, 'linux', '/home/desk')).toBe(resolve('c'))
})

it('else uses the person’s own folder, where each system keeps such things', () => {
  expect(profileFolder(['--profile'], {}, 'linux', '/home/desk')).toBe(
    '/home/desk/.local/share/consignment-station',
  )
  expect(profileFolder([], { XDG_DATA_HOME: '/data' }, 'linux', '/home/desk')).toBe(
    '/data/consignment-station',
  )
  expect(profileFolder([], {}, 'darwin', '/home/desk')).toBe(
    '/home/desk/Library/Application Support/consignment-station',
  )
  expect(profileFolder([], { APPDATA: '/roaming' }, 'win32', '/home/desk')).toBe(
    '/roaming/consignment-station',
  )
})
