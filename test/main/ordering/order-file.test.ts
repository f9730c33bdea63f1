import { expect, it } from 'vitest'
import { tablePaperPdf } from '../../../src-main/label/table-paper.ts'
import { csvText } from '../../../src-main/ordering/csv-text.ts'
import { orderCsv, orderPaper } from '../../../src-main/ordering/order-file.ts'
import { packSheet } from '../../../src-main/packing/pack-sheet.ts'
import { goods, testBench } from '../bench.ts'
import { orderIn } from './order-made.ts'

const { tea, cup } = goods
const facts = { dueAt: '1 Dec 2026, 5:00 pm', printedAt: '23 Nov 2026, 9:00 am', isTraining: false }

it('no cell of a CSV file runs as a formula, and every text comes back as it was', () => {
  expect(
    csvText([
      ['=1+2', '+64 9 1', '-5', '@x', '\t=1', ' =1', '＝1'],
      ['a,b', 'say "hi"', "it's", 'plain', -5, 4.2, ''],
    ]),
  ).toBe(
    `\ufeff"'=1+2","'+64 9 1","'-5","'@x","'\t=1","' =1","'＝1"\r\n"a,b","say ""hi""","it's",plain,-5,4.2,\r\n`,
  )
})

it('the CSV file of an order has the supplier’s codes, units and costs ex GST', () => {
  const bench = testBench()
  const id = orderIn(bench, 'approved', { [cup.id]: 12, [tea.id]: 5 })
  expect(orderCsv(bench.store, bench.consignment(id)).trim().split('\r\n')).toEqual([
    'Supplier code,SKU,Barcode,Product,Units,Unit cost ex GST,Total ex GST',
    'S-CUP,CUP-1,9400000000030,Stone cup,12,4.8,57.6',
    ',TEA-1,9400000000016,Black tea 100 g,5,4.8,24',
  ])
})

it('the paper of an order says who delivers what to where, and what it comes to', () => {
  const bench = testBench()
  const id = orderIn(bench, 'approved', { [cup.id]: 12, [tea.id]: 5 })
  expect(orderPaper(bench.store, bench.consignment(id), facts)).toMatchObject({
    title: 'Purchase order',
    blocks: [{ lines: ['supplier-one'] }, { lines: ['Depot', '1 Yard Road'] }, { lines: [facts.dueAt] }],
    rows: [
      ['S-CUP', 'Stone cup', 'CUP-1', '12', '4.80', '57.60'],
      ['', 'Black tea 100 g', 'TEA-1', '5', '4.80', '24.00'],
    ],
    sums: [
      ['Units', '17'],
      ['Total ex GST', '$81.60'],
    ],
  })
})

it('the packing sheet has what is planned, what is here, and room to write', () => {
  const bench = testBench()
  const id = bench.transfer({ [tea.id]: 3 })
  const sheet = packSheet(bench.store, bench.consignment(id), facts)
  expect(sheet.rows).toEqual([['Black tea 100 g', 'TEA-1', '100', '3', '', '']])
  expect(sheet.columns.filter(({ isWriteIn }) => isWriteIn).map(({ title }) => title)).toEqual([
    'Packed',
    'Box',
  ])
})

it('goes on over as many pages as its rows need, whatever they hold', async () => {
  const bench = testBench()
  const paper = orderPaper(bench.store, bench.consignment(orderIn(bench, 'approved', { [tea.id]: 1 })), facts)
  const row = ['S-1', `A very long name ${'of goods '.repeat(20)}\u202e<b>`, 'SKU', '1', '4.80', '4.80']
  const pdf = Buffer.from(await tablePaperPdf({ ...paper, isTraining: true, rows: Array(80).fill(row) }))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2)
})
