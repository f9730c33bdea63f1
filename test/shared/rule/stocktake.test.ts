import { describe, expect, it } from 'vitest'
import {
  mayStationApprove,
  sumVariances,
  usualCountLimits,
  varianceOf,
} from '../../../src-shared/rule/stocktake.ts'

const sums = (...lines: [units: number, cents: number | null][]) =>
  sumVariances(lines.map(([units, cents]) => ({ units, cents })))

describe('the variance of a count', () => {
  it.each([
    { counted: 7, expected: 10, costCents: 250, units: -3, cents: -750 },
    { counted: 12, expected: 10, costCents: 250, units: 2, cents: 500 },
    { counted: 10, expected: 10, costCents: 250, units: 0, cents: 0 },
    { counted: 4, expected: null, costCents: 100, units: 4, cents: 400 },
    { counted: 0, expected: -2, costCents: 100, units: 2, cents: 200 },
    { counted: 3, expected: 2.9, costCents: 333, units: 0.1, cents: 33 },
    { counted: 3, expected: 5, costCents: null, units: -2, cents: null },
  ])('is $units units and $cents cents for $counted of $expected at $costCents', (one) => {
    expect(varianceOf(one.counted, one.expected, one.costCents)).toEqual({
      units: one.units,
      cents: one.cents,
    })
  })

  it('adds up without signs beside what is left with them', () => {
    expect(sums([-3, -750], [2, 500], [0, null], [1, null])).toEqual({
      units: 6,
      cents: 1250,
      netUnits: 0,
      netCents: -250,
      unpriced: 1,
    })
  })
})

describe('the station approves a count', () => {
  it.each([
    ['of no difference', sums(), true],
    ['at the limit in value', sums([-1, -50_000]), true],
    ['one cent above it', sums([1, 50_001]), false],
    ['at the limit in units', sums([50, 100]), true],
    ['one unit above it', sums([-51, -51]), false],
    ['whose shortage hides behind a surplus', sums([-30, -40_000], [30, 40_000]), false],
    ['that differs by something without a cost', sums([1, null]), false],
  ])('%s: %#', (_, differences, may) => {
    expect(mayStationApprove(differences)).toBe(may)
  })

  it('of any size where approval is switched off', () => {
    expect(mayStationApprove(sums([-900, -9_000_000]), { ...usualCountLimits, isOn: false })).toBe(true)
  })
})
