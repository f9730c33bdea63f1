import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { textLines } from '../read-frames.ts'
import { fault, noWeightNow, weightInSaidUnit } from '../scale-frame.ts'

/**
 * Sartorius SBI: asked with `ESC P`, it prints 16 characters, or 22 with an identifier in front, CR LF included. The
 * balance sends only while the station raises RTS. A unit left out means that the weight moves. Sources: Sartorius CP
 * and GC operating manuals (p. 55, 57), WZA and Master series.
 */
export const sartoriusSbi: ScaleProtocol = {
  name: 'Sartorius SBI',
  baud: 1200,
  line: '7O1',
  dtr: 'on',
  ask: question('\x1bP'),
  everyMs: 500,
  usualUnit: null,
  newReader: () =>
    textLines({
      beginsLike: /^([+-][ \d.,]|[NG] {5}|Stat)/,
      read: (line) => {
        const reading = readLine(line)
        return reading === undefined ? null : { reading }
      },
    }),
}

const frame = /^(?:(N|G) {5})?([+ -])([ \d.,[\]]{9}) (.{3})$/
const number = /^ *([\d.,]+)$/

/** Undefined for what is no print of a balance. */
function readLine(line: string): ScaleReading | undefined {
  if (line.length !== 14 && line.length !== 20) return undefined
  const [, id, sign, shown = '', unit = ''] = frame.exec(line) ?? []
  // A digit in brackets is one that is not verified.
  const digits = number.exec(shown.replace(/[[\]]/g, ''))?.[1]
  if (digits === undefined) return readStatus(line)
  const weight = { isNegative: sign === '-', isNet: id === 'N', digits }
  if (unit.trim() === '') {
    return weightInSaidUnit({ ...weight, isSteady: false, unit: 'g' }) === null ? undefined : noWeightNow
  }
  return weightInSaidUnit({ ...weight, isSteady: true, unit }) ?? undefined
}

/** Special prints: H too heavy, L too light, C adjusting, or an error with its number. */
function readStatus(line: string): ScaleReading | undefined {
  const code = line.replace(/^Stat/, '').trim()
  if (/^HH?$/i.test(code)) return { is: 'overload' }
  if (/^LL?$/i.test(code)) return { is: 'below-zero', grams: null }
  if (/^(C|- ?-)$/i.test(code)) return noWeightNow
  const error = /^(?:APP\.)?ERR *(\S+)$/i.exec(code)
  if (error) return fault(`The scale reports error ${error[1]}.`)
  return line.startsWith('Stat') ? fault(`The scale reports "${code}".`) : undefined
}
