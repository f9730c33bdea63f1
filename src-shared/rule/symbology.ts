/**
 * AIM symbology identifiers: `]`, a letter, a modifier, sent by a scanner before the data and never part of it
 * (ISO/IEC 15424; the modifiers as the scanner vendors' manuals list them).
 */

/** What an identifier says when its modifier says nothing more. */
const byLetter: Record<string, string> = {
  A: 'Code 39',
  C: 'Code 128',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  H: 'Code 11',
  I: 'ITF',
  J: 'DotCode',
  L: 'PDF417',
  M: 'MSI',
  Q: 'QR',
  R: '2 of 5',
  S: '2 of 5',
  U: 'MaxiCode',
  X: 'Other',
  d: 'Data Matrix',
  e: 'GS1 DataBar',
  h: 'Han Xin',
  o: 'OCR',
  z: 'Aztec',
}

const byAim: Record<string, string> = {
  ']C1': 'GS1-128',
  ']E1': 'Add-on',
  ']E2': 'Add-on',
  ']E3': 'EAN/UPC with add-on',
  ']E4': 'EAN-8',
  ']J1': 'GS1 DotCode',
  ']Q3': 'GS1 QR',
  ']Q4': 'GS1 QR',
  ']d2': 'GS1 Data Matrix',
  ']d5': 'GS1 Data Matrix',
}

const gs1Aims: readonly string[] = [']C1', ']Q3', ']Q4', ']d2', ']d5', ']e0', ']J1']

// EAN/UPC is what an AIM identifier can tell; the finer names come from scanners that send their own code besides.
const retailSymbologies: readonly string[] = ['EAN/UPC', 'EAN-13', 'EAN-8', 'UPC-A', 'UPC-E']

/** The symbology's name for an identifier such as `]C1`; null for a letter nobody has given a meaning. */
export function symbologyOfAim(aim: string): string | null {
  if (Object.hasOwn(byAim, aim)) return byAim[aim] ?? null
  const letter = aim.charAt(1)
  return Object.hasOwn(byLetter, letter) ? (byLetter[letter] ?? null) : null
}

/** Whether the data behind this identifier is GS1 element strings. */
export function isGs1Aim(aim: string): boolean {
  return gs1Aims.includes(aim)
}

/** Whether an identifier says what was read; `]X` stands for anything else, and letters nobody has given a meaning for nothing. */
export function namesSymbology(aim: string): boolean {
  return aim.charAt(1) !== 'X' && symbologyOfAim(aim) !== null
}

/** Whether a symbology (by name, or by its AIM identifier) is one of the retail codes, which always end in a check digit. */
export function isRetailSymbology(symbology: string): boolean {
  return retailSymbologies.includes(symbology) || symbology === ']E0' || symbology === ']E4'
}
