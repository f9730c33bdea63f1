import type { DifferenceView, ReconcileState } from '../../src-shared/model/difference.ts'
import type { Explained } from '../../src-shared/model/explained.ts'
import { ago, places, product } from './fixture-desks.ts'

const tea = product(0)

const difference = (parts: Partial<DifferenceView>): DifferenceView => ({
  id: 'd1',
  consignmentId: 'c-done',
  code: 'TR-STO-202611-000101-31',
  product: { id: tea.id, name: tea.name, sku: tea.sku },
  here: '12 counted',
  hereAt: ago(900_000),
  there: '10 sent',
  because: 'two units taken off there',
  thereAt: ago(600_000),
  foundAt: ago(60_000),
  advice: 'It has not been sent there yet, so its count can still be set.',
  choices: [
    { choice: 'tell-again', say: 'Ours is right: set it to 12 in Lightspeed' },
    { choice: 'seen', say: 'Leave it: the office has put the stock right' },
  ],
  asks: true,
  ...parts,
})

/** A comparison that is over, one difference that asks, and one that is explained. */
export function reconcileState(): ReconcileState {
  return {
    isConnected: true,
    isNextAsked: false,
    run: {
      why: 'night',
      beganAt: ago(7_200_000),
      endedAt: ago(7_100_000),
      isCancelled: false,
      done: 61,
      total: 61,
      problem: null,
    },
    differences: [
      difference({}),
      difference({
        id: 'd2',
        consignmentId: null,
        code: 'Stock',
        here: 'its level was 14 when last heard',
        hereAt: null,
        there: 'its level is 12',
        because: 'two units taken off there, and the list of changes did not show it',
        thereAt: null,
        advice: 'Nothing to do: the level that was read stands now.',
        choices: [],
        asks: false,
      }),
    ],
    open: 2,
    asks: 1,
  }
}

/** A product with a few steps. */
export function explainedTea(): Explained {
  const consignment = { id: 'c-done', code: 'TR-STO-202611-000101-31' }
  const step = (id: string, parts: Partial<Explained['events'][number]>) => ({
    id,
    at: ago(900_000 - Number(id) * 60_000),
    kind: 'counted' as const,
    say: '+1 counted by a scan',
    consignment,
    units: 0,
    expected: 14,
    ...parts,
  })
  return {
    product: tea,
    outlet: places[0] ?? null,
    level: 14,
    heardAt: ago(30_000),
    unbooked: -3,
    expected: 11,
    say: 'Lightspeed says 14; 3 packed here wait to be told; expected 11.',
    events: [
      step('1', {}),
      step('2', { kind: 'moved', say: `3 left with ${consignment.code}`, units: -3, expected: 11 }),
      step('3', { kind: 'differs', say: 'Compared: here 3 counted, at Lightspeed 2 sent', expected: 11 }),
    ],
    older: 0,
  }
}
