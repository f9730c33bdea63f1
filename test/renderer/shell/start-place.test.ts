import { expect, it } from 'vitest'
import { startPlace } from '../../../src-renderer/shell/use-start-place.ts'

it('begins at the bench and the consignment the station knows, whatever this browser showed last', () => {
  expect(startPlace({ screen: 'pack', consignmentId: 'c1' }, '#/sync')).toEqual({ screen: 'pack', id: 'c1' })
  expect(startPlace({ screen: 'work', consignmentId: null }, '#/sync')).toEqual({ screen: 'work', id: null })
})

it('begins on the screen this browser showed last when that was no bench', () => {
  const other = { screen: 'other', consignmentId: null } as const
  expect(startPlace(other, '#/setup')).toEqual({ screen: 'setup', id: null })
  expect(startPlace(other, '#/pack/c-of-another-store')).toEqual({ screen: 'work', id: null })
  expect(startPlace(other, null)).toEqual({ screen: 'work', id: null })
  expect(startPlace(null, '#/devices')).toEqual({ screen: 'devices', id: null })
})
