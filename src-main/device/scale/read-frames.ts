import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import { type ScaleFrame, type ScaleFrameReader, withoutParity } from './scale-frame.ts'

/** No frame of any protocol is longer. */
const frameCap = 64
const cr = 0x0d
const crWithParity = 0x8d
const lf = 0x0a

/** What a reader makes of one frame; null when it is none, or a damaged one. */
type ReadFrame = Omit<ScaleFrame, 'raw'> | null

/**
 * Reads frames that are told by their bytes and their length. `measure` looks at the bytes pending, low seven bits
 * only, and gives the length of the frame that begins with the first: 0 when none does, null when it cannot tell yet.
 * `read` is given that many bytes as they came. Where it finds nothing, the search goes on one byte later, so a frame
 * behind rubbish that looked like a beginning is not lost.
 */
export function measuredFrames(options: {
  measure(plain: readonly number[]): number | null
  read(raw: Uint8Array): ReadFrame
}): ScaleFrameReader {
  let pending: number[] = []

  /** The first frame of what is pending, or null when there is none yet. */
  function takeFrame(): ScaleFrame | null {
    while (pending.length > 0) {
      const length = options.measure(pending.map((byte) => byte & 0x7f))
      if (length === null && pending.length < frameCap) return null
      const raw = Uint8Array.from(pending.slice(0, length ?? 0))
      const frame = raw.length > 0 ? options.read(raw) : null
      pending = pending.slice(frame === null ? 1 : raw.length)
      if (frame !== null) return { ...frame, raw }
    }
    return null
  }

  return {
    push: (bytes) => {
      const frames: ScaleFrame[] = []
      for (const byte of bytes) {
        pending.push(byte)
        for (let frame = takeFrame(); frame !== null; frame = takeFrame()) frames.push(frame)
      }
      return frames
    },
  }
}

/**
 * Reads text lines ended by CR, LF or both. The station mostly comes in the middle of a line, so the first one counts
 * only when it `beginsLike` a whole one. `read` gets the text with its leading spaces and without control characters
 * at either end; it gives null for what is no line of this protocol. Bit 7 is taken off only where the whole line
 * shows parity: some lines carry a byte that is no text.
 */
export function textLines(options: { beginsLike: RegExp; read(line: string): ReadFrame }): ScaleFrameReader {
  const guard = lengthGuard()
  let pending: number[] = []
  let isTooLong = false
  let hasSeenEnd = false

  function endLine(frames: ScaleFrame[]): void {
    if (pending.length > 0 && !isTooLong) {
      const raw = Uint8Array.from(pending)
      const text = lineText(raw)
      const frame = hasSeenEnd || options.beginsLike.test(text) ? options.read(text) : null
      if (frame !== null) frames.push({ ...frame, reading: guard(frame.reading, text.length), raw })
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
        else if (pending.length >= frameCap) isTooLong = true
        else pending.push(byte)
      }
      return frames
    },
  }
}

/**
 * Frames of one scale are equally long; one of another length than the one before may have lost a digit, its sign or
 * the word that it moves, and is shown as moving. The next of the same new length is believed.
 */
export function lengthGuard(): (reading: ScaleReading | null, length: number) => ScaleReading | null {
  let lastLength: number | null = null
  return (reading, length) => {
    if (reading === null) return null
    const isNew = lastLength !== null && lastLength !== length
    lastLength = length
    return isNew && reading.is === 'steady'
      ? { is: 'moving', grams: reading.grams, shown: reading.shown }
      : reading
  }
}

function showsParity(line: number[]): boolean {
  const bytes = Uint8Array.from(line)
  return bytes.some((byte) => byte > 0x7f) && withoutParity(bytes) !== null
}

function lineText(raw: Uint8Array): string {
  const plain = withoutParity(raw) ?? raw
  const start = plain.findIndex((byte) => byte >= 0x20)
  const end = plain.findLastIndex((byte) => byte >= 0x20)
  return start === -1 ? '' : Buffer.from(plain.subarray(start, end + 1)).toString('latin1')
}

/** The text of a frame without parity bits, or null when it was damaged. */
export function frameText(raw: Uint8Array): string | null {
  const plain = withoutParity(raw)
  return plain === null ? null : Buffer.from(plain).toString('latin1')
}
