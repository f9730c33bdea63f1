import { afterEach, describe, expect, it } from 'vitest'
import { reconcileScreen } from '../../../src-main/sync/reconcile/reconcile-screen.ts'
import { settleDifference } from '../../../src-main/sync/reconcile/settle-difference.ts'
import { settleConflict } from '../../../src-main/sync/settle.ts'
import { syncScreen } from '../../../src-main/sync/sync-screen.ts'
import type { State } from '../../../src-shared/model/consignment.ts'
import { givenIn } from '../bench.ts'
import { openSyncBench, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const [tea = '', cup = '', pot = ''] = someProducts(3)
const reason = 'Asked the office about it'

afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

/** What a person is asked: a conflict or a difference, each with both sides and its choices. */
type Question = {
  here: string
  there: string
  choices: readonly { choice: string }[]
  settle(choice: string): void
}

function questions(): Question[] {
  const conflicts = syncScreen(bench.store, bench.clock, null).conflicts.map(
    (one): Question => ({
      ...one,
      settle: (choice) => void settleConflict(bench.bench(), { conflictId: one.id, choice, reason }),
    }),
  )
  const differences = reconcileScreen(bench.store, true).differences.map(
    (one): Question => ({
      ...one,
      settle: (choice) => void settleDifference(bench.bench(), { differenceId: one.id, choice, reason }),
    }),
  )
  return [...conflicts, ...differences]
}

const remoteId = (id: string) => bench.store.consignments.get(id)?.remoteId ?? ''
function move(id: string, ...to: State[]): void {
  const by = { id: 'bench', role: 'SM' } as const
  bench.write((store) => {
    for (const state of to) {
      store.states.move(id, {
        to: state,
        trigger: 'test',
        actor: by,
        station: store.station.id,
        traceId: 'req_t',
      })
    }
  })
}

/** A transfer whose boxes are packed here and which Lightspeed has as OPEN. */
async function packedTransfer(): Promise<string> {
  const packed = [
    { productId: tea, units: 12, costCents: 420 },
    { productId: cup, units: 4, costCents: 99 },
  ]
  const { id } = bench.transfer({ [tea]: 12, [cup]: 4 })
  bench.write((store) => {
    store.parcels.open(`box-${id}`, id, 1, store.now())
    for (const { productId, units } of packed) {
      store.parcels.add(`box-${id}`, store.lines.ofProduct(id, productId)?.id ?? '', units)
    }
  })
  bench.startPusher()
  bench.tell(id, { status: 'OPEN', packed })
  await bench.runUntil(() => bench.store.outbox.allOpen().length === 0)
  bench.clock.pass(160_000)
  return id
}

/** An order that is being counted here. */
async function countedOrder(): Promise<string> {
  const order = bench.sandbox.control.incomingOrder({
    outletId: warehouse,
    lines: [{ productId: tea, count: 12 }],
  })
  await bench.runUntil(() => bench.store.consignments.byRemoteId(order.id) !== null)
  const id = bench.store.consignments.byRemoteId(order.id)?.id ?? ''
  move(id, 'receiving')
  return id
}

const cases: Record<string, () => Promise<void>> = {
  'edited a count': async () => {
    const id = await packedTransfer()
    bench.sandbox.control.editLine({ consignmentId: remoteId(id), productId: tea, count: 10 })
  },
  'added a line': async () => {
    const id = await packedTransfer()
    bench.sandbox.control.editLine({ consignmentId: remoteId(id), productId: pot, count: 3 })
  },
  'cancelled it': async () => {
    const id = await packedTransfer()
    move(id, 'packing')
    bench.sandbox.control.cancel(remoteId(id))
  },
  'received it': async () => {
    const id = await countedOrder()
    bench.sandbox.control.receiveInWebApp(remoteId(id))
  },
  'deleted it': async () => {
    const id = await packedTransfer()
    await fetch(`${bench.sandbox.url}/api/2026-07/consignments/${remoteId(id)}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${bench.sandbox.token}` },
    })
  },
  'gave it a status nobody knows (F40)': async () => {
    const id = await packedTransfer()
    const row = bench.sandbox.control.consignment(remoteId(id))
    row.status = 'PARTIALLY_SENT' as typeof row.status
    bench.sandbox.control.editLine({ consignmentId: row.id, productId: tea, count: 12 })
  },
}

async function asked(play: () => Promise<void>): Promise<Question[]> {
  bench = await openSyncBench()
  bench.startPuller()
  await bench.runUntil(() => !bench.store.feeds.get('consignments').isFirstPull)
  await play()
  await bench.runUntil(() => questions().length > 0)
  return questions()
}

describe('somebody in Lightspeed, while nothing of ours waited,', () => {
  it.each(Object.entries(cases))(
    '%s: both sides and choices are on a screen, and each choice is a journal row',
    async (_name, play) => {
      const [first, ...others] = await asked(play)
      expect(others).toEqual([])
      expect(first?.here).toMatch(/\w/)
      expect(first?.there).toMatch(/\w/)
      const choices = first?.choices.map(({ choice }) => choice) ?? []
      expect(choices.length).toBeGreaterThan(0)
      for (const [at, choice] of choices.entries()) {
        if (at > 0) {
          await bench.close()
          await asked(play)
        }
        questions()[0]?.settle(choice)
        const rows = [...bench.store.journalRowsInOrder()].filter(({ kind }) => kind.endsWith(':settle'))
        expect(rows.map((row) => givenIn(bench.store, row))).toMatchObject([{ choice, reason }])
        expect(questions()).toEqual([])
      }
    },
  )
})
