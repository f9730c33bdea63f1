import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file so that under its name stands the old content or the new, never half of either: written beside it,
 * flushed to the disk, renamed, and its folder flushed, so that the new name is as lasting as the content. Readable by its
 * owner only. What was begun is taken away when it fails.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.part`
  try {
    const file = await open(beside, 'w', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
    await syncFolder(dirname(path))
  } catch (thrown) {
    await rm(beside, { force: true })
    throw thrown
  }
}

/** Makes what stands in a folder as lasting as the files themselves. Windows keeps that by itself and opens no folder. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}

/** A file written whole at once, for the few small files of a start. What a crash left beside it is made anew, as 0600. */
export function writeWholeNow(path: string, text: string): void {
  const beside = `${path}.${process.pid}.part`
  rmSync(beside, { force: true })
  const file = openSync(beside, 'wx', 0o600)
  try {
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
  } catch (thrown) {
    rmSync(beside, { force: true })
    throw thrown
  }
}
