import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutContents } from '../../../../src-main/device/traffic/mask.ts'
import type { Passed, Recording } from '../../../../src-main/device/traffic/recording.ts'
import { replay } from '../../../../src-main/device/traffic/replay.ts'
import { readTrafficFile, trafficFile } from '../../../../src-main/device/traffic/traffic-file.ts'
import { type DeviceRole, deviceRole } from '../../../../src-shared/model/device.ts'
import { vectors } from '../scale/protocol/vectors.ts'

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

function piece(role: DeviceRole, is: 'in' | 'out', what: string | Uint8Array, atMs = 0): Passed {
  const bytes = typeof what === 'string' ? bytesOf(what) : what
  return { number: 0, atMs, role, form: typeof what === 'string' ? 'bytes' : 'reports', is, bytes }
}

function recordingOf(passed: readonly Passed[], addresses: Recording['addresses'] = {}): Recording {
  const numbered = passed.map((each, number) => ({ ...each, number }))
  return { startedAt: '2026-11-22T01:02:03.000Z', addresses, isMasked: false, dropped: 0, passed: numbered }
}

/** A report of a USB scanner that carries its identifier (layout a). */
function report(aim: string, data: string): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes[0] = 2
  bytes[1] = data.length
  bytes.set(bytesOf(aim), 2)
  bytes.set(bytesOf(data), 5)
  return bytes
}

const masked = (...passed: Passed[]) =>
  withoutContents(passed).map((each) => (each.is === 'note' ? each.say : latin(each.bytes)))

describe('a recording without contents', () => {
  it('keeps identifier, length, separators and line ends of a code, however it was cut', () => {
    expect(
      masked(piece('scanner', 'in', ']C1010940'), piece('scanner', 'in', '0\x1d10AB\r\n]E0123\r')),
    ).toEqual([']C1xxxxxx', 'x\x1dxxxx\r\n]E0xxx\r'])
  })

  it('leaves the recording itself as it came, also in buffers of the system', () => {
    const came = Buffer.from('SECRET\r', 'latin1')
    const passed = [piece('scanner', 'in', came), piece('scale', 'in', came), piece('printer', 'out', came)]
    withoutContents(passed.map((each) => ({ ...each, form: 'bytes' as const })))
    expect(came.toString('latin1')).toBe('SECRET\r')
  })

  it('takes an identifier for contents where the recording may begin within a code', () => {
    const [cut] = withoutContents([piece('scanner', 'in', ']E0123\r]E0456\r')], false)
    expect(cut && 'bytes' in cut ? latin(cut.bytes) : '').toBe('xxxxxx\r]E0xxx\r')
  })

  it('keeps the head and the padding of a USB report', () => {
    const [shown = ''] = masked(piece('scanner', 'in', report(']E0', '9400000000015')))
    expect(shown).toBe(latin(report(']E0', 'x'.repeat(13))))
  })

  it('masks a report of a kind nobody knows from its second byte', () => {
    const odd = bytesOf('\x09SECRET')
    expect(masked(piece('scanner', 'in', odd))).toEqual(['\x09xxxxxx'])
  })

  it('keeps the commands of a label and masks every word on it', () => {
    const zpl = '^XA^FO20,40^A0N,30^FDHarbour shop, 12 Yard Road^FS^XZ\r\n'
    const [shown = ''] = masked(piece('printer', 'out', zpl))
    expect(shown).toBe('^XA^FOxxxxx^A0xxxx^FDxxxxxxxxxxxxxxxxxxxxxxxxxx^FS^XZ\r\n')
    const [picture = ''] = masked(piece('printer', 'out', 'BITMAP 0,0,2,2,0,\x00\x18\x7f\xff\n'))
    expect(picture).toBe(`${'x'.repeat(21)}\n`)
    const [other = ''] = masked(piece('printer', 'out', 'A50,50,0,1,1,1,N,"Pod Kit"\n'))
    expect(other).toMatch(/^x+\n$/)
  })

  it('leaves weights, questions to the printer, its answers and notes as they are', () => {
    const kept = [
      piece('scale', 'in', '\x0212.34\r'),
      piece('scale', 'out', 'W\r'),
      piece('printer', 'out', '~HS'),
      piece('printer', 'out', '! U1 getvar "odometer.total_label_count"\r\n'),
      piece('printer', 'in', '\x02030,0,0\x03\r\n'),
    ]
    expect(masked(...kept)).toEqual(kept.map((each) => (each.is === 'note' ? '' : latin(each.bytes))))
  })

  it('keeps the weights of every protocol', () => {
    const weights = vectors.filter(
      ({ reading }) => reading !== 'no frame' && reading !== null && reading.is !== 'fault',
    )
    const changed = weights.filter(({ bytes }) => {
      const [shown] = withoutContents([{ ...piece('scale', 'in', bytes), form: 'bytes' }])
      return shown?.is !== 'in' || latin(shown.bytes) !== latin(bytes)
    })
    expect(changed.map(({ protocol, name, bytes }) => [protocol, name, latin(bytes)])).toEqual([])
  })

  it('masks a code that came on the line of the scale, however it was cut', () => {
    const weight = 'ST,GS,+   1.250kg\r\n'
    expect(
      masked(
        piece('scale', 'in', `${weight}400638`),
        piece('scale', 'out', 'W\r'),
        piece('scale', 'in', `1333931\r\nCAP-NAVY\r96385074\r${weight}`),
      ),
    ).toEqual([`${weight}xxxxxx`, 'W\r', `xxxxxxx\r\nxxxxxxxx\rxxxxxxxx\r${weight}`])
  })

  it('holds no two letters or digits of any code in a row', () => {
    const code = fc.string({ minLength: 4, maxLength: 40, unit: fc.constantFrom(...'0123456789ABCabc-/ ') })
    fc.assert(
      fc.property(fc.array(code, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(30)), (codes, cuts) => {
        const whole = codes.map((each) => `${each}\r`).join('')
        const pieces: Passed[] = []
        let at = 0
        for (const cut of [...cuts, whole.length]) {
          pieces.push(piece('scanner', 'in', whole.slice(at, at + cut)))
          at += cut
        }
        expect(masked(...pieces).join('')).not.toMatch(/[0-9A-Zabc]/)
      }),
    )
  })
})

describe('the file of a recording', () => {
  it('is text a person can read', () => {
    const lines = trafficFile(
      recordingOf([piece('scale', 'out', 'W\r', 1_250)], { scale: 'serial:/dev/ttyUSB0?baud=9600' }),
    ).split('\n')
    expect(lines).toEqual([
      'Consignment Station traffic record 1',
      'started 2026-11-22T01:02:03.000Z',
      'contents included',
      'dropped 0',
      'device scale serial:/dev/ttyUSB0?baud=9600',
      '',
      '     1.250 scale out bytes 57 0d |W.|',
      '',
    ])
  })

  it('reads back as the same recording, whatever bytes there were', () => {
    const came = fc.record({
      role: fc.constantFrom<DeviceRole>(...deviceRole.options),
      is: fc.constantFrom<'in' | 'out'>('in', 'out'),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }),
      atMs: fc.nat(3_600_000),
      form: fc.constantFrom<Passed['form']>('bytes', 'reports'),
    })
    const note = fc.record({
      role: fc.constantFrom<DeviceRole>(...deviceRole.options),
      is: fc.constant('note' as const),
      say: fc.constantFrom('Opened.', '/dev/ttyUSB0 was unplugged.'),
      atMs: fc.nat(3_600_000),
      form: fc.constant('bytes' as const),
    })
    fc.assert(
      fc.property(fc.array(fc.oneof(came, note), { maxLength: 20 }), (pieces) => {
        const recording = recordingOf(pieces.map((each) => ({ ...each, number: 0 })))
        expect(readTrafficFile(trafficFile(recording))).toEqual(recording)
      }),
    )
  })

  it.each([
    ['something else', 'no recording'],
    ['Consignment Station traffic record 1\n\n0.000 scale in bytes zz |..|', 'Line 3'],
    ['Consignment Station traffic record 1\n\n+ 00 |.|', 'Line 3'],
    ['x'.repeat(8 * 1024 * 1024 + 1), 'too long'],
  ])('refuses what is none: %#', (text, why) => {
    expect(() => readTrafficFile(text)).toThrow(why)
  })
})

describe('a replayed recording', () => {
  const said = (recording: Recording) => replay(recording).map((each) => `${each.role}: ${each.say}`)

  it('says what each code means, ended by silence or by a line end', () => {
    expect(
      said(
        recordingOf([
          piece('scanner', 'in', ']E0940000000', 0),
          piece('scanner', 'in', '0016', 20),
          piece('scanner', 'in', 'BENCH-1\r', 900),
        ]),
      ),
    ).toEqual([
      'scanner: A code: 9400000000016 (EAN/UPC). A product number (GTIN): 09400000000016',
      'scanner: A code: BENCH-1 (kind not said). Plain text: it is looked up as it is.',
    ])
  })

  it('takes off what the scanner was said to put in front', () => {
    const passed = [piece('scanner', 'in', 'A9400000000016\r')]
    expect(said(recordingOf(passed, { scanner: 'serial:COM3?prefix=A' }))).toEqual([
      'scanner: A code: 9400000000016 (kind not said). A product number (GTIN): 09400000000016',
    ])
  })

  it('reads the reports of a USB scanner in the layout of its address', () => {
    const [first] = replay(recordingOf([piece('scanner', 'in', report(']C1', '00312345678901234560'))]))
    expect(first).toMatchObject({ isRead: true, say: expect.stringContaining('GS1-128') })
  })

  it('reads a scale as its address says, and nothing from one that speaks otherwise', () => {
    const frame = piece('scale', 'in', 'ST,GS,+00412.5g\r\nST,GS,+00412.5g\r\n')
    const asked = (protocol: string) =>
      said(recordingOf([frame], { scale: `serial:/dev/ttyUSB0?protocol=${protocol}` }))
    expect(asked('generic')[0]).toMatch(/^scale: 41[23] g, steady/)
    expect(asked('mt-sics')).toEqual([])
  })

  it('reads what a printer answered, cut anywhere', () => {
    const answer = '\x02030,1,0,1218,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000000,1,000\x03\r\n'
    expect(
      said(
        recordingOf([piece('printer', 'in', answer.slice(0, 30)), piece('printer', 'in', answer.slice(30))]),
      ),
    ).toEqual(['printer: The printer is out of labels.'])
  })

  it('makes of a masked recording the same number of codes, of the same lengths', () => {
    const passed = [piece('scanner', 'in', ']E09400000000015\r'), piece('scanner', 'in', 'BENCH-1\r')]
    const whole = replay(recordingOf(passed))
    const hidden = replay(recordingOf(withoutContents(passed)))
    expect(hidden).toHaveLength(whole.length)
    expect(hidden[0]?.say).toContain('xxxxxxxxxxxxx (EAN/UPC)')
  })
})
