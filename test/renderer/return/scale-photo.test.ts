import { expect, it } from 'vitest'
import { wayOf } from '../../../src-renderer/part/way-of.ts'
import { base64Of, scaledSides } from '../../../src-renderer/return/scale-photo.ts'
import { head, places } from '../fixture-desks.ts'

it.each([
  [4000, 3000, 1920, 1440],
  [3000, 4000, 1440, 1920],
  [1920, 1080, 1920, 1080],
  [640, 480, 640, 480],
  [20_000, 3, 1920, 1],
])('a picture of %i by %i is kept as %i by %i', (width, height, ...kept) => {
  expect(scaledSides(width, height, 1920)).toEqual(kept)
})

it('writes any bytes as base64', () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at % 256)
  expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'))
})

it('draws a return from its outlet to its supplier, and an order the other way', () => {
  const supplier = { id: 's', name: 'Harbour Wholesale' }
  const here = places[0]?.name
  const both = { from: null, to: places[0] ?? null, supplier }
  expect(wayOf(head({ kind: 'RETURN', ...both }))).toEqual({ from: here, to: 'Harbour Wholesale' })
  expect(wayOf(head({ kind: 'PO', ...both }))).toEqual({ from: 'Harbour Wholesale', to: here })
})
