import { expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'

it('one of something is one, wherever units, lines and products are counted', () => {
  expect([words.order.unitsLines('1', '1'), words.order.unitsLines('1,000', '2')]).toEqual([
    '1 unit on 1 line',
    '1,000 units on 2 lines',
  ])
  expect(words.count.progress('0', '1', '1')).toBe('0 of 1 product, 1 unit')
  expect(words.pack.progress('0', '1', null)).toBe('0 of 1 unit')
  expect(words.receive.boxUnits('1', null)).toBe('1 unit')
})
