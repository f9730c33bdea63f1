import { centsOf } from '../../src-shared/rule/quantity.ts'

/**
 * The whole cents a person wrote as dollars, such as `4.20` or `$1 250`; null when it is no amount or has parts of a
 * cent. A comma before one or two digits at the end stands for the point, and commas before a point part the thousands.
 */
export function readMoney(text: string, mostCents: number): number | null {
  const written = text
    .trim()
    .replace(/^\$/, '')
    .replaceAll(/[\s\u202f]/g, '')
  if (/^\d{1,3}(,\d{3})+\.\d{1,2}$/.test(written)) return readMoney(written.replaceAll(',', ''), mostCents)
  if (!/^\d{1,9}([.,]\d{1,2})?$/.test(written)) return null
  const cents = centsOf(written.replace(',', '.'))
  return cents !== null && cents <= mostCents ? cents : null
}

/** Cents as they are written into a field: `4.20`. */
export function writeMoney(cents: number | null): string {
  return cents === null ? '' : (cents / 100).toFixed(2)
}
