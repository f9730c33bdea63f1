import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  expectedBoxGrams,
  explainGap,
  gramsOf,
  toleranceGrams,
  type UnitWeight,
  unitWeight,
  type WeighedLine,
  type WeightUnit,
} from '../../../src-shared/rule/weight.ts'

const line = (
  productId: string,
  quantity: number,
  grams: number,
  from: UnitWeight['from'] = 'P',
): WeighedLine => ({
  productId,
  quantity,
  unit: { grams, from },
})

describe('the weight of a unit', () => {
  it('is the product, else the median of its category, else 100 g', () => {
    expect(unitWeight({ productGrams: 42, categoryGrams: 60 })).toEqual({ grams: 42, from: 'P' })
    expect(unitWeight({ productGrams: null, categoryGrams: 60 })).toEqual({ grams: 60, from: 'C' })
    expect(unitWeight({ productGrams: 0, categoryGrams: -1 })).toEqual({ grams: 100, from: 'D' })
  })
})

describe('the expected weight of a box', () => {
  it('is its units and its tare, and says how many units each source weighs', () => {
    expect(expectedBoxGrams([line('a', 3, 110), line('b', 2, 60, 'C'), line('c', 1, 100, 'D')], 250)).toEqual(
      {
        grams: 800,
        coverage: { P: 3, C: 2, D: 1 },
        gramsFrom: { P: 330, C: 120, D: 100 },
      },
    )
    expect(expectedBoxGrams([], 250).grams).toBe(250)
  })

  it('may be missed by 2 %, more where weights are estimated, and always by 20 g', () => {
    expect(toleranceGrams(expectedBoxGrams([line('a', 1, 100)], 0))).toBe(20)
    expect(toleranceGrams(expectedBoxGrams([line('a', 100, 100)], 0))).toBe(200)
    expect(toleranceGrams(expectedBoxGrams([line('a', 100, 100, 'C')], 0))).toBe(1_200)
    expect(toleranceGrams(expectedBoxGrams([line('a', 100, 100, 'D')], 0))).toBe(3_200)
    expect(toleranceGrams(expectedBoxGrams([line('a', 1, 1_001)], 0))).toBe(21)
  })
})

describe('a gap between scale and expectation', () => {
  const lines = [line('bottle', 6, 110), line('device', 2, 250), line('guess', 4, 100, 'D')]

  it('is explained by one unit of the one product that weighs about as much', () => {
    expect(explainGap(252, lines)).toEqual({ is: 'one-too-many', productId: 'device' })
    expect(explainGap(-108, lines)).toEqual({ is: 'one-missing', productId: 'bottle' })
    expect(explainGap(-121, lines)).toEqual({ is: 'one-missing', productId: 'bottle' })
    expect(explainGap(-122, lines)).toBeNull()
  })

  it('is not explained when two products would fit, when only a default weight fits, or when nothing does', () => {
    expect(explainGap(250, [...lines, line('other device', 1, 245)])).toBeNull()
    expect(explainGap(100, [line('guess', 4, 100, 'D')])).toBeNull()
    expect(explainGap(700, lines)).toBeNull()
    expect(explainGap(0, [line('feather', 1, 3)])).toBeNull()
    expect(explainGap(250, [])).toBeNull()
  })

  it('can name a product that should not be in the box as too many, but not as missing', () => {
    expect(explainGap(250, [line('device', 0, 250)])?.is).toBe('one-too-many')
    expect(explainGap(-250, [line('device', 0, 250)])).toBeNull()
  })

  it('takes two lines of one product for one product', () => {
    expect(explainGap(250, [line('device', 1, 250), line('device', 1, 250)])?.productId).toBe('device')
  })
})

describe('grams of what a scale shows', () => {
  it.each([
    ['1.234', 'kg', 1234],
    ['00.000', 'kg', 0],
    ['0.0005', 'kg', 1],
    ['-0.0005', 'kg', -1],
    ['0.00049', 'kg', 0],
    ['412.5', 'g', 413],
    ['+00412.5', 'g', 413],
    [' 12 ', 'g', 12],
    ['1', 'lb', 454],
    ['10.05', 'lb', 4559],
    ['1', 'oz', 28],
    ['16', 'oz', 454],
    ['645.2', 'oz', 18_291],
    ['1000000', 'lb', 453_592_370],
    ['40:05.2', 'lb:oz', 18_291],
    ['40 5.2', 'lb:oz', 18_291],
    ['40lb 5.2oz', 'lb:oz', 18_291],
    ['-1:00.0', 'lb:oz', -454],
    ['0:0.5', 'lb:oz', 14],
  ] as [string, WeightUnit, number][])('%j %s are %d g', (text, unit, grams) => {
    expect(gramsOf(text, unit)).toBe(grams)
  })

  it.each([
    ['', 'kg'],
    ['-', 'g'],
    ['12,5', 'kg'],
    ['1e3', 'g'],
    ['12kg', 'kg'],
    ['1 2', 'g'],
    ['ErrO', 'kg'],
    ['12', 'lb:oz'],
    ['1:2:3', 'lb:oz'],
    ['9'.repeat(25), 'kg'],
  ] as [string, WeightUnit][])('are not read from %j %s', (text, unit) => {
    expect(gramsOf(text, unit)).toBeNull()
  })

  it('are exact for every whole gram written as kilograms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), (grams) => {
        const text = `${Math.floor(grams / 1000)}.${String(grams % 1000).padStart(3, '0')}`
        expect(gramsOf(text, 'kg')).toBe(grams)
      }),
    )
  })

  it('are the same however pounds and ounces are written', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(159), (pounds, tenths) => {
        const ounces = `${Math.floor(tenths / 10)}.${tenths % 10}`
        const all = `${Math.floor((pounds * 160 + tenths) / 10)}.${tenths % 10}`
        expect(gramsOf(`${pounds}:${ounces}`, 'lb:oz')).toBe(gramsOf(all, 'oz'))
      }),
    )
  })
})
