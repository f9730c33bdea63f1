import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoxLabel } from '../../../src-main/label/box-label.ts'
import { layOutBoxLabel } from '../../../src-main/label/box-label-layout.ts'
import type { Dpi, LabelSize } from '../../../src-main/label/page.ts'
import { dots, pageOf } from '../../../src-main/label/page.ts'
import { plainText } from '../../../src-main/label/plain-text.ts'
import { zplWidth } from '../../../src-main/label/zpl.ts'
import { fieldData } from '../../../src-main/label/zpl-encode.ts'
import { boxLabelZpl } from './as-printed.ts'
import { exampleLabel, hostileName } from './example-label.ts'
import { commandsOf, readField, shapeOf, textsOf } from './zpl-reading.ts'

const sizes: LabelSize[] = ['4x6', '100x150', '4x3']
const resolutions: Dpi[] = [203, 300, 600]

/** Any text, with commands, control bytes, macrons and bare surrogates more often than chance has them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        '^XZ',
        '~JA',
        '^',
        '~',
        '_',
        '_5E',
        '\\',
        'Ō',
        'ā',
        'é',
        '\u0000',
        '\n',
        '<b>',
        ' ',
        'A',
        '\ud800',
      ),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join('')),
)

/** The template: the same label with words that say nothing. */
function template(said: BoxLabel): BoxLabel {
  const word = (text: string) => (plainText(text) === '' ? '' : 'A')
  return {
    ...said,
    from: { name: 'A' },
    to: { name: 'A', addressLines: said.to.addressLines.map(word) },
    consignmentCode: 'A',
    packedAt: 'A',
    copy: said.copy === null ? null : { number: 2, reason: 'A' },
    lines: [],
  }
}

/** Fields that are always there, words or not: everything but the number of text fields, which follows the fitting. */
function fixedShape(zpl: string): string[] {
  return shapeOf(zpl).filter((field) => field !== 'text')
}

describe('fieldData', () => {
  it('S15 gives back exactly the text that went in, in printable ASCII without ^ or ~', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const data = fieldData(text)
        expect(data).toMatch(/^[\x20-\x5d\x5f-\x7d]*$/)
        expect(readField(data)).toBe(text)
      }),
    )
  })

  it('writes the three special characters and everything outside ASCII as hex', () => {
    expect(fieldData('^~_é\n')).toBe('_5E_7E_5F_C3_A9_0A')
  })
})

describe('boxLabelZpl', () => {
  it("S15 holds the template's commands and no others, whatever the fields say", () => {
    fc.assert(
      fc.property(
        fc.array(anyText, { minLength: 7, maxLength: 7 }),
        fc.constantFrom(...sizes),
        fc.boolean(),
        (texts, size, isCopy) => {
          const [from = '', to = '', street = '', code = '', at = '', reason = '', product = ''] = texts
          const label = exampleLabel({
            from: { name: from },
            to: { name: to, addressLines: [street] },
            consignmentCode: code,
            packedAt: at,
            copy: isCopy ? { number: 2, reason } : null,
            lines: [{ quantity: 1, name: product, sku: product }],
          })
          const zpl = boxLabelZpl(label, { dpi: 203, size })
          expect(zpl).toMatch(/^[\x20-\x7e\n]*$/)
          expect(fixedShape(zpl)).toEqual(fixedShape(boxLabelZpl(template(label), { dpi: 203, size })))
          const names = commandsOf(zpl).map(({ name }) => name)
          expect(names.filter((name) => name.startsWith('~') || name === '^XA' || name === '^XZ')).toEqual([
            '^XA',
            '^XZ',
          ])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('S15 S22 prints a product named ^XZ~JA <b> as that text', () => {
    expect(textsOf(boxLabelZpl(exampleLabel(), { dpi: 203, size: '4x6' })).join('\n')).toContain(hostileName)
  })

  it('sends names with macron vowels as pictures and plain ones in the font of the printer', () => {
    const texts = textsOf(
      boxLabelZpl(exampleLabel({ from: { name: 'Café Dépôt' } }), { dpi: 203, size: '4x6' }),
    )
    expect(texts).toContain('Café Dépôt')
    expect(texts.some((text) => text.includes('WHANG'))).toBe(false)
  })

  it('says which box, what it weighs and that the weight is not certified', () => {
    const say = (changes: Partial<BoxLabel>) =>
      textsOf(boxLabelZpl(exampleLabel(changes), { dpi: 203, size: '4x6' }))
    expect(say({})).toEqual(
      expect.arrayContaining(['BOX 2 OF 3', '3.910 kg', 'WEIGHT not certified', 'TR-01042']),
    )
    expect(say({ boxCount: null })).toContain('BOX 2')
    expect(say({ weightFrom: 'typed', grams: 850 })).toEqual(
      expect.arrayContaining(['850 g', 'TYPED, not certified']),
    )
    expect(say({ grams: null, weightFrom: null })).toContain('not weighed')
  })

  it('marks training labels, reprints and nicotine', () => {
    const plain = textsOf(boxLabelZpl(exampleLabel(), { dpi: 203, size: '4x3' })).join('\n')
    const marked = exampleLabel({
      isTraining: true,
      containsNicotine: true,
      copy: { number: 2, reason: 'torn' },
    })
    const texts = textsOf(boxLabelZpl(marked, { dpi: 203, size: '4x3' }))
    expect(texts).toEqual(
      expect.arrayContaining(['TRAINING - do not send', 'CONTAINS NICOTINE', 'REPRINT 2: torn']),
    )
    expect(plain).not.toMatch(/TRAINING|NICOTINE|REPRINT/)
  })

  it('sends the SSCC in subset C after FNC1, at least 32 mm high with modules of about half a millimetre', () => {
    const zpl = boxLabelZpl(exampleLabel(), { dpi: 203, size: '4x6' })
    expect(textsOf(zpl)).toContain('>;>800095201234567891235')
    expect(zpl).toContain('^BY4^FO')
    expect(zpl).toContain('^BCN,256,N,N,N')
    expect(boxLabelZpl(exampleLabel(), { dpi: 300, size: '4x6' })).toContain('^BY6^FO')
  })

  it('refuses numbers that cannot stand in a bar code', () => {
    const stock = { dpi: 203, size: '4x6' } as const
    const wrong = (labelNumber: BoxLabel['labelNumber']) => () =>
      boxLabelZpl(exampleLabel({ labelNumber }), stock)
    expect(wrong({ is: 'sscc', sscc18: '095201234567891234' })).toThrow('cannot be printed')
    expect(wrong({ is: 'sscc', sscc18: '123' })).toThrow('cannot be printed')
    expect(wrong({ is: 'internal', text: '^XZ' })).toThrow('cannot be printed')
    expect(wrong({ is: 'internal', text: '' })).toThrow('cannot be printed')
  })
})

describe('the layout', () => {
  const long = 'Tauranga Crossing Shopping Centre Level Two Food Court Entrance Ōmokoroa'
  const full = exampleLabel({
    from: { name: `Central Distribution ${long}` },
    to: { name: long, addressLines: [long, long, long, long] },
    isTraining: true,
    containsNicotine: true,
    copy: { number: 12, reason: long },
    boxNumber: 112,
    boxCount: 1148,
    units: 99_999,
    lineCount: 1000,
    grams: 1_024_350,
    weightFrom: 'typed',
    lines: Array.from({ length: 6 }, () => ({ quantity: 100, name: long, sku: long })),
  })

  for (const size of sizes) {
    for (const [name, label] of [
      ['an ordinary label', exampleLabel()],
      ['a label full to the brim', full],
      [
        'a label with an own number',
        exampleLabel({ labelNumber: { is: 'internal', text: 'ST1-000042-B02' } }),
      ],
    ] as const) {
      it(`keeps every text of ${name} on ${size} inside the page and apart from the others`, () => {
        const page = pageOf(size)
        const texts = layOutBoxLabel(label, page, zplWidth).flatMap((piece) =>
          piece.is === 'text' && piece.text !== ''
            ? [
                {
                  ...piece,
                  right: piece.x + zplWidth(piece.text) * piece.cap,
                  top: piece.baseline - piece.cap,
                },
              ]
            : [],
        )
        for (const one of texts) {
          expect(one.x).toBeGreaterThanOrEqual(2)
          expect(one.right, one.text).toBeLessThanOrEqual(page.width - 2)
          expect(one.top, one.text).toBeGreaterThanOrEqual(2)
          expect(one.baseline, one.text).toBeLessThanOrEqual(page.height - 2)
          for (const other of texts) {
            if (other === one) continue
            const isApart =
              one.right <= other.x ||
              other.right <= one.x ||
              one.baseline <= other.top ||
              other.baseline <= one.top
            expect(isApart, `${one.text} | ${other.text}`).toBe(true)
          }
        }
      })
    }
  }

  it('keeps town and postcode when the address has more lines than the label', () => {
    const addressLines = ['Shop 2041', '2 Taurikura Drive', 'Tauriko', 'Tauranga 3110']
    const label = exampleLabel({ to: { name: 'Tauranga Crossing', addressLines } })
    for (const size of sizes) {
      const texts = textsOf(boxLabelZpl(label, { dpi: 203, size })).join('\n')
      expect(texts).toContain('Tauranga 3110')
    }
  })

  it('draws the destination larger than anything else that is text', () => {
    const texts = layOutBoxLabel(exampleLabel(), pageOf('4x6'), zplWidth).flatMap((piece) =>
      piece.is === 'text' ? [piece] : [],
    )
    const largest = texts.reduce((a, b) => (b.cap > a.cap ? b : a))
    expect(largest.text).toBe('WHANGĀREI')
    expect(largest.cap).toBeGreaterThan(10)
  })

  it('keeps ten blank modules on both sides of the bars at every size and resolution', () => {
    for (const size of sizes) {
      for (const dpi of resolutions) {
        const zpl = boxLabelZpl(exampleLabel(), { dpi, size })
        const bars = /\^BY(\d+)\^FO(\d+),/.exec(zpl)
        const boxes = [...zpl.matchAll(/\^FO(\d+),\d+\^GB(\d+),(\d+),/g)].filter((m) => Number(m[3]) > dpi)
        const module = bars ? Number(bars[1]) : 12
        const left = bars ? Number(bars[2]) : Number(boxes[0]?.[1])
        const right = bars ? left + 156 * module : Number(boxes.at(-1)?.[1]) + Number(boxes.at(-1)?.[2])
        expect(left).toBeGreaterThanOrEqual(10 * module)
        expect(dots(pageOf(size).width, dpi) - right).toBeGreaterThanOrEqual(10 * module)
      }
    }
  })
})
