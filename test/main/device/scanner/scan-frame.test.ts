import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ScanFrame, scanFrames } from '../../../../src-main/device/scanner/scan-frame.ts'

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

function textsOf(frames: ScanFrame[]): string[] {
  return frames.map((frame) => (frame.is === 'scan' ? frame.text : frame.is))
}

function read(text: string): string[] {
  return textsOf(scanFrames().push(bytesOf(text), 0))
}

for (const [name, end] of [
  ['CR', '\r'],
  ['LF', '\n'],
  ['CR LF', '\r\n'],
  ['Tab', '\t'],
  ['ETX', '\x03'],
  ['ETX CR LF', '\x03\r\n'],
]) {
  it(`ends a code at ${name}, whatever the chunks`, () => {
    expect(read(`4006381333931${end}9400${end}`)).toEqual(['4006381333931', '9400'])
    const frames = scanFrames()
    const texts = [...bytesOf(`4006381333931${end}9400${end}`)].flatMap((byte, at) =>
      textsOf(frames.push(Uint8Array.of(byte), at)),
    )
    expect(texts).toEqual(['4006381333931', '9400'])
  })
}

// proves: Scanner | Serial line (RS-232, USB-CDC) | vectors
it('takes STX and ETX off and leaves the AIM identifier and group separators in', () => {
  expect(read('\x02]C10109521234543213\x1d10A\x03')).toEqual([']C10109521234543213\x1d10A'])
})

it('reads UTF-8 as what it is, cut anywhere', () => {
  const frames = scanFrames()
  const texts = [...Buffer.from('\u{1f4e6}box\u{1f642} caf\xe9\r')].flatMap((byte, at) =>
    textsOf(frames.push(Uint8Array.of(byte), at)),
  )
  expect(texts).toEqual(['\u{1f4e6}box\u{1f642} caf\xe9'])
})

it('reads bytes that are no UTF-8 as ISO-8859-1', () => {
  expect(read('caf\xe9\r')).toEqual(['caf\xe9'])
})

it('makes nothing of empty lines', () => {
  expect(read('\r\n\r\n\t\x02\x03\r')).toEqual([])
})

it('ends a code after silence as long as no terminator was ever seen', () => {
  const frames = scanFrames()
  frames.push(bytesOf('40063'), 0)
  expect(frames.dueAt()).toBe(150)
  frames.push(bytesOf('81333931'), 100)
  expect(frames.dueAt()).toBe(250)
  expect(frames.idle(249)).toEqual([])
  expect(textsOf(frames.idle(250))).toEqual(['4006381333931'])
  expect(frames.dueAt()).toBeNull()
})

it('drops half a code with a note once it knows the terminator, so that it is not glued to the next', () => {
  const frames = scanFrames()
  frames.push(bytesOf('4006381333931\r94001'), 0)
  expect(frames.idle(499)).toEqual([])
  expect(frames.idle(500)).toEqual([{ is: 'dropped', why: 'A code came in only in part: scan it again.' }])
  expect(textsOf(frames.push(bytesOf('9400\r'), 600))).toEqual(['9400'])
})

it('lets silence end a code again once two came without their end', () => {
  const frames = scanFrames()
  frames.push(bytesOf('9400\r'), 0)
  const found = [1_000, 2_000, 3_000, 4_000].flatMap((at) => {
    frames.push(bytesOf('9300675024235'), at)
    return textsOf(frames.idle(at + 500))
  })
  expect(found).toEqual(['dropped', 'dropped', '9300675024235', '9300675024235'])
  // One that ends is proof that there are ends again.
  frames.push(bytesOf('9400\r9400'), 5_000)
  expect(textsOf(frames.idle(5_500))).toEqual(['dropped'])
})

it('takes a code whose end parity has changed', () => {
  const frames = scanFrames()
  frames.push(bytesOf('9400\r'), 0)
  frames.push(bytesOf('\xb1\xb2\x8d'), 1_000)
  expect(textsOf(frames.idle(1_500))).toEqual(['\xb1\xb2\x8d'])
})

it('drops half a code when the next one begins with STX', () => {
  expect(read('\x0294001\x024006381333931\x03')).toEqual(['dropped', '4006381333931'])
})

it('takes 512 characters and drops 513 whole, with a note (S14)', () => {
  expect(read(`${'7'.repeat(512)}\r`)).toEqual(['7'.repeat(512)])
  expect(read(`${'7'.repeat(513)}\r9400\r`)).toEqual(['dropped', '9400'])
})

it('says flood once a code passes 64 KB (S16)', () => {
  const frames = scanFrames()
  const found = Array.from({ length: 100 }, () => frames.push(new Uint8Array(1024).fill(0x41), 0)).flat()
  expect(found).toEqual([{ is: 'flood' }])
})

it('gives the same codes however the bytes are cut', () => {
  const code = fc.string({
    unit: fc.constantFrom('A', '7', ' ', '\x1d', '\xe9'),
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(
      fc.array(code, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 30 })),
      (codes, cuts) => {
        const bytes = bytesOf(codes.map((each) => `${each}\r\n`).join(''))
        const frames = scanFrames()
        const texts: string[] = []
        let at = 0
        for (const size of cuts) {
          texts.push(...textsOf(frames.push(bytes.subarray(at, at + size), 0)))
          at += size
        }
        texts.push(...textsOf(frames.push(bytes.subarray(at), 0)))
        expect(texts).toEqual(codes)
      },
    ),
  )
})
