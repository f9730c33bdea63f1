import { useQueryClient } from '@tanstack/react-query'
import type { Failure } from '../../src-shared/failure.ts'
import { settleQuestion } from '../live.ts'
import { type Acts, failureIn, useActs, useBridge } from '../station.tsx'

export type CountActs = Acts & {
  readonly consignmentId: string
  readonly change: (lineId: string, by: number) => void
  readonly set: (lineId: string, counted: number) => void
  readonly skip: (lineIds: readonly string[], reason: string) => Promise<unknown>
  readonly unskip: (lineId: string) => void
  readonly undo: () => void
  readonly take: (productId: string, scanId: string | null, times: number) => void
  /** Adds one of several products; gives why it could not, for a sentence about all of them. */
  readonly addOne: (productId: string, times: number) => Promise<Failure | null>
  /** True when the station took the code. */
  readonly scanCode: (text: string) => Promise<boolean>
  readonly times: (times: number) => void
  readonly finish: () => void
  readonly cancel: (reason: string) => Promise<unknown>
}

export function useCountActs(consignmentId: string): CountActs {
  const acts = useActs()
  const bridge = useBridge()
  const client = useQueryClient()
  const { act } = acts
  const take = async (productId: string, scanId: string | null, times: number) => {
    const done = await act('count', 'count:take', { consignmentId, productId, scanId, times })
    if (done && scanId) settleQuestion(client, consignmentId, scanId)
  }
  return {
    ...acts,
    consignmentId,
    change: (lineId, by) => void act('count', 'count:change', { consignmentId, lineId, by }),
    set: (lineId, counted) => void act('count', 'count:set', { consignmentId, lineId, counted }),
    skip: (lineIds, reason) => act('skip', 'count:skip', { consignmentId, lineIds: [...lineIds], reason }),
    unskip: (lineId) => void act('skip', 'count:unskip', { consignmentId, lineId }),
    undo: () => void act('count', 'count:undo', { consignmentId }),
    take: (productId, scanId, times) => void take(productId, scanId, times),
    addOne: async (productId, times) =>
      failureIn(await bridge.ask('count:take', { consignmentId, productId, scanId: null, times })),
    scanCode: async (text) => (await act('count', 'desk:scan', { text, by: 'typed' })) !== null,
    times: (times) => void act('count', 'desk:times', { consignmentId, times }),
    finish: () => void act('finish', 'count:finish', { consignmentId }),
    cancel: (reason) => act('finish', 'consignment:cancel', { consignmentId, reason }),
  }
}
