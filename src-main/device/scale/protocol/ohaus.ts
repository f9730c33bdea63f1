import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { textLines } from '../read-frames.ts'
import { noWeightNow, weightInSaidUnit } from '../scale-frame.ts'

/**
 * Ohaus: Defender 3000 and Navigator, Ranger, Scout. Asked with `IP` no more than twice a second: some models stop
 * weighing when asked more often. A `?` behind the unit means that the weight moves. Sources: Ohaus RS232 interface
 * manual, Ranger Count 3000 and Defender manuals.
 */
export const ohaus: ScaleProtocol = {
  name: 'Ohaus',
  baud: 9600,
  line: '8N1',
  dtr: 'on',
  ask: question('IP\r\n'),
  everyMs: 500,
  usualUnit: null,
  newReader: () =>
    textLines({
      // The sign stands at the very front: a first line, which may have lost it, is never whole.
      beginsLike: /(?!)/,
      read: (line) => {
        const reading = readLine(line)
        return reading === undefined ? null : { reading }
      },
    }),
}

const frame = /^(-| ) *(-?)([\d.,]+) +([A-Za-z%]{1,5}) *(\??) *(G|B\/G|NET|N|T|PT)? *$/

/** Null for a tare or a count, undefined for what is no line. Words in place of a weight mean that there is none now. */
function readLine(line: string): ScaleReading | null | undefined {
  const [, front, sign, digits = '', unit = '', motion, legend = ''] = frame.exec(line) ?? []
  if (front === undefined) return /^ *[A-Za-z][ -~]+$/.test(line) ? noWeightNow : undefined
  if (/^P?T$/.test(legend) || /^(pcs?|%)$/i.test(unit)) return null
  const isNegative = front === '-' || sign === '-'
  const weight = { isSteady: motion === '', isNegative, isNet: legend.startsWith('N'), digits, unit }
  return weightInSaidUnit(weight) ?? undefined
}
