import { describe, expect, it } from 'vitest'
import { damageChange, differencesOf, leftToCome } from '../../../src-renderer/receive/receipt-lines.ts'
import { receiveLine } from '../fixture-desks.ts'

describe('a delivery', () => {
  it('counts earlier receipts towards what is still to come', () => {
    expect(leftToCome(receiveLine(0, { expected: 10, before: 4, received: 5 }))).toBe(1)
  })

  it('lists what differs, missing first', () => {
    const lines = [
      receiveLine(0, { expected: 6, received: 6, damaged: 1 }),
      receiveLine(1, { expected: 6, received: 7 }),
      receiveLine(2, { expected: 6, received: 2 }),
      receiveLine(3, { expected: 0, received: 3, isExtra: true }),
      receiveLine(4, { expected: 6, received: 6 }),
    ]
    const unlisted = [{ id: 'u1', text: '1', name: 'Stand', quantity: 2, note: '' }]
    expect(differencesOf({ lines, unlisted }).map(({ is, units }) => [is, units])).toEqual([
      ['missing', 4],
      ['damaged', 1],
      ['over', 1],
      ['extra', 3],
      ['unlisted', 2],
    ])
  })

  it('has no differences when all came undamaged', () => {
    const lines = [receiveLine(0, { expected: 6, before: 2, received: 4 })]
    expect(differencesOf({ lines, unlisted: [] })).toEqual([])
  })
})

describe('one more damaged unit', () => {
  it('is one of those received already', () => {
    expect(damageChange(receiveLine(0, { received: 4, damaged: 1 }), 1)).toEqual({ received: 0, damaged: 1 })
  })

  it('counts as received too when it was not counted yet', () => {
    expect(damageChange(receiveLine(0, { received: 1, damaged: 1 }), 1)).toEqual({ received: 1, damaged: 1 })
  })

  it('can be taken back without touching what was received', () => {
    expect(damageChange(receiveLine(0, { received: 1, damaged: 1 }), -1)).toEqual({
      received: 0,
      damaged: -1,
    })
  })
})
