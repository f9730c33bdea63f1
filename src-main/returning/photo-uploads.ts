import { StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'

const mostAtOnce = 4
const keptForMs = 120_000

/** A photo that comes in parts: whose it will be, and the bytes that are here. */
type Upload = {
  consignmentId: string
  productId: string
  bytes: Uint8Array
  have: number
  forget: () => void
}

export type PhotoUploads = {
  begin(wanted: { consignmentId: string; productId: string; sizeBytes: number }): { uploadId: string }
  /** @throws StationError `no-such-photo` or `photo-part` */
  part(given: { consignmentId: string; uploadId: string; at: number; base64: string }): void
  /** Gives the whole photo, once. @throws StationError `no-such-photo` or `photo-part` */
  take(given: { consignmentId: string; uploadId: string }): { productId: string; bytes: Uint8Array }
  close(): void
}

/**
 * Photos on their way from a page, in memory: a bridge's frame has a limit that a photo is past. Parts come in order; one
 * that is not whole within two minutes is forgotten, and so is the oldest of more than four.
 */
export function openPhotoUploads(clock: Clock, newId: () => string): PhotoUploads {
  const uploads = new Map<string, Upload>()

  function drop(uploadId: string): void {
    uploads.get(uploadId)?.forget()
    uploads.delete(uploadId)
  }

  function find(uploadId: string, consignmentId: string): Upload {
    const upload = uploads.get(uploadId)
    if (upload?.consignmentId === consignmentId) return upload
    throw new StationError('no-such-photo', 'That photo did not come through.', 'Take it again.')
  }

  return {
    begin({ consignmentId, productId, sizeBytes }) {
      const [oldest] = uploads.keys()
      if (uploads.size >= mostAtOnce && oldest !== undefined) drop(oldest)
      const uploadId = newId()
      const forget = clock.after(keptForMs, () => drop(uploadId))
      uploads.set(uploadId, { consignmentId, productId, bytes: new Uint8Array(sizeBytes), have: 0, forget })
      return { uploadId }
    },
    part({ consignmentId, uploadId, at, base64 }) {
      const upload = find(uploadId, consignmentId)
      const bytes = Buffer.from(base64, 'base64')
      if (at !== upload.have || at + bytes.length > upload.bytes.length) throw outOfOrder()
      upload.bytes.set(bytes, at)
      upload.have += bytes.length
    },
    take({ consignmentId, uploadId }) {
      const { have, bytes, productId } = find(uploadId, consignmentId)
      if (have !== bytes.length) throw outOfOrder()
      drop(uploadId)
      return { productId, bytes }
    },
    close() {
      for (const uploadId of [...uploads.keys()]) drop(uploadId)
    },
  }
}

function outOfOrder(): StationError {
  return new StationError('photo-part', 'A part of that photo is missing.', 'Take it again.')
}
