import { expect, it } from 'vitest'
import { scanMeaning } from '../../../../src-main/device/doctor/scan-meaning.ts'

it('a wrong check digit is named with the one that would be right', () => {
  expect(scanMeaning(']E04006381333932').odd).toEqual([
    'Its check digit is wrong: it was misread. It should be 1.',
  ])
  expect(scanMeaning(']C10109521234543214').odd).toEqual(['(01) has a wrong check digit: it should be 3.'])
})

it('a separator that may be lost is told of key strokes only', () => {
  const raw = ']C1010952123454321310LOT721S9'
  expect(scanMeaning(raw).odd).toEqual([])
  expect(scanMeaning(raw, true).odd).toEqual([
    '(10) cannot be told from what follows: a separator is missing in "LOT721S9".',
  ])
})
