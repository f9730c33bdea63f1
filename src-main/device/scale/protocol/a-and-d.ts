import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { textLines } from '../read-frames.ts'
import { weightInSaidUnit } from '../scale-frame.ts'

/**
 * A&D standard format: `ST,+00123.45 kg`, header, sign, eight characters and a unit in three. Asked with `Q`; never
 * with `P`, which is its on/off key. A comparator's verdict may stand behind the header. A balance set to its MT format
 * says the same shorter: `S` or `SD`, a sign only below zero, digits behind spaces, and `SI+` or `SI-` out of range.
 * Sources: A&D EK/EW, GC, GH (p. 40 to 44) and FG manuals.
 */
export const aAndD: ScaleProtocol = {
  name: 'A&D standard format',
  baud: 2400,
  line: '7E1',
  dtr: 'on',
  ask: question('Q\r\n'),
  everyMs: 200,
  usualUnit: null,
  newReader: () =>
    textLines({
      beginsLike: /^((ST|US|OL|QT),|S[ D] |SI[+-]$)/,
      read: (line) => {
        const reading = readLine(line)
        return reading === undefined ? null : { reading }
      },
    }),
}

const frame = /^(ST|US|OL|QT),(?:(?:LO|OK|HI|--),)?([+-])([\d.]{8}|[\dE+.]{11})([ A-Za-z%]{3})?$/

/** Null for a count, undefined for what is no line of this format. */
function readLine(line: string): ScaleReading | null | undefined {
  const [, header, sign, digits = '', unit = ''] = frame.exec(line) ?? []
  if (header === undefined) return readMtLine(line)
  // The digits of an overload mean nothing, not even their sign.
  if (header === 'OL') return { is: 'overload' }
  if (header === 'QT' || /^ *(PC|%)$/.test(unit)) return null
  if (unit.trim() === '') return undefined
  const weight = { isSteady: header === 'ST', isNegative: sign === '-', isNet: false, digits, unit }
  return weightInSaidUnit(weight) ?? undefined
}

const mtFrame = /^S([ D]) +(-?)(\d+\.?\d*|\.\d+) {1,2}([A-Za-z%]{1,3})$/

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
