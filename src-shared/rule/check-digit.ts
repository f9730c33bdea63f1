import { StationError } from '../failure.ts'

const digits = /^\d+$/

/**
 * The GS1 check digit for the digits before it: from the right, weights 3 and 1 in turn, up to the next ten (GS1
 * General Specifications, the same for GTIN, SSCC and GLN). Throws on anything but digits: that is a bug.
 */
export function gs1CheckDigit(body: string): string {
  if (!digits.test(body)) throw new Error(`A check digit needs digits, got ${JSON.stringify(body)}`)
  let sum = 0
  for (let i = 0; i < body.length; i += 1) {
    const weight = (body.length - i) % 2 === 1 ? 3 : 1
    sum += weight * Number(body[i])
  }
  return String((10 - (sum % 10)) % 10)
}

/** Whether a text is all digits and its last one is the right check digit for the rest. */
export function hasRightCheckDigit(text: string): boolean {
  return text.length > 1 && digits.test(text) && gs1CheckDigit(text.slice(0, -1)) === text.at(-1)
}

/** The 82 characters a GS1 text may hold, in the order that gives each its number. */
const inOrder = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`
/** The check characters: no 0, 1, I and O. */
const pairCharacters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]

/**
 * The pair of check characters of a model number, of at most 23 characters that a GS1 text may hold: each character's
 * number times a prime, from the right 2, 3, 5 …, the sum by 1021 (GS1 General Specifications, 7.9.5).
 */
export function checkPair(body: string): string {
  const sum = [...body]
    .reverse()
    .reduce((so, character, at) => so + inOrder.indexOf(character) * (primes[at] ?? 0), 0)
  const rest = sum % 1021
  return `${pairCharacters[rest >> 5]}${pairCharacters[rest & 31]}`
}

/** Whether a text has the form of a GTIN: 8, 12, 13 or 14 digits. Says nothing of its check digit. */
export function isGtinShaped(text: string): boolean {
  return /^(\d{8}|\d{12,14})$/.test(text)
}

/** A GTIN-8, -12, -13 or -14 with the right check digit. */
export function isGtin(text: string): boolean {
  return isGtinShaped(text) && hasRightCheckDigit(text)
}

/**
 * The check digit a retail number (or an SSCC) should end in, when it ends in another one; null when it is right, or the
 * text is no such number.
 */
export function checkDigitShouldBe(text: string): string | null {
  if (!isGtinShaped(text) && !/^\d{18}$/.test(text)) return null
  const shouldBe = gs1CheckDigit(text.slice(0, -1))
  return shouldBe === text.at(-1) ? null : shouldBe
}

/** An SSCC, the number of one logistic unit: 18 digits, the last of them the right check digit. */
export function isSscc18(text: string): boolean {
  return /^\d{18}$/.test(text) && hasRightCheckDigit(text)
}

/**
 * Makes the SSCC of a box: extension digit, GS1 company prefix (4 to 12 digits) and serial number fill 17 digits,
 * the check digit follows. Throws SSCC_PREFIX for a prefix or extension that is none, SSCC_SERIAL for a serial that
 * does not fit into the digits left.
 */
export function ssccOf(parts: { extension: number; gs1Prefix: string; serial: number }): string {
  const { extension, gs1Prefix, serial } = parts
  if (!/^\d{4,12}$/.test(gs1Prefix) || !/^\d$/.test(String(extension))) {
    throw new StationError(
      'SSCC_PREFIX',
      'The GS1 company prefix or the extension digit for box numbers is not valid.',
      'Check both in the settings: the prefix has 4 to 12 digits, the extension is one digit.',
    )
  }
  const room = 16 - gs1Prefix.length
  const written = String(serial)
  if (!Number.isSafeInteger(serial) || serial < 0 || written.length > room) {
    throw new StationError(
      'SSCC_SERIAL',
      `Box number ${written} does not fit: behind this GS1 prefix there is room for ${room} digits.`,
      'Choose the next extension digit in the settings, or leave the prefix empty to use internal numbers.',
    )
  }
  const body = `${extension}${gs1Prefix}${written.padStart(room, '0')}`
  return body + gs1CheckDigit(body)
}

/**
 * Writes an 8-digit UPC-E out as the 12 digits of its UPC-A (GS1 General Specifications, zero suppression). Null
 * when it is none: not 8 digits, not number system 0 or 1, or a wrong check digit (which is that of the UPC-A).
 */
export function expandUpcE(text: string): string | null {
  const parts = /^([01])(\d{6})(\d)$/.exec(text)
  if (!parts) return null
  const [, system = '', d = '', check = ''] = parts
  const upcA = system + expandSix(d) + check
  return hasRightCheckDigit(upcA) ? upcA : null
}

/** The ten digits that six stand for; the last of the six says where the zeros were. */
function expandSix(d: string): string {
  const last = Number(d[5])
  if (last <= 2) return `${d.slice(0, 2)}${last}0000${d.slice(2, 5)}`
  if (last === 3) return `${d.slice(0, 3)}00000${d.slice(3, 5)}`
  if (last === 4) return `${d.slice(0, 4)}00000${d[4]}`
  return `${d.slice(0, 5)}0000${last}`
}
