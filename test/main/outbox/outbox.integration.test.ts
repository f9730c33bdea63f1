import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { intend } from '../../../src-main/outbox/intend.ts'
import { fold, intention } from '../../../src-main/outbox/intention.ts'
import { goods, type TestBench, testBench, write } from '../bench.ts'

const { tea } = goods
type Status = Parameters<typeof intend>[2]['status']

/** Notes that a consignment must come to this status with so many units of tea; gives the newest entry's id. */
function want(bench: TestBench, id: string, status: Status, units: number): string {
  write(bench.store, 'test:intend', () =>
    intend(bench.store, bench.consignment(id), {
      status,
      packed: [{ productId: tea.id, units, costCents: null }],
      received: null,
    }),
  )
  return bench.store.outbox.inLane(id).at(-1)?.id ?? ''
}

const late = '2099-01-01T00:00:00.000Z'
const due = (bench: TestBench, at = late) => bench.store.outbox.due(at, 9).map((row) => row.id)
const begin = (bench: TestBench, entry: string) =>
  write(bench.store, 'push', () => bench.store.outbox.begin(entry, '{"do":"create"}', 'req'))
const park = (bench: TestBench, entry: string) =>
  write(bench.store, 'push', () => bench.store.outbox.park(entry, 'refused', 'look at it', 'req'))
const end = (bench: TestBench, entry: string) =>
  write(bench.store, 'push', () => bench.store.outbox.end(entry, 'done', bench.store.now(), null, null))

function lanes(): { bench: TestBench; a: string; b: string } {
  const bench = testBench()
  return { bench, a: bench.transfer({ [tea.id]: 1 }), b: bench.transfer({ [tea.id]: 1 }) }
}

describe('the outbox', () => {
  it('I4 gives only the head of each lane, in the order they came', () => {
    const { bench, a, b } = lanes()
    const a1 = want(bench, a, 'OPEN', 1)
    begin(bench, a1)
    const a2 = want(bench, a, 'SENT', 1)
    const b1 = want(bench, b, 'OPEN', 1)
    expect(a2).not.toBe(a1)
    expect(due(bench)).toEqual([b1])
    end(bench, a1)
    expect(due(bench)).toEqual([a2, b1])
  })

  it('I5 a parked head holds its own lane and no other, until a person lets it go', () => {
    const { bench, a, b } = lanes()
    const a1 = want(bench, a, 'OPEN', 1)
    park(bench, a1)
    const a2 = want(bench, a, 'SENT', 1)
    const b1 = want(bench, b, 'OPEN', 1)
    expect(due(bench)).toEqual([b1])
    expect(bench.store.outbox.counts()).toMatchObject({ waiting: 3, parked: 1 })
    write(bench.store, 'sync:retry', () => bench.store.outbox.unpark(a1, false, bench.store.now()))
    expect(due(bench)).toEqual([a1, b1])
    end(bench, a1)
    expect(due(bench)).toEqual([a2, b1])
  })

  it('folds a later intention into the last one only while that was not started', () => {
    const { bench, a } = lanes()
    const first = want(bench, a, 'OPEN', 1)
    expect(want(bench, a, 'SENT', 2)).toBe(first)
    expect(bench.told(a)).toMatchObject([{ status: 'SENT', packed: [{ units: 2 }] }])
    begin(bench, first)
    const second = want(bench, a, 'SENT', 3)
    expect(second).not.toBe(first)
    expect(want(bench, a, 'CANCELLED', 4)).toBe(second)
    expect(bench.told(a).map(({ status, packed }) => [status, packed?.[0]?.units])).toEqual([
      ['SENT', 2],
      ['CANCELLED', 4],
    ])
    park(bench, second)
    expect(want(bench, a, 'OPEN', 5)).not.toBe(second)
  })

  it('never hurries an entry that waits after a failed try, whatever folds into it', () => {
    const { bench, a } = lanes()
    const entry = want(bench, a, 'OPEN', 1)
    write(bench.store, 'push', () =>
      bench.store.outbox.wait(entry, {
        state: 'pending',
        step: null,
        tries: 2,
        dueAt: '2098-01-01T00:00:00.000Z',
        why: 'no answer',
        traceId: null,
      }),
    )
    want(bench, a, 'SENT', 2)
    expect(bench.store.outbox.get(entry)).toMatchObject({ tries: 2, dueAt: '2098-01-01T00:00:00.000Z' })
    expect(due(bench, '2097-01-01T00:00:00.000Z')).toEqual([])
    expect(bench.store.outbox.nextDueAt()).toBe('2098-01-01T00:00:00.000Z')
  })

  it('knows at the start that what was in flight has an unknown outcome, with its step kept', () => {
    const { bench, a } = lanes()
    const entry = want(bench, a, 'OPEN', 1)
    begin(bench, entry)
    expect(bench.store.outbox.anyInFlight()).toBe(true)
    write(bench.store, 'sync:interrupted', () => bench.store.outbox.setInFlightUnknown(bench.store.now()))
    expect(bench.store.outbox.get(entry)).toMatchObject({ state: 'unknown', step: '{"do":"create"}' })
    expect(due(bench)).toEqual([entry])
  })

  it('deletes nothing, whoever asks', () => {
    const { bench, a } = lanes()
    end(bench, want(bench, a, 'OPEN', 1))
    const db = new SqliteDatabase(join(bench.folder, 'station.sqlite'))
    expect(() => db.exec('DELETE FROM outbox')).toThrow('nothing is deleted')
    expect(db.prepare('SELECT state FROM outbox').pluck().get()).toBe('done')
    db.close()
  })

  it('is written with the change it tells of, or not at all', () => {
    const { bench, a } = lanes()
    const fails = () =>
      write(bench.store, 'test:fails', () => {
        const wanted = { status: 'OPEN', packed: null, received: null } as const
        intend(bench.store, bench.consignment(a), wanted)
        throw new Error('in the middle')
      })
    expect(fails).toThrow('in the middle')
    expect(bench.told(a)).toEqual([])
  })
})

describe('folding', () => {
  const base = intention.parse({
    type: 'OUTLET',
    reference: 'PK-1',
    name: 'n',
    outletId: 'o2',
    sourceOutletId: 'o1',
    supplierId: null,
    dueAt: null,
    status: 'OPEN',
    packed: [{ productId: 'p', units: 1, costCents: null }],
    received: null,
  })

  it('keeps what the later intention does not speak of', () => {
    const received = [{ productId: 'p', units: 1 }]
    expect(fold(base, { ...base, status: 'SENT', packed: null, received })).toEqual({
      ...base,
      status: 'SENT',
      received,
    })
    expect(fold(base, { ...base, status: 'CANCELLED', packed: null })).toEqual({
      ...base,
      status: 'CANCELLED',
    })
  })
})
