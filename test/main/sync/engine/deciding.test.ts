import { describe, expect, it } from 'vitest'
import type { Intention } from '../../../../src-main/outbox/intention.ts'
import { decided, type Parked } from '../../../../src-main/sync/engine/deciding.ts'

const wanted: Intention = {
  type: 'OUTLET',
  reference: 'PK-1',
  name: 'A PK-1',
  outletId: 'o2',
  sourceOutletId: 'o1',
  supplierId: null,
  dueAt: null,
  status: 'SENT',
  packed: [{ productId: 'tea', units: 6, costCents: 420 }],
  received: null,
}
const parked = (but: Partial<Parked> = {}): Parked => ({
  wanted,
  hasOpenWrite: false,
  remoteId: 'there',
  theirs: [],
  ...but,
})
const chosen = (choice: string, but: Partial<Parked> = {}) => decided(parked(but), { is: 'choose', choice })
const unchanged = { is: 'again', as: 'pending', wanted: null, isMadeAnew: false }

describe('a person decides about an entry that waits for one', () => {
  it('sent again it wants what it wanted; a write of it whose answer nobody knows is looked up first', () => {
    expect(decided(parked(), { is: 'retry' })).toEqual(unchanged)
    expect(decided(parked({ hasOpenWrite: true }), { is: 'retry' })).toEqual({ ...unchanged, as: 'unknown' })
    expect(chosen('try-again', { hasOpenWrite: true })).toEqual({ ...unchanged, as: 'unknown' })
  })

  it('given up, Lightspeed is never told, and what stands there is followed unless the person says otherwise', () => {
    expect(decided(parked(), { is: 'discard' })).toEqual({ is: 'untold', follows: true })
    expect(chosen('drop-ours')).toEqual({ is: 'untold', follows: true })
    expect(chosen('keep-different')).toEqual({ is: 'untold', follows: false })
  })

  it('what another version of the station wrote can be sent again or given up, and nothing else', () => {
    expect(decided(parked({ wanted: null }), { is: 'retry' })).toEqual(unchanged)
    expect(decided(parked({ wanted: null }), { is: 'discard' })).toEqual({ is: 'untold', follows: true })
    expect(chosen('trust-list', { wanted: null })).toEqual({ is: 'stays' })
  })

  it('made again, nothing that stands there is taken for it, however often it was made', () => {
    const once = chosen('make-again', { hasOpenWrite: true })
    expect(once).toEqual({
      is: 'again',
      as: 'pending',
      wanted: { ...wanted, insteadOf: ['there'] },
      isMadeAnew: true,
    })
    const before = { ...wanted, insteadOf: ['first'] }
    expect(chosen('make-again', { wanted: before })).toMatchObject({
      wanted: { insteadOf: ['first', 'there'] },
    })
    expect(chosen('make-again', { remoteId: null })).toMatchObject({ wanted: null, isMadeAnew: true })
  })

  it('sets to zero what others added, once, and leaves alone what is ours, zero or no whole number', () => {
    const theirs = [
      { productId: 'tea', count: '9.00000' },
      { productId: 'cup', count: '2.00000' },
      { productId: 'pot', count: '0.00000' },
      { productId: 'cord', count: '1.50000' },
    ]
    expect(chosen('zero-theirs', { theirs })).toMatchObject({
      wanted: { packed: [...(wanted.packed ?? []), { productId: 'cup', units: 0, costCents: null }] },
    })
  })

  it('counts as zero what stands on the list and nobody counted', () => {
    const count = { ...wanted, packed: null, received: [{ productId: 'tea', units: 3 }] }
    const theirs = ['tea', 'cup', 'cup'].map((productId) => ({ productId, count: '4.00000' }))
    expect(chosen('count-zero', { wanted: count, theirs })).toMatchObject({
      wanted: {
        received: [
          { productId: 'tea', units: 3 },
          { productId: 'cup', units: 0 },
        ],
      },
    })
  })

  it('a choice about the records here sends nothing', () => {
    expect(chosen('seen')).toEqual({ is: 'stays' })
  })
})
