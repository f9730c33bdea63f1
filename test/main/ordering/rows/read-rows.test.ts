import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readDelimited } from '../../../../src-main/ordering/rows/delimited.ts'
import { readRows } from '../../../../src-main/ordering/rows/read-rows.ts'
import { readSheet } from '../../../../src-main/ordering/rows/sheet.ts'
import { goods, type TestBench, testBench } from '../../bench.ts'
import { orderIn } from '../order-made.ts'

const { tea, jam, cup } = goods

function reading() {
  const bench: TestBench = testBench()
  const order = bench.consignment(orderIn(bench, 'draft', {}))
  return (text: string) => readRows(bench.store, order, { is: 'text', text })
}
const say = ({ rows }: ReturnType<typeof readRows>) =>
  rows.map((one) =>
    one.is === 'good' ? `${one.row} ${one.sku} ${one.units} ${one.costCents}` : `${one.row} ${one.why}`,
  )

describe('the cells of a list', () => {
  it('are parted by tabs, commas or semicolons, whichever the first line has most of', () => {
    const cells = [
      ['a', 'b, c'],
      ['1', '2'],
    ]
    expect(readDelimited('a\tb, c\n1\t2')).toEqual(cells)
    expect(readDelimited('a,"b, c"\r\n1,2\r\n')).toEqual(cells)
    expect(readDelimited('\ufeffa;b, c;\n1;2;')).toEqual(cells.map((row) => [...row, '']))
  })

  it('keep separators, line ends and quotes that stand in quotes', () => {
    expect(readDelimited('"a ""b""",c\n"d\ne",f')).toEqual([
      ['a "b"', 'c'],
      ['d\ne', 'f'],
    ])
    expect(readDelimited('5" pipe,2')).toEqual([['5" pipe', '2']])
  })

  it('keep to their line where a quotation mark is closed nowhere, or in the next row', () => {
    const rows = [
      ['"TEA-1', '3'],
      ['CUP-1', '4'],
    ]
    expect(readDelimited('"TEA-1,3\nCUP-1,4')).toEqual(rows)
    expect(readDelimited('"TEA-1,3\n"CUP-1" ,4')).toEqual(rows)
    expect(readDelimited(`"${'""'.repeat(60_000)}\nCUP-1,4`)).toHaveLength(2)
  })

  it('end with a clear word where there are too many', () => {
    expect(() => readDelimited('TEA-1,1\n'.repeat(2_002))).toThrow('more than 2000 rows')
    expect(readDelimited('TEA-1,1\n'.repeat(2_001))).toHaveLength(2_001)
  })
})

describe('a list of rows', () => {
  it('is code, units and cost where it has no headings', () => {
    const read = reading()
    expect(say(read('TEA-1,12,4.20\nS-CUP,3'))).toEqual(['1 TEA-1 12 420', '2 CUP-1 3 null'])
  })

  it('finds its columns by their headings, in any order, and takes the code that is known', () => {
    const read = reading()
    const list =
      'Product,Unit cost,Supplier’s code,Barcode,Qty\nTea,$1250.50,no such,9400000000016,"1,250"\nCup,,S-CUP,,2'
    expect(say(read(list))).toEqual(['2 TEA-1 1250 125050', '3 CUP-1 2 null'])
  })

  it('says of each row why it cannot be taken, and keeps the good ones', () => {
    const read = reading()
    const list = [
      'TEA-1,2',
      'NOWHERE,3',
      'TWINCODE,1',
      'TEA-1,1.5',
      'JAM-1,-4',
      ',5',
      'CUP-1,2,dear',
      'JAM-1,"1,5"',
    ]
    expect(say(read(list.join('\n')))).toEqual([
      '1 TEA-1 2 null',
      '2 Nothing has the code NOWHERE.',
      '3 Several products have the code TWINCODE: Twin blue, Twin red. Write the SKU instead.',
      '4 “1.5” is no whole number of units from 1 to 100000.',
      '5 “-4” is no whole number of units from 1 to 100000.',
      '6 It has no code.',
      '7 “dear” is no cost in dollars.',
      '8 “1,5” is no whole number of units from 1 to 100000.',
    ])
  })

  it('leaves out what has no units: an order form lists more than is wanted', () => {
    const read = reading()
    const found = read('SKU,Qty\nTEA-1,\nJAM-1,0\n\nCUP-1,4')
    expect(say(found)).toEqual(['5 CUP-1 4 null'])
    expect(found.leftOut).toBe(2)
  })

  it('says what is wrong with a list as a whole', () => {
    const read = reading()
    expect(() => read('')).toThrow('empty')
    expect(() => read('SKU,Qty\nTEA-1,0')).toThrow('No row of the list has units')
    expect(() => read('SKU,Name\nTEA-1,Tea')).toThrow('headed as a quantity')
    expect(() => read('Name,Qty\nTea,4')).toThrow('headed as a code')
  })
})

/** A workbook as spreadsheet programs write it, with these sheets. */
function workbook(sheets: Record<string, string>, more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="x"><sheets><sheet name="Order" sheetId="2" r:id="rId9"/><sheet name="Old" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId9" Target="worksheets/sheet2.xml"/></Relationships>',
    ),
    'xl/sharedStrings.xml': strToU8(
      '<sst><si><t>SKU</t></si><si><r><t>Quan</t></r><r><t>tity</t></r></si><si><t>TEA-1</t><rPh><t>no</t></rPh></si></sst>',
    ),
    ...Object.fromEntries(
      Object.entries(sheets).map(([name, xml]) => [`xl/worksheets/${name}`, strToU8(xml)]),
    ),
    ...more,
  })
}
const cells =
  '<x:worksheet xmlns:x="y"><x:sheetData>' +
  '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="s"><x:v>1</x:v></x:c><x:c r="D1" t="inlineStr"><x:is><x:t>Cost</x:t></x:is></x:c></x:row>' +
  '<x:row r="2"><x:c r="A2" t="s"><x:v>2</x:v></x:c><x:c r="C2"><x:v>6</x:v></x:c><x:c r="D2"><x:f>2*2.1</x:f><x:v>4.2000000000000002</x:v></x:c></x:row>' +
  '<x:row r="3"><x:c r="A3"><x:v>9400000000016</x:v></x:c><x:c r="C3"><x:v>2</x:v></x:c></x:row>' +
  '</x:sheetData></x:worksheet>'

describe('a workbook', () => {
  it('gives the cells of its first sheet, shared and written texts and numbers alike', () => {
    expect(readSheet(workbook({ 'sheet1.xml': '<worksheet/>', 'sheet2.xml': cells }))).toEqual([
      ['SKU', '', 'Quantity', 'Cost'],
      ['TEA-1', '', '6', '4.2'],
      ['9400000000016', '', '2'],
    ])
  })

  it('is read like any other list', () => {
    const bench = testBench()
    const order = bench.consignment(orderIn(bench, 'draft', {}))
    const base64 = Buffer.from(workbook({ 'sheet2.xml': cells })).toString('base64')
    expect(say(readRows(bench.store, order, { is: 'sheet', base64 }))).toEqual([
      '2 TEA-1 6 420',
      '3 TEA-1 2 null',
    ])
  })

  it('that is none is refused in words: another file, broken XML, a missing sheet', () => {
    expect(() => readSheet(strToU8('SKU,Qty'))).toThrow('could not be read as a spreadsheet')
    expect(() => readSheet(new Uint8Array(0))).toThrow('could not be read as a spreadsheet')
    expect(() => readSheet(workbook({ 'sheet2.xml': '<worksheet><row>' }))).toThrow('could not be read')
    expect(() => readSheet(workbook({}))).toThrow('could not be read')
    const entity = '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet><row><c><v>&a;</v></c></row></worksheet>'
    expect(() => readSheet(workbook({ 'sheet2.xml': entity }))).toThrow('could not be read')
  })

  it('that was made to burst is stopped before it is unpacked', () => {
    const bomb = workbook({}, { 'xl/worksheets/sheet2.xml': new Uint8Array(9_000_000) })
    expect(bomb.length).toBeLessThan(20_000)
    expect(() => readSheet(bomb)).toThrow('too large to read')
  })

  it('that lies about how large it is gains nothing: no more than that is unpacked', () => {
    const file = workbook({ 'sheet2.xml': cells })
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
    let lies = 0
    for (let at = 0; at < file.length - 46; at += 1) {
      if (view.getUint32(at, true) !== 0x02014b50 || view.getUint32(at + 24, true) !== cells.length) continue
      view.setUint32(at + 24, 100, true)
      lies += 1
    }
    expect(lies).toBe(1)
    expect(() => readSheet(file)).toThrow('could not be read')
  })

  it('of more rows than an order has is refused', () => {
    const rows = '<row><c><v>1</v></c></row>'.repeat(2_002)
    expect(() => readSheet(workbook({ 'sheet2.xml': `<worksheet>${rows}</worksheet>` }))).toThrow(
      'more than 2000',
    )
  })
})

it('reads nothing into the order by itself', () => {
  const bench = testBench()
  const id = orderIn(bench, 'draft', { [jam.id]: 1 })
  readRows(bench.store, bench.consignment(id), { is: 'text', text: `${tea.sku},3\n${cup.sku},2` })
  expect(bench.store.lines.of(id)).toHaveLength(1)
})
