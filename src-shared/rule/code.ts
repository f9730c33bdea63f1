import { expandUpcE, hasRightCheckDigit, isGtin, isGtinShaped } from './check-digit.ts'
import { isRetailSymbology } from './symbology.ts'

/**
 * Codes are texts and are compared as texts: made a number, a code loses its leading zeros and, past 15 digits, its
 * end. A code is a GTIN only when its check digit says so; every other code is somebody's own and matches letter by
 * letter. A GTIN-14 that starts with 1 to 9 is a pack of its own and is never turned into the unit inside.
 */

/** A code as a catalogue keeps it: what it says, and the 14 digits it stands for, null for an internal code. */
export type NormalCode = { exact: string; gtin14: string | null }

/**
 * Normalises a code from a catalogue, a scan or the keyboard. A zero-suppressed UPC-E counts as the UPC-A it stands
 * for, but only where it cannot be an EAN-8 (the same 8 digits can be both), or where the scanner said UPC-E.
 */
export function normaliseCode(text: string, symbology: string | null = null): NormalCode {
  const exact = text.trim()
  const upcA = expandUpcE(exact)
  const isUpcE = upcA !== null && (symbology === 'UPC-E' || !isGtin(exact))
  if (isUpcE) return { exact, gtin14: upcA.padStart(14, '0') }
  return { exact, gtin14: isGtin(exact) && symbology !== 'UPC-E' ? exact.padStart(14, '0') : null }
}

/**
 * The keys to look a code up by, best first, each once: as read; then the same GTIN written with 14, 13, 12 and 8
 * digits as far as only zeros fall away; then without any leading zero, as a catalogue has it that once was a sheet
 * of numbers. An internal code has only itself. All are exact: a miss is a miss.
 */
export function lookupKeys(text: string, symbology: string | null = null): string[] {
  const { exact, gtin14 } = normaliseCode(text, symbology)
  if (exact === '') return []
  if (gtin14 === null) return [exact]
  const shorter = [13, 12, 8].filter((length) => /^0*$/.test(gtin14.slice(0, 14 - length)))
  const keys = [
    exact,
    gtin14,
    ...shorter.map((length) => gtin14.slice(14 - length)),
    gtin14.replace(/^0+/, ''),
  ]
  return [...new Set(keys)].filter((key) => key !== '')
}

/**
 * Whether a retail code was read wrongly: its symbology always carries a check digit, and this one is not right.
 * Without knowing the symbology nothing is said, for any 13 digits may be somebody's own code.
 */
export function codeLooksMisread(text: string, symbology: string | null = null): boolean {
  const exact = text.trim()
  if (symbology === null || !isRetailSymbology(symbology) || !isGtinShaped(exact)) return false
  if (symbology === 'UPC-E' && exact.length === 8) return expandUpcE(exact) === null
  if (hasRightCheckDigit(exact)) return false
  const mayBeUpcE = symbology === 'EAN/UPC' || symbology === ']E0'
  return !(mayBeUpcE && expandUpcE(exact) !== null)
}
