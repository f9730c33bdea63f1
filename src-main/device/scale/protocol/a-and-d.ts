import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { textLines } from '../read-frames.ts'
import { noWeightNow, type ScaleUnit, weightInSaidUnit } from '../scale-frame.ts'

/**
 * A&D standard format: `ST,+00123.45 kg`, header, sign, eight or nine characters and a unit in three. Asked with `Q`;
 * never with `P`, which is its on/off key. A comparator's verdict may stand behind the header. The other formats a balance
 * can be set to:
 * - CSV: the same with a separator before the unit, semicolons where the comma is its decimal mark.
 * - DP: `WT` for stable or `US`, digits behind spaces, the unit, no word for out of range.
 * - MT: `S` or `SD`, a sign only below zero, digits behind spaces, and `SI+` or `SI-` out of range.
 * - KF: 14 characters without a header, the unit only while the weight stands.
 * - NU: nine or ten characters, sign and digits alone, which say nothing of standing still: shown, never recorded.
 *
 * KF and NU are read only where a unit was chosen by hand: they do not always say one, and other scales send such lines.
 * Sources: A&D EK/EW, GC, GH (p. 40 to 44), FG, GX (p. 42), FX-CT (p. 30, 31), GP (p. 44), BM (p. 46) and AD-4212D (p. 27)
 * manuals.
 */
export const aAndD: ScaleProtocol = {
  name: 'A&D standard format',
  baud: 2400,
  line: '7E1',
  dtr: 'on',
  ask: question('Q\r\n'),
  everyMs: 200,
  usualUnit: null,
  newReader: (unit) =>
    textLines({
      beginsLike: /^((ST|US|OL|QT)[,;]|(WT|US|QT) |S[ D] |SI[+-]$)/,
      read: (line) => {
        const reading = readLine(line, unit)
        return reading === undefined ? null : { reading }
      },
    }),
}

const frame =
  /^(ST|US|OL|QT)([,;])(?:(?:LO|OK|HI|--)\2)?([+-])([\d.,]{7,8}\d|[\dE+.,]{11})(?:\2?([ A-Za-z%]{3}))?$/

/** Null for a count, undefined for what is no line of this format. */
function readLine(line: string, chosen: ScaleUnit | null): ScaleReading | null | undefined {
  const [, header, , sign, digits = '', unit = ''] = frame.exec(line) ?? []
  if (header === undefined) {
    const other = readMtLine(line)
    return other === undefined ? readOtherLine(line, chosen) : other
  }
  // The digits of an overload mean nothing, not even their sign.
  if (header === 'OL') return { is: 'overload' }
  if (header === 'QT' || /^ *(PC|%)$/.test(unit)) return null
  if (unit.trim() === '') return undefined
  const weight = { isSteady: header === 'ST', isNegative: sign === '-', isNet: false, digits, unit }
  return weightInSaidUnit(weight) ?? undefined
}

const mtFrame = /^S([ D]) +(-?)([\d.,]+) {1,2}([A-Za-z%]{1,3})$/

/** The same for a line of the MT format. */
function readMtLine(line: string): ScaleReading | null | undefined {
  if (line === 'SI+') return { is: 'overload' }
  if (line === 'SI-') return { is: 'below-zero', grams: null }
  const [, state, sign, digits = '', unit = ''] = mtFrame.exec(line.trimEnd()) ?? []
  if (state === undefined) return undefined
  if (/^(PC|%)$/.test(unit)) return null
  const weight = { isSteady: state === ' ', isNegative: sign === '-', isNet: false, digits, unit }
  return weightInSaidUnit(weight) ?? undefined
}

const dpFrame = /^(?=.{16}$)(WT|US|QT) +([+-]?) *([\d.,]+) *([A-Za-z%]{1,3}) *$/
/** Out of range: the balance puts signs of its own where the digits stand. */
const wordless = /^(?=.{16}$)(WT|US) +\D*$/
const kfFrame = /^(?=.{14}$)() *([+-]?) *([\d.,]+) *([A-Za-z%]{1,3})? *$/
const nuFrame = /^()([+-])([\d.,]{7,8}\d)$/

/** The same for a line of the DP format, and of KF and NU, which have no header. */
function readOtherLine(line: string, chosen: ScaleUnit | null): ScaleReading | null | undefined {
  const [, header, sign, digits = '', said] =
    dpFrame.exec(line) ?? kfFrame.exec(line) ?? nuFrame.exec(line) ?? []
  if (wordless.test(line)) return noWeightNow
  const unit = said ?? chosen
  if (header === undefined || unit === null || (header === '' && chosen === null)) return undefined
  if (header === 'QT' || /^(PC|%)$/.test(unit)) return null
  const isSteady = header === 'WT' || (header === '' && said !== undefined)
  return weightInSaidUnit({ isSteady, isNegative: sign === '-', isNet: false, digits, unit }) ?? undefined
}
