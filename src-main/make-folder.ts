import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StationError } from '../src-shared/failure.ts'

/**
 * Makes a folder and what is missing above it, for this user only. One step at a time: Node's recursive mkdir never
 * returns where the system answers 'no such file' to every try, as below /proc.
 * @throws StationError `folder-not-made`
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return
  const above = dirname(path)
  if (above !== path) makeFolder(above)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (thrown) {
    if (isFolder(path)) return
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown'
    throw new StationError(
      'folder-not-made',
      `The folder ${path} cannot be made (${code}).`,
      'Choose a folder that this user may write to.',
      { cause: thrown },
    )
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
