import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { frameText, measuredFrames } from '../read-frames.ts'
import { noWeightNow, weightInSaidUnit } from '../scale-frame.ts'

/**
 * CAS PD-II type 6, AP-1, Ohaus Aviator and relatives: ENQ, answered by ACK (or NAK: not ready), then DC1, answered by
 * a frame of 15 bytes: `SOH STX`, stable or not, sign, six characters, unit in two, check byte, `ETX EOT`. Sources:
 * CAS PD-II manual p. 23, CAS AP-1 interface note, Ohaus Aviator 7000 manual p. 36.
 */
export const cas: ScaleProtocol = {
  name: 'CAS PD-II / AP-1 (ENQ, DC1)',
  baud: 9600,
  line: '8N1',
  dtr: 'on',
  ask: question('\x05'),
  everyMs: 200,
  usualUnit: null,
  newReader: () =>
    measuredFrames({
      measure: (bytes) => {
        if (bytes[0] === ack || bytes[0] === nak) return 1
        if (bytes[0] !== soh) return 0
        if (bytes[1] === undefined) return null
        if (bytes[1] !== stx) return 0
        return bytes.length < frameLength ? null : frameLength
      },
      read: (raw) => {
        const text = frameText(raw)
        if (text === '\x06') return { reading: null, reply: question('\x11') }
        if (text === '\x15') return { reading: noWeightNow }
        const reading = text === null ? null : readFrame(text)
        return reading === null ? null : { reading }
      },
    }),
}

const soh = 0x01
const stx = 0x02
const ack = 0x06
const nak = 0x15
const frameLength = 15

const end = '\x03\x04'

const content = /^([SU])([ F-])([\d., F]{6})(kg|lb|oz| g)$/i

/** Null for a damaged frame. */
function readFrame(text: string): ScaleReading | null {
  const said = text.slice(2, -3)
  if (!text.endsWith(end) || text.charCodeAt(frameLength - 3) !== checkOf(said)) return null
  const [, state, sign, digits = '', unit] = content.exec(said) ?? []
  if (unit === undefined) return null
  if (sign === 'F' || digits === 'FFFFFF') return { is: 'overload' }
  // Some relatives send a zero with its sign for all that is below it (Dibal D-POS 400 manual p. 45).
  if (sign === '-' && /^[0.,]+$/.test(digits)) return { is: 'below-zero', grams: null }
  return weightInSaidUnit({ isSteady: state === 'S', isNegative: sign === '-', isNet: false, digits, unit })
}

/** All bytes between STX and the check byte, exclusive or. */
function checkOf(said: string): number {
  return [...said].reduce((check, each) => check ^ each.charCodeAt(0), 0)
}
