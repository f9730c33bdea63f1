import { expect, it } from 'vitest'
import { scanMeaning } from '../../../../src-main/device/doctor/scan-meaning.ts'

it('a wrong check digit is named with the one that would be right', () => {
  expect(scanMeaning(']E04006381333932').odd).toEqual([
    'Its check digit is wrong: it was misread. It should be 1.',
  ])
  expect(scanMeaning(']C10109521234543214').odd).toEqual(['(01) has a wrong check digit: it should be 3.'])
})

it.each([
  ['4006381333932', '1'],
  ['036000291453', '2'],
  ['96385075', '4'],
  [']I119312345678905', '4'],
])('%s may be a product number with a wrong check digit', (raw, shouldBe) => {
  expect(scanMeaning(raw).odd).toEqual([
    `If it is a product number, its check digit is wrong: it should be ${shouldBe}.`,
  ])
})

it.each(['4006381333931', '04252614', 'BENCH-1', '12345', ']C04006381333932'])('%s is not odd', (raw) => {
  expect(scanMeaning(raw).odd).toEqual([])
})

it('a separator that may be lost is told of key strokes only', () => {
  const raw = ']C1010952123454321310LOT721S9'
  expect(scanMeaning(raw).odd).toEqual([])
  expect(scanMeaning(raw, true).odd).toEqual([
    '(10) cannot be told from what follows: a separator is missing in "LOT721S9".',
  ])
})

it('what a code names beside products and boxes is said as what it is', () => {
  expect(scanMeaning('https://id.example/8010/0952123-A/8011/12')).toMatchObject({
    says: ['(8010) COMPONENT 0952123-A', '(8011) COMPONENT SERIAL 12', 'It names no product and no box.'],
    odd: [],
  })
})

it('what belongs together, and what does not, is said with the numbers of both', () => {
  expect(scanMeaning(']C110LOT7').odd).toEqual([
    '(10) belongs beside (01) or (02) or (03) or (8006) or (8026), which may be in another code on the label.',
  ])
  expect(scanMeaning(']C1010952123454321325595212345432130001').odd).toEqual([
    '(01) and (255) do not go together.',
  ])
  expect(scanMeaning('https://id.example/01/09521234543213?10=LOT7').odd).toEqual([
    '(10) belongs in the path of the link, not behind its question mark: it was left out.',
  ])
})
