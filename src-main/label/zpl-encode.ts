import type { Bitmap } from './bitmap.ts'

/**
 * The data of a field after `^FH`: everything outside 0x20 to 0x7e, and the three characters with a meaning of their
 * own (`^` command, `~` control command, `_` hex mark), as `_xx` of its UTF-8 bytes. What goes in comes out as text and
 * can never be a command (Zebra's ZPL II programming guide: ^FH, ^CI28).
 */
export function fieldData(text: string): string {
  let encoded = ''
  for (const byte of new TextEncoder().encode(text)) {
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x5e && byte !== 0x7e && byte !== 0x5f
    encoded += isPlain ? String.fromCharCode(byte) : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded
}

/** A bitmap as the data of `^GFA`: hex with ZPL's run lengths, `,` for a rest of white and `:` for the row above again. */
export function graphicData(bitmap: Bitmap): string {
  let before = ''
  return bitmap.rows
    .map((row) => {
      const hex = [...row].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('')
      const isRepeat = hex === before
      before = hex
      return isRepeat ? ':' : packRow(hex)
    })
    .join('')
}

function packRow(hex: string): string {
  const inked = hex.replace(/0+$/, '')
  const packed = inked.replace(/(.)\1+/g, (run, digit: string) => `${runLength(run.length)}${digit}`)
  // A comma fills the rest of the row with white, so a full row must not carry one.
  return inked.length === hex.length ? packed : `${packed},`
}

/** g to z stand for 20 to 400 in twenties, G to Y for 1 to 19; they add up. */
function runLength(count: number): string {
  const twenties = Math.min(20, Math.floor(count / 20))
  const rest = count - twenties * 20
  const high = twenties === 0 ? '' : String.fromCharCode(102 + twenties)
  if (rest > 19) return high + runLength(rest)
  return rest === 0 ? high : high + String.fromCharCode(70 + rest)
}
