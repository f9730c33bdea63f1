import { describe, expect, it } from 'vitest'
import { conflictSay, headOf } from '../../../src-main/consignment/head.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { changeCount } from '../../../src-main/packing/count.ts'
import { send } from '../../../src-main/packing/send.ts'
import { settleConflict } from '../../../src-main/sync/settle.ts'
import { depot, feed, goods, shop, type TestBench, testBench } from '../bench.ts'

const { tea } = goods
const stop = 'This was cancelled at Lightspeed.'

/** A transfer of Lightspeed's that is being packed here, one unit of six in, and then cancelled there. */
function cancelledThere(): { bench: TestBench; id: string } {
  const bench = testBench()
  const row = { remoteId: 'r1', type: 'OUTLET', planned: { [tea.id]: 6 }, outletId: shop } as const
  feed(bench, { ...row, status: 'OPEN', sourceOutletId: depot })
  const id = bench.store.consignments.byRemoteId('r1')?.id ?? ''
  bench.at('pack', id)
  bench.count('TEA-1')
  feed(bench, { ...row, status: 'CANCELLED', sourceOutletId: depot, version: 2 })
  return { bench, id }
}

function settle(bench: TestBench, choice: string): void {
  const conflictId = bench.store.conflicts.open()[0]?.id ?? ''
  settleConflict(bench, { conflictId, choice, reason: 'Asked the office' })
}

describe('a transfer that Lightspeed cancelled while it is packed here', () => {
  it('refuses a scan, keeps it in the journal as refused, and counts nothing', () => {
    const { bench, id } = cancelledThere()
    const seq = bench.store.journal.head().seq
    const { outcome } = bench.scan('TEA-1')
    expect(outcome).toMatchObject({ is: 'not-now', why: expect.stringContaining(stop) })
    expect(bench.line(id, tea.id).packed).toBe(1)
    expect(bench.store.journal.head().seq).toBe(seq + 1)
    expect(bench.store.journal.newestOf(id, 1)[0]).toMatchObject({ kind: 'pack:scan' })
    expect(bench.store.scans.newestOf(id, 1)[0]?.outcome.is).toBe('not-now')
  })

  it('refuses counts by hand and sending, and the head says what to do', () => {
    const { bench, id } = cancelledThere()
    const lineId = bench.line(id, tea.id).id
    expect(() => changeCount(bench, { consignmentId: id, lineId, by: 1 })).toThrow(stop)
    expect(() => send(bench, { consignmentId: id, handover: { mode: 'internal', driver: 'Van 1' } })).toThrow(
      stop,
    )
    const head = headOf(bench.store, bench.consignment(id))
    expect(head.readOnlyBecause).toBe(
      `${stop} Nothing more is counted on it: put the goods aside. Somebody decides under Sync whether it goes on.`,
    )
    expect(head.conflict).toBe(
      'Here: it is packing. Lightspeed shows it as cancelled, but work on it has been done here.',
    )
  })

  it('counts on once a person has said to keep it, and takes being cancelled here', () => {
    const kept = cancelledThere()
    settle(kept.bench, 'keep-ours')
    expect(kept.bench.count('TEA-1').counted).toBe(2)
    const dropped = cancelledThere()
    cancelConsignment(dropped.bench, { consignmentId: dropped.id, reason: 'Lightspeed is right' })
    expect(dropped.bench.state(dropped.id)).toBe('cancelled')
  })
})

it.each([
  [
    'it was made once',
    'Lightspeed has a second one.',
    'Here: it was made once. Lightspeed has a second one.',
  ],
  [
    'it is sent',
    'It is sent here, but Lightspeed shows OPEN.',
    'It is sent here, but Lightspeed shows OPEN.',
  ],
  ['it is packing', 'it is gone in Lightspeed.', 'Here: it is packing. It is gone in Lightspeed.'],
  ['3 counted', '2 received', 'Here: 3 counted. Lightspeed: 2 received.'],
])('says both sides of a difference once: %s / %s', (here, there, said) => {
  expect(conflictSay({ here, there })).toBe(said)
})
