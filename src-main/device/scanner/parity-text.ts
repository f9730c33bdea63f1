import { parityOf } from '../scale/scale-frame.ts'

/** Shorter codes have one parity by chance. */
const enoughCharacters = 8
/** STX, ETX, Tab, LF and CR. */
const frameSigns: ReadonlySet<number> = new Set([2, 3, 9, 10, 13])

/** The parity that bit 7 of a code's characters is: a line with parity, read as one without. Null for honest text. */
export function parityIn(text: string): 'even' | 'odd' | null {
  // What was read as UTF-8 is no line of single characters.
  if (text.length < enoughCharacters || /[^\0-\xff]/.test(text)) return null
  const bytes = Uint8Array.from(Buffer.from(text, 'latin1'))
  const parity = parityOf(bytes)
  if (parity !== 'even' && parity !== 'odd') return null
  const isText = bytes.every((byte) => {
    const sign = byte & 0x7f
    return (sign >= 0x1c && sign < 0x7f) || frameSigns.has(sign)
  })
  return isText ? parity : null
}
