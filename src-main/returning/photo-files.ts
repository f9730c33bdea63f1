import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import type { Log } from '../log/log.ts'
import type { PhotoRow } from '../store/return-rows.ts'
import { syncFolder, writeWhole } from '../write-whole.ts'

const ulid = /^[0-9A-HJKMNP-TV-Z]{26}$/
const types = { jpg: 'image/jpeg', png: 'image/png' } as const
type Named = Pick<PhotoRow, 'consignmentId' | 'id' | 'ending'>

/** The hash a photo's row carries. */
export function hashOfPhoto(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Where the photos of one consignment lie in a profile, each part checked to be a folder of its own and no link. */
async function photoFolder(profile: string, consignmentId: string): Promise<string> {
  if (!ulid.test(consignmentId)) throw new Error('a consignment with an id that is no ULID')
  const folders = [join(profile, 'evidence'), join(profile, 'evidence', consignmentId)]
  for (const folder of folders) {
    try {
      await mkdir(folder, { mode: 0o700 })
      await syncFolder(dirname(folder))
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
    }
    if (!(await lstat(folder)).isDirectory()) throw notOurs(folder)
  }
  return folders[1] ?? ''
}

function notOurs(folder: string): StationError {
  return new StationError(
    'evidence-folder',
    `Photos cannot be kept: ${folder} is not a folder of this station.`,
    'Move what stands there to another place, then take the photo again.',
  )
}

/** Where the file of a photo lies. */
export function photoPath(profile: string, { consignmentId, id, ending }: Named): string {
  if (!ulid.test(id) || !ulid.test(consignmentId)) throw new Error('a photo with an id that is no ULID')
  return join(profile, 'evidence', consignmentId, `${id}.${ending}`)
}

/** Keeps the bytes of a photo, flushed to the disk, before anything speaks of it. */
export async function keepPhotoFile(profile: string, photo: Named, bytes: Uint8Array): Promise<void> {
  const folder = await photoFolder(profile, photo.consignmentId)
  await writeWhole(join(folder, `${photo.id}.${photo.ending}`), bytes)
}

/**
 * Reads a kept photo. Null when it is not there, when a link stands in its place, or when it is not what was kept: its
 * hash stands in its row.
 */
export async function readPhotoFile(
  profile: string,
  photo: Named & Pick<PhotoRow, 'sha256' | 'sizeBytes'>,
  log: Log,
): Promise<{ bytes: Uint8Array; contentType: string } | null> {
  if (!ulid.test(photo.id) || !ulid.test(photo.consignmentId)) return null
  const folder = join(profile, 'evidence', photo.consignmentId)
  try {
    for (const one of [join(profile, 'evidence'), folder]) if (!(await lstat(one)).isDirectory()) return null
    const file = await open(
      join(folder, `${photo.id}.${photo.ending}`),
      constants.O_RDONLY | constants.O_NOFOLLOW,
    )
    try {
      const { size } = await file.stat()
      const bytes = size === photo.sizeBytes ? await file.readFile() : null
      if (bytes !== null && hashOfPhoto(bytes) === photo.sha256) {
        return { bytes, contentType: types[photo.ending] }
      }
      log.warn('photo.changed', { photoId: photo.id })
      return null
    } finally {
      await file.close()
    }
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR') return null
    throw thrown
  }
}
