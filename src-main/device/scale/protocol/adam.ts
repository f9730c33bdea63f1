import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { textLines } from '../read-frames.ts'
import { weightInSaidUnit } from '../scale-frame.ts'

/**
 * Adam CPWplus: asked with `G`, it answers `G/W+   1.75 kg` with `S` or `U` in front for steady and not. A line without
 * either is shown, never recorded. Its line driver falls silent behind a raised DTR.
 */
export const adam: ScaleProtocol = {
  name: 'Adam CPWplus',
  baud: 9600,
  line: '8N1',
  dtr: 'off',
  ask: question('G\r\n'),
  everyMs: 200,
  usualUnit: null,
  newReader: () =>
    textLines({
      beginsLike: /^([SU][ ,]*)?[GNT]\/W/,
      read: (line) => {
        const reading = readLine(line.trimEnd())
        return reading === undefined ? null : { reading }
      },
    }),
}

const frame = /^(?:([SU])T?[ ,]*)?([GNT])\/W *([+-]?) *([\d.,]+) *([A-Za-z%]+)$/

/** Null for a tare, undefined for what is no weight. */
function readLine(line: string): ScaleReading | null | undefined {
  const [, state, kind, sign, digits = '', unit = ''] = frame.exec(line) ?? []
  if (kind === undefined) return undefined
  if (kind === 'T') return null
  const weight = { isSteady: state === 'S', isNegative: sign === '-', isNet: kind === 'N', digits, unit }
  return weightInSaidUnit(weight) ?? undefined
}
