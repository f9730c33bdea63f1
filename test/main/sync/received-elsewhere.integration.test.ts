import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeReceiving, stopReceiving } from '../../../src-main/receiving/close.ts'
import { changeReceived } from '../../../src-main/receiving/count.ts'
import { systemActor } from '../../../src-main/store/store.ts'
import { applyShadow } from '../../../src-main/sync/import-consignment.ts'
import { discardEntry, settleConflict } from '../../../src-main/sync/settle.ts'
import { keepShadow } from '../../../src-main/sync/shadow.ts'
import { syncScreen } from '../../../src-main/sync/sync-screen.ts'
import { seeded } from '../../../src-main/training/store/seeded.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts, warehouse } from './sync-bench.ts'

const [tea = '', cup = '', pot = '', ...jars] = someProducts(7)
type Made = { id: string; remoteId: string }

let bench: SyncBench
beforeEach(async () => {
  bench = await openSyncBench({ outlet: ponsonby })
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

const open = () => bench.store.outbox.allOpen()
const isDone = () => open().length === 0
const isParked = () => open().some((entry) => entry.state === 'parked')
const isSettled = () => isDone() || isParked()
const conflicts = () => bench.store.conflicts.open()

/** What is on its way to this outlet, as the feed brings it. */
async function arriving(
  type: 'OUTLET' | 'SUPPLIER' = 'OUTLET',
  received?: Record<string, number>,
): Promise<Made> {
  const { control } = bench.sandbox
  const lines = [tea, ...jars, cup].map((productId) => ({ productId, count: 1_000 }))
  const made =
    type === 'OUTLET'
      ? control.incomingTransfer({ toOutletId: ponsonby, fromOutletId: warehouse, lines })
      : control.incomingOrder({ outletId: ponsonby, lines })
  for (const [productId, units] of Object.entries(received ?? {})) book(made.id, productId, units)
  const [header, listed] = [
    await bench.lightspeed.consignment(made.id),
    await bench.lightspeed.allLines(made.id),
  ]
  if (header.is !== 'answer' || listed.is !== 'answer') throw new Error(header.is)
  const command = { kind: 'feed', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }
  bench.store.write(command, () => {
    keepShadow(bench.store, header.value, listed.value)
    applyShadow(bench.bench(), made.id, command)
  })
  const local = bench.store.consignments.byRemoteId(made.id)
  if (local === null) throw new Error('not imported')
  bench.startPusher()
  return { id: local.id, remoteId: made.id }
}

/** Somebody in the office, or at another station, books so many as received in all. */
const book = (remoteId: string, productId: string, received: number) =>
  void bench.sandbox.control.editLine({ consignmentId: remoteId, productId, received })

function count({ id }: Made, productId: string, units: number, damaged = 0): void {
  const line = bench.store.lines.ofProduct(id, productId)
  if (line === null) throw new Error('no such line')
  changeReceived(bench.bench(), { consignmentId: id, lineId: line.id, received: units, damaged })
}
const stop = ({ id }: Made) => stopReceiving(bench.bench(), { consignmentId: id })
const close = ({ id }: Made) =>
  closeReceiving(bench.bench(), { consignmentId: id, reason: 'The rest is lost' })
const there = ({ remoteId }: Made, productId: string) =>
  bench.sandbox.control.lines(remoteId).find((line) => line.productId === productId)?.received ?? 0
const here = ({ id }: Made, productId: string) => {
  const line = bench.store.lines.ofProduct(id, productId)
  return (line?.received ?? 0) - (line?.damaged ?? 0)
}
function settle(choice: string): void {
  const [conflict] = conflicts()
  expect(conflict?.choices.map((one) => one.choice)).toContain(choice)
  settleConflict(bench.bench(), { conflictId: conflict?.id ?? '', choice, reason: 'Counted again' })
}

/** Ten came and were told; then the office made it fifteen, and five more came here. */
async function raisedMeanwhile(type?: 'OUTLET' | 'SUPPLIER'): Promise<Made> {
  const made = await arriving(type)
  count(made, tea, 10)
  stop(made)
  await bench.runUntil(isDone)
  book(made.remoteId, tea, 15)
  count(made, tea, 5)
  stop(made)
  await bench.runUntil(isSettled)
  return made
}

describe('units that somebody else booked as received', () => {
  it('are never written over: both numbers are shown, and what each choice makes of them', async () => {
    const made = await raisedMeanwhile()
    const name = bench.store.lines.ofProduct(made.id, tea)?.name
    expect(there(made, tea)).toBe(15)
    expect(syncScreen(bench.store, bench.clock, null).conflicts).toMatchObject([
      {
        here: `${name}: 15 counted in all`,
        there: `${name}: 15 received, 10 when both last agreed`,
        choices: [
          { choice: 'add-theirs', say: 'Both are right: make it 20' },
          { choice: 'ours-is-all', say: 'They are the same units: leave it at 15' },
          { choice: 'try-again', say: 'It is put right in Lightspeed: try again' },
        ],
      },
    ])
  })

  it.each(['OUTLET', 'SUPPLIER'] as const)(
    'are added to ours when a person says both came (%s)',
    async (type) => {
      const made = await raisedMeanwhile(type)
      settle('add-theirs')
      await bench.runUntil(isDone)
      expect([there(made, tea), here(made, tea)]).toEqual([20, 20])
      close(made)
      await bench.runUntil(isDone)
      expect([there(made, tea), conflicts()]).toEqual([20, []])
    },
  )

  it('that came while the first count was still open wait for a person, too', async () => {
    const made = await arriving()
    count(made, tea, 10)
    book(made.remoteId, tea, 5)
    stop(made)
    await bench.runUntil(isSettled)
    expect(there(made, tea)).toBe(5)
    settle('ours-is-all')
    await bench.runUntil(isDone)
    expect([there(made, tea), here(made, tea)]).toEqual([10, 10])
  })

  it('are taken here when a person says that Lightspeed is right, and the receipt is still closed there', async () => {
    const made = await arriving()
    count(made, tea, 10, 2)
    book(made.remoteId, tea, 5)
    close(made)
    await bench.runUntil(isSettled)
    settle('theirs-is-all')
    await bench.runUntil(isDone)
    expect([there(made, tea), here(made, tea)]).toEqual([5, 5])
    expect(bench.sandbox.control.consignment(made.remoteId).status).toBe('RECEIVED')
  })

  it('on a product this station knows nothing of are not set to zero', async () => {
    const made = await arriving('SUPPLIER')
    bench.sandbox.control.editLine({ consignmentId: made.remoteId, productId: pot, count: 4, received: 4 })
    count(made, tea, 1)
    stop(made)
    await bench.runUntil(isSettled)
    expect(there(made, pot)).toBe(4)
    settle('theirs-is-all')
    await bench.runUntil(isDone)
    expect([there(made, pot), here(made, pot), there(made, tea)]).toEqual([4, 4, 1])
  })

  it('on several products are settled at one go, each by its own numbers', async () => {
    const made = await arriving()
    count(made, tea, 3)
    count(made, cup, 4)
    book(made.remoteId, tea, 1)
    book(made.remoteId, cup, 6)
    stop(made)
    await bench.runUntil(isSettled)
    expect(conflicts()[0]?.choices[0]?.say).toMatch(/^Both are right: make it 4 × .+, 10 × /)
    settle('add-theirs')
    await bench.runUntil(isDone)
    expect([there(made, tea), there(made, cup)]).toEqual([4, 10])
  })

  it('that were lowered there are shown as well, and the lower count may stand', async () => {
    const made = await arriving()
    count(made, tea, 10)
    stop(made)
    await bench.runUntil(isDone)
    book(made.remoteId, tea, 8)
    count(made, tea, 5)
    stop(made)
    await bench.runUntil(isSettled)
    settle('add-theirs')
    await bench.runUntil(isDone)
    expect([there(made, tea), here(made, tea)]).toEqual([13, 13])
  })

  it('and known since the import are ours to add to, without a question', async () => {
    const made = await arriving('SUPPLIER', { [tea]: 7 })
    count(made, tea, 5)
    stop(made)
    await bench.runUntil(isSettled)
    expect([there(made, tea), here(made, tea), conflicts()]).toEqual([12, 12, []])
  })

  it('are asked about again when they change after the question was put', async () => {
    const made = await raisedMeanwhile()
    book(made.remoteId, tea, 16)
    settle('add-theirs')
    await bench.runUntil(isSettled)
    expect(there(made, tea)).toBe(16)
    expect(conflicts()[0]?.there).toMatch(/16 received, 15 when both last agreed/)
    settle('add-theirs')
    await bench.runUntil(isDone)
    expect(there(made, tea)).toBe(21)
  })

  it('while a long run of lines is being written are found before their line is reached', async () => {
    const made = await arriving()
    const all = [tea, ...jars, cup]
    for (const productId of all) count(made, productId, 2)
    // A long run takes minutes, more so when the allowance is small.
    const run = () => {
      book(made.remoteId, cup, 7)
      bench.clock.pass(8_000)
    }
    bench.sandbox.faults.add({
      on: 'PUT /consignments/:id/products/:id',
      times: 4,
      fault: { is: 'meanwhile', run },
    })
    stop(made)
    await bench.runUntil(isSettled)
    expect(all.map((productId) => there(made, productId))).toEqual([2, 2, 2, 2, 0, 7])
    settle('add-theirs')
    await bench.runUntil(isDone)
    expect(all.map((productId) => there(made, productId))).toEqual([2, 2, 2, 2, 2, 9])
  })

  it('count for what waits behind the question, too', async () => {
    const made = await raisedMeanwhile()
    count(made, cup, 2)
    count(made, tea, 1)
    close(made)
    settle('add-theirs')
    await bench.runUntil(isDone)
    expect([there(made, tea), there(made, cup)]).toEqual([21, 2])
    expect(bench.sandbox.control.consignment(made.remoteId).status).toBe('RECEIVED')
  })

  it('stay as they are when ours is discarded, and are asked about at the next count', async () => {
    const made = await raisedMeanwhile()
    discardEntry(bench.bench(), { entryId: open()[0]?.id ?? '', reason: 'The office has it' })
    count(made, tea, 1)
    stop(made)
    await bench.runUntil(isSettled)
    expect([there(made, tea), conflicts().length]).toEqual([15, 1])
  })
})

describe('an order or transfer that was closed there with other counts', () => {
  async function closedThere(): Promise<Made> {
    const made = await arriving()
    count(made, tea, 12)
    count(made, cup, 3)
    book(made.remoteId, tea, 10)
    book(made.remoteId, cup, 3)
    bench.sandbox.control.receiveAsBooked(made.remoteId)
    close(made)
    await bench.runUntil(isParked)
    return made
  }

  it('is shown with both counts, and taken here when Lightspeed is right', async () => {
    const made = await closedThere()
    const name = bench.store.lines.ofProduct(made.id, tea)?.name
    expect(conflicts()).toMatchObject([
      {
        kind: 'push-counted',
        here: `${name}: 12 counted in all`,
        there: `${name}: 10 received, and it is RECEIVED there already`,
        choices: [
          { choice: 'theirs-is-all', say: 'Lightspeed is right: make it 10 here too' },
          { choice: 'drop-ours', say: 'Our count is right: the office corrects the stock' },
        ],
      },
    ])
    settle('theirs-is-all')
    await bench.runUntil(isDone)
    expect([here(made, tea), here(made, cup)]).toEqual([10, 3])
    expect(bench.store.consignments.get(made.id)?.state).toBe('completed')
  })

  it('keeps our counts when they are right', async () => {
    const made = await closedThere()
    settle('drop-ours')
    expect([here(made, tea), isDone()]).toEqual([12, true])
  })
})

describe('our own writes are never taken for somebody else’s', () => {
  it('when their answer is lost, or the list still shows the old value', async () => {
    const made = await arriving()
    count(made, tea, 10)
    stop(made)
    await bench.runUntil(isDone)
    bench.sandbox.faults.add({
      on: 'PUT /consignments/:id/products/:id',
      times: 1,
      fault: { is: 'drop-after' },
    })
    bench.sandbox.faults.delayLists(0, 100_000)
    count(made, tea, 5)
    stop(made)
    await bench.runUntil(isSettled)
    count(made, tea, 2)
    close(made)
    await bench.runUntil(isSettled)
    expect([there(made, tea), conflicts()]).toEqual([17, []])
  })
})

describe('receipts here and bookings there in any order', () => {
  const seeds = Number(process.env.SYNC_SEEDS ?? 10)
  it.each(Array.from({ length: seeds }, (_, at) => at + 1))(
    'F28 seed %i: Lightspeed ends with what the choices say, and nothing is overwritten unasked',
    async (seed) => {
      const random = seeded(seed)
      const upTo = (most: number) => Math.floor(random() * (most + 1))
      const pick = <T>(from: readonly T[]): T => from[upTo(from.length - 1)] as T
      const made = await arriving(pick(['OUTLET', 'SUPPLIER'] as const))
      if (random() < 0.4) {
        const on = 'PUT /consignments/:id/products/:id'
        bench.sandbox.faults.add({
          on,
          fault: pick([{ is: 'drop-after' }, { is: 'drop-before' }]),
          chance: 0.2,
        })
      }
      // What both sides must come to: ours, what Lightspeed shows, and what both last agreed on.
      const fresh = () => ({ ours: 0, theirs: 0, agreed: 0 })
      const books = new Map([
        [tea, fresh()],
        [cup, fresh()],
      ])
      const differ = () => [...books].filter(([, one]) => one.theirs !== one.agreed)
      const office = () => {
        const [productId, one] = pick([...books])
        one.theirs = Math.max(0, one.theirs + upTo(8) - 3)
        book(made.remoteId, productId, one.theirs)
      }
      const tellAll = async () => {
        for (let asked = 0; ; asked += 1) {
          expect(asked).toBeLessThan(8)
          await bench.runUntil(isSettled)
          if (differ().length === 0) break
          expect(conflicts().map((one) => one.kind)).toEqual(['push-received'])
          const shown = differ().map(([productId, one]) => [productId, { ...one }] as const)
          if (asked < 3 && random() < 0.3) office()
          const choice = pick(conflicts()[0]?.choices.filter((one) => one.choice !== 'try-again') ?? [])
          settle(choice.choice)
          for (const [productId, was] of shown) {
            const one = books.get(productId) ?? fresh()
            if (choice.choice === 'add-theirs') one.ours += was.theirs - was.agreed
            if (choice.choice === 'theirs-is-all') one.ours = was.theirs
            one.agreed = was.theirs
          }
        }
        expect([open().map((one) => one.lastAnswer), conflicts()]).toEqual([[], []])
        for (const [productId, one] of books) {
          one.theirs = one.ours
          one.agreed = one.ours
          expect([productId, there(made, productId), here(made, productId)]).toEqual([
            productId,
            one.ours,
            one.ours,
          ])
        }
      }
      for (let turn = 0; turn < 5; turn += 1) {
        const productId = pick([tea, cup])
        const [units, damaged] = [2 + upTo(6), upTo(2)]
        for (const act of pick([['count'], ['office', 'count'], ['count', 'office'], ['count', 'count']])) {
          if (act === 'office') office()
          else {
            count(made, productId, units, damaged)
            const one = books.get(productId)
            if (one !== undefined) one.ours += units - damaged
          }
        }
        if (random() < 0.2) {
          bench.crash()
          await bench.restart()
          bench.startPusher()
        }
        if (turn < 4) stop(made)
        else close(made)
        await tellAll()
      }
      expect(bench.sandbox.control.consignment(made.remoteId).status).toBe('RECEIVED')
      expect(bench.sandbox.ledger().accumulatedLines).toEqual([])
    },
  )
})
