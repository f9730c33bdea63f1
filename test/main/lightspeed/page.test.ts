import { describe, expect, it } from 'vitest'
import { readsBarePage, readsPage } from '../../../src-main/lightspeed/page.ts'
import { inventoryRow, outletRow } from '../../../src-main/lightspeed/rows.ts'

const readPage = readsPage(outletRow)
const outlet = (version: number) => ({ id: `o${version}`, name: 'Depot', version })
const odd = (version: number) => ({ ...outlet(version), name: { en: 'Depot' } })

describe('a page with a row of another shape', () => {
  it('F40 gives the other rows, keeps the odd one as it came and counts its version as seen', () => {
    const page = readPage({ data: [outlet(1), odd(2), outlet(3), odd(4)] })
    expect(page?.rows.map((row) => row.id)).toEqual(['o1', 'o3'])
    expect(page?.odd).toEqual([
      { id: 'o2', version: 2, raw: JSON.stringify(odd(2)) },
      { id: 'o4', version: 4, raw: JSON.stringify(odd(4)) },
    ])
    expect(page?.maxVersion).toBe(4)
  })

  it('F40 does the same where the list comes bare', () => {
    const level = (version: number, count: unknown) => ({
      id: `i${version}`,
      product_id: 'p',
      outlet_id: 'o',
      inventory_level: count,
      version,
    })
    const page = readsBarePage(inventoryRow)([level(1, 2), level(2, [2])])
    expect(page?.rows.map((row) => row.id)).toEqual(['i1'])
    expect(page?.odd.map((row) => row.id)).toEqual(['i2'])
  })

  it('passes over one odd row that comes alone, as in a poll', () => {
    expect(readPage({ data: [odd(5)] })).toMatchObject({ rows: [], maxVersion: 5, odd: [{ id: 'o5' }] })
  })

  it.each([
    ['none of many rows can be read', [odd(1), odd(2), odd(3), odd(4)]],
    ['an odd row has no id', [outlet(1), { version: 2 }]],
    ['an odd row has no version', [outlet(1), { id: 'o2' }]],
    ['a row is no object', [outlet(1), 'o2']],
  ])('F20 is unreadable where %s', (_why, data) => {
    expect(readPage({ data })).toBeUndefined()
  })

  it('F20 ends a feed only when it has no rows at all', () => {
    expect(readPage({ data: [] })).toEqual({ rows: [], maxVersion: null, odd: [] })
    expect(readPage([])).toBeUndefined()
  })
})
