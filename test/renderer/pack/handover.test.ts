import { describe, expect, it } from 'vitest'
import { addLine, emptyHandover, finishHandover, whyNotYet } from '../../../src-renderer/pack/handover.ts'
import { packDesk, parcel } from '../fixture-desks.ts'

const empty = emptyHandover(new Date(2026, 10, 23, 14, 5))

describe('handing goods over', () => {
  it('is not begun while a box with something in it is open, or nothing is counted', () => {
    const desk = { ...packDesk(3), parcels: [parcel(1, { state: 'sealed' }), parcel(2)] }
    expect(whyNotYet(desk)?.say).toBe('Box 2 is not sealed.')
    expect(whyNotYet({ ...desk, parcels: [parcel(1, { state: 'sealed' }), parcel(2, { units: 0 })] })).toBe(
      null,
    )
    expect(whyNotYet({ ...desk, totals: { ...desk.totals, packed: 0 } })?.say).toBe('Nothing is counted yet.')
    expect(whyNotYet({ ...desk, head: { ...desk.head, state: 'packed' } })).toBe(null)
  })

  it('waits until its mode has what it needs', () => {
    expect(finishHandover(empty)).toBe(null)
    expect(finishHandover({ ...empty, mode: 'internal' })).toBe(null)
    expect(finishHandover({ ...empty, mode: 'pickup', by: 'The shop' })).toBe(null)
  })

  it('sends only the fields of its mode, whatever else was typed', () => {
    const draft = { ...empty, carrier: 'A courier', driver: 'Own van', mode: 'internal' as const }
    const at = new Date(2026, 10, 23, 14, 5).toISOString()
    expect(finishHandover(draft)).toEqual({ mode: 'internal', driver: 'Own van', at })
    expect(finishHandover({ ...draft, at: '' })).toBe(null)
  })

  it('takes tracking numbers one a line, without blanks', () => {
    const draft = { ...empty, carrier: 'A courier', tracking: ' AB1 \n\nAB2,AB3' }
    expect(finishHandover(draft)).toEqual({
      mode: 'courier',
      carrier: 'A courier',
      tracking: ['AB1', 'AB2', 'AB3'],
    })
  })

  it('says the time of a pick-up in UTC', () => {
    const draft = { ...empty, mode: 'pickup' as const, by: 'The shop', phone: '09 000 000' }
    expect(finishHandover(draft)).toMatchObject({ at: new Date(2026, 10, 23, 14, 5).toISOString() })
  })

  it('waits while its time cannot be read', () => {
    const draft = { ...empty, mode: 'depot' as const, location: 'Penrose' }
    expect(finishHandover({ ...draft, at: '11/23/2026 14:00' })).toBe(null)
    expect(finishHandover({ ...draft, at: '' })).toBe(null)
    expect(finishHandover(draft)).not.toBe(null)
  })

  it('puts each scanned tracking number on a line of its own', () => {
    expect(addLine('', 'AB1')).toBe('AB1')
    expect(addLine('AB1\n', 'AB2')).toBe('AB1\nAB2')
  })

  it('keeps a tracking number that is scanned twice once', () => {
    expect(addLine('AB1\nAB2', 'ab1')).toBe('AB1\nAB2')
    expect(addLine('AB12', 'AB1')).toBe('AB12\nAB1')
  })
})
