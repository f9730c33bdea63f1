import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CountedLine,
  centsOf,
  progressPercent,
  tally,
  wholeUnits,
} from '../../../src-shared/rule/quantity.ts'

describe('a quantity from Lightspeed', () => {
  it.each([
    ['6.00000', 6],
    ['6', 6],
    ['0.00000', 0],
    ['-0.00000', 0],
    ['-3.00000', -3],
    ['+2.', 2],
    [' 12 ', 12],
    ['9007199254740991.00000', 9_007_199_254_740_991],
    [6, 6],
    [-2, -2],
  ])('%j is %d whole units', (value, units) => expect(wholeUnits(value)).toEqual({ is: 'whole', units }))

  it.each(['0.50000', '6.00001', '9007199254740993', '1e3', 'six', '.', '1.2.3', 'NaN', '1'.repeat(60)])(
    '%j cannot be counted here and is kept as it came',
    (text) => expect(wholeUnits(text)).toEqual({ is: 'fraction', text }),
  )

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e21])(
    'the number %d cannot be counted here',
    (value) => expect(wholeUnits(value)).toEqual({ is: 'fraction', text: String(value) }),
  )

  it.each([null, undefined, '', '  '])('%j is no quantity', (value) =>
    expect(wholeUnits(value)).toEqual({ is: 'none' }),
  )

  it('comes back from five decimals as it went', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (units) => {
        expect(wholeUnits(`${units}.00000`)).toEqual({ is: 'whole', units })
      }),
    )
  })
})

describe('an amount of money', () => {
  it.each([
    ['4.20000', 420],
    ['0.125', 13],
    ['0.12499', 12],
    ['1.005', 101],
    ['-1.005', -101],
    ['-0.004', 0],
    ['12', 1200],
    [4.35, 435],
    [1.005, 101],
    [0, 0],
    [1e-9, 0],
  ])('of %j is %d cents', (amount, cents) => expect(centsOf(amount)).toBe(cents))

  it.each([null, undefined, '', 'free', '1,50', Number.NaN, '99999999999999999999'])(
    'is not read from %j',
    (amount) => expect(centsOf(amount)).toBeNull(),
  )
})

describe('counted lines', () => {
  const line = (planned: number, counted: number, isExtra = false): CountedLine => ({
    planned,
    counted,
    isExtra,
  })

  it('add up to what is short, over and extra, in units and in lines', () => {
    expect(tally([line(10, 7), line(5, 6), line(3, 3), line(0, 2, true), line(0, 0, true)])).toEqual({
      planned: 18,
      counted: 18,
      short: 3,
      over: 1,
      extra: 2,
      shortLines: 1,
      overLines: 1,
      extraLines: 1,
    })
  })

  it.each([
    [[line(10, 7), line(10, 13)], 85],
    [[line(10, 10), line(1, 5)], 100],
    [[line(1000, 999)], 99],
    [[], 0],
    [[line(0, 1, true)], 100],
    [[line(4, 0), line(0, 9, true)], 0],
  ] as [CountedLine[], number][])('%j are %d per cent done', (lines, percent) => {
    expect(progressPercent(tally(lines))).toBe(percent)
  })

  it('balance for any counts: counted is planned less short, plus over and extra; 100 means nothing is short', () => {
    const units = fc.nat(500)
    const any = fc.oneof(
      fc.tuple(units, units).map(([planned, counted]) => line(planned, counted)),
      units.map((counted) => line(0, counted, true)),
    )
    fc.assert(
      fc.property(fc.array(any), (lines) => {
        const sum = tally(lines)
        expect(sum.counted).toBe(sum.planned - sum.short + sum.over + sum.extra)
        const percent = progressPercent(sum)
        expect(percent).toBeGreaterThanOrEqual(0)
        expect(percent).toBeLessThanOrEqual(100)
        if (sum.planned > 0) expect(percent === 100).toBe(sum.short === 0)
      }),
    )
  })
})
