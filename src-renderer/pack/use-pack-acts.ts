import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Failure } from '../../src-shared/failure.ts'
import { settleQuestion } from '../live.ts'
import { type Acts, failureIn, useActs, useBridge } from '../station.tsx'

/** Everything a person can do at the packing bench, by the place on the screen it belongs to. */
export type PackActs = Acts & {
  readonly change: (lineId: string, by: number) => void
  readonly take: (productId: string, scanId: string | null, times: number) => void
  readonly undo: () => void
  /** Adds one of several products; gives why it could not, for a sentence about all of them. */
  readonly addOne: (productId: string, times: number) => Promise<Failure | null>
  /** True when the station took the code. */
  readonly scanCode: (text: string) => Promise<boolean>
  readonly times: (times: number) => void
  readonly newBox: () => void
  readonly planSeen: () => void
  readonly seal: (parcelId: string, typedGrams: number | null) => Promise<boolean>
  readonly packed: () => void
}

export function usePackActs(consignmentId: string): PackActs {
  const acts = useActs()
  const bridge = useBridge()
  const client = useQueryClient()
  const { act } = acts
  const take = useCallback(
    async (productId: string, scanId: string | null, times: number) => {
      const done = await act('count', 'pack:take', { consignmentId, productId, scanId, times })
      if (done && scanId) settleQuestion(client, consignmentId, scanId)
    },
    [act, client, consignmentId],
  )
  return {
    ...acts,
    take: (productId, scanId, times) => void take(productId, scanId, times),
    change: (lineId, by) => void act('count', 'pack:change', { consignmentId, lineId, by }),
    undo: () => void act('count', 'pack:undo', { consignmentId }),
    addOne: async (productId, times) =>
      failureIn(await bridge.ask('pack:take', { consignmentId, productId, scanId: null, times })),
    scanCode: async (text) => (await act('count', 'desk:scan', { text, by: 'typed' })) !== null,
    times: (times) => void act('count', 'desk:times', { consignmentId, times }),
    planSeen: () => void act('plan', 'pack:plan-seen', { consignmentId }),
    newBox: () => void act('boxes', 'pack:new-box', { consignmentId }),
    seal: async (parcelId, typedGrams) => {
      const isSealed = (await act('seal', 'pack:seal', { parcelId, typedGrams })) !== null
      // What could not go on because a box was open may go on now.
      if (isSealed) acts.forget('finish')
      return isSealed
    },
    packed: () => void act('finish', 'pack:packed', { consignmentId }),
  }
}
