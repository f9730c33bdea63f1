import { accessSync, constants, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { badOption } from './command-line.ts'

/**
 * Makes sure that a profile folder can be used or made, without touching anything.
 * @throws StationError `bad-option` that says what stands in the way.
 */
export function checkProfileFolder(folder: string, option = 'profile'): void {
  if (folder.includes('\0')) throw badOption(`--${option}: a folder name holds no zero character.`)
  let place = folder
  let found = kindOf(place)
  while (found === 'missing' && dirname(place) !== place) {
    place = dirname(place)
    found = kindOf(place)
  }
  if (found !== 'folder') throw badOption(`--${option} ${folder}: ${place} is not a folder.`)
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    // Whatever the system's reason, the answer for the person is this one.
    throw badOption(`--${option} ${folder}: this user may not write to ${place}.`)
  }
}

function kindOf(path: string): 'missing' | 'folder' | 'other' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'other'
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
    return 'other'
  }
}
