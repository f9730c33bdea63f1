import { expect, it } from 'vitest'
import { standSay } from '../../../src-renderer/part/stand-say.ts'

it('calls an order that was dispatched on its way until the first unit of it is here', () => {
  expect(standSay({ kind: 'PO', state: 'partial', receivedUnits: 0 })).toBe('on its way')
  expect(standSay({ kind: 'PO', state: 'partial', receivedUnits: 1 })).toBe('partly here')
  expect(standSay({ kind: 'PO', state: 'receiving', receivedUnits: 0 })).toBe('receiving')
})

it('does not send an approved count to the packing bench', () => {
  expect(standSay({ kind: 'STOCKTAKE', state: 'approved', receivedUnits: 0 })).toBe('approved')
})
