import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { frameText, lengthGuard, measuredFrames } from '../read-frames.ts'
import {
  fault,
  noWeightNow,
  poundsAndOunces,
  type ScaleFrameReader,
  weightInSaidUnit,
} from '../scale-frame.ts'

/**
 * NCI SCP-01, as Weigh-Tronix, NCI, Brecknell, Avery, Fairbanks and Adam MDW scales speak it, with its ECR dialect
 * (units in capitals, an `S` before the status) and SCP-12 (fewer line ends): `LF weight unit CR LF status CR ETX`.
 * Sources: Weigh-Tronix SCP-01 specification 8408-14788-01, NCI 6702 and Ohaus Aviator 7000 manuals, Mettler-Toledo
 * DIVA service manual.
 */
export const nci: ScaleProtocol = {
  name: 'NCI / Weigh-Tronix SCP-01, ECR',
  baud: 9600,
  line: '7E1',
  dtr: 'on',
  ask: question('W\r'),
  everyMs: 100,
  usualUnit: null,
  newReader: nciReader,
}

const lf = 0x0a
const etx = 0x03

const frame = /^(?:(.*)\r\n?)?S?([0-?]{2}|[0-?][p-\x7f][0-?]|[0-?][p-\x7f][p-\x7f][0-?])\r?$/
const weight = /^ *(-?) *([\d.,]+) *(lb|kg|oz|g) *$/i
const bothUnits = /^ *(-?) *(\d+) *lb *(\d{1,3}(?:[.,]\d+)?) *oz *$/i

function nciReader(): ScaleFrameReader {
  const guard = lengthGuard()
  return measuredFrames({
    measure: (bytes) => {
      if (bytes[0] !== lf) return 0
      const end = bytes.indexOf(etx)
      return end === -1 ? null : end + 1
    },
    read: (raw) => {
      const text = frameText(raw)?.slice(1, -1)
      if (text === undefined) return null
      const parts = frame.exec(text)
      // Whatever else ends in CR ETX answers some other command, or says that there is none (`?`).
      if (!parts) return /^(\?|[A-Za-z]{2,})\r$/.test(text) ? { reading: null } : null
      const shown = parts[1] ?? null
      const reading = readingOf(shown, statusOf(parts[2] ?? ''))
      return reading === null ? null : { reading: guard(reading, raw.length) }
    },
  })
}

type Status = { isMoving: boolean; isNet: boolean; trouble: ScaleReading | null }

/** Bits of up to three status bytes; a fourth says nothing about the weight. */
function statusOf(status: string): Status {
  const [first = 0, second = 0, third = 0] = [...status].map((each) => each.charCodeAt(0))
  return {
    isMoving: (first & 0x01) !== 0,
    isNet: (third & 0x04) !== 0,
    trouble: troubleOf(first, second, third),
  }
}

function troubleOf(first: number, second: number, third: number): ScaleReading | null {
  if (first & 0x0c || second & 0x04) return fault('The scale reports a fault of its memory.')
  if (second & 0x08) return fault('The scale has lost its calibration.')
  if (third & 0x08) return { is: 'needs-zero' }
  if (second & 0x02) return { is: 'overload' }
  return second & 0x01 ? { is: 'below-zero', grams: null } : null
}

/** Null when the weight is no weight: the frame was damaged. A status alone means that there is no weight to give. */
function readingOf(shown: string | null, { isMoving, isNet, trouble }: Status): ScaleReading | null {
  if (trouble !== null) return trouble
  if (shown === null) return noWeightNow
  // The display is filled up when there is no weight: ^ too heavy, _ too light, - no zero found.
  if (/^ *\^+/.test(shown)) return { is: 'overload' }
  if (/^ *_+/.test(shown)) return { is: 'below-zero', grams: null }
  if (/^ *-{2,}/.test(shown)) return { is: 'needs-zero' }
  const both = bothUnits.exec(shown)
  if (both) {
    const [, sign, pounds = '', ounces = ''] = both
    return poundsAndOunces({ isSteady: !isMoving, isNegative: sign === '-', isNet, pounds, ounces })
  }
  const parts = weight.exec(shown)
  if (!parts) return null
  const [, sign, digits = '', unit = ''] = parts
  return weightInSaidUnit({ isSteady: !isMoving, isNegative: sign === '-', isNet, digits, unit })
}
