import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import type { ScaleProtocol } from '../protocol.ts'
import { textLines } from '../read-frames.ts'
import { noWeightNow, type ScaleUnit, weightInSaidUnit } from '../scale-frame.ts'

/**
 * CAS indicators, which send by themselves: 22 bytes with device id and lamp byte (CI-600D, NT-200, PDS manuals), 18
 * bytes without (PDI manual), 10 bytes of bare digits, and the DH's `ww000.000kg`. The last two do not say whether the
 * weight stands still: they are shown, never recorded.
 */
export const casIndicator: ScaleProtocol = {
  name: 'CAS indicator',
  baud: 9600,
  line: '8N1',
  dtr: 'on',
  ask: null,
  everyMs: 100,
  usualUnit: null,
  newReader: (unit) =>
    textLines({
      beginsLike: /^((ST|US|OL),(GS|NT),|w[wnt])/,
      read: (line) => {
        const reading = readLine(line, unit)
        return reading === undefined ? null : { reading }
      },
    }),
}

const tagged = /^(ST|US),(GS|NT),(?:[^,]([\x80-\xff]),)?([ \d.,+-]{8}) ?( t|kg|lb|oz| g)$/
const ofDh = /^w([wnt])(-?)(\d{1,4}[.,]\d+)(kg|lb|oz|g)$/
const bare = /^[ +-]*[\d.,]+$/
const number = /^ *([+-]?) *([\d.,]+)$/
const lampSteady = 0x40
const lampHold = 0x10

/** Null for a tare, undefined for what is no line of these. */
function readLine(line: string, unit: ScaleUnit | null): ScaleReading | null | undefined {
  if (/^OL,(GS|NT),/.test(line)) return { is: 'overload' }
  const [, header, kind, lamp, digits = '', said = ''] = tagged.exec(line) ?? []
  if (header !== undefined) {
    const isSteady = header === 'ST' && (lamp === undefined || isLive(lamp.charCodeAt(0)))
    return weightOf(digits, said, { isSteady, isNet: kind === 'NT' })
  }
  const [, what, sign, dhDigits = '', dhUnit = ''] = ofDh.exec(line) ?? []
  if (what === 't') return null
  if (what !== undefined) {
    return weightOf(`${sign}${dhDigits}`, dhUnit, { isSteady: false, isNet: what === 'n' })
  }
  if (line.length !== 8 || !bare.test(line) || unit === null) return undefined
  return weightOf(line, unit, { isSteady: false, isNet: false })
}

/** The lamps must say 'steady' too, and a weight on hold is not what lies on the scale now. */
function isLive(lamp: number): boolean {
  return (lamp & lampSteady) !== 0 && (lamp & lampHold) === 0
}

function weightOf(shown: string, unit: string, state: { isSteady: boolean; isNet: boolean }) {
  const [, sign, digits] = number.exec(shown) ?? []
  if (digits === undefined) return shown.trim() === '' ? noWeightNow : undefined
  return weightInSaidUnit({ ...state, isNegative: sign === '-', digits, unit }) ?? undefined
}
