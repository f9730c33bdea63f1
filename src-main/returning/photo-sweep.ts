import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import { damagedFiles } from '../store/damaged-files.ts'
import { systemActor } from '../store/store.ts'
import { photoPath } from './photo-files.ts'

const dayMs = 24 * 60 * 60 * 1000
/** A file that no row speaks of this long after it was written belongs to no photo: the station died in between. */
const orphanAfterMs = dayMs
/** Photos are kept a year after what they are of has ended (domain rules, open question 12). */
const keptAfterEndMs = 365 * dayMs

/**
 * Removes the files of photos that were kept long enough, each with a row of the journal, and those that belong to no
 * photo. While a damaged store lies in the profile nothing is taken for an orphan: its rows may come back.
 *
 * @param profile the folder of this station's store
 */
export async function sweepPhotos(
  bench: Bench,
  profile: string,
): Promise<{ ended: number; orphans: number }> {
  const { store, clock, newTraceId } = bench
  const endedBefore = new Date(clock.now() - keptAfterEndMs).toISOString()
  const ended = store.returns.photosEndedBefore(endedBefore)
  for (const photo of ended) {
    const { id, consignmentId, sha256 } = photo
    // The row first: a crash in between leaves a file that the next sweep takes for an orphan.
    store.write(
      {
        kind: 'return:photo-expired',
        actor: systemActor,
        subject: consignmentId,
        given: { photoId: id, sha256 },
        traceId: newTraceId(),
      },
      () => store.returns.photoFileGone(id, store.now()),
    )
    await rm(photoPath(profile, photo), { force: true })
  }
  return { ended: ended.length, orphans: await sweepOrphans(bench, profile) }
}

async function sweepOrphans({ store, clock, log }: Bench, profile: string): Promise<number> {
  if (damagedFiles(profile).length > 0) return 0
  let orphans = 0
  for (const [folder, file] of await filesBelow(join(profile, 'evidence'))) {
    const photoId = file.slice(0, file.indexOf('.'))
    const row = store.returns.photo(photoId)
    const isPart = file.endsWith('.part')
    if (row !== null && row.fileGoneAt === null && !isPart) continue
    const path = join(profile, 'evidence', folder, file)
    if (clock.now() - (await stat(path)).mtimeMs < orphanAfterMs) continue
    await rm(path, { force: true })
    log.info('photo.orphan-removed', { photoId })
    orphans += 1
  }
  return orphans
}

const photoFile = /^[0-9A-HJKMNP-TV-Z]{26}\.(jpg|png)(\.part)?$/

/** Files that are named as photos are, in folders of their own; everything else there is not ours to remove. */
async function filesBelow(evidence: string): Promise<[folder: string, file: string][]> {
  const found: [string, string][] = []
  for (const folder of await entriesOf(evidence)) {
    if (!folder.isDirectory()) continue
    for (const file of await entriesOf(join(evidence, folder.name))) {
      if (file.isFile() && photoFile.test(file.name)) found.push([folder.name, file.name])
    }
  }
  return found
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw thrown
  }
}
