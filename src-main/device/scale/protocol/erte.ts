import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import type { ScaleProtocol } from '../protocol.ts'
import { frameText, measuredFrames } from '../read-frames.ts'
import { fault, noWeightNow, type ScaleUnit, weightReading } from '../scale-frame.ts'

/**
 * ERTE B2: eight characters that it sends by itself, a letter and six digits without a point, CR. `A` is steady, `B`
 * steady with a tare, `C` and `D` the same moving, `E` out of range. The digits count in whole grams: it has to be set to
 * kilograms with three decimals, or to grams. Source: ERTE B2 manual p. 16.
 */
export const erte: ScaleProtocol = {
  name: 'ERTE B2',
  baud: 9600,
  line: '8N1',
  dtr: 'on',
  ask: null,
  everyMs: 100,
  usualUnit: 'kg',
  newReader: (unit) =>
    measuredFrames({
      measure: (bytes) => {
        const [letter] = bytes
        if (letter === undefined || letter < letterA || letter > letterE) return 0
        if (!bytes.slice(1, frameLength - 1).every(isShown)) return 0
        return bytes.length < frameLength ? null : frameLength
      },
      read: (raw) => {
        const text = frameText(raw)
        const reading = text === null ? null : readFrame(text, unit ?? 'kg')
        return reading === null ? null : { reading }
      },
    }),
}

const letterA = 0x41
const letterE = 0x45
const frameLength = 8
const isShown = (byte: number) => /[ \d-]/.test(String.fromCharCode(byte))

/** Null for a damaged frame. */
function readFrame(text: string, unit: ScaleUnit): ScaleReading | null {
  const [, letter = '', digits = ''] = /^([A-E])([ \d-]{6})\r$/.exec(text) ?? []
  // Out of range, digits may stand there that mean nothing.
  if (letter === 'E') return { is: 'overload' }
  if (!/^ *\d+$/.test(digits)) return /^ *-+$/.test(digits) ? noWeightNow : null
  if (unit === 'lb' || unit === 'oz')
    return fault('This scale sends digits without a point; set it to kg with three decimals, or g.')
  return weightReading({
    isSteady: letter === 'A' || letter === 'B',
    isNegative: false,
    isNet: letter === 'B' || letter === 'D',
    digits: unit === 'g' ? digits : `${digits.slice(0, -3)}.${digits.slice(-3).replaceAll(' ', '0')}`,
    unit,
  })
}
