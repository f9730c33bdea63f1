import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import type { FileDoor } from '../host/station-door.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import { recordFolder } from '../record/record-file.ts'
import { readPhotoFile } from '../returning/photo-files.ts'
import { writeWhole } from '../write-whole.ts'

const pictureTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
}
const mostAtOnce = 4
/** Where what support needs is kept in the profile, and how such a file is called. */
export const bundleFolder = 'support'
export const bundleName = /^support-\d{8}-\d{6}\.tar\.gz$/
/** Where the files of orders are kept in the profile, and how one is called. */
export const orderFolder = 'order'
const orderFileName = /^order-[A-Za-z0-9_-]{1,80}\.(pdf|csv)$/
/** Where recordings of device traffic are kept in the profile. */
export const recordingFolder = 'recording'

/**
 * What screens load by address. Pictures are fetched by the station once and kept in the profile, so that a page
 * never talks to the network and pictures are there offline; files are those made here.
 */
export function openFiles(parts: {
  bench: Bench
  folder: string
  lightspeed: () => Lightspeed | null
  /** Where the training store answers now: it has another port after each start. Null for a real store. */
  trainingOrigin: string | null
}): FileDoor {
  const { bench } = parts
  const pictures = join(parts.folder, 'picture')
  const asked = new Map<string, Promise<{ bytes: Uint8Array; contentType: string } | null>>()
  const queue: (() => void)[] = []
  let out = 0

  async function turn<T>(work: () => Promise<T>): Promise<T> {
    if (out >= mostAtOnce) await new Promise<void>((resolve) => queue.push(resolve))
    out += 1
    try {
      return await work()
    } finally {
      out -= 1
      queue.shift()?.()
    }
  }

  async function fetchPicture(productId: string): Promise<{ bytes: Uint8Array; contentType: string } | null> {
    const url = bench.store.products.get(productId)?.pictureUrl ?? null
    const lightspeed = parts.lightspeed()
    if (url === null || lightspeed === null) return null
    const answer = await turn(() => lightspeed.picture(pictureAddress(url, parts.trainingOrigin)))
    if (answer.is !== 'answer') return null
    const { bytes, contentType } = answer.value
    const ending = Object.keys(pictureTypes).find((one) => pictureTypes[one] === contentType)
    if (ending !== undefined) await keepFile(pictures, `${productId}.${ending}`, bytes)
    return { bytes, contentType }
  }

  return {
    async image(productId) {
      if (!/^[0-9a-f-]{36}$/.test(productId)) return null
      for (const [ending, contentType] of Object.entries(pictureTypes)) {
        const kept = await readOrNull(join(pictures, `${productId}.${ending}`))
        if (kept !== null) return { bytes: kept, contentType }
      }
      const running = asked.get(productId)
      if (running !== undefined) return running
      const fetching = fetchPicture(productId).finally(() => asked.delete(productId))
      asked.set(productId, fetching)
      return fetching
    },
    async photo(photoId) {
      const photo = bench.store.returns.photo(photoId)
      return photo === null ? null : readPhotoFile(parts.folder, photo, bench.log)
    },
    async file(name) {
      if (/^traffic-\d{8}-\d{6}(-\d{3}(-with-codes)?)?\.txt$/.test(name)) {
        const text = await readOrNull(join(parts.folder, recordingFolder, name))
        // As a file to keep, not a page to read.
        return text === null ? null : { bytes: text, contentType: 'application/octet-stream', name }
      }
      if (/^record-\d{8}-\d{6}-[0-9a-f]{16}\.(csv|jsonl)$/.test(name)) {
        const bytes = await readOrNull(join(parts.folder, recordFolder, name))
        return bytes === null ? null : { bytes, contentType: 'application/octet-stream', name }
      }
      if (orderFileName.test(name)) {
        const bytes = await readOrNull(join(parts.folder, orderFolder, name))
        const contentType = name.endsWith('.pdf') ? 'application/pdf' : 'application/octet-stream'
        return bytes === null ? null : { bytes, contentType, name }
      }
      if (bundleName.test(name)) {
        const bytes = await readOrNull(join(parts.folder, bundleFolder, name))
        return bytes === null ? null : { bytes, contentType: 'application/octet-stream', name }
      }
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.pdf$/.test(name) || name.includes('..')) return null
      const bytes =
        (await readOrNull(join(parts.folder, 'slip', name))) ??
        (await readOrNull(join(parts.folder, 'label', name)))
      return bytes === null ? null : { bytes, contentType: 'application/pdf', name }
    },
  }
}

function pictureAddress(url: string, trainingOrigin: string | null): string {
  return trainingOrigin === null ? url : new URL(new URL(url).pathname, trainingOrigin).href
}

/** Keeps a file in a folder of the profile, made when it is missing. */
export async function keepFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeWhole(join(folder, name), bytes)
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (thrown) {
    if ((thrown as { code?: string }).code === 'ENOENT') return null
    throw thrown
  }
}
