import { describe, expect, it } from 'vitest'
import { benchOf, hashOf, readRoute } from '../../src-renderer/route.ts'
import { head, places } from './fixture-desks.ts'

describe('addresses of screens', () => {
  it('come back as they were written', () => {
    for (const route of [
      { screen: 'pack', id: '01H/x ä' },
      { screen: 'sync', id: null },
      { screen: 'explain', id: 'product/x' },
    ] as const) {
      expect(readRoute(hashOf(route))).toEqual(route)
    }
  })

  it('lead to the work screen when they make no sense', () => {
    expect(readRoute('#/nowhere/at/all')).toEqual({ screen: 'work', id: null })
    expect(readRoute('')).toEqual({ screen: 'work', id: null })
  })

  it('lead to the bench a consignment belongs on', () => {
    expect(benchOf(head(), places[0]?.id ?? null).screen).toBe('pack')
    expect(benchOf(head(), places[1]?.id ?? null).screen).toBe('receive')
    const back = (state: 'draft' | 'packing' | 'sent') =>
      benchOf(head({ kind: 'RETURN', state }), places[0]?.id ?? null).screen
    expect([back('draft'), back('packing'), back('sent')]).toEqual(['return', 'pack', 'return'])
  })
})
