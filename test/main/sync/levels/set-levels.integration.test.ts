import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { intendLevels } from '../../../../src-main/outbox/intend-levels.ts'
import { laneStory } from '../../../../src-main/sync/dashboard/story.ts'
import { discardEntry, retryEntry, settleConflict } from '../../../../src-main/sync/settle.ts'
import { syncScreen } from '../../../../src-main/sync/sync-screen.ts'
import { trainingCatalogue } from '../../../../src-main/training/store/training-catalogue.ts'
import { openSyncBench, ponsonby, type SyncBench, someProducts } from '../sync-bench.ts'

const [tea = '', cup = '', pot = ''] = someProducts(3)
const put = 'PUT /products/:id'

let bench: SyncBench
beforeEach(async () => {
  await open('2026-07')
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

async function open(apiVersion: '2026-07' | '2.0') {
  bench = await openSyncBench({ apiVersion })
  for (const productId of [tea, cup, pot]) level(productId, 100)
}

const level = (productId: string, to: number) =>
  bench.sandbox.control.setStock({ productId, outletId: ponsonby, level: to })
const shows = (...products: string[]) =>
  products.map((productId) => bench.sandbox.control.level(productId, ponsonby))
const puts = () => bench.sandbox.ledger().callsByRoute[put] ?? 0
const entry = () => bench.store.outbox.allOpen()[0]
const isDone = () => entry() === undefined
const isParked = () => entry()?.state === 'parked'
const states = (id: string) => bench.store.levelChanges.of(id).map(({ state }) => state)

type Counted = { counted: number; expected?: number | null; isLevelOld?: boolean }

/** An approved stocktake of the shop, on its way. Products were expected at 100 unless it says otherwise. */
function counted(of: Record<string, Counted>): string {
  const { id } = bench.transfer({}, 'approved', 'STOCKTAKE')
  bench.write((store) => {
    const consignment = store.consignments.get(id)
    if (consignment === null) throw new Error('no count')
    store.counts.putSheet({ consignmentId: id, isBlind: true, round: 1, listed: null, setsLevels: true })
    intendLevels(
      store,
      consignment,
      Object.entries(of).map(([productId, one]) => ({ productId, expected: 100, isLevelOld: false, ...one })),
    )
  })
  bench.startPusher()
  return id
}

it.each(['2026-07', '2.0'] as const)(
  'sets each level once, tells of no stocktake, and completes the count (%s)',
  async (apiVersion) => {
    await bench.close()
    await open(apiVersion)
    const id = counted({ [tea]: { counted: 97 }, [cup]: { counted: 0 }, [pot]: { counted: 100 } })
    await bench.runUntil(isDone)
    expect(shows(tea, cup, pot)).toEqual([97, 0, 100])
    expect(puts()).toBe(2)
    expect(bench.sandbox.ledger()).toMatchObject({ creates: 0, refused: [] })
    expect(bench.store.consignments.get(id)?.state).toBe('completed')
    expect(states(id).sort()).toEqual(['agreed', 'set', 'set'])
    expect(bench.store.stock.projected(tea, ponsonby)).toBe(97)
    const said = laneStory(bench.store, id).events.map(({ say }) => say)
    expect(said.filter((say) => /set from 100 to (97|0)$/.test(say))).toHaveLength(2)
  },
)

describe('what is sold while the levels are set', () => {
  it('stays sold: the difference goes on top of the level of then', async () => {
    level(tea, 92)
    counted({ [tea]: { counted: 97 } })
    await bench.runUntil(isDone)
    expect(shows(tea)).toEqual([89])
  })

  it('after the write is no trouble', async () => {
    bench.sandbox.faults.add({
      on: 'GET /inventory/:id',
      fault: { is: 'meanwhile', run: () => level(tea, 96) },
      times: 1,
      skip: 1,
    })
    const id = counted({ [tea]: { counted: 97 } })
    await bench.runUntil(isDone)
    expect(shows(tea)).toEqual([96])
    expect(bench.store.levelChanges.get(id, tea)).toMatchObject({ state: 'set', target: 97, shown: 96 })
  })

  it('cannot be told from what was sold before the count where its level was an old one: a person says', async () => {
    level(tea, 90)
    level(cup, 90)
    const id = counted({
      [tea]: { counted: 90, isLevelOld: true },
      [cup]: { counted: 90, isLevelOld: true },
      [pot]: { counted: 99, isLevelOld: true },
    })
    await bench.runUntil(isParked)
    // Nothing moved of the third one: it is set without a question.
    expect(shows(tea, cup, pot)).toEqual([90, 90, 99])
    const asked = bench.store.levelChanges.of(id).filter(({ state }) => state === 'asked')
    for (const choice of ['level-before', 'level-after']) {
      const [conflict] = bench.store.conflicts.open()
      expect(conflict?.there).toBe('it has moved to 90 there since')
      settleConflict(bench.bench(), { conflictId: conflict?.id ?? '', choice, reason: 'Looked at the till' })
      await bench.runUntil(() => isDone() || isParked())
    }
    expect(asked.map(({ productId }) => shows(productId)[0])).toEqual([90, 80])
    expect(bench.store.consignments.get(id)?.state).toBe('completed')
  })
})

describe('F10 a level whose answer was lost', () => {
  it('and that arrived is not set again', async () => {
    bench.sandbox.faults.add({ on: put, fault: { is: 'drop-after' }, times: 1 })
    counted({ [tea]: { counted: 97 }, [cup]: { counted: 98 } })
    await bench.runUntil(isDone)
    expect(shows(tea, cup)).toEqual([97, 98])
    expect(puts()).toBe(2)
  })

  it('and that did not arrive is set again, not before half a minute has passed', async () => {
    bench.sandbox.faults.add({ on: put, fault: { is: 'drop-before' }, times: 1 })
    counted({ [tea]: { counted: 97 } })
    const began = bench.clock.mono()
    await bench.runUntil(isDone)
    expect(shows(tea)).toEqual([97])
    expect(bench.clock.mono() - began).toBeGreaterThanOrEqual(30_000)
    expect(puts()).toBe(2)
  })

  it('and that shows something else is for a person: set or not set, each answer sets it right', async () => {
    for (const [choice, wasApplied] of [
      ['level-was-set', true],
      ['level-again', false],
    ] as const) {
      level(tea, 100)
      bench.sandbox.faults.add({
        on: put,
        fault: { is: wasApplied ? 'drop-after' : 'drop-before' },
        times: 1,
      })
      const id = counted({ [tea]: { counted: 97 } })
      await bench.runUntil(() => entry()?.state === 'unknown')
      level(tea, wasApplied ? 95 : 98)
      await bench.runUntil(isParked)
      expect(puts()).toBe(wasApplied ? 1 : 2)
      const [conflict] = bench.store.conflicts.open()
      expect(conflict).toMatchObject({ kind: 'push-level' })
      expect(conflict?.here).toMatch(/from 100 to 97 and the answer was lost$/)
      settleConflict(bench.bench(), { conflictId: conflict?.id ?? '', choice, reason: 'Seen in Lightspeed' })
      await bench.runUntil(isDone)
      expect(shows(tea)).toEqual([95])
      expect(bench.store.consignments.get(id)?.state).toBe('completed')
    }
  })

  it('because the station died is looked up by the next one, and the rest goes on where it stopped', async () => {
    bench.sandbox.faults.add({ on: put, fault: { is: 'delay-answer', ms: 60_000 }, times: 1, skip: 1 })
    const id = counted({ [tea]: { counted: 97 }, [cup]: { counted: 96 }, [pot]: { counted: 95 } })
    await bench.runUntil(() => states(id).includes('sent') && puts() === 2)
    bench.crash()
    await bench.restart()
    bench.startPusher()
    await bench.runUntil(isDone)
    expect(shows(tea, cup, pot)).toEqual([97, 96, 95])
    expect(puts()).toBe(3)
    expect(bench.store.consignments.get(id)?.state).toBe('completed')
  })
})

describe('a level that cannot be so is not reckoned from', () => {
  it('none at all of a product that had one is read again', async () => {
    const fault = { is: 'status-after', status: 200, body: '[]' } as const
    bench.sandbox.faults.add({ on: 'GET /inventory/:id', fault, times: 2 })
    counted({ [tea]: { counted: 97 } })
    await bench.runUntil(isDone)
    expect(shows(tea)).toEqual([97])
    expect(puts()).toBe(1)
  })

  it('an older one than the last that was heard is never written over', async () => {
    bench.write((store) =>
      store.stock.put({ productId: tea, outletId: ponsonby, level: 90, version: Number.MAX_SAFE_INTEGER }),
    )
    const id = counted({ [tea]: { counted: 97 } })
    await bench.runUntil(isParked)
    expect(puts()).toBe(0)
    expect(bench.store.levelChanges.of(id)[0]?.said).toMatch(/or an old one/)
  })
})

describe('a level that Lightspeed refuses', () => {
  it('is left aside until the others are set, then waits for a person; retried, only that one goes out', async () => {
    const undo = bench.sandbox.faults.add({ on: put, fault: { is: 'status-before', status: 422 }, times: 1 })
    const id = counted({ [tea]: { counted: 97 }, [cup]: { counted: 96 } })
    await bench.runUntil(isParked)
    undo()
    expect(states(id).sort()).toEqual(['refused', 'set'])
    expect(entry()?.lastAnswer).toMatch(/^The level of .+ was not set: /)
    expect(syncScreen(bench.store, bench.clock, null).entries[0]?.what).toBe(
      '2 counted stock levels, 1 still to be set',
    )
    const before = puts()
    retryEntry(bench.bench(), { entryId: entry()?.id ?? '' })
    await bench.runUntil(isDone)
    expect(puts()).toBe(before + 1)
    expect(shows(tea, cup)).toEqual([97, 96])
    expect(bench.store.consignments.get(id)?.state).toBe('completed')
  })

  it('when it is only looked at again is not taken for one that was not set: it is set once', async () => {
    const status = { is: 'status-before', status: 409 } as const
    bench.sandbox.faults.add({ on: 'GET /inventory/:id', fault: status, times: 1, skip: 1 })
    const id = counted({ [tea]: { counted: 97 } })
    await bench.runUntil(isParked)
    expect(shows(tea)).toEqual([97])
    expect(entry()?.lastAnswer).toMatch(/^It is not known whether the level of .* was set: /)
    retryEntry(bench.bench(), { entryId: entry()?.id ?? '' })
    await bench.runUntil(isDone)
    expect(shows(tea)).toEqual([97])
    expect(puts()).toBe(1)
    expect(states(id)).toEqual(['set'])
  })

  it('may be given up: its stock is what Lightspeed says, and the count stays approved', async () => {
    bench.sandbox.faults.add({ on: put, fault: { is: 'status-before', status: 422 } })
    const id = counted({ [tea]: { counted: 97 } })
    await bench.runUntil(isParked)
    discardEntry(bench.bench(), { entryId: entry()?.id ?? '', reason: 'It was the wrong shelf' })
    expect(states(id)).toEqual(['left'])
    expect(bench.store.consignments.get(id)?.state).toBe('approved')
    expect(bench.store.stock.openEffectsOf(id)).toEqual([])
  })

  it('for want of the right parks all of it with what is to be done, and none is written', async () => {
    bench.sandbox.faults.add({ on: put, fault: { is: 'status-before', status: 403 } })
    const id = counted({ [tea]: { counted: 97 }, [cup]: { counted: 96 } })
    await bench.runUntil(isParked)
    expect(puts()).toBe(1)
    expect(states(id)).toEqual(['waiting', 'waiting'])
    expect(entry()?.advice).toMatch(/allowed to change products/)
  })

  it('because it knows no such product is not written at all', async () => {
    const id = counted({ 'p-unknown': { counted: 3 } })
    await bench.runUntil(isParked)
    expect(puts()).toBe(0)
    expect(states(id)).toEqual(['refused'])
  })
})

it('a product whose stock is not tracked there is not waited for for ever', async () => {
  const untracked = trainingCatalogue().products.find(({ hasInventory }) => !hasInventory)?.id
  const id = counted({ [untracked ?? '']: { counted: 3, expected: null } })
  await bench.runUntil(isParked)
  expect(puts()).toBe(1)
  expect(bench.store.levelChanges.of(id)[0]?.said).toMatch(/may not track the stock/)
})

it('without a network nothing is counted as a try, and it goes on when it is back', async () => {
  await bench.sandbox.faults.network('down')
  const id = counted({ [tea]: { counted: 97 } })
  await bench.runUntil(() => bench.endings.length >= 2)
  expect(bench.endings.map(({ is }) => is)).toEqual(['offline', 'offline'])
  expect(entry()).toMatchObject({ state: 'pending', tries: 0 })
  await bench.sandbox.faults.network('up')
  await bench.runUntil(isDone)
  expect(states(id)).toEqual(['set'])
})
