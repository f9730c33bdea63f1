import { describe, expect, it } from 'vitest'
import { readScanText } from '../../../src-shared/rule/scan-text.ts'

const valuesOf = (raw: string) =>
  Object.fromEntries((readScanText(raw).gs1 ?? []).map(({ ai, value }) => [ai, value]))

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
