import { describe, expect, it } from 'vitest'
import {
  isOpen,
  levelSay,
  orderReview,
  signed,
  signedMoney,
} from '../../../src-renderer/count/count-lines.ts'
import { faceOf } from '../../../src-renderer/part/outcome.ts'
import { words } from '../../../src-renderer/words.ts'
import type { CountLine } from '../../../src-shared/model/count.ts'
import { countDesk, scan } from '../fixture-desks.ts'

const line = (more: Partial<CountLine>): CountLine => {
  const [first] = countDesk('counting').lines
  if (first === undefined) throw new Error('a desk without lines')
  return { ...first, ...more }
}

describe('the lines of a stocktake', () => {
  it('are open while they are neither counted nor skipped, in the round in work only', () => {
    const none = { counted: null, skippedBecause: null }
    expect(isOpen(line(none))).toBe(true)
    expect(isOpen(line({ ...none, counted: 0 }))).toBe(false)
    expect(isOpen(line({ ...none, skippedBecause: 'Not reached' }))).toBe(false)
    expect(isOpen(line({ ...none, isInRound: false }))).toBe(false)
  })

  it('stand in the review by value: what has no cost before what fits, and what was skipped last', () => {
    const of = (id: string, units: number, cents: number | null) =>
      line({ id, counted: 1, skippedBecause: null, variance: { units, cents } })
    const skipped = line({ id: 'skipped', counted: null, skippedBecause: 'Not reached', variance: null })
    const rows = [
      skipped,
      of('same', 0, 0),
      of('small', 2, 100),
      of('no cost', -9, null),
      of('great', -1, -900),
    ]
    expect(orderReview(rows).map(({ id }) => id)).toEqual(['great', 'small', 'no cost', 'same', 'skipped'])
  })

  it('show differences with their sign, and levels that are fractions as they are', () => {
    expect([3, -12, 0, 0.5].map(signed)).toEqual(['+3', '−12', '0', '+0.5'])
    expect([480, -1440, 0].map(signedMoney)).toEqual(['+$4.80', '−$14.40', '$0.00'])
    expect([12_500, -2.25].map(levelSay)).toEqual(['12\u202f500', '−2.25'])
  })
})

describe('the card of a count', () => {
  const outcome = {
    is: 'counted',
    lineId: 'l',
    productId: 'p',
    name: 'Black tea',
    times: 1,
    counted: 7,
    planned: 0,
    boxNumber: null,
    pack: null,
  } as const

  it('shows how many there are now, and nothing it could be out of', () => {
    expect(faceOf(scan('code', outcome), 'count')).toMatchObject({ figure: '7', tone: 'good' })
  })

  it('says that a total was typed where nothing was added', () => {
    const record = { ...scan('', { ...outcome, times: -3 }), by: 'hand' as const }
    expect(faceOf(record, 'count').say).toBe(words.count.total)
  })
})
