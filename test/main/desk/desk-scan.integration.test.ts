import { describe, expect, it } from 'vitest'
import { readRaw, takeScan } from '../../../src-main/desk/desk-scan.ts'
import { deskRoutes } from '../../../src-main/station/desk-routes.ts'
import { goods, shop, testBench } from '../bench.ts'

const { tea } = goods

describe('a scan without a desk', () => {
  it('is kept, belongs to no consignment and names the box or the transfer to open', () => {
    const bench = testBench()
    const id = bench.sentTransfer({ [tea.id]: 1 })
    const { code } = bench.consignment(id)
    const label = bench.store.parcels.of(id)[0]?.labelNumber ?? ''
    const opens = { is: 'consignment', consignmentId: id, code }
    for (const screen of ['work', 'other'] as const) {
      bench.at(screen, screen === 'other' ? id : null)
      for (const text of [label, code, code.toLowerCase(), `PK-${id}`]) {
        expect(bench.scan(text)).toMatchObject({ consignmentId: null, outcome: opens })
      }
    }
    expect(bench.scan('')).toMatchObject({ outcome: { is: 'unknown' } })
  })

  it('names the product it means, and calls unknown only what nothing has', () => {
    const bench = testBench()
    bench.at('work', null)
    const named = { is: 'product', names: [tea.name] }
    expect(bench.scan('TEA-1')).toMatchObject({ consignmentId: null, outcome: named })
    expect(bench.scan('9400000999990').outcome).toEqual({ is: 'unknown' })
  })

  it('leaves the consignment a person only looked at untouched', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    bench.at('other', id)
    const before = bench.consignment(id).revision
    bench.scan('TEA-1')
    expect(bench.consignment(id).revision).toBe(before)
  })

  it('goes nowhere when the desk points to a consignment this station does not know', () => {
    const bench = testBench()
    bench.at('pack', 'gone')
    expect(bench.scan('TEA-1')).toMatchObject({ consignmentId: null, outcome: { is: 'product' } })
  })

  it('is one journal row, whatever came of it', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    bench.at('pack', id)
    const seq = bench.store.journal.head().seq
    for (const text of ['TEA-1', 'nobody knows', '']) bench.scan(text)
    expect(bench.store.journal.head().seq).toBe(seq + 3)
    expect(bench.store.journal.newestOf(id, 2).map((row) => JSON.parse(row.given).text)).toEqual([
      '',
      'nobody knows',
    ])
  })
})

describe('a code that nothing has', () => {
  it('is a misread when it looks like a retail code with a wrong check digit, else unknown', () => {
    const bench = testBench()
    bench.at('pack', bench.transfer({ [tea.id]: 1 }))
    expect(bench.scan('9400000000001').outcome).toMatchObject({ is: 'misread' })
    expect(bench.scan(']E09400000000001').outcome).toMatchObject({ is: 'misread' })
    expect(bench.scan('9400000999990').outcome).toMatchObject({ is: 'unknown' })
    expect(bench.scan('12345').outcome).toMatchObject({ is: 'unknown' })
  })

  it('names the check digit that would be right, in plain codes and inside GS1 data', () => {
    const bench = testBench()
    bench.at('pack', bench.transfer({ [tea.id]: 1 }))
    for (const [raw, number] of [
      ['9400000000011', '9400000000011'],
      [']E473513538', '73513538'],
      [']C10109400000000011', '09400000000011'],
    ] as const) {
      const shouldBe = number === '73513538' ? 7 : 6
      expect(bench.scan(raw).outcome).toEqual({
        is: 'misread',
        why: `The check digit of ${number} should be ${shouldBe}.`,
      })
    }
    expect(bench.scan(']C100095201234567891234').outcome).toMatchObject({
      is: 'misread',
      why: 'The check digit of 095201234567891234 should be 5.',
    })
  })
})

describe('a box label at a desk', () => {
  it('of another consignment opens that one and counts nothing here', () => {
    const bench = testBench()
    const other = bench.sentTransfer({ [tea.id]: 1 })
    const label = bench.store.parcels.of(other)[0]?.labelNumber ?? ''
    const id = bench.transfer({ [tea.id]: 1 })
    bench.at('pack', id)
    expect(bench.scan(label).outcome).toMatchObject({ is: 'consignment', consignmentId: other })
    bench.standIn(shop)
    bench.at('receive', bench.order({ [tea.id]: 1 }))
    expect(bench.scan(label).outcome).toMatchObject({ is: 'consignment', consignmentId: other })
  })

  it('of a box nobody here knows still finds its consignment by the number printed on it', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 1 })
    const { code } = bench.consignment(id)
    bench.at('work', null)
    expect(bench.scan(`${code}-2`).outcome).toMatchObject({ is: 'consignment', consignmentId: id })
    expect(bench.scan('STZZZZ-000012-2').outcome).toEqual({ is: 'unknown' })
  })

  it('of this consignment makes an open box the one that counts go into', () => {
    const bench = testBench()
    const id = bench.sentTransfer({ [tea.id]: 1 })
    bench.at('pack', id)
    const label = bench.store.parcels.of(id)[0]?.labelNumber ?? ''
    expect(bench.scan(label).outcome).toMatchObject({ is: 'not-now', why: expect.stringContaining('sent') })
  })
})

describe('a code inside other data', () => {
  it('counts a GTIN out of GS1 data', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 4 })
    bench.at('pack', id)
    expect(bench.count(']C1010940000000001610LOT7').name).toBe(tea.name)
    expect(bench.count('https://example.test/01/09400000000016').name).toBe(tea.name)
  })

  it('is not looked for where the scanner says that it read a plain code', () => {
    const bench = testBench()
    bench.at('pack', bench.transfer({ [tea.id]: 4 }))
    expect(bench.scan(']C0010940000000001610LOT7').outcome).toEqual({ is: 'unknown' })
    expect(bench.count('010940000000001610LOT7').name).toBe(tea.name)
  })

  it('is kept with the scan: symbology, batch, expiry, and what was odd', () => {
    const bench = testBench()
    const id = bench.transfer({ [tea.id]: 4 })
    bench.at('pack', id)
    const record = bench.scan(']d201094000000000161726123110LOT7\u001d21S9')
    const kept = {
      symbology: 'GS1 Data Matrix',
      aim: ']d2',
      gs1: [
        { ai: '01', title: 'GTIN', value: '09400000000016', decimals: null },
        { ai: '17', title: 'EXPIRES', value: '261231', decimals: null },
        { ai: '10', title: 'BATCH', value: 'LOT7', decimals: null },
        { ai: '21', title: 'SERIAL', value: 'S9', decimals: null },
      ],
      problems: [],
    }
    expect(record).toMatchObject(kept)
    expect(bench.store.scans.newestOf(id, 1)[0]).toMatchObject(kept)
    const [row] = bench.store.journal.newestOf(id, 1)
    expect(JSON.parse(row?.given ?? '')).toMatchObject({
      aim: ']d2',
      symbology: 'GS1 Data Matrix',
      by: 'serial',
    })
    expect(row?.changes).toContain('261231')
  })

  it('keeps no batch that a scanner which types may have run together, and counts all the same', () => {
    const bench = testBench()
    bench.at('pack', bench.transfer({ [tea.id]: 4 }))
    const raw = ']C1010940000000001610LOT721S9'
    const typed = takeScan(bench, deskRoutes, readRaw(raw, 'keyboard'), 'keyboard')
    expect(typed).toMatchObject({
      outcome: { is: 'counted' },
      gs1: [{ ai: '01' }],
      problems: [{ is: 'separator-missing', ai: '10', rest: 'LOT721S9' }],
    })
    expect(takeScan(bench, deskRoutes, readRaw(raw, 'hid'), 'hid').gs1.map(({ ai }) => ai)).toEqual([
      '01',
      '10',
    ])
  })
})
