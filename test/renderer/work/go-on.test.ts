import { expect, it } from 'vitest'
import { underWay } from '../../../src-renderer/work/go-on.tsx'
import { head } from '../fixture-desks.ts'

const at = (minute: number) => `2026-11-20T03:0${minute}:00.000Z`

it('leads back to what was counted on last, on the bench where that was', () => {
  const packing = head({ id: 'packing', state: 'packing', updatedAt: at(1) })
  const receiving = head({ id: 'receiving', state: 'receiving', updatedAt: at(2) })
  const newest = head({ id: 'ready', state: 'approved', updatedAt: at(3) })
  expect(underWay({ toPack: [newest, packing], toReceive: [receiving], toCount: [] })?.route).toEqual({
    screen: 'receive',
    id: 'receiving',
  })
  expect(underWay({ toPack: [newest, packing], toReceive: [], toCount: [] })?.route).toEqual({
    screen: 'pack',
    id: 'packing',
  })
})

it('leads back to a stocktake that is being counted, and to none that is only scheduled', () => {
  const counting = head({ id: 'counting', kind: 'STOCKTAKE', state: 'counting' })
  const scheduled = head({ id: 'scheduled', kind: 'STOCKTAKE', state: 'scheduled' })
  expect(underWay({ toPack: [], toReceive: [], toCount: [scheduled, counting] })?.route).toEqual({
    screen: 'count',
    id: 'counting',
  })
})

it('offers nothing while nothing is under way', () => {
  const arrived = head({ state: 'partial' })
  const stopped = head({ state: 'packing', readOnlyBecause: 'This was cancelled at Lightspeed.' })
  expect(
    underWay({ toPack: [head({ state: 'approved' }), stopped], toReceive: [arrived], toCount: [] }),
  ).toBeNull()
})
