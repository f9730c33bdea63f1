import { describe, expect, it } from 'vitest'
import { codeLooksMisread } from '../../../src-shared/rule/code.ts'
import { readScanText } from '../../../src-shared/rule/scan-text.ts'

const gs = '\u001d'
const valuesOf = (raw: string) =>
  Object.fromEntries((readScanText(raw).gs1 ?? []).map(({ ai, value }) => [ai, value]))

describe('the AIM prefix', () => {
  it.each([
    [']E00012345678905', '0012345678905', ']E0', 'EAN/UPC', '00012345678905'],
    [']E473513537', '73513537', ']E4', 'EAN-8', '00000073513537'],
    [']C0ABC-123', 'ABC-123', ']C0', 'Code 128', null],
    [']A0PART 7', 'PART 7', ']A0', 'Code 39', null],
    [']Q1hello', 'hello', ']Q1', 'QR', null],
    [']E3400638133393112', '400638133393112', ']E3', 'EAN/UPC with add-on', '04006381333931'],
    [']Z6REVINF', 'REVINF', ']Z6', null, null],
    ['4006381333931\r\n', '4006381333931', null, null, '04006381333931'],
    ['\u0002ABC\u0003', 'ABC', null, null, null],
    [']', ']', null, null, null],
    [']E', ']E', null, null, null],
  ])('of %j leaves %j', (raw, text, aim, symbology, gtin14) => {
    expect(readScanText(raw)).toMatchObject({ text, aim, symbology, gtin14, gs1: null, problems: [] })
  })

  it('is not part of what is judged to be a misread', () => {
    const reading = readScanText(']E04006381333932')
    expect(codeLooksMisread(reading.text, reading.symbology)).toBe(true)
    expect(reading.gtin14).toBeNull()
  })
})

describe('GS1 element strings', () => {
  it('are read by pre-defined length and by separator', () => {
    const reading = readScanText(
      `]C10109521234543213${'10LOT-2026-00042'}${gs}21SERIAL-0000000001${gs}400PO-2026-123456`,
    )
    expect(reading.problems).toEqual([])
    expect(reading.gtin14).toBe('09521234543213')
    expect(reading.gs1?.map(({ ai, title, value }) => `${ai} ${title} ${value}`)).toEqual([
      '01 GTIN 09521234543213',
      '10 BATCH LOT-2026-00042',
      '21 SERIAL SERIAL-0000000001',
      '400 ORDER PO-2026-123456',
    ])
  })

  it('give the SSCC of a box, with and without prefix, and the bare 18 digits typed from its label', () => {
    expect(readScanText(']C100095201234567891235').sscc).toBe('095201234567891235')
    expect(readScanText('00095201234567891235').sscc).toBe('095201234567891235')
    expect(readScanText(`${gs}00095201234567891235`).sscc).toBe('095201234567891235')
    expect(readScanText('095201234567891235').sscc).toBe('095201234567891235')
    expect(readScanText('00095201234567891234').sscc).toBeNull()
    expect(readScanText(']C0095201234567891235').sscc).toBeNull()
  })

  it('give the product of a DataBar, and of a keyboard scanner that sends no prefix', () => {
    expect(readScanText(']e00110012345678902').gtin14).toBe('10012345678902')
    expect(readScanText('0109521234543213').gtin14).toBe('09521234543213')
    expect(readScanText('0109521234543214')).toMatchObject({ gtin14: null, gs1: null, problems: [] })
  })

  it('keep what is in a box apart from what the box is', () => {
    const reading = readScanText(`]C100095201234567891235${'0209521234543213'}3725${gs}10ABC123`)
    expect(reading.problems).toEqual([])
    expect(reading.sscc).toBe('095201234567891235')
    expect(reading.gtin14).toBeNull()
    expect(valuesOf(`]C10209521234543213${'3725'}`)).toEqual({ '02': '09521234543213', '37': '25' })
  })

  it('know addresses, times and temperatures', () => {
    const reading = readScanText(
      `]C100095201234567891235${'0109521234543213'}${'4300'}Harbour+shop${gs}4317NZ${gs}43230${gs}43242612310900${gs}4331000200-${gs}70032612312359${gs}403R7${gs}3572000123` +
        `4215541010`,
    )
    expect(reading.problems).toEqual([])
    expect(reading.gs1?.map(({ title, value }) => `${title}: ${value}`)).toEqual([
      'SSCC: 095201234567891235',
      'GTIN: 09521234543213',
      'SHIP TO COMPANY: Harbour+shop',
      'RETURN TO COUNTRY: NZ',
      'SIGNATURE: 0',
      'NOT BEFORE: 2612310900',
      'MOST °C: 000200-',
      'EXPIRES: 2612312359',
      'ROUTE: R7',
      'NET VOLUME oz: 000123',
      'COUNTRY AND POSTCODE: 5541010',
    ])
  })

  it('know dates, weights, places and own numbers', () => {
    const reading = readScanText(
      `]d2${'0109521234543213'}${'11260100'}${'15260131'}${'17261231'}${'2042'}${'3103000195'}${'3302012345'}${'4109521234567899'}4201010${gs}3012${gs}91BOX-7${gs}99x`,
    )
    expect(reading.problems).toEqual([])
    expect(reading.gs1?.map(({ ai, value, decimals }) => [ai, value, decimals])).toEqual([
      ['01', '09521234543213', null],
      ['11', '260100', null],
      ['15', '260131', null],
      ['17', '261231', null],
      ['20', '42', null],
      ['3103', '000195', 3],
      ['3302', '012345', 2],
      ['410', '9521234567899', null],
      ['420', '1010', null],
      ['30', '12', null],
      ['91', 'BOX-7', null],
      ['99', 'x', null],
    ])
  })

  it('read on behind amounts, prices and numbers that say nothing to a bench', () => {
    const reading = readScanText(
      `]C10109521234543213${'3922299'}${gs}3911554125${gs}8005000199${gs}7103004123${gs}423554036${gs}17261231${'10'}LOT-7`,
    )
    expect(reading.problems).toEqual([
      { is: 'needs', ai: '3922', other: '30/31nn/32nn/35nn/36nn' },
      { is: 'needs', ai: '3911', other: '8020' },
    ])
    expect(reading.gs1?.map(({ ai, value, decimals }) => [ai, value, decimals])).toEqual([
      ['01', '09521234543213', null],
      ['3922', '299', 2],
      ['3911', '554125', null],
      ['8005', '000199', null],
      ['710', '3004123', null],
      ['423', '554036', null],
      ['17', '261231', null],
      ['10', 'LOT-7', null],
    ])
  })

  it.each([
    ['an AI nobody knows', `]C10109521234543213${gs}88rest`, { is: 'unknown-ai', rest: '88rest' }],
    ['a value cut short', ']C1010952123', { is: 'cut-short', ai: '01', value: '0952123' }],
    [
      'a wrong check digit',
      ']C10109521234543214',
      { is: 'wrong-check-digit', ai: '01', value: '09521234543214', shouldBe: '3' },
    ],
    [
      'letters where digits belong',
      `]C130A${gs}`,
      { is: 'bad-value', ai: '30', value: 'A', why: 'characters' },
    ],
    [
      'a value too long',
      `]C110${'x'.repeat(21)}`,
      { is: 'bad-value', ai: '10', value: 'x'.repeat(21), why: 'length' },
    ],
    [
      'an SSCC with a wrong check digit',
      ']C100095201234567891234',
      { is: 'wrong-check-digit', ai: '00', value: '095201234567891234', shouldBe: '5' },
    ],
    ['a 31st of June', ']C117260631', { is: 'bad-value', ai: '17', value: '260631', why: 'date' }],
    ['an hour 25', ']C170032612312500', { is: 'bad-value', ai: '7003', value: '2612312500', why: 'date' }],
    ['a country of letters', `]C1421NZ77`, { is: 'bad-value', ai: '421', value: 'NZ77', why: 'characters' }],
    [
      'a made to order product that is also another',
      ']C103095212345432130109521234543213',
      { is: 'does-not-go-with', ai: '03', other: '01' },
    ],
    ['a month 13', ']C117261301', { is: 'bad-value', ai: '17', value: '261301', why: 'date' }],
    ['two different batches', `]C110A${gs}10B`, { is: 'twice', ai: '10', value: 'B' }],
    ['a content without a count', ']C10209521234543213', { is: 'needs', ai: '02', other: '37' }],
  ])('report %s and keep the text', (_what, raw, problem) => {
    const reading = readScanText(raw)
    expect(reading.problems).toContainEqual(problem)
    expect(reading.text).toBe(raw.slice(3).trim())
    expect(reading.gs1).not.toBeNull()
  })

  it('take the same element twice for once, and go on behind a bad one', () => {
    expect(readScanText(`]C1${'0109521234543213'}10A${gs}10A`)).toMatchObject({
      problems: [],
      gs1: [{ ai: '01' }, { ai: '10', value: 'A' }],
    })
    expect(valuesOf(`]C10109521234543214${'10A'}`)).toEqual({ '10': 'A' })
  })
})

describe('what the scanner says it read', () => {
  const looksLikeGs1 = '010952123454321310LOT7'

  it.each([
    [`]C0${looksLikeGs1}`, 'Code 128'],
    [`]C0${looksLikeGs1}${gs}21X`, 'Code 128'],
    [']C0(01)09521234543213(10)LOT7', 'Code 128'],
    [`]A0${looksLikeGs1}`, 'Code 39'],
    [`]d1${looksLikeGs1}${gs}21X`, 'Data Matrix'],
    [`]Q1${looksLikeGs1}`, 'QR'],
    [']C000095201234567891235', 'Code 128'],
    [']I009521234543213', 'ITF'],
  ])('makes %j no GS1 data, whatever it looks like', (raw, symbology) => {
    expect(readScanText(raw)).toMatchObject({
      text: raw.slice(3),
      symbology,
      gs1: null,
      sscc: null,
      problems: [],
    })
  })

  it.each([looksLikeGs1, `]X0${looksLikeGs1}`, `]C1${looksLikeGs1}`, `${gs}${looksLikeGs1}`])(
    'makes %j GS1 data, being so or not known',
    (raw) => expect(valuesOf(raw)).toEqual({ '01': '09521234543213', '10': 'LOT7' }),
  )

  it.each(['0109521234543213LOT7', '010952123454321317261301', '0109521234543214', '(01)09521234543213'])(
    'leaves %j alone where nothing was said: it does not read on to its end',
    (raw) => expect(readScanText(raw)).toMatchObject({ text: raw, gs1: null, gtin14: null, problems: [] }),
  )
})

describe('a separator that was lost on the way', () => {
  const product = '0109521234543213'
  const told = (ai: string, rest: string) => ({ is: 'separator-missing', ai, rest })

  it('is told of key strokes, with what is sure; the rest is not guessed', () => {
    const raw = `]C1${product}1726123110LOT721SER9`
    const reading = readScanText(raw, true)
    expect(reading.gs1?.map(({ ai, value }) => [ai, value])).toEqual([
      ['01', '09521234543213'],
      ['17', '261231'],
    ])
    expect(reading.problems).toEqual([told('10', 'LOT721SER9')])
    expect(reading.gtin14).toBe('09521234543213')
    expect(readScanText(raw.slice(3), true)).toMatchObject({
      gtin14: '09521234543213',
      problems: reading.problems,
    })
  })

  it('is not suspected of a scanner that sends separators, nor where one came', () => {
    expect(valuesOf(`]C1${product}10LOT721SER9`)).toEqual({ '01': '09521234543213', '10': 'LOT721SER9' })
    expect(readScanText(`]C1${product}10LOT721SER9${gs}17261231`, true).problems).toEqual([])
  })

  it.each([
    ['LOT7', 'no AI in it'],
    ['LOT2026', 'no AI that follows a batch'],
    ['A3712', 'a count does not go with a product'],
    ['A10B', 'a batch has no second batch'],
    ['A17261900', 'no such date'],
  ])('is not suspected in the batch %s: %s', (batch) => {
    expect(readScanText(`]C1${product}10${batch}`, true)).toMatchObject({ problems: [] })
  })

  it.each([
    ['37', '251012'],
    ['10', 'LOT17261231'],
    ['21', '900010LOT'],
    ['10', 'LOT310300019517261231'],
  ])('is seen behind AI %s in %s', (ai, rest) => {
    const raw = ai === '37' ? `]C1${'0209521234543213'}37${rest}` : `]C1${product}${ai}${rest}`
    expect(readScanText(raw, true).problems).toContainEqual(told(ai, rest))
  })

  it('is told of any scanner where the value could not be right otherwise', () => {
    expect(readScanText(`]C1${product}42255410LOT`).problems).toEqual([told('422', '55410LOT')])
    expect(readScanText(`]C1${product}10ABCDEFGHIJKLMNOP17261231`).problems).toEqual([
      told('10', 'ABCDEFGHIJKLMNOP17261231'),
    ])
  })
})
