import { closeSync, existsSync, openSync, writeSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fileTrouble } from '../../src-main/file-trouble.ts'

// Linux has a file that is always on a full disk.
it.runIf(existsSync('/dev/full'))('a write that finds no room names the folder and asks for room', () => {
  const file = openSync('/dev/full', 'w')
  try {
    writeSync(file, 'x')
    expect.unreachable()
  } catch (thrown) {
    expect(fileTrouble(thrown, '/srv/profile')).toMatchObject({
      code: 'profile-not-usable',
      message: '/srv/profile cannot be used: the disk is full (ENOSPC).',
      next: 'Make room on the disk, then start again.',
    })
  } finally {
    closeSync(file)
  }
})

it('a file of somebody else is a bug of ours, not a trouble of the profile', () => {
  const thrown = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'open', path: '/etc/shadow' })
  expect(fileTrouble(thrown, '/srv/profile')).toBeNull()
})
