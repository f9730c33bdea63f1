import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { frameText, measuredFrames } from '../read-frames.ts'
import { fault, noWeightNow, type ScaleUnit, weightReading } from '../scale-frame.ts'

/**
 * CAS PD-II, SW and relatives set to cash register type 0 or 1: ENQ and DC2, answered by ACK and nine bytes: `STX`, the
 * scale's type, five digits without a point, check byte, `ETX`. Nothing in them says that the weight stands still: it is
 * shown, never recorded, and type 6 on the same scale is the better choice. Sources: CAS PD-II manual p. 19, CAS SW ECR
 * manual (line).
 */
export const casEcr: ScaleProtocol = {
  name: 'CAS PD-II types 0 and 1 (ENQ, DC2)',
  baud: 9600,
  line: '7E1',
  dtr: 'on',
  ask: question('\x05\x12'),
  everyMs: 200,
  usualUnit: 'kg',
  newReader: (unit) =>
    measuredFrames({
      measure: (bytes) => {
        if (bytes[0] === ack || bytes[0] === nak) return 1
        if (bytes[0] !== stx || !bytes.slice(2, checkAt).every(isShown)) return 0
        return bytes.length < frameLength ? null : frameLength
      },
      read: (raw) => {
        const text = frameText(raw)
        if (text === '\x06') return { reading: null }
        if (text === '\x15') return { reading: noWeightNow }
        const reading = text === null ? null : readFrame(text, unit ?? 'kg')
        return reading === null ? null : { reading }
      },
    }),
}

const stx = 0x02
const ack = 0x06
const nak = 0x15
const frameLength = 9
const checkAt = frameLength - 2

const isShown = (byte: number) => /[ \d\-F]/.test(String.fromCharCode(byte))

/** Five digits count in the last place a scale of these shows: grams, or hundredths of a pound. */
const decimals: Record<ScaleUnit, number | null> = { kg: 3, g: 0, lb: 2, oz: null }

/** Null for a damaged frame. */
function readFrame(text: string, unit: ScaleUnit): ScaleReading | null {
  const said = text.slice(1, checkAt)
  const check = [...said].reduce((sum, each) => sum ^ each.charCodeAt(0), 0)
  if (!text.endsWith('\x03') || text.charCodeAt(checkAt) !== check) return null
  const shown = said.slice(1)
  if (shown === 'FFFFF') return { is: 'overload' }
  const [, sign, digits] = /^ *(-?)(\d{1,5})$/.exec(shown) ?? []
  const places = decimals[unit]
  if (digits === undefined) return null
  if (places === null) return fault('This scale sends digits without a point; set it to kg, g or lb.')
  return weightReading({
    isSteady: false,
    isNegative: sign === '-',
    isNet: false,
    digits: places === 0 ? digits : withPoint(digits, places),
    unit,
  })
}

function withPoint(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, '0')
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`
}
