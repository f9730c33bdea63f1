import { systemClock } from '../../src-main/clock.ts'
import { quietLog } from '../../src-main/log/log.ts'
import { hashOfPhoto, readPhotoFile } from '../../src-main/returning/photo-files.ts'
import { openStore } from '../../src-main/store/store.ts'
import { photoPartBytes } from '../../src-shared/contract/return.ts'
import { jpeg } from '../main/returning/pictures.ts'
import type { BridgeClient } from './bridge-client.ts'

/** Photos of damaged goods that were taken at the bench, and which of them the station confirmed. */
export type PhotoBook = {
  /** Takes one, for a return that is begun where there is none yet; false before the goods are known. @throws StationGone */
  take(bridge: BridgeClient): Promise<boolean>
  /** The hash of each by its id. */
  confirmed: ReadonlyMap<string, string>
  /** Every broken promise as a sentence; the station must have ended. */
  judge(profile: string): Promise<string[]>
}

const bytesEach = photoPartBytes + 20_000

export function openPhotoBook(): PhotoBook {
  const confirmed = new Map<string, string>()
  let goods: { consignmentId: string; productId: string } | null = null
  let taken = 0

  async function beginReturn(bridge: BridgeClient): Promise<typeof goods> {
    const [supplier] = await bridge.ask('supplier:list', {})
    const [product] = await bridge.ask('product:search', { text: 'Pod Kit' })
    // They come with the first reading.
    if (supplier === undefined || product === undefined) return null
    const { consignmentId } = await bridge.ask('return:create', { supplierId: supplier.id })
    const { id: productId } = product
    await bridge.ask('return:line', { consignmentId, productId, planned: 1 })
    await bridge.ask('return:reason', { consignmentId, productId, reason: 'DAMAGED' })
    return { consignmentId, productId }
  }

  return {
    confirmed,
    async take(bridge) {
      goods ??= await beginReturn(bridge)
      if (goods === null) return false
      taken += 1
      // Each one its own picture.
      const bytes = jpeg(100 + (taken % 1_800), 100 + Math.floor(taken / 1_800), bytesEach)
      const { consignmentId } = goods
      const { uploadId } = await bridge.ask('return:photo-begin', { ...goods, sizeBytes: bytes.length })
      for (let at = 0; at < bytes.length; at += photoPartBytes) {
        const base64 = bytes.subarray(at, at + photoPartBytes).toString('base64')
        await bridge.ask('return:photo-part', { consignmentId, uploadId, at, base64 })
      }
      const { id } = await bridge.ask('return:photo-keep', { consignmentId, uploadId })
      confirmed.set(id, hashOfPhoto(bytes))
      return true
    },
    async judge(profile) {
      const { store } = openStore(profile, systemClock)
      try {
        const broken: string[] = []
        for (const [id, sha256] of confirmed) {
          if (store.returns.photo(id)?.sha256 !== sha256) broken.push(`confirmed photo ${id} is lost`)
        }
        const returns = store.consignments.inStates(['draft'], 10_000).filter(({ kind }) => kind === 'RETURN')
        for (const row of returns.flatMap((one) => store.returns.photosOf(one.id))) {
          const file = await readPhotoFile(profile, row, quietLog)
          if (file === null) broken.push(`photo ${row.id} stands in the store without its file`)
        }
        return broken
      } finally {
        store.close()
      }
    },
  }
}
