import { describe, expect, it } from 'vitest'
import { packingSlipPdf } from '../../../src-main/label/packing-slip.ts'
import { type PackingSlip, slipCheckCode } from '../../../src-main/label/packing-slip-model.ts'
import { boxLabelPdf, testLabelPdf } from './as-printed.ts'
import { exampleLabel, exampleSscc, hostileName } from './example-label.ts'
import { codesIn, hasPoppler, pageTextsOf, picturesOf } from './reading-back.ts'

if (!hasPoppler) console.warn('Skipped: PDFs are read back with pdftoppm, which comes with poppler-utils.')

function slip(lineCount: number, changes: Partial<PackingSlip> = {}): PackingSlip {
  return {
    consignmentCode: 'TR-01042',
    reference: 'PK-01J9ZQ4T6W',
    from: { name: 'Warehouse Ōtāhuhu', addressLines: ['1 Depot Road'], phone: '09 000 0000' },
    to: { name: 'Whangārei', addressLines: ['12 Bank Street'], phone: null },
    packedAt: '22 Nov 2026 14:05',
    printedAt: '22 Nov 2026 14:20',
    packedBy: 'Bench 1',
    note: 'Back door <script>alert(1)</script>',
    lines: Array.from({ length: lineCount }, (_, index) => ({
      product: index === 0 ? hostileName : `Coil ${index + 1}`,
      sku: `SKU-${index + 1}`,
      planned: 4,
      packed: index === 1 ? 3 : 4,
      boxes: [1],
    })),
    boxes: [
      { number: 1, units: 20, grams: 3910, weightFrom: 'scale', labelNumber: exampleSscc },
      { number: 2, units: 3, grams: 850, weightFrom: 'typed', labelNumber: null },
    ],
    isTraining: false,
    ...changes,
  }
}

async function codesOnFirstPage(pdf: Uint8Array) {
  const [first] = picturesOf(pdf, 203)
  return first === undefined ? [] : codesIn(first)
}

describe.skipIf(!hasPoppler)('a box label as PDF', () => {
  for (const size of ['4x6', '100x150', '4x3'] as const) {
    it(`reads as GS1-128, and as Code 128 with an own number, on ${size}`, async () => {
      const own = exampleLabel({ labelNumber: { is: 'internal', text: 'ST1-000042-B02' } })
      expect(await codesOnFirstPage(await boxLabelPdf(exampleLabel(), size))).toEqual([
        { identifier: ']C1', text: `00${exampleSscc}` },
      ])
      expect(await codesOnFirstPage(await boxLabelPdf(own, size))).toEqual([
        { identifier: ']C0', text: 'ST1-000042-B02' },
      ])
    })
  }

  it('S22 holds macron names and markup as the plain text they are, on one page', async () => {
    const pages = pageTextsOf(await boxLabelPdf(exampleLabel(), '4x6'))
    expect(pages).toHaveLength(1)
    for (const text of ['WHANGĀREI', 'Ōtāhuhu', hostileName, `(00) ${exampleSscc}`])
      expect(pages[0]).toContain(text)
  })

  it('prints a test label that reads', async () => {
    const pdf = await testLabelPdf({ printer: 'Folder', at: '22 Nov 2026 14:05' }, '4x3')
    expect(await codesOnFirstPage(pdf)).toEqual([{ identifier: ']C0', text: 'TEST-LABEL-0001' }])
  })
})

describe.skipIf(!hasPoppler)('a packing slip', () => {
  it('S22 says everything as plain text, with where typed weights come from', async () => {
    const [page] = pageTextsOf(await packingSlipPdf(slip(3)))
    const words = [
      'Whangārei',
      'Warehouse Ōtāhuhu',
      'Phone 09 000 0000',
      hostileName,
      '<script>alert(1)</script>',
    ]
    const facts = [
      '3.910 kg',
      '850 g typed',
      '4.760 kg',
      exampleSscc,
      'page 1 of 1',
      slipCheckCode(slip(3)),
      'Bench 1',
    ]
    for (const text of [...words, ...facts]) expect(page).toContain(text)
    expect(page).not.toContain('TRAINING')
    expect(pageTextsOf(await packingSlipPdf(slip(1, { isTraining: true })))[0]).toContain('TRAINING')
  })

  it('carries the code of the consignment as Code 128', async () => {
    expect(await codesOnFirstPage(await packingSlipPdf(slip(3)))).toEqual([
      { identifier: ']C0', text: 'TR-01042' },
    ])
  })

  it('keeps every one of 1,000 lines, with heading, page number and check code on each page', async () => {
    const given = slip(1000)
    const pages = pageTextsOf(await packingSlipPdf(given))
    expect(pages.length).toBeGreaterThan(20)
    pages.forEach((page, index) => {
      expect(page).toContain(`page ${index + 1} of ${pages.length}`)
      expect(page).toContain(slipCheckCode(given))
    })
    const skus = pages.flatMap((page) => page.match(/SKU-\d+/g) ?? [])
    expect(skus).toEqual(given.lines.map((line) => line.sku))
  })
})

describe('the check code of a slip', () => {
  it('stays when the slip is printed again and changes with a quantity', () => {
    const given = slip(3)
    const recounted = { ...given, lines: given.lines.map((line) => ({ ...line, packed: line.packed + 1 })) }
    expect(slipCheckCode({ ...given, printedAt: 'later' })).toBe(slipCheckCode(given))
    expect(slipCheckCode(recounted)).not.toBe(slipCheckCode(given))
  })
})
