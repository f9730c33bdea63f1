import { expect, it } from 'vitest'
import { readMoney, writeMoney } from '../../../src-renderer/part/money.ts'

it.each([
  ['4.20', 420],
  ['4,2', 420],
  [' $1 250 ', 125_000],
  ['0', 0],
  ['4.205', null],
  ['-3', null],
  ['$1,250.00', 125_000],
  ['1,250', null],
  ['1,2,500.00', null],
  ['four', null],
  ['', null],
  ['1000.01', null],
])('%s is written for %s cents', (text, cents) => {
  expect(readMoney(text, text.startsWith('1000') ? 100_000 : 1_000_000)).toBe(cents)
})

it('writes cents as the field reads them again', () => {
  expect([420, 5, 125_000, null].map(writeMoney)).toEqual(['4.20', '0.05', '1250.00', ''])
  expect(readMoney(writeMoney(5), 100)).toBe(5)
})
