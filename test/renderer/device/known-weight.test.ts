import { expect, it } from 'vitest'
import { offBy, readKnownWeight } from '../../../src-renderer/device/known-weight.ts'

it.each([
  ['500', 500],
  ['500 g', 500],
  ['0.5 kg', 500],
  ['1,25KG', 1_250],
  ['1 lb', 454],
  ['1,25', null],
  ['1.25', null],
  ['', null],
  ['0', null],
  ['half', null],
  ['-5', null],
  ['5 stone', null],
])('reads the known weight %s as %s', (text, grams) => {
  expect(readKnownWeight(text)).toBe(grams)
})

it('says how far off the scale is, in grams and as a share, once it stands still', () => {
  expect(offBy({ is: 'steady', grams: 505, net: false, shown: '505 g' }, 500)).toEqual({
    grams: 5,
    share: 0.01,
  })
  expect(offBy({ is: 'steady', grams: 495, net: false, shown: '495 g' }, 500)).toEqual({
    grams: -5,
    share: 0.01,
  })
  expect(offBy({ is: 'moving', grams: 505, shown: '505 g' }, 500)).toBeNull()
  expect(offBy(null, 500)).toBeNull()
})
