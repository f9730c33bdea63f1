import { describe, expect, it } from 'vitest'
import {
  damageChange,
  differencesOf,
  leftToCome,
  scannedBox,
  standHere,
} from '../../../src-renderer/receive/receipt-lines.ts'
import { receiveDesk, receiveLine, scan } from '../fixture-desks.ts'

describe('a delivery', () => {
  it('counts earlier receipts towards what is still to come', () => {
    expect(leftToCome(receiveLine(0, { expected: 10, before: 4, received: 5 }))).toBe(1)
  })

  it('tells a planned line that was not sent from one that came without being sent', () => {
    expect(standHere(receiveLine(0, { expected: 0, isExtra: true }))).toBe('not-sent')
    expect(standHere(receiveLine(0, { expected: 0, isExtra: true, received: 1 }))).toBe('extra')
    expect(standHere(receiveLine(0, { expected: 6 }))).toBe('untouched')
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

describe('a box whose label was scanned last', () => {
  const scanned = (parcelId: string) => {
    const record = scan('1', { is: 'box', parcelId, number: 3, say: 'Box 3' })
    return scannedBox({ ...receiveDesk(3), lastScans: [record, scan('2', { is: 'unknown' })] })
  }

  it('is offered to be confirmed whole', () => {
    expect(scanned('in-3')?.number).toBe(3)
  })

  it('is not when it was confirmed already, or opened', () => {
    expect(scanned('in-1')).toBe(null)
    expect(scanned('in-2')).toBe(null)
  })
})
