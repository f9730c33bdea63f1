import { accessSync, constants, statSync } from 'node:fs'
import { join } from 'node:path'
import { notUsable } from '../file-trouble.ts'
import { storeTails } from '../store/head-note.ts'

const folders = ['label', 'slip', 'picture', 'backup']
const storeFiles = storeTails.map((tail) => `station.sqlite${tail}`)
const files = ['sandbox-store.json']

/**
 * Looks at what already lies in the folder of a workplace, before anything is opened: each part must be of its kind, and
 * this user's to write. Whether the store itself may be written is for the store to say.
 * @throws StationError that names the part.
 */
export function checkPlaceParts(folder: string): void {
  mustBeWritable(folder, true)
  for (const name of [...folders, ...storeFiles, ...files]) {
    const path = join(folder, name)
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) continue
    const isFolder = folders.includes(name)
    if (isFolder !== found.isDirectory()) throw notUsable(path, isFolder ? 'ENOTDIR' : 'EISDIR', null)
    if (!storeFiles.includes(name)) mustBeWritable(path, isFolder)
  }
}

function mustBeWritable(path: string, isFolder: boolean): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | (isFolder ? constants.X_OK : 0))
  } catch (thrown) {
    throw notUsable(path, (thrown as NodeJS.ErrnoException).code ?? 'unknown', thrown)
  }
}
