import { afterEach, describe, expect, it } from 'vitest'
import { settleConflict } from '../../../src-main/sync/settle.ts'
import { syncLine, syncScreen } from '../../../src-main/sync/sync-screen.ts'
import { trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

let bench: SyncBench
const [tea = ''] = someProducts(1)
const minuteMs = 60_000
const route = 'GET /consignments/:id'

afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const local = (remoteId: string) => bench.store.consignments.byRemoteId(remoteId)
const states = (made: { id: string }[]) => [...new Set(made.map(({ id }) => local(id)?.state))]
const all = (state: string) => [state]

/** A station that knows so many transfers to pack, and nothing else that is open. */
async function withOpen(count: number, options: Parameters<typeof openSyncBench>[0] = {}) {
  bench = await openSyncBench({ ...options, catalogue: { ...trainingCatalogue(), consignments: [] } })
  const made = Array.from({ length: count }, () =>
    bench.sandbox.control.transferToPack({
      fromOutletId: warehouse,
      toOutletId: ponsonby,
      lines: [{ productId: tea, count: 2 }],
    }),
  )
  bench.startPuller()
  await bench.runUntil(() => made.every(({ id }) => local(id) !== null))
  return made
}

const fullAt = () => bench.store.feeds.get('consignments').fullAt

/** Runs a whole reading of the consignments, and gives the minutes it took. */
async function readWhole(mostSteps?: number): Promise<number> {
  const from = bench.clock.mono()
  bench.write((store) => store.feeds.put({ ...store.feeds.get('consignments'), fullAt: null, fullCursor: 0 }))
  bench.wake()
  await bench.runUntil(() => fullAt() !== null, mostSteps)
  return (bench.clock.mono() - from) / minuteMs
}

const refuseById = () =>
  bench.sandbox.faults.add({ on: route, fault: { is: 'status-before', status: 404, body: '{}' } })
const listNothing = () =>
  bench.sandbox.faults.add({
    on: 'GET /consignments',
    fault: { is: 'status-after', status: 200, body: '{"data":[],"version":{"min":null,"max":null}}' },
  })
const settle = (choice: string) =>
  settleConflict(bench.bench(), {
    conflictId: bench.store.conflicts.open()[0]?.id ?? '',
    choice,
    reason: 'Looked it up in Lightspeed',
  })

/** Puts goods into a box of this one. */
function pack(remoteId: string): void {
  const id = local(remoteId)?.id ?? ''
  const line = bench.store.lines.of(id)[0]
  bench.write((store) => {
    store.parcels.open(`box-${id}`, id, 1, store.now())
    store.parcels.add(`box-${id}`, line?.id ?? '', 2)
    const by = { id: 'bench', role: 'SM' } as const
    for (const to of ['packing', 'packed'] as const) {
      store.states.move(id, { to, trigger: 'test', actor: by, station: store.station.id, traceId: 'req_t' })
    }
  })
}

describe('F20 a whole reading that finds much gone', () => {
  it('believes no 404 of what the list shows', async () => {
    const made = await withOpen(10)
    refuseById()
    await readWhole()
    expect(states(made)).toEqual(all('approved'))
    expect(bench.store.conflicts.open()).toEqual([])
  })

  it('applies nothing and asks once, over a fifth; asked again it finds them and takes the question back', async () => {
    const made = await withOpen(10)
    const faults = [refuseById(), listNothing()]
    await readWhole()
    await readWhole()
    expect(states(made)).toEqual(all('approved'))
    const screen = syncScreen(bench.store, bench.clock, null)
    expect(screen.conflicts).toHaveLength(1)
    expect(screen.conflicts[0]).toMatchObject({ code: 'Many consignments' })
    expect(screen.conflicts[0]?.there).toContain('10 of them')
    expect(screen.conflicts[0]?.choices.map(({ choice }) => choice)).toEqual(['ask-again', 'believe-gone'])
    expect(syncLine(bench.store, bench.clock, null).conflicts).toBe(1)
    const raised = [...bench.store.journalRowsInOrder()].filter((row) => row.changes.includes('many-gone'))
    expect(raised).toHaveLength(1)

    for (const off of faults) off()
    settle('ask-again')
    bench.wake()
    await bench.runUntil(() => fullAt() !== null)
    expect(bench.store.conflicts.open()).toEqual([])
    expect(states(made)).toEqual(all('approved'))
    expect(bench.store.asked.all('held')).toEqual([])
  })

  it('asks anew when they are still gone, and goes quiet by itself once they are there', async () => {
    const made = await withOpen(10)
    const faults = [refuseById(), listNothing()]
    await readWhole()
    settle('ask-again')
    expect(bench.store.conflicts.open()).toEqual([])
    await readWhole()
    expect(bench.store.conflicts.open()).toHaveLength(1)
    for (const off of faults) off()
    await readWhole()
    expect(bench.store.conflicts.open()).toEqual([])
    expect(states(made)).toEqual(all('approved'))
  })

  it('believed by a person: each is cancelled, and packed boxes are a question of their own', async () => {
    const made = await withOpen(10)
    const [packed, ...rest] = made
    pack(packed?.id ?? '')
    refuseById()
    listNothing()
    await readWhole()
    settle('believe-gone')
    expect(states(rest)).toEqual(all('cancelled'))
    expect(local(packed?.id ?? '')?.state).toBe('packed')
    const [question] = bench.store.conflicts.open()
    expect(question).toMatchObject({ kind: 'inbound', consignmentId: local(packed?.id ?? '')?.id })
    // Its first button does what it says.
    settle('take-theirs')
    expect(local(packed?.id ?? '')?.state).toBe('cancelled')
    await readWhole()
    expect(bench.store.conflicts.open()).toEqual([])
  })

  it('takes two of ten as deleted, when neither their id nor the list shows them', async () => {
    const made = await withOpen(10)
    const [gone, alsoGone, ...rest] = made
    bench.sandbox.faults.add({ on: route, times: 2, fault: { is: 'status-before', status: 404, body: '{}' } })
    listNothing()
    await readWhole()
    expect(states([gone ?? { id: '' }, alsoGone ?? { id: '' }])).toEqual(all('cancelled'))
    expect(states(rest)).toEqual(all('approved'))
  })
})

describe('asking for what is open', () => {
  it('goes on where the allowance ran out: 202 open, one register, each asked for once', async () => {
    await withOpen(202, { registers: 1 })
    const calls = () => bench.sandbox.ledger().callsByRoute[route] ?? 0
    const before = calls()
    const took = await readWhole(6_000)
    expect(calls() - before).toBe(202)
    expect(took).toBeLessThan(15)
    expect(bench.sandbox.ledger().status429).toBe(0)
  })

  it('goes on where the station was stopped', async () => {
    await withOpen(60)
    const calls = () => bench.sandbox.ledger().callsByRoute[route] ?? 0
    const before = calls()
    bench.write((store) =>
      store.feeds.put({ ...store.feeds.get('consignments'), fullAt: null, fullCursor: 0 }),
    )
    bench.wake()
    await bench.runUntil(() => calls() - before >= 25)
    await bench.restart()
    bench.startPuller()
    await bench.runUntil(() => fullAt() !== null)
    // A call that was out when it stopped is made once more.
    expect(calls() - before).toBeLessThanOrEqual(61)
  })

  it('leaves out what is over at Lightspeed', async () => {
    const [one, other] = await withOpen(2)
    pack(one?.id ?? '')
    bench.sandbox.control.cancel(one?.id ?? '')
    await bench.runUntil(() => bench.store.remote.get(one?.id ?? '')?.status === 'CANCELLED')
    bench.write((store) => store.states.move(local(other?.id ?? '')?.id ?? '', move(store, 'cancelled')))
    const calls = () => bench.sandbox.ledger().callsByRoute[route] ?? 0
    const before = calls()
    await readWhole()
    expect(calls() - before).toBe(0)
  })
})

function move(store: SyncBench['store'], to: 'cancelled') {
  const actor = { id: 'bench', role: 'DI' } as const
  return { to, trigger: 'test', actor, station: store.station.id, traceId: 'req_t' }
}
