import { expect, it } from 'vitest'
import { explainTestCode, looksMistyped, testCode } from '../../../src-shared/rule/test-code.ts'

it.each([
  ['0123456789-ABCabc]~', { is: 'fine' }],
  ['0123456789-abcABC]~', { is: 'capitals' }],
  ['0123456789-ABCABC]~', { is: 'capitals' }],
  ['à&é"\'(-è_ç)QBCqbc$', { is: 'layout', host: 'French' }],
  ['à&é"\'(-è_ç)qbcQBC$', { is: 'layout', host: 'French' }],
  ['à&é"\'(§è!ç)QBCqbc$³', { is: 'layout', host: 'Belgian' }],
  ['0123456789ßABCabc+°', { is: 'layout', host: 'German' }],
  ["0123456789'ABCabc+|", { is: 'layout', host: 'Italian' }],
  ['0123456789-ABCabc]¬', { is: 'layout', host: 'British' }],
  ['ľščťžýáíé=ABCabcä~', { is: 'layout', host: null }],
  ['0123456789-ABCabc', { is: 'lost', missing: ']~' }],
  ['013456789-ABCbc]~', { is: 'lost', missing: '2a' }],
  ['4006381333931', { is: 'other-code' }],
  ['0123', { is: 'other-code' }],
  ['', { is: 'other-code' }],
])('%j: %j', (arrived, answer) => expect(explainTestCode(arrived)).toEqual(answer))

it('digits typed for another layout are seen in a code that nobody has', () => {
  expect(looksMistyped('\'àà-"(&"""ç"&')).toBe(true)
  for (const text of ['4006381333931', '"-"-"-', 'ABCDEF', '&é"', '']) expect(looksMistyped(text)).toBe(false)
})

it('holds printable characters only, so that every scanner can type it', () => {
  expect(testCode).toMatch(/^[ -~]+$/)
})
