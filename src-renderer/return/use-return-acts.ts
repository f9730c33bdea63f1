import { useQueryClient } from '@tanstack/react-query'
import { photoPartBytes } from '../../src-shared/contract/return.ts'
import type { Failure } from '../../src-shared/failure.ts'
import type { Refund, ReturnReason } from '../../src-shared/model/return.ts'
import { settleQuestion } from '../live.ts'
import { type Acts, failureIn, useActs, useBridge } from '../station.tsx'
import { base64Of } from './scale-photo.ts'

/** Everything a person can do with a return, by the place on the screen it belongs to. */
export type ReturnActs = Acts & {
  readonly consignmentId: string
  readonly plan: (productId: string, planned: number) => Promise<boolean>
  readonly reason: (productId: string, reason: ReturnReason, text: string) => void
  readonly take: (productId: string, scanId: string | null, times: number) => void
  readonly addOne: (productId: string, times: number) => Promise<Failure | null>
  /** True when the station took the code. */
  readonly scanCode: (text: string) => Promise<boolean>
  readonly times: (times: number) => void
  readonly undo: () => void
  /** Sends a photo in parts; true when it is kept. */
  readonly addPhoto: (productId: string, bytes: Uint8Array) => Promise<boolean>
  readonly removePhoto: (productId: string, photoId: string, isRemoved: boolean) => Promise<boolean>
  readonly refund: (refund: Refund, note: string) => void
  /** True when it is cancelled. */
  readonly cancel: (reason: string) => Promise<boolean>
}

/** The place of a line's own refusals. */
export function lineAt(productId: string): string {
  return `line ${productId}`
}

export function useReturnActs(consignmentId: string): ReturnActs {
  const acts = useActs()
  const bridge = useBridge()
  const client = useQueryClient()
  const { act } = acts
  const take = async (productId: string, scanId: string | null, times: number) => {
    const done = await act('count', 'return:take', { consignmentId, productId, times })
    if (done && scanId) settleQuestion(client, consignmentId, scanId)
  }
  const addPhoto = async (productId: string, bytes: Uint8Array) => {
    const where = lineAt(productId)
    const begun = await act(where, 'return:photo-begin', {
      consignmentId,
      productId,
      sizeBytes: bytes.length,
    })
    if (begun === null) return false
    const { uploadId } = begun
    for (let at = 0; at < bytes.length; at += photoPartBytes) {
      const base64 = base64Of(bytes.subarray(at, at + photoPartBytes))
      if ((await act(where, 'return:photo-part', { consignmentId, uploadId, at, base64 })) === null) {
        return false
      }
    }
    return (await act(where, 'return:photo-keep', { consignmentId, uploadId })) !== null
  }
  return {
    ...acts,
    consignmentId,
    plan: async (productId, planned) =>
      (await act(lineAt(productId), 'return:line', { consignmentId, productId, planned })) !== null,
    reason: (productId, reason, text) =>
      void act(lineAt(productId), 'return:reason', { consignmentId, productId, reason, text }),
    take: (productId, scanId, times) => void take(productId, scanId, times),
    addOne: async (productId, times) =>
      failureIn(await bridge.ask('return:take', { consignmentId, productId, times })),
    scanCode: async (text) => (await act('count', 'desk:scan', { text, by: 'typed' })) !== null,
    times: (times) => void act('count', 'desk:times', { consignmentId, times }),
    undo: () => void act('count', 'return:undo', { consignmentId }),
    addPhoto,
    removePhoto: async (productId, photoId, isRemoved) =>
      (await act(lineAt(productId), 'return:photo-remove', { consignmentId, photoId, isRemoved })) !== null,
    refund: (refund, note) => void act('finish', 'return:refund', { consignmentId, refund, note }),
    cancel: async (reason) => (await act('finish', 'consignment:cancel', { consignmentId, reason })) !== null,
  }
}
