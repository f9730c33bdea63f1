import { describe, expect, it } from 'vitest'
import { ledgerOf } from '../../../../src-main/sync/explain/ledger.ts'

const minute = (n: number) => new Date(Date.UTC(2026, 10, 20, 14, n)).toISOString()
const since = minute(0)
const heard = (n: number, before: number, after: number) => ({ before, after, version: n, at: minute(n) })
const move = (n: number, units: number, bookedAt: number | null, code = 'a') => ({
  consignmentId: code,
  receiptId: null,
  units,
  at: minute(n),
  acknowledgedAt: bookedAt === null ? null : minute(bookedAt),
})
const ledger = (
  level: number | null,
  levels: ReturnType<typeof heard>[],
  effects: ReturnType<typeof move>[],
  now = 59,
) => ledgerOf(level, levels, effects, { since, now: minute(now) })

describe('a change of Lightspeed’s level', () => {
  it('is ours where it follows what was told', () => {
    const { levels, start } = ledger(11, [heard(6, 14, 11)], [move(4, -3, 5)])
    expect(start).toBe(14)
    expect(levels).toMatchObject([{ ours: [{ units: -3 }], others: 0 }])
  })

  it('is ours and somebody else’s where more has moved', () => {
    const { levels } = ledger(9, [heard(6, 14, 9)], [move(4, -3, 5)])
    expect(levels).toMatchObject([{ ours: [{ units: -3 }], others: -2 }])
  })

  it('is nobody’s here where nothing was told', () => {
    expect(ledger(12, [heard(6, 14, 12)], [move(4, -3, null)]).levels).toMatchObject([
      { ours: [], others: -2 },
    ])
  })

  it('may be heard a little before we know that it is ours', () => {
    expect(ledger(11, [heard(4, 14, 11)], [move(3, -3, 6)]).levels[0]).toMatchObject({ others: 0 })
  })

  it('is not ours only because something is told a little later that would not fit', () => {
    expect(ledger(16, [heard(4, 14, 16)], [move(3, -3, 6)]).levels[0]).toMatchObject({ ours: [], others: 2 })
  })

  it('holds several moves that were told since the last one', () => {
    const { levels } = ledger(8, [heard(9, 14, 8)], [move(2, -2, 5, 'a'), move(3, -4, 8, 'b')])
    expect(levels[0]).toMatchObject({ others: 0, ours: [{ consignmentId: 'a' }, { consignmentId: 'b' }] })
  })

  it('takes each move once', () => {
    const { levels } = ledger(8, [heard(6, 14, 11), heard(9, 11, 8)], [move(2, -3, 5)])
    expect(levels.map(({ others }) => others)).toEqual([0, -3])
  })

  it('in fractions leaves no dust', () => {
    expect(ledger(0.3, [heard(6, 0.1, 0.3)], []).levels[0]?.others).toBe(0.2)
  })
})

describe('what was told and no level has moved for', () => {
  it('is on its way for three minutes, then it is named', () => {
    const effects = [move(4, -3, 5)]
    expect(ledger(14, [], effects, 7)).toMatchObject({ onItsWay: [{ units: -3 }], unheard: [] })
    expect(ledger(14, [], effects, 9)).toMatchObject({ onItsWay: [], unheard: [{ units: -3 }] })
  })

  it('before levels were kept here is in the level already', () => {
    const early = { ...move(4, -3, 5), acknowledgedAt: new Date(Date.UTC(2026, 10, 19)).toISOString() }
    expect(ledger(14, [heard(6, 15, 14)], [early])).toMatchObject({
      levels: [{ ours: [], others: -1 }],
      unheard: [],
    })
  })
})

it('without a level there is no number to follow', () => {
  expect(ledger(null, [], [move(4, -3, null)]).start).toBeNull()
})
