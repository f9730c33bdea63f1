import { existsSync, rmSync, statfsSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const mebibyte = 1024 * 1024
/** What is kept for the day the disk is full: enough to finish what is on the bench, thousands of commands. */
const reserveBytes = 64 * mebibyte
/** It is not made where it would itself fill the disk. */
const leftOverBytes = 256 * mebibyte

const pathIn = (folder: string) => join(folder, 'reserve')

/** Frees the reserve. False when there was none. */
export function releaseReserve(folder: string): boolean {
  if (statSync(pathIn(folder), { throwIfNoEntry: false }) === undefined) return false
  rmSync(pathIn(folder), { force: true })
  return true
}

/** What a start writes before its store stands and frees the reserve by itself: a lock, lines of the log, two small files. */
const startBytes = mebibyte

/** Frees the reserve of a profile on a disk too full for a start. False when there is room, or no reserve. */
export function makeRoomToStart(profileFolder: string): boolean {
  if (!existsSync(profileFolder)) return false
  const { bavail, bsize } = statfsSync(profileFolder)
  if (bavail * bsize >= startBytes) return false
  // Beside the store: in the profile, or below it in training.
  return [profileFolder, join(profileFolder, 'training')].map(releaseReserve).includes(true)
}

/**
 * Makes the reserve where there is none and room enough; real blocks, since an empty promise of a file frees nothing.
 *
 * @param leastLeftBytes what must be free besides
 */
export async function makeReserve(
  folder: string,
  leastLeftBytes: number = leftOverBytes,
): Promise<'made' | 'there' | 'no-room'> {
  if (statSync(pathIn(folder), { throwIfNoEntry: false })?.size === reserveBytes) return 'there'
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < reserveBytes + leastLeftBytes) return 'no-room'
  const beside = `${pathIn(folder)}.part`
  try {
    const file = await open(beside, 'w', 0o600)
    try {
      const piece = Buffer.alloc(mebibyte, 0x5a)
      for (let at = 0; at < reserveBytes; at += mebibyte) await file.write(piece, 0, mebibyte, at)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, pathIn(folder))
    return 'made'
  } catch (thrown) {
    await rm(beside, { force: true })
    if ((thrown as { code?: unknown }).code === 'ENOSPC') return 'no-room'
    throw thrown
  }
}
