import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { genesisHash, hashOf } from '../../../src-main/journal/chain.ts'
import { scanRecord } from '../../../src-shared/model/scan.ts'
import { isGtin, isSscc18 } from '../../../src-shared/rule/check-digit.ts'
import { codeLooksMisread, lookupKeys } from '../../../src-shared/rule/code.ts'
import { longestScanBytes, readScanText } from '../../../src-shared/rule/scan-text.ts'
import { anyText, hostileText } from '../hostile-scans.ts'

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

describe('identifiers beside one another (GS1 General Specifications 4.13, 4.14)', () => {
  const product = '0109521234543213'
  const box = '00095201234567891235'
  const problemsOf = (data: string) => readScanText(`]C1${data}`).problems

  it.each([
    ['a product and what is in a box', `${product}0209521234543213${'3725'}`, ['01', '02'], ['01', '37']],
    ['a product and a count of contents', `${product}3725`, ['01', '37']],
    ['a product and a coupon', `${product}2559521234543213`, ['01', '255']],
    ['a product and a piece of one', `${product}${'8006095212345432130102'}`, ['01', '8006']],
    ['two serial numbers', `${product}21A${gs}235B`, ['21', '235']],
    ['one weight, twice, with other decimals', `${product}3102000195${'3103000195'}`, ['3102', '3103']],
    ['a price and a price of the weight', `${product}30${'12'}${gs}3922299${gs}3952000100`, ['3922', '3952']],
    ['where it came from in two ways', `${product}422554${gs}426036`, ['422', '426']],
    ['two post codes', `${box}4201010${gs}4215541010`, ['420', '421']],
    ['two countries', `${box}4215541010${gs}4307NZ`, ['421', '4307']],
    ['two temperatures', `${box}4330000200${gs}4331000100`, ['4330', '4331']],
    [
      'two sides of a service',
      `8017${'952123454321000010'}${gs}8018${'952123454321000010'}`,
      ['8017', '8018'],
    ],
  ])('name %s', (_what, data, ...pairs) => {
    const named = problemsOf(data).filter(({ is }) => is === 'does-not-go-with')
    expect(named).toEqual(pairs.map(([ai, other]) => ({ is: 'does-not-go-with', ai, other })))
  })

  it.each([
    ['a batch', `10LOT7`, '10', '01/02/03/8006/8026'],
    ['a serial number in a box', `${box}21SER`, '21', '01/03/8006'],
    ['what is in a box, uncounted', `${box}0209521234543213`, '02', '37'],
    ['a count without contents', `${box}3725`, '37', '02/8026'],
    ['contents without their box', '0209521234543213' + '3725', '37', '00'],
    ['a place within nothing', '254AISLE', '254', '414'],
    ['a second serial number alone', `${product}250X`, '250', '21'],
    ['a route', '403R7', '403', '00'],
    ['a second line of an address', `${box}4303Yard`, '4303', '4302'],
    ['a price of what is not measured', `${product}3922299`, '3922', '30/31nn/32nn/35nn/36nn'],
    ['a weight with packaging', '3302012345', '3302', '00/01'],
    ['a component serial', '801112', '8011', '8010'],
  ])('name what is missing beside %s, and use what is there', (_what, data, ai, other) => {
    const reading = readScanText(`]C1${data}`)
    expect(reading.problems).toEqual([{ is: 'needs', ai, other }])
    expect(reading.gs1?.some((element) => element.ai === ai)).toBe(true)
  })

  it('that do not belong there are told once, and not of what they miss besides', () => {
    expect(problemsOf(`${product}3725`)).toEqual([{ is: 'does-not-go-with', ai: '01', other: '37' }])
  })

  it('are used as far as they can be', () => {
    expect(readScanText(`]C1${product}3725`)).toMatchObject({ gtin14: '09521234543213', sscc: null })
    expect(readScanText(`${product}3725`)).toMatchObject({ gtin14: '09521234543213' })
    expect(readScanText(`]C1${box}${product}3725`)).toMatchObject({ sscc: '095201234567891235' })
  })

  it('are not missed where they came and could not be read, nor behind what was not read', () => {
    expect(problemsOf('010952123454321410A')).toMatchObject([{ is: 'wrong-check-digit' }])
    expect(problemsOf(`10A${gs}88rest`)).toMatchObject([{ is: 'unknown-ai' }])
  })

  it('miss the product once, however many of them belong to it', () => {
    expect(problemsOf(`11260100${'15260131'}${'3103000195'}10A`)).toHaveLength(1)
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

describe('a GS1 Digital Link', () => {
  it('names product, batch and serial like element strings do', () => {
    const link = 'https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=180426'
    expect(valuesOf(link)).toEqual({ '01': '09520123456788', '10': 'ABC1', '21': '12345', '17': '180426' })
    expect(readScanText(`]Q1${link}`)).toMatchObject({ text: link, gtin14: '09520123456788', problems: [] })
  })

  it('names a box and what is in it', () => {
    const reading = readScanText('https://id.gs1.org/00/952012345678912345?02=09520123456788&37=25&10=ABC123')
    expect(reading).toMatchObject({ sscc: '952012345678912345', gtin14: null, problems: [] })
  })

  it('counts from the last place in the path where a key stands, and takes a short GTIN', () => {
    expect(readScanText('https://a/00/faux/00/006141411234567890').sscc).toBe('006141411234567890')
    expect(readScanText('HTTPS://a/shop/01/4006381333931').gtin14).toBe('04006381333931')
  })

  it('reads what it knows of the query, decodes it, and reports numbers it does not know', () => {
    const reading = readScanText(
      'https://example.com/01/09520123456788?3103=000195&3922=0299&8888=7&17=201225&240=A%2FB&utm=x',
    )
    expect(reading.gs1?.map(({ ai, value }) => `${ai} ${value}`)).toEqual([
      '01 09520123456788',
      '3103 000195',
      '3922 0299',
      '17 201225',
      '240 A/B',
    ])
    expect(reading.problems).toEqual([{ is: 'unknown-ai', rest: '88887' }])
  })

  it('names what belongs in the path and stands in the query, and leaves it out', () => {
    const reading = readScanText('https://example.com/01/09520123456788?10=ABC123&17=201225')
    expect(reading).toMatchObject({
      gtin14: '09520123456788',
      gs1: [{ ai: '01' }, { ai: '17', value: '201225' }],
      problems: [{ is: 'out-of-place', ai: '10', value: 'ABC123' }],
    })
    const other = readScanText('https://id.gs1.org/414/9521234567899?254=AISLE-3')
    expect(other.problems).toEqual([{ is: 'out-of-place', ai: '254', value: 'AISLE-3' }])
  })

  it.each([
    ['https://id.gs1.org/253/9521234567899DOC1', '253 DOCUMENT 9521234567899DOC1'],
    ['https://id.gs1.org/255/95212345678990001', '255 COUPON 95212345678990001'],
    ['https://id.gs1.org/401/952123ABC', '401 CONSIGNMENT 952123ABC'],
    ['https://id.gs1.org/402/95212345432100010', '402 SHIPMENT 95212345432100010'],
    [
      'https://id.gs1.org/414/9521234567899/254/AISLE-3',
      '414 PLACE 9521234567899',
      '254 PLACE WITHIN AISLE-3',
    ],
    ['https://id.gs1.org/417/9521234567899', '417 PARTY 9521234567899'],
    ['https://id.gs1.org/8003/09521234567899A1', '8003 RETURNABLE ASSET 09521234567899A1'],
    ['https://id.gs1.org/8004/952123ABC', '8004 ASSET 952123ABC'],
    [
      'https://id.gs1.org/8006/095212345432130102/10/L/21/S',
      '8006 PIECE OF 095212345432130102',
      '10 BATCH L',
      '21 SERIAL S',
    ],
    ['https://id.gs1.org/8010/952123-A/8011/7', '8010 COMPONENT 952123-A', '8011 COMPONENT SERIAL 7'],
    ['https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K', '8013 MODEL 1987654Ad4X4bL5ttr2310c2K'],
    [
      'https://id.gs1.org/8017/952123454321000010/8019/3',
      '8017 SERVICE BY 952123454321000010',
      '8019 SERVICE INSTANCE 3',
    ],
    ['https://id.gs1.org/01/09520123456788/235/X', '01 GTIN 09520123456788', '235 OTHER SERIAL X'],
    [
      'https://id.gs1.org/01/09520123456788/22/V/10/L/21/S?17=261231&3103=000195',
      ...['01 GTIN 09520123456788', '22 CONSUMER VARIANT V', '10 BATCH L', '21 SERIAL S'],
      ...['17 EXPIRES 261231', '3103 NET WEIGHT kg 000195'],
    ],
  ])('names what it is: %s', (link, ...said) => {
    const reading = readScanText(link)
    expect(reading.gs1?.map(({ ai, title, value }) => `${ai} ${title} ${value}`)).toEqual(said)
    expect(reading.problems).toEqual([])
    expect(reading.gtin14).toBe(link.includes('/01/') ? '09520123456788' : null)
    expect(reading.sscc).toBeNull()
  })

  it.each([
    'https://shop.example/401/not-found',
    'https://shop.example/8004/page',
    'https://shop.example/417/9521234567890',
    'https://shop.example/8013/1987654Ad4X4bL5ttr2310c2L',
    'https://id.gs1.org/01/09520123456788/10/L/22/V',
    'https://id.gs1.org/01/09520123456788/21/S/235/X',
    'https://id.gs1.org/414/9521234567899/10/L',
    'https://example.com/news',
    'https://a/01/',
    'https://a/01/09520123456788/10/%E0%A4%A',
    'https://',
    'http://a/01/%1d',
    'https://shop.example/01/17',
    'https://shop.example/2026/01/17',
  ])('is not seen in %s', (text) =>
    expect(readScanText(text)).toMatchObject({ text, gs1: null, gtin14: null, sscc: null, problems: [] }),
  )
})

const said = scanRecord.pick({ aim: true, gs1: true, problems: true })
/** 512 bytes, kept three times over, each as six characters of JSON. */
const mostInRow = 16 * 1024
const rowBefore = {
  seq: 1,
  id: 'row',
  station: 'ST',
  at: '2026-11-20T00:00:00.000Z',
  actor: 'bench',
  subject: null,
  kind: 'desk:scan',
  changes: '[]',
  traceId: 'req',
  role: 'SM',
  program: null,
  previousHash: genesisHash,
}

describe('what no scanner should send', () => {
  it('S14: is cut at 512 bytes and not interpreted', () => {
    const long = `]C100095201234567891235${'9'.repeat(600)}`
    const reading = readScanText(long)
    expect(reading).toMatchObject({ text: long.slice(0, longestScanBytes), aim: null, gs1: null, sscc: null })
    expect(reading.problems).toEqual([{ is: 'too-long', bytes: long.length }])
    expect(readScanText('9'.repeat(512)).problems).toEqual([])
    expect(readScanText('é'.repeat(257)).problems).toEqual([{ is: 'too-long', bytes: 514 }])
    expect(readScanText('é'.repeat(257)).text).toBe('é'.repeat(256))
  })

  const own = lookupKeys('9400000000016')

  /** The whole way of a scan that touches no disk: read, looked up, and written as a row of the journal. */
  function wayOf(raw: string, asKeys: boolean): string {
    const reading = readScanText(raw, asKeys)
    const { text, symbology, sscc, gtin14, aim, gs1, problems } = reading
    const keys = lookupKeys(text, symbology)
    const kept = JSON.stringify({ aim, gs1: gs1 ?? [], problems })
    const given = JSON.stringify(reading)
    codeLooksMisread(text, symbology)
    // Plain conditions: 100,000 calls of expect would be most of the time.
    if (Buffer.byteLength(text) > longestScanBytes || !raw.includes(text)) return 'a text that did not come'
    if (sscc !== null && !isSscc18(sscc)) return 'a box that is none'
    if (gtin14 !== null && !(isGtin(gtin14) && gtin14.length === 14)) return 'a product that is none'
    if (keys.includes('') || keys.some((key) => own.includes(key))) return 'a product nobody scanned'
    if (!said.safeParse(JSON.parse(kept)).success) return 'a row that does not read back'
    if (given.length > mostInRow || hashOf({ ...rowBefore, given }).length !== 64)
      return 'a row out of bounds'
    return 'kept'
  }
  const isKept = (raw: string, asKeys: boolean) => {
    const way = wayOf(raw, asKeys)
    if (way !== 'kept') throw new Error(way)
  }

  it('S14: 2,000 hostile texts are read, looked up and written without throwing', () => {
    fc.assert(fc.property(hostileText, fc.boolean(), isKept), { numRuns: 2_000 })
  })

  it('S14: 100,000 random texts are read, looked up and written without throwing', () => {
    fc.assert(fc.property(anyText, fc.boolean(), isKept), { numRuns: 100_000 })
  }, 60_000)
})
