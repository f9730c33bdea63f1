import { describe, expect, it, onTestFinished } from 'vitest'
import { filterOf, isEverything, soughtOf } from '../../src-renderer/record/record-filter.ts'
import { keepZone } from '../../src-renderer/zone.ts'

describe('what is looked for in the record', () => {
  it('comes from the address: a consignment, or a person', () => {
    expect(isEverything(soughtOf(null))).toBe(true)
    expect(filterOf(soughtOf('C1'))).toMatchObject({ consignment: 'C1', personId: null })
    expect(filterOf(soughtOf('person:p1'))).toMatchObject({ consignment: null, personId: 'p1' })
  })

  it('is a day by the clock of the outlet, also where the clocks are changed', () => {
    onTestFinished(() => keepZone(null))
    keepZone('Pacific/Auckland')
    const day = (text: string) => filterOf({ ...soughtOf(null), day: text })
    expect(day('22/11/2026')).toMatchObject({
      from: '2026-11-21T11:00:00.000Z',
      until: '2026-11-22T11:00:00.000Z',
    })
    // Summer time begins on 27 September 2026: that day has 23 hours.
    expect(day('27/09/2026')).toMatchObject({
      from: '2026-09-26T12:00:00.000Z',
      until: '2026-09-27T11:00:00.000Z',
    })
    expect(day('')).toMatchObject({ from: null, until: null })
    expect(day('31/02/2026')).toMatchObject({ from: null, until: null })
  })
})
