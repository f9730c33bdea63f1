import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import type { ScaleUnit } from '../address.ts'
import { type ScaleFrame, type ScaleFrameReader, weightReading, withoutParity } from './scale-frame.ts'

const lineCap = 64
const cr = 0x0d
const crWithParity = 0x8d
const lf = 0x0a

const tagged =
  /^(ST|US|QT)\s*,?\s*(GS|NT|TR|G|N)?\s*,?\s*(?:[^,]{2},)?\s*([+-]?)\s*(\d+\.?\d*|\.\d+)?\s*(kg|g|lb|oz|t|pc|ozt|%)?$/i
const untagged = /^([+-]?)\s*(\d+\.?\d*|\.\d+)\s*(kg|g|lb|oz)?$/i

/**
 * Lines of the `ST,GS,+  1.234kg` family that a scale sends by itself: low-cost indicators, A&D standard format
 * (EK/EW manuals), CAS indicators with 10, 18 and 22 bytes (CI-600, NT-200 manuals). The 22-byte form carries a lamp
 * byte that is no text, so bit 7 is taken off only where the whole line shows parity. A line without a tag says
 * nothing about standing still and is shown, never recorded. `unit` is for scales that send none; null = they must.
 */
export function genericAsciiReader(unit: ScaleUnit | null): ScaleFrameReader {
  let pending: number[] = []
  let isTooLong = false
  // The station mostly comes in the middle of a line. A line is whole once the end of the one before was seen.
  let hasSeenEnd = false
  let lastLength: number | null = null

  /** Lines of one scale are equally long; a shorter one may have lost a digit and is not recorded on its own. */
  function believed(reading: ScaleReading | null, length: number): ScaleReading | null {
    if (reading?.is !== 'steady') return reading
    const isNew = lastLength !== null && lastLength !== length
    lastLength = length
    return isNew ? { is: 'moving', grams: reading.grams, shown: reading.shown } : reading
  }

  function endLine(frames: ScaleFrame[]): void {
    if (pending.length > 0 && !isTooLong) {
      const raw = Uint8Array.from(pending)
      const text = lineText(raw)
      const isWhole = hasSeenEnd || /^(ST|US|OL|QT)/i.test(text)
      const reading = isWhole ? believed(readGenericLine(text, unit), raw.length) : null
      if (reading !== null) frames.push({ reading, raw })
    }
    pending = []
    isTooLong = false
    hasSeenEnd = true
  }

  return {
    push: (bytes) => {
      const frames: ScaleFrame[] = []
      for (const byte of bytes) {
        if (byte === cr || byte === lf || (byte === crWithParity && showsParity(pending))) endLine(frames)
        else if (pending.length >= lineCap) isTooLong = true
        else pending.push(byte)
      }
      return frames
    },
  }
}

function showsParity(line: number[]): boolean {
  const bytes = Uint8Array.from(line)
  return bytes.some((byte) => byte > 0x7f) && withoutParity(bytes) !== null
}

/** The line as text, without STX, ETX, zeros and spaces around it. */
function lineText(raw: Uint8Array): string {
  const plain = withoutParity(raw) ?? raw
  const start = plain.findIndex((byte) => byte > 0x20)
  const end = plain.findLastIndex((byte) => byte > 0x20)
  return Buffer.from(plain.subarray(Math.max(start, 0), end + 1)).toString('latin1')
}

/** Reads one line. Null for lines that are no weight of what lies on the scale: counts, tares, chatter. */
function readGenericLine(text: string, unit: ScaleUnit | null): ScaleReading | null {
  const bare = untagged.exec(text)
  if (bare) return bareReading(bare, unit)
  // In overload some scales send digits, some blanks, some 9999999E+19: none of them is looked at.
  if (/^OL(\W|$)/i.test(text)) return { is: 'overload' }
  const parts = tagged.exec(text)
  if (!parts) return null
  const [, tag = '', kind = '', sign, digits, unitText] = parts
  const said = unitText?.toLowerCase()
  if (tag.toUpperCase() === 'QT' || kind.toUpperCase() === 'TR' || said === 'pc' || said === '%') return null
  if (said === 't' || said === 'ozt') return fault(`The scale shows ${said}; set it to kg, g, lb or oz.`)
  if (digits === undefined) return fault('The scale sent a line without a number.')
  const known = (said as ScaleUnit | undefined) ?? unit
  if (known === null) return fault('The scale sends no unit; add unit=kg (or g, lb, oz) to its address.')
  return weightReading({
    isSteady: tag.toUpperCase() === 'ST',
    isNegative: sign === '-',
    isNet: /^N/i.test(kind),
    digits,
    unit: known,
  })
}

function bareReading(parts: RegExpExecArray, unit: ScaleUnit | null): ScaleReading | null {
  const [, sign, digits = '', unitText] = parts
  const known = (unitText?.toLowerCase() as ScaleUnit | undefined) ?? unit
  if (known === null) return null
  return weightReading({ isSteady: false, isNegative: sign === '-', isNet: false, digits, unit: known })
}

function fault(why: string): ScaleReading {
  return { is: 'fault', why }
}
