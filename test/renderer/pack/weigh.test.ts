import { describe, expect, it } from 'vitest'
import { isAsked, judgeWeight, mustAsk, steadyGrams, weightOff } from '../../../src-renderer/pack/weigh.ts'
import { packLine, parcel } from '../fixture-desks.ts'

const box = parcel(2, { expectedGrams: 1000, toleranceGrams: 20 })
const line = (at: number, unitGrams: number, quantity: number) => ({
  ...packLine(at, 6, quantity),
  unitGrams,
  unitGramsFrom: 'P' as const,
  boxes: [{ parcelId: 'box-2', number: 2, quantity }],
})

describe('a box on the scale', () => {
  it('fits up to its tolerance and no further', () => {
    expect(judgeWeight(1020, box, [])).toEqual({ is: 'fits', by: 20 })
    expect(judgeWeight(1021, box, []).is).toBe('off')
  })

  it('names the one product whose weight explains the difference', () => {
    const verdict = judgeWeight(1250, box, [line(0, 250, 2), line(1, 70, 5)])
    expect(verdict).toEqual({
      is: 'off',
      by: 250,
      suspect: { name: line(0, 250, 2).name, count: 1, isTooMany: true },
    })
  })

  it('names none when two products would explain it', () => {
    expect(judgeWeight(1250, box, [line(0, 250, 2), line(1, 125, 5)])).toMatchObject({ suspect: null })
  })

  it('does not suspect a product whose weight is only assumed', () => {
    const assumed = { ...line(0, 250, 2), unitGramsFrom: 'D' as const }
    expect(judgeWeight(1250, box, [assumed])).toMatchObject({ suspect: null })
  })

  it('does not say that more are missing than are in the box', () => {
    expect(judgeWeight(250, box, [line(0, 250, 2)])).toMatchObject({ suspect: null })
  })
})

describe('a typed weight', () => {
  it('is off by its difference, either way, outside the tolerance only', () => {
    expect(weightOff(25_000, { expectedGrams: 890, toleranceGrams: 20 })).toBe(24_110)
    expect(weightOff(869, { expectedGrams: 890, toleranceGrams: 20 })).toBe(-21)
    expect(weightOff(870, { expectedGrams: 890, toleranceGrams: 20 })).toBe(null)
  })
})

describe('a steady weight that is off', () => {
  const asked = { parcelId: 'box-2', grams: 500, expectedGrams: 1000 }

  it('is asked about once, and not at all when it fits', () => {
    expect(mustAsk(500, box, null)).toBe(true)
    expect(mustAsk(500, box, asked)).toBe(false)
    expect(mustAsk(1020, box, null)).toBe(false)
  })

  it('is the same question while the scale only flickers', () => {
    expect(isAsked(505, box, asked)).toBe(true)
    expect(mustAsk(520, box, asked)).toBe(false)
  })

  it('is asked about anew with another weight, other contents or another box', () => {
    expect(mustAsk(521, box, asked)).toBe(true)
    expect(mustAsk(500, { ...box, expectedGrams: 1100 }, asked)).toBe(true)
    expect(mustAsk(500, { ...box, id: 'box-3' }, asked)).toBe(true)
    expect(isAsked(1000, box, { ...asked, grams: 1000 })).toBe(false)
  })
})

describe('a weight that may be recorded', () => {
  it('is steady and above zero', () => {
    expect(steadyGrams({ is: 'steady', grams: 4320, net: false, shown: '' })).toBe(4320)
    expect(steadyGrams({ is: 'steady', grams: 0, net: false, shown: '' })).toBe(null)
    expect(steadyGrams({ is: 'moving', grams: 4320, shown: '' })).toBe(null)
    expect(steadyGrams({ is: 'overload' })).toBe(null)
    expect(steadyGrams(null)).toBe(null)
  })
})
