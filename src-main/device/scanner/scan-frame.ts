/** No code of the trade is longer; S14 of the security list. */
export const scanCap = 512
/** A frame this long is no scan but a device gone wrong. */
export const floodBytes = 64 * 1024
/** Without a terminator a code ends after this much silence. */
const endIdleMs = 150
/** With a terminator, a code that does not get to its end within this has been cut off. */
const cutIdleMs = 500

/** So many codes in a row that never got to their end, and the scanner evidently sends none any more. */
const cutsUntilNoEnd = 2

const stx = 0x02
const etx = 0x03
const terminators = new Set([0x0d, 0x0a, 0x09, etx])

/** What came out of the bytes: a code, one that was dropped with a sentence saying why, or bytes that say nothing. */
export type ScanFrame =
  | { is: 'scan'; text: string }
  | { is: 'dropped'; why: string }
  | { is: 'unread'; rawHex: string }
  | { is: 'flood' }

export const cutOff: ScanFrame = { is: 'dropped', why: 'A code came in only in part: scan it again.' }
export const tooLong: ScanFrame = {
  is: 'dropped',
  why: `A code of more than ${scanCap} characters was not taken.`,
}

/**
 * Puts codes together from bytes cut anywhere. A code ends at CR, LF, CR LF, Tab or ETX, a leading STX is framing,
 * empty lines are nothing. As long as no terminator was ever seen on this port, and again after two codes in a row that
 * had none, silence ends a code. Bytes are UTF-8 where they can be, else ISO-8859-1; the AIM identifier and group
 * separators stay in the text. Pure: time comes in, `dueAt` says when `idle` wants to be called.
 */
export type ScanFrames = {
  push(bytes: Uint8Array, atMono: number): ScanFrame[]
  idle(atMono: number): ScanFrame[]
  /** When silence will end the pending code; null when nothing is pending. */
  dueAt(): number | null
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The text of a code's bytes: UTF-8 where they are well-formed, else ISO-8859-1, the default of bar codes (ISO/IEC
 * 15424), whose text is hardly ever well-formed UTF-8 by chance.
 */
export function scanTextOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

export function scanFrames(): ScanFrames {
  let pending: number[] = []
  let length = 0
  let lastAt = 0
  let usesTerminators = false
  let cuts = 0

  function end(): ScanFrame[] {
    const [bytes, size] = [pending, length]
    pending = []
    length = 0
    if (size === 0) return []
    if (size > scanCap) return [tooLong]
    return [{ is: 'scan', text: scanTextOf(Uint8Array.from(bytes)) }]
  }

  function take(byte: number): ScanFrame[] {
    if (terminators.has(byte)) {
      usesTerminators = true
      cuts = 0
      return end()
    }
    if (byte === stx) return startAnew()
    length++
    if (length <= scanCap) pending.push(byte)
    if (length === floodBytes) return [{ is: 'flood' }]
    return []
  }

  /** Silence before the end: the rest never comes, unless parity hid the end in bit 7. */
  function cut(): ScanFrame[] {
    const isHidden = terminators.has((pending.at(-1) ?? 0) & 0x7f)
    cuts++
    if (cuts >= cutsUntilNoEnd) usesTerminators = false
    return isHidden ? end() : startAnew()
  }

  /** STX in the middle of a code: the rest of that code never came. */
  function startAnew(): ScanFrame[] {
    const wasCut = length > 0
    pending = []
    length = 0
    return wasCut ? [cutOff] : []
  }

  const dueAt = () => (length === 0 ? null : lastAt + (usesTerminators ? cutIdleMs : endIdleMs))

  return {
    push: (bytes, atMono) => {
      lastAt = atMono
      const frames: ScanFrame[] = []
      for (const byte of bytes) frames.push(...take(byte))
      return frames
    },
    idle: (atMono) => {
      const due = dueAt()
      if (due === null || atMono < due) return []
      return usesTerminators ? cut() : end()
    },
    dueAt,
  }
}
