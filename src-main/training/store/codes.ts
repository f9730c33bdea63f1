import { gs1CheckDigit } from '../../../src-shared/rule/check-digit.ts'

// Invented numbers: EAN-13 in a block of the New Zealand range with a row of zeros, UPC-A and EAN-8 in the ranges
// kept for use inside a company, so that none of them is a real article.

function withCheckDigit(digits: string): string {
  return digits + gs1CheckDigit(digits)
}

export function inventedEan13(item: number): string {
  return withCheckDigit(`9400000${digits(item, 5)}`)
}

export function inventedUpc(item: number): string {
  return withCheckDigit(`4${digits(item, 10)}`)
}

export function inventedEan8(item: number): string {
  return withCheckDigit(`2${digits(item, 6)}`)
}

/** The code of a case of an article: its EAN-13 behind a packing digit. */
export function inventedItf14(item: number, packing: number): string {
  return withCheckDigit(`${packing}${inventedEan13(item).slice(0, 12)}`)
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
