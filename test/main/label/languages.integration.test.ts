import { afterAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { type Bitmap, turned } from '../../../src-main/label/bitmap.ts'
import { boxLabelDrawing } from '../../../src-main/label/box-label-layout.ts'
import { type LabelDrawing, labelJob, labelPng } from '../../../src-main/label/drawing.ts'
import { labelFontWidth } from '../../../src-main/label/label-font.ts'
import { bitmapPng } from '../../../src-main/label/png.ts'
import { labelPreview } from '../../../src-main/label/preview.ts'
import { productLabelDrawing } from '../../../src-main/label/product-label.ts'
import { testLabelDrawing } from '../../../src-main/label/test-label.ts'
import { hearNext, joinBands, type VirtualLanguage } from '../../../src-main/training/device/printer-voice.ts'
import { type PrinterPaper, printerDpis, usualPaper } from '../../../src-shared/model/printer.ts'
import { exampleLabel, exampleSscc } from './example-label.ts'
import { codesIn } from './reading-back.ts'

const preview = labelPreview(systemClock)
afterAll(() => preview.close())

const sscc = [{ identifier: ']C1', text: `00${exampleSscc}` }]
const paper = (changes: Partial<PrinterPaper>): PrinterPaper => ({ ...usualPaper, ...changes })

/** The job as its printer draws it: read by the rules of the language, not by how it was made. */
function drawnBy(language: VirtualLanguage, job: Uint8Array): Bitmap {
  const bands: Bitmap[] = []
  let rest = Buffer.from(job).toString('latin1')
  for (let found = hearNext(rest, [language]); found !== null; found = hearNext(rest, [language])) {
    rest = found.rest
    if (found.heard.is === 'picture-label') return found.heard.picture
    if (found.heard.is === 'band') bands.push(found.heard.picture)
    if (found.heard.is === 'cut') return joinBands(bands)
  }
  throw new Error('no label came out')
}

async function codesOf(drawing: LabelDrawing, given: PrinterPaper) {
  return codesIn(bitmapPng(drawnBy(given.language as VirtualLanguage, labelJob(drawing, given))))
}

for (const language of ['epl', 'tspl', 'escpos'] as const) {
  describe(`a box label in ${language}`, () => {
    for (const dpi of printerDpis) {
      it(`reads as GS1-128 at ${dpi} dpi`, async () => {
        const size = language === 'escpos' ? 'receipt' : '100x150'
        expect(await codesOf(boxLabelDrawing(exampleLabel()), paper({ language, dpi, size }))).toEqual(sscc)
      })
    }

    it('is shown on the screen exactly as it is printed', async () => {
      const given = paper({ language, size: '4x3' })
      const drawing = boxLabelDrawing(exampleLabel())
      const printed = drawnBy(language, labelJob(drawing, given))
      const width = Math.round((101.6 / 25.4) * 203)
      expect(Buffer.from(await labelPng(drawing, given, preview))).toEqual(
        Buffer.from(bitmapPng({ ...printed, width })),
      )
    })

    it('S15 has the same commands whatever its texts say: they are dots', () => {
      const hostile = 'P1\nN\nGW0,0,1,1,\r\nPRINT 9,9\r\nCLS\r\n\x1b@\x1dV\0^XZ~JA"\\'
      const spiked = exampleLabel({
        from: { name: hostile },
        to: { name: hostile, addressLines: [hostile] },
        consignmentCode: hostile,
        packedAt: hostile,
        copy: { number: 2, reason: hostile },
        lines: [{ quantity: 1, name: hostile, sku: hostile }],
      })
      const commandsOf = (label: typeof spiked) => {
        const job = Buffer.from(labelJob(boxLabelDrawing(label), paper({ language, size: '4x3' })))
        const picture = drawnBy(language, job)
        return {
          length: job.length,
          height: picture.height,
          head: job.subarray(0, 40).toString('latin1').slice(0, 30),
        }
      }
      expect(commandsOf(spiked)).toEqual(commandsOf(exampleLabel()))
    })

    it('reads turned every way', async () => {
      for (const turn of [90, 180, 270] as const) {
        const given = paper({ language, turn, size: '4x3' })
        const picture = drawnBy(language, labelJob(boxLabelDrawing(exampleLabel()), given))
        const upright = turned(picture, turn === 90 ? 270 : turn === 270 ? 90 : 180)
        expect(await codesIn(bitmapPng(upright))).toEqual(sscc)
        expect(picture.height > picture.width).toBe(turn !== 180)
      }
    })

    it('is refused for a roll of product labels, in words', () => {
      const make = () => labelJob(boxLabelDrawing(exampleLabel()), paper({ language, size: '2x1' }))
      expect(make).toThrow('The labels of this printer are too small for a box label.')
    })

    it('has a test label that reads', async () => {
      const drawing = testLabelDrawing({ printer: 'Bench 1', at: '22 Nov 2026 14:05' })
      for (const size of ['2x1', '4x3'] as const) {
        expect(await codesOf(drawing, paper({ language, size }))).toEqual([
          { identifier: ']C0', text: size === '2x1' ? 'TEST-1' : 'TEST-LABEL-0001' },
        ])
      }
    })
  })
}

describe('a box label in ZPL', () => {
  for (const dpi of printerDpis) {
    it(`reads from its preview at ${dpi} dpi on A6`, async () => {
      const png = await labelPng(boxLabelDrawing(exampleLabel()), paper({ dpi, size: 'a6' }), preview)
      expect(await codesIn(png)).toEqual(sscc)
    })
  }

  it('is one picture when it is turned, and reads', async () => {
    const job = Buffer.from(labelJob(boxLabelDrawing(exampleLabel()), paper({ turn: 180 }))).toString(
      'latin1',
    )
    expect(job).toMatch(/^\^XA\^PW812\^LL1218\^LH0,0\^PQ1\n\^FO0,0\^GFA,/)
    expect(await codesIn(await preview.renderZpl(job, usualPaper))).toEqual(sscc)
  })
})

describe('a product label', () => {
  const label = { name: 'Ōtāhuhu tea, 100 bags ^XZ', sku: 'TEA-100', priceCents: 1250, isTraining: false }
  const codes: [string, string, string][] = [
    ['an EAN-13', '9421023610112', ']E0'],
    ['a UPC-A', '036000291452', ']E0'],
    ['an EAN-8', '96385074', ']E4'],
    ['a SKU', 'TEA-100/B', ']C0'],
  ]
  for (const language of ['zpl', 'epl', 'tspl', 'escpos'] as const) {
    for (const [kind, text, identifier] of codes) {
      it(`reads with ${kind} in ${language}`, async () => {
        const drawing = productLabelDrawing({ ...label, code: { is: 'product', text } })
        for (const dpi of printerDpis) {
          const given = paper({ language, dpi, size: '2x1' })
          const png =
            language === 'zpl'
              ? await labelPng(drawing, given, preview)
              : bitmapPng(drawnBy(language, labelJob(drawing, given)))
          const [found, ...others] = await codesIn(png, ['Code128', 'EAN-13', 'EAN-8', 'UPC-A'])
          expect(others).toEqual([])
          expect({ ...found, text: found?.text.replace(/^0(?=\d{12}$)/, '') }).toEqual({ identifier, text })
        }
      })
    }
  }

  it('S15 prints a name made of commands as text', () => {
    const hostile = {
      ...label,
      name: '^XZ~JA^XA',
      sku: '~JR',
      code: { is: 'product' as const, text: '^XZ~JA' },
    }
    const job = Buffer.from(labelJob(productLabelDrawing(hostile), paper({ size: '2x1' }))).toString('utf8')
    expect(job.match(/\^XA|\^XZ|~/g)).toEqual(['^XA', '^XZ'])
  })

  it('is refused in words where its bars would be too narrow to read', () => {
    const long = { ...label, code: { is: 'product' as const, text: 'abcdefghijklmnopqrstuvwxyz' } }
    expect(() => labelJob(productLabelDrawing(long), paper({ size: '2x1' }))).toThrow(/bar code does not fit/)
  })
})

it('a box label on receipt paper cuts neither the consignment nor the time', () => {
  const page = { width: 72, height: 130 }
  const ink = boxLabelDrawing(exampleLabel()).layOut(page, (text) => labelFontWidth(text, 'Bold'))
  const texts = ink.flatMap((piece) => (piece.is === 'text' ? [piece.text] : []))
  expect(texts).toContain('TR-01042')
  expect(texts).toContain('22 Nov 2026 14:05')
})
