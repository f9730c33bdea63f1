/** What spreadsheet programs take for the beginning of a formula, also after blanks. Source: OWASP, CSV injection. */
const formulaStart = /^[\s\u00a0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

/**
 * Rows as CSV (RFC 4180) that a spreadsheet opens in UTF-8. A text that would run as a formula stands behind an apostrophe,
 * which shows it as it is; numbers stay numbers.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = formulaStart.test(value) ? `'${value}` : value
  return /[",\r\n;\t']/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
