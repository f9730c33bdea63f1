import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import { question, type ScaleProtocol } from '../protocol.ts'
import { frameText } from '../read-frames.ts'
import {
  noWeightNow,
  poundsAndOunces,
  type ScaleFrame,
  type ScaleFrameReader,
  type ScaleUnit,
  weightReading,
} from '../scale-frame.ts'

export const toledo8217: ScaleProtocol = {
  name: 'Toledo 8217',
  baud: 9600,
  line: '7E1',
  dtr: 'on',
  ask: question('W'),
  everyMs: 100,
  usualUnit: 'kg',
  newReader: (unit) => toledo8217Reader(unit ?? 'kg'),
}

/** Brecknell 67xx scales in the mode in which every command carries a prefix (their manual p. 71). */
export const brecknell: ScaleProtocol = {
  ...toledo8217,
  name: 'Brecknell 67xx, prefixed commands',
  ask: question('\x1fW'),
}

const stx = 0x02
const cr = 0x0d
const frameCap = 32

const poundsOunces = /^ *(\d+) *lb *(\d{1,3}(?:[.,]\d+)?) *oz *(N?)$/i
const plainWeight = /^ *(\d+|\d*[.,]\d+) *(lb|kg|oz|g)? *(N?)$/i

/**
 * Frames of the Toledo 8217 protocol and its clones: `STX weight [N] CR`, or `STX ? status CR` when there is no
 * weight to give (Mettler-Toledo DIVA service manual 72191202). No unit is sent, so `unit` is the one the scale is
 * set to; Brecknell scales may add letters, which are then believed. A weight without a decimal point is whole grams
 * or nothing (Salter 3700LP): with any other unit a point got lost on the way.
 */
function toledo8217Reader(unit: ScaleUnit): ScaleFrameReader {
  let pending: number[] | null = null
  let lastShape: string | null = null

  /** A scale keeps its layout; one frame of another layout may have lost a byte, two have been set so. */
  function hasNewShape(body: string): boolean {
    const shape = body.replace(/[\d ]/g, '9')
    const isNew = lastShape !== null && shape !== lastShape
    lastShape = shape
    return isNew
  }

  function readFrame(raw: Uint8Array): ScaleFrame | null {
    const body = frameText(raw)?.slice(1, -1)
    if (body === undefined) return null
    if (body.startsWith('?')) {
      return body.length === 2 ? { reading: statusReading(body.charCodeAt(1)), raw } : null
    }
    const reading = weightOf(body, unit)
    if (reading === null) return null
    return { reading: hasNewShape(body) ? noWeightNow : reading, raw }
  }

  return {
    push: (bytes) => {
      const frames: ScaleFrame[] = []
      for (const byte of bytes) {
        const plain = byte & 0x7f
        if (plain === stx) pending = [byte]
        else if (pending !== null) pending.push(byte)
        if (pending === null) continue
        if (plain === cr) {
          const frame = readFrame(Uint8Array.from(pending))
          if (frame !== null) frames.push(frame)
        }
        if (plain === cr || pending.length > frameCap) pending = null
      }
      return frames
    },
  }
}

function weightOf(body: string, unit: ScaleUnit): ScaleReading | null {
  const both = poundsOunces.exec(body)
  if (both) {
    const [, pounds = '', ounces = '', net] = both
    return poundsAndOunces({ isSteady: true, isNegative: false, isNet: net !== '', pounds, ounces })
  }
  const parts = plainWeight.exec(body)
  if (!parts) return null
  const [, digits = '', letters, net] = parts
  const said = (letters?.toLowerCase() ?? unit) as ScaleUnit
  if (!/[.,]/.test(digits) && said !== 'g') return null
  return weightReading({ isSteady: true, isNegative: false, isNet: net !== '', digits, unit: said })
}

/**
 * Bit 0 motion, 1 over capacity, 2 under zero, 3 outside the range in which it may zero itself, 4 centre of zero.
 * Bits 5 and 6 are not looked at beyond 'this is a status': clones set both always. No trouble bit means the answer
 * to some other command, which is no weight.
 */
function statusReading(status: number): ScaleReading | null {
  if ((status & 0x40) === 0) return null
  if (status & 0x02) return { is: 'overload' }
  if (status & 0x04) return { is: 'below-zero', grams: null }
  if (status & 0x01) return noWeightNow
  if (status & 0x08) return { is: 'needs-zero' }
  return null
}
