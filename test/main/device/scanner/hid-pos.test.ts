import { describe, expect, it } from 'vitest'
import type { HidLayout } from '../../../../src-main/device/address.ts'
import { hidPosFrames } from '../../../../src-main/device/scanner/hid-pos.ts'
import type { ScanFrame } from '../../../../src-main/device/scanner/scan-frame.ts'
import { type DecodedCode, scannerReports } from '../../../../src-main/training/device/virtual-hid-scanner.ts'
import { readScanText } from '../../../../src-shared/rule/scan-text.ts'
import { seededBytes } from './seeded-bytes.ts'

/** Two reports' worth of GS1 data: more than the 56 bytes that one report carries. */
const gs1Label = '010952123454321310LOT-2026-00042\x1d21SERIAL-0000000001\x1d400PO-2026-123456'

const vector = {
  a1: [
    '020d5d4530343030363338313333333933310000000000000000000000000000' +
      '0000000000000000000000000000000000000000000000000000000000640000',
  ],
  a2: [
    '02385d43313031303935323132333435343332313331304c4f542d323032362d' +
      '30303034321d323153455249414c2d303030303030303030311d3430307c0001',
    '020e5d4331504f2d323032362d31323334353600000000000000000000000000' +
      '00000000000000000000000000000000000000000000000000000000007c0000',
  ],
  b1: [
    '020e343030363338313333333933310d00000000000000000000000000000000' +
      '0000000000000000000000000000000000000000000000000000000000000000',
  ],
  b2: [
    '02383031303935323132333435343332313331304c4f542d323032362d303030' +
      '34321d323153455249414c2d303030303030303030311d343030000000000001',
    '020e504f2d323032362d31323334353600000000000000000000000000000000' +
      '0000000000000000000000000000000000000000000000000000000000000000',
  ],
}

const commandReply = Buffer.alloc(64)
Buffer.from('02085d5a36524556494e46062e', 'hex').copy(commandReply)
commandReply[61] = 0x36

function framesOf(
  reports: readonly Uint8Array[],
  layout: HidLayout | null = null,
  commandedAtMono: number | null = null,
): ScanFrame[] {
  const frames = hidPosFrames({ layout, commandedAtMono })
  return reports.flatMap((report, at) => frames.push(report, 1_000 + at))
}

const bytes = (hex: readonly string[]) => hex.map((each) => Buffer.from(each, 'hex'))
const scan = (text: string): ScanFrame => ({ is: 'scan', text })
const sent = (layout: HidLayout, code: DecodedCode) => scannerReports(layout, code)

// proves: Scanner | USB HID POS, layout a (Honeywell, Metrologic); USB HID POS, layout b (Newland, ID Tech, Unitech); USB HID POS, shifted layout | vectors
describe('the reports as the makers document them', () => {
  const expected: Record<keyof typeof vector, string> = {
    a1: ']E04006381333931',
    a2: `]C1${gs1Label}`,
    b1: '4006381333931',
    b2: gs1Label,
  }
  for (const name of ['a1', 'a2', 'b1', 'b2'] as const) {
    it(`reads ${name} by its maker's layout and, from an unknown maker, by itself`, () => {
      expect(framesOf(bytes(vector[name]), name.startsWith('a') ? 'a' : 'b')).toEqual([scan(expected[name])])
      expect(framesOf(bytes(vector[name]))).toEqual([scan(expected[name])])
    })
  }

  it('takes the answer to a command for no code, asked for or not', () => {
    expect(framesOf([commandReply], 'a', 1_000)).toEqual([])
    expect(framesOf([commandReply], 'a')).toEqual([])
  })
})

it('reads a code whose identifier stands one byte later', () => {
  expect(framesOf(sent('shifted', { text: '4006381333931', aim: ']E0' }))).toEqual([scan(']E04006381333931')])
  expect(framesOf(sent('shifted', { text: gs1Label, aim: ']C1' }), 'shifted')).toEqual([
    scan(`]C1${gs1Label}`),
  ])
})

it('reads an identifier that was programmed as a prefix of layout b, from an unknown maker too', () => {
  expect(framesOf(sent('b', { text: ']E04006381333931' }))).toEqual([scan(']E04006381333931')])
  expect(framesOf(sent('b', { text: `]C1${gs1Label}` }))).toEqual([scan(`]C1${gs1Label}`)])
})

it('keeps the layout of a code through its continuation, whatever that begins with', () => {
  for (const rest of [']E0123456', 'X]E0123456']) {
    const text = '7'.repeat(56) + rest
    expect(framesOf(sent('b', { text }))).toEqual([scan(text)])
  }
})

it('takes one line end off the back and leaves the rest of the data alone', () => {
  expect(framesOf(sent('b', { text: '9400\r\n' }), 'b')).toEqual([scan('9400')])
  expect(framesOf(sent('b', { text: '9400\r\r' }), 'b')).toEqual([scan('9400\r')])
  expect(framesOf(sent('b', { text: ' 94\x1d00\n' }), 'b')).toEqual([scan(' 94\x1d00\n')])
  expect(framesOf(sent('b', { text: '\r' }), 'b')).toEqual([])
})

it('reads bytes above 7F as ISO-8859-1 where they are no UTF-8', () => {
  expect(framesOf(sent('a', { text: 'Größe', aim: ']C0' }), 'a')).toEqual([scan(']C0Größe')])
  expect(framesOf(sent('b', { text: '\xe9' }), 'b')).toEqual([scan('é')])
})

/** The bytes of a text in UTF-8, one character each. */
const utf8 = (text: string) => Buffer.from(text).toString('latin1')

it('reads UTF-8 in every layout, and where a character lies over two reports', () => {
  const texts = [
    'Größe 40',
    'Māori 5 €',
    '日本',
    `${'x'.repeat(55)}é`,
    `${'x'.repeat(54)}€ ${'ā'.repeat(60)}`,
  ]
  for (const text of texts) {
    expect(framesOf(sent('a', { text: utf8(text), aim: ']Q1' }), 'a')).toEqual([scan(`]Q1${text}`)])
    expect(framesOf(sent('shifted', { text: utf8(text), aim: ']d1' }), 'shifted')).toEqual([
      scan(`]d1${text}`),
    ])
    expect(framesOf(sent('b', { text: `${utf8(text)}\r\n` }), 'b')).toEqual([scan(text)])
  }
  // One byte short of a character: then all of it is ISO-8859-1.
  expect(framesOf(sent('b', { text: utf8('5 €').slice(0, -1) }), 'b')).toEqual([scan('5 â\x82')])
})

describe("Honeywell's own code byte", () => {
  it('names the symbology where the identifier is missing', () => {
    const symbology = (codeId: number) => {
      const [frame] = framesOf(sent('a', { text: '12345', codeId }), 'a')
      return frame?.is === 'scan' ? readScanText(frame.text).symbology : null
    }
    expect([0x44, 0x62, 0x65, 0x6a, 0x7c].map(symbology)).toEqual([
      'EAN-8',
      'Code 39',
      'ITF',
      'Code 128',
      'GS1-128',
    ])
    expect([0x73, 0x77, 0x72, 0x7d, 0x00].map(symbology)).toEqual([
      'QR',
      'Data Matrix',
      'PDF417',
      'GS1 DataBar',
      null,
    ])
  })

  it('tells a UPC-E from an EAN-8 with the same eight digits', () => {
    const product = (codeId: number, aim: string) => {
      const [frame] = framesOf(sent('a', { text: '01234565', aim, codeId }), 'a')
      return frame?.is === 'scan' ? readScanText(frame.text).gtin14 : null
    }
    expect(product(0x45, ']E0')).toBe('00012345000065')
    expect(product(0x44, ']E4')).toBe('00000001234565')
    expect(product(0x44, ']E0')).toBe('00000001234565')
  })

  it('leaves UPC-A and EAN-13 as they are printed', () => {
    expect(framesOf(sent('a', { text: '012345678905', aim: ']E0', codeId: 0x63 }), 'a')).toEqual([
      scan(']E0012345678905'),
    ])
  })

  it('is not read in layout b, where each maker has a list of its own', () => {
    const [report = new Uint8Array()] = sent('b', { text: '9400' })
    report[61] = 0x7c
    report[62] = 0x7c
    expect(framesOf([report], 'b')).toEqual([scan('9400')])
  })
})

describe('a command that was just sent', () => {
  const reply = sent('a', { text: 'REVINF: Product', aim: ']X0' })

  it('makes the reports after it answers, until the last one', () => {
    expect(framesOf(reply, 'a', 999)).toEqual([])
    expect(framesOf([...reply, commandReply, ...reply], 'a', 999)).toEqual([scan(']X0REVINF: Product')])
  })

  it('does so for one second', () => {
    const frames = hidPosFrames({ layout: 'a', commandedAtMono: 0 })
    expect(reply.flatMap((report) => frames.push(report, 999))).toEqual([])
    expect(reply.flatMap((report) => frames.push(report, 1_000))).toEqual([scan(']X0REVINF: Product')])
  })

  it('does not hide a code that was scanned at the same time', () => {
    expect(framesOf(sent('a', { text: '9400', aim: ']C0' }), 'a', 999)).toEqual([scan(']C09400')])
  })
})

describe('a code in several reports', () => {
  const [first = new Uint8Array(), second = new Uint8Array()] = sent('a', { text: gs1Label, aim: ']C1' })

  it('is dropped when its rest does not come within half a second', () => {
    const frames = hidPosFrames({ layout: 'a', commandedAtMono: null })
    frames.push(first, 1_000)
    expect(frames.dueAt()).toBe(1_500)
    expect(frames.idle(1_499)).toEqual([])
    expect(frames.idle(1_500)).toEqual([{ is: 'dropped', why: expect.stringMatching(/scan it again/) }])
    expect(frames.dueAt()).toBeNull()
  })

  it('is dropped, too, when the timer was late and the next code is already there', () => {
    const frames = hidPosFrames({ layout: 'a', commandedAtMono: null })
    frames.push(first, 1_000)
    const [next = new Uint8Array()] = sent('a', { text: '9400', aim: ']C1' })
    expect(frames.push(next, 1_500)).toEqual([
      { is: 'dropped', why: expect.stringMatching(/in part/) },
      scan(']C19400'),
    ])
  })

  it('is not joined with one of another symbology', () => {
    const [other = new Uint8Array()] = sent('a', { text: '4006381333931', aim: ']E0' })
    expect(framesOf([first, other], 'a')).toEqual([
      { is: 'dropped', why: expect.stringMatching(/in part/) },
      scan(']E04006381333931'),
    ])
  })

  it('may have 512 characters and not one more', () => {
    expect(framesOf(sent('a', { text: '7'.repeat(509), aim: ']C0' }), 'a')).toEqual([
      scan(`]C0${'7'.repeat(509)}`),
    ])
    expect(framesOf(sent('a', { text: '7'.repeat(510), aim: ']C0' }), 'a')).toEqual([
      { is: 'dropped', why: 'A code of more than 512 characters was not taken.' },
    ])
  })

  it('is a flood when it has no end (S16)', () => {
    const endless = sent('b', { text: '7'.repeat(70_000) }).slice(0, 1_200)
    expect(framesOf(endless, 'b')[0]).toEqual({ is: 'flood' })
  })

  it('reads on after the second part', () => {
    expect(framesOf([first, second, first, second], 'a')).toEqual([
      scan(`]C1${gs1Label}`),
      scan(`]C1${gs1Label}`),
    ])
  })
})

it('gives no code for a report with another id, an impossible length, or cut short, and says what came', () => {
  const [whole = new Uint8Array()] = bytes(vector.a1)
  const changed = (at: number, value: number) => {
    const copy = Uint8Array.from(whole)
    copy[at] = value
    return copy
  }
  for (const report of [
    changed(0, 3),
    changed(1, 0),
    changed(1, 57),
    whole.subarray(0, 63),
    new Uint8Array(),
  ]) {
    expect(framesOf([report], 'a')).toEqual([{ is: 'unread', rawHex: Buffer.from(report).toString('hex') }])
  }
})

it('reads a report that the system padded', () => {
  const padded = bytes(vector.a1).map((report) => Buffer.concat([report, Buffer.alloc(8)]))
  expect(framesOf(padded, 'a')).toEqual([scan(']E04006381333931')])
})

it('throws at no report, whatever is in it, and gives no text too long to read (S14)', () => {
  const random = seededBytes(20_261)
  const slow: number[] = []
  for (const layout of [null, 'a', 'b', 'shifted'] as const) {
    const frames = hidPosFrames({ layout, commandedAtMono: 0 })
    let at = 0
    for (let round = 0; round < 25_500; round++) {
      const report = round < 500 ? hostile(random, round) : random(round % 80)
      at += round % 700
      const before = performance.now()
      const found = [...frames.push(report, at), ...frames.idle(at + 100)]
      slow.push(performance.now() - before)
      for (const frame of found) {
        if (frame.is !== 'scan') continue
        expect(frame.text.length).toBeLessThanOrEqual(512)
        readScanText(frame.text)
      }
    }
  }
  slow.sort((a, b) => a - b)
  expect(slow.length).toBe(102_000)
  expect(slow[Math.floor(slow.length * 0.99)]).toBeLessThan(5)
})

/** Reports that are nearly right: the id, the flag and the identifier stand where they should, lengths lie. */
function hostile(random: (size: number) => Uint8Array, round: number): Uint8Array {
  const report = random(64)
  report[0] = 2
  report[1] = [0, 1, 55, 56, 57, 255][round % 6] ?? 0
  report[round % 2 === 0 ? 2 : 3] = 0x5d
  report[63] = round % 3 === 0 ? 1 : 0
  return report
}
