import { ssccOf } from '../../src-shared/rule/check-digit.ts'

/** What the bar code of a box label says: an SSCC (18 digits with check digit), or a number of the station's own. */
export type LabelNumber =
  | { readonly is: 'sscc'; readonly sscc18: string }
  | { readonly is: 'internal'; readonly text: string }

/**
 * The number of a box. With the company's GS1 prefix an SSCC from the extension digit (0 to 9) and the serial
 * reference; without one the station's own number. A GS1 number is never made up: no prefix, no SSCC (GS1 General
 * Specifications, "Serial Shipping Container Code").
 */
export function labelNumberFor(given: {
  gs1Prefix: string | null
  extension: number
  serial: number
  internal: string
}): LabelNumber {
  if (given.gs1Prefix === null) return { is: 'internal', text: given.internal }
  const { extension, gs1Prefix, serial } = given
  return { is: 'sscc', sscc18: ssccOf({ extension, gs1Prefix, serial }) }
}

/** The number as people read it: `(00) 095201234567891235` for an SSCC, the plain text otherwise. */
export function readableNumber(number: LabelNumber): string {
  return number.is === 'sscc' ? `(00) ${number.sscc18}` : number.text
}
