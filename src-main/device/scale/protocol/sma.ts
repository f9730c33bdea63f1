import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { frameText, measuredFrames } from '../read-frames.ts'
import { fault, noWeightNow, weightInSaidUnit } from '../scale-frame.ts'

/**
 * SMA SCP-0499: Fairbanks, Cardinal, Sartorius PR, BTEK. Asked with `LF W CR`, it answers in 20 bytes:
 * `LF`, status, range, gross or net, motion, reserved, ten characters of weight, three of unit, `CR`. Sources: Sartorius
 * PR 5220 and PR 5210 manuals, Fairbanks FB2550 and X series, Cardinal 190.
 */
export const sma: ScaleProtocol = {
  name: 'SMA',
  baud: 9600,
  line: '8N1',
  dtr: 'on',
  ask: question('\nW\r'),
  everyMs: 200,
  usualUnit: null,
  newReader: () =>
    measuredFrames({
      measure: (bytes) => {
        if (bytes[0] !== lf) return 0
        const end = bytes.indexOf(cr)
        return end === -1 && bytes.length <= frameLength ? null : end + 1
      },
      read: (raw) => {
        const text = frameText(raw)
        if (text === null || raw.length > frameLength) return null
        if (text === '\n?\r') return { reading: null }
        const reading = readFrame(text)
        return reading === undefined ? null : { reading }
      },
    }),
}

const lf = 0x0a
const cr = 0x0d
const frameLength = 20

const frame = /^\n([ ZOUEITe])([1-9 ])([GNTgn])([ M])(.)(.{10})(.{3})\r$/
const number = /^ *(-?) *([\d.,]+) *$/

/** Null for a tare, which is not what lies on the scale; undefined for a damaged frame. */
function readFrame(text: string): ScaleReading | null | undefined {
  const [, status, , kind = '', motion, , shown = '', unit = ''] = frame.exec(text) ?? []
  switch (status) {
    case undefined:
      return undefined
    case 'O':
      return { is: 'overload' }
    case 'U':
      return { is: 'below-zero', grams: null }
    case 'E':
    case 'I':
      return { is: 'needs-zero' }
    case 'T':
      return fault('The scale reports an error of its tare.')
    case 'e':
      return noWeightNow
  }
  if (kind === 'T') return null
  if (/^-+$/.test(shown)) return noWeightNow
  const parts = number.exec(shown)
  if (!parts || unit.trim() === '') return undefined
  const [, sign, digits = ''] = parts
  const isNet = kind.toUpperCase() === 'N'
  const weight = { isSteady: motion === ' ', isNegative: sign === '-', isNet, digits, unit }
  return weightInSaidUnit(weight) ?? undefined
}
