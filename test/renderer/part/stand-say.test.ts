import { expect, it } from 'vitest'
import { standSay } from '../../../src-renderer/part/stand-say.ts'

it('calls an order that was dispatched on its way until the first unit of it is here', () => {
  expect(standSay({ state: 'partial', receivedUnits: 0 })).toBe('on its way')
  expect(standSay({ state: 'partial', receivedUnits: 1 })).toBe('partly here')
  expect(standSay({ state: 'receiving', receivedUnits: 0 })).toBe('receiving')
})
