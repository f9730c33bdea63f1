import { useQueryClient } from '@tanstack/react-query'
import type { Failure } from '../../src-shared/failure.ts'
import type { ReceiveLine } from '../../src-shared/model/receive.ts'
import { settleQuestion } from '../live.ts'
import { type Acts, failureIn, useActs, useBridge } from '../station.tsx'
import { damageChange } from './receipt-lines.ts'

export type ReceiveActs = Acts & {
  readonly consignmentId: string
  readonly change: (lineId: string, by: number) => void
  readonly damage: (line: ReceiveLine, by: number) => void
  readonly take: (productId: string, scanId: string | null, times: number) => void
  readonly undo: () => void
  /** Adds one of several products; gives why it could not, for a sentence about all of them. */
  readonly addOne: (productId: string, times: number) => Promise<Failure | null>
  /** True when the station took the code. */
  readonly scanCode: (text: string) => Promise<boolean>
  readonly times: (times: number) => void
  readonly confirmBox: (parcelId: string) => void
  readonly stop: () => void
}

export function useReceiveActs(consignmentId: string): ReceiveActs {
  const acts = useActs()
  const bridge = useBridge()
  const client = useQueryClient()
  const { act } = acts
  const take = async (productId: string, scanId: string | null, times: number) => {
    const done = await act('count', 'receive:take', { consignmentId, productId, scanId, times })
    if (done && scanId) settleQuestion(client, consignmentId, scanId)
  }
  return {
    ...acts,
    consignmentId,
    change: (lineId, by) => void act('count', 'receive:change', { consignmentId, lineId, received: by }),
    damage: (line, by) =>
      void act('count', 'receive:change', { consignmentId, lineId: line.id, ...damageChange(line, by) }),
    take: (productId, scanId, times) => void take(productId, scanId, times),
    undo: () => void act('count', 'receive:undo', { consignmentId }),
    addOne: async (productId, times) =>
      failureIn(await bridge.ask('receive:take', { consignmentId, productId, scanId: null, times })),
    scanCode: async (text) => (await act('count', 'desk:scan', { text, by: 'typed' })) !== null,
    confirmBox: (parcelId) => void act('boxes', 'receive:box', { consignmentId, parcelId }),
    stop: () => void act('finish', 'receive:stop', { consignmentId }),
    times: (times) => void act('count', 'desk:times', { consignmentId, times }),
  }
}
