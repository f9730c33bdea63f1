import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { textLines } from '../read-frames.ts'
import { fault, noWeightNow, weightInSaidUnit } from '../scale-frame.ts'

/**
 * MT-SICS: Mettler-Toledo balances, BTEK, KERN, and Ohaus Ranger after its switch to it. Asked with `SI`: the weight at
 * once, steady or not. Sources: Mettler-Toledo AT, AL and JS operating instructions, BTEK T104 manual.
 */
export const mtSics: ScaleProtocol = {
  name: 'MT-SICS',
  baud: 9600,
  line: '8N1',
  dtr: 'on',
  ask: question('SI\r\n'),
  everyMs: 100,
  usualUnit: null,
  newReader: () =>
    textLines({
      beginsLike: /^(S [SDI+-]|I4 |E[STL]$)/,
      read: (line) => {
        const reading = readAnswer(line.trimEnd())
        return reading === undefined ? null : { reading }
      },
    }),
}

/** Null for an answer without a weight, undefined for what is no answer. */
function readAnswer(line: string): ScaleReading | null | undefined {
  const parts = /^S ([SD]) +(-?)([\d.,]+) +([A-Za-z%]+)$/.exec(line)
  if (parts) {
    const [, state, sign, digits = '', unit = ''] = parts
    const isSteady = state === 'S'
    // SICS gives what lies on the plate less any tare and does not say whether there is one.
    return weightInSaidUnit({ isSteady, isNegative: sign === '-', isNet: false, digits, unit }) ?? undefined
  }
  switch (line) {
    case 'S +':
      return { is: 'overload' }
    case 'S -':
      return { is: 'below-zero', grams: null }
    case 'S I':
    case 'ET':
      return noWeightNow
    case 'ES':
      return fault('The scale does not know the question for the weight: check its protocol.')
    case 'EL':
      return fault('The scale cannot weigh now: is it in standby?')
    default:
      return /^(I\d|S|Z|ZI|T|TI|TA|TAC) [A-Z]( |$)/.test(line) ? null : undefined
  }
}
