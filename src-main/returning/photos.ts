import { photoLongestSide } from '../../src-shared/contract/return.ts'
import { StationError } from '../../src-shared/failure.ts'
import type { State } from '../../src-shared/model/consignment.ts'
import type { PhotoView } from '../../src-shared/model/return.ts'
import { type Bench, changeConsignment, consignmentOrRefuse } from '../bench.ts'
import { crashAt } from '../crash-point.ts'
import { fileTrouble } from '../file-trouble.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { mustBeListable, mustBeListed } from './draft.ts'
import { hashOfPhoto, keepPhotoFile } from './photo-files.ts'
import { lookAtPhoto, type PhotoLook } from './photo-look.ts'

/** Until the goods are on their way somebody stands before them. */
const photoStates: readonly State[] = ['draft', 'rejected', 'approved', 'packing', 'packed']

/** @throws StationError `not-a-return`, `photo-late` or `no-such-line` */
export function mustTakePhotos(bench: Bench, consignment: ConsignmentRow, productId: string): void {
  if (consignment.kind !== 'RETURN') {
    throw new StationError('not-a-return', 'This is no supplier return.', 'Go back to Work.')
  }
  if (!photoStates.includes(consignment.state)) {
    throw new StationError(
      'photo-late',
      'Photos are added to this return no more.',
      consignment.state === 'pending_approval'
        ? 'Take it back from approval first.'
        : 'Keep the photo elsewhere.',
    )
  }
  mustBeListed(bench.store, consignment.id, productId)
}

/**
 * `return:photo-keep`: looks at what the bytes are, writes the file, then its row with the hash. The file comes first:
 * a crash in between leaves a file that nothing speaks of, never a row without its file.
 *
 * @param profile the folder of this station's store
 * @throws StationError `photo-content`, `photo-side`, `photo-not-kept` or `evidence-folder`
 */
export async function keepPhoto(
  bench: Bench,
  profile: string,
  taken: { consignmentId: string; productId: string; bytes: Uint8Array },
): Promise<PhotoView> {
  const { store } = bench
  const { consignmentId, productId, bytes } = taken
  mustTakePhotos(bench, consignmentOrRefuse(store, consignmentId), productId)
  const look = lookOrRefuse(bytes)
  const photo = { id: store.newId(), consignmentId, productId, ...look, sizeBytes: bytes.length }
  await keepPhotoFile(profile, photo, bytes).catch((thrown: unknown) => {
    throw fileTrouble(thrown, profile) === null ? thrown : notKept(thrown)
  })
  crashAt('photo.file-kept')
  const sha256 = hashOfPhoto(bytes)
  const given = { consignmentId, productId, sizeBytes: bytes.length, sha256 }
  return changeConsignment(bench, 'return:photo-keep', consignmentId, given, (consignment, command) => {
    mustTakePhotos(bench, consignment, productId)
    const at = store.now()
    store.returns.addPhoto({ ...photo, sha256, at, takenBy: command.actor.id })
    return { id: photo.id, at, sizeBytes: photo.sizeBytes, isKept: true }
  })
}

/** The disk is full, or does not let the station write. */
function notKept(cause: unknown): StationError {
  return new StationError(
    'photo-not-kept',
    'The photo could not be written to the disk of this station.',
    'Make room there, or ask whoever looks after this computer, then take the photo again.',
    { cause, retryable: true },
  )
}

function lookOrRefuse(bytes: Uint8Array): PhotoLook {
  const look = lookAtPhoto(bytes)
  if (look === null) {
    throw new StationError(
      'photo-content',
      'That file is no JPEG or PNG picture.',
      'Take a photo, or choose a picture file.',
    )
  }
  if (Math.max(look.width, look.height) > photoLongestSide) {
    throw new StationError(
      'photo-side',
      `That picture is ${look.width} × ${look.height} pixels.`,
      `Scale it down to ${photoLongestSide} pixels on its longest side.`,
    )
  }
  return look
}

/** `return:photo-remove`: takes a photo off the return, or puts it back. The file stays: evidence is not erased. */
export function removePhoto(
  bench: Bench,
  taken: { consignmentId: string; photoId: string; isRemoved: boolean },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'return:photo-remove', taken.consignmentId, taken, (consignment) => {
    mustBeListable(consignment)
    if (store.returns.photo(taken.photoId)?.consignmentId !== consignment.id) {
      throw new StationError('no-such-photo', 'That photo is not on this return.', 'Look at the list again.')
    }
    store.returns.removePhoto(taken.photoId, taken.isRemoved ? store.now() : null)
    return {}
  })
}
