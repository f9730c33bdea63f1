import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { textLines } from '../read-frames.ts'
import { fault, noWeightNow, weightInSaidUnit } from '../scale-frame.ts'

/**
 * Radwag: asked with `SI` like MT-SICS, but answered in columns: command in three, the mark of its state (nothing, `?`,
 * `^` or `v`), a sign apart from its digits, nine characters of weight, three of unit; newer ones put one more space
 * in front of the mark. Some say first that they accepted the question. Sources: Radwag PUE C/31, WPT and R series manuals.
 */
export const radwag: ScaleProtocol = {
  name: 'Radwag',
  baud: 9600,
  line: '8N1',
  dtr: 'on',
  ask: question('SI\r\n'),
  everyMs: 100,
  usualUnit: null,
  newReader: () =>
    textLines({
      beginsLike: /^(S {2}|SI |SU |SUI)|^E[SI]$/,
      read: (line) => {
        const reading = readLine(line)
        return reading === undefined ? null : { reading }
      },
    }),
}

const frame = /^(?:S {2}|SI |SU |SUI) ?([ ?^v]) ([ -])([ \d.,]{9}) ([A-Za-z% ]{3})$/
const number = /^ *([\d.,]+)$/

/** Null for an answer without a weight, undefined for what is no answer. */
function readLine(line: string): ScaleReading | null | undefined {
  const answer = /^(?:S|SI|SU|SUI) ([AEI])$/.exec(line.trimEnd())?.[1]
  if (answer !== undefined) return answer === 'A' ? null : noWeightNow
  if (line.trimEnd() === 'ES')
    return fault('The scale does not know the question for the weight: check its protocol.')
  const [, mark, sign, shown = '', unit = ''] = frame.exec(line) ?? []
  if (mark === undefined) return undefined
  if (mark === '^') return { is: 'overload' }
  if (mark === 'v') return { is: 'below-zero', grams: null }
  const digits = number.exec(shown)?.[1]
  if (digits === undefined || unit.trim() === '') return undefined
  const weight = { isSteady: mark === ' ', isNegative: sign === '-', isNet: false, digits, unit }
  return weightInSaidUnit(weight) ?? undefined
}
