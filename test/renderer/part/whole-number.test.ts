import { describe, expect, it } from 'vitest'
import { readWhole } from '../../../src-renderer/part/whole-number.tsx'

const range = { least: 1, most: 10_000 }

describe('a number a person writes', () => {
  it('is taken as it stands, up to the most', () => {
    expect(['1', ' 24 ', '10000', '007'].map((text) => readWhole(text, range))).toEqual([1, 24, 10_000, 7])
  })

  it.each(['', '1.5', '1,5', '-5', '+5', '0', '10001', '99999999999', '1e3', '5 5', '5 kg'])(
    'is refused rather than made into another one: %j',
    (text) => {
      expect(readWhole(text, range)).toBe(null)
    },
  )
})
