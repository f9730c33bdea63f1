import { expect, it } from 'vitest'
import { detailsOf, oddities } from '../../../src-renderer/part/scan-details.ts'
import { words } from '../../../src-renderer/words.ts'
import type { ScanRecord } from '../../../src-shared/model/scan.ts'
import { readScanText } from '../../../src-shared/rule/scan-text.ts'
import { scan } from '../fixture-desks.ts'

const now = Date.UTC(2026, 10, 20)
const gs = '\u001d'

function scanned(
  raw: string,
  asKeys = false,
  outcome: ScanRecord['outcome'] = { is: 'unknown' },
): ScanRecord {
  const { text, gs1, problems } = readScanText(raw, asKeys)
  return { ...scan(text, outcome), gs1: gs1 ?? [], problems }
}

it('batch, dates, serial number and weight are said in words', () => {
  const raw = `]C101095212345432131726123115270100310300019510LOT7${gs}21S-9${gs}240X1`
  expect(detailsOf(scanned(raw), now)).toEqual([
    'Expires 31 Dec 2026',
    'Best before Jan 2027',
    'Net weight 0.195 kg',
    'Batch LOT7',
    'Serial S-9',
    'Additional id X1',
  ])
})

it('prices have their decimals, also where fewer digits were printed', () => {
  const raw = `]C101095212345432133922299${gs}39243${gs}7006260301`
  expect(detailsOf(scanned(raw), now)).toEqual(['Price 2.99', 'Price 0.0003', 'First frozen 1 Mar 2026'])
})

it('addresses are decoded, and shown as they came where they do not decode', () => {
  const raw = `]C1000952012345678912354302${'12%20Yard+Road'}${gs}4300100%25+wool${gs}4301%E0%A4${gs}4304100%`
  expect(detailsOf(scanned(raw), now)).toEqual([
    'Ship to address 12 Yard Road',
    'Ship to company 100% wool',
    'Ship to contact %E0%A4',
    'Ship to suburb 100%',
  ])
})

it('a lost separator is told with what to do about it', () => {
  expect(oddities(scanned(']C1010952123454321310LOT721S9', true))).toEqual([
    'Batch may have run into what follows: LOT721S9. Typing loses the separator: set the scanner to USB HID POS or serial.',
  ])
})

it('a wrong check digit is named once: by the misread, or beside a product found by its text', () => {
  const raw = ']C10109521234543214'
  const said = 'Product 09521234543214: the check digit should be 3.'
  expect(oddities(scanned(raw))).toEqual([said])
  expect(oddities(scanned(raw, false, { is: 'misread', why: said }))).toEqual([])
})

it('digits that a scanner typed for another keyboard are told, where nothing has that code', () => {
  const record = { ...scan('\'àà-"(&"""ç"&', { is: 'unknown' as const }), by: 'keyboard' as const }
  expect(oddities(record)).toEqual([words.scan.mistyped])
  expect(oddities({ ...record, by: 'serial' })).toEqual([])
})

it('what a code misses is told where nothing was found by it', () => {
  const said = [
    'Contents alone says little without: Count. That may be in another code on the label.',
    'Batch alone says little without: Product or Contents. That may be in another code on the label.',
    'Price alone says little without: Variable count or Measure. That may be in another code on the label.',
  ]
  expect(oddities(scanned(']C10209521234543213'))).toEqual([said[0]])
  expect(oddities(scanned(']C110LOT7'))).toEqual([said[1]])
  const priced = scanned(']C101095212345432133922299')
  expect(oddities(priced)).toEqual([said[2]])
  expect(oddities({ ...priced, outcome: { is: 'not-now', why: 'Sent.' } })).toEqual([])
})

it('what does not belong together is told whatever was found, and what of it counts', () => {
  const counted = scanned(`]C101095212345432133725`, false, { is: 'not-now', why: 'Sent.' })
  expect(oddities(counted)).toEqual([
    'Product and Count do not belong in one code: look at the label. Only a product number counts here.',
  ])
  expect(oddities(scanned(']C101095212345432133100001234' + '3102001234'))).toEqual([
    'Net weight stands in it twice, and not the same: look at the label.',
  ])
  expect(oddities(scanned(`]C1010952123454321310A${gs}10B`))).toEqual([
    'Batch stands in it twice: B was left out.',
  ])
  expect(oddities(scanned('https://id.example/01/09521234543213?10=LOT7'))).toEqual([
    'Batch LOT7 stands in the wrong place of the link and was left out.',
  ])
})

it.each([
  ['https://id.gs1.org/8003/09521234567899ABC', 'Returnable asset', 'Returnable asset 09521234567899ABC'],
  [']C18004952123ABC', 'Asset', 'Asset 952123ABC'],
  [']d280060952123454321301' + '02', 'Piece of a product', 'Piece of a product 09521234543213, piece 1 of 2'],
  [']C14149521234567899', 'Place', 'Place 9521234567899'],
])('%s names something other than a product', (raw, thing, detail) => {
  expect(oddities(scanned(raw))[0]).toBe(`This code names something other than a product or a box: ${thing}.`)
  expect(detailsOf(scanned(raw), now)).toEqual([detail])
})

it('what is of no use at a bench stays unsaid', () => {
  expect(oddities(scanned('4006381333931'))).toEqual([])
  expect(detailsOf(scanned('4006381333931'), now)).toEqual([])
})
