import { cellText, mostColumns, mostRows, tooManyRows } from './limits.ts'

const separators = ['\t', ';', ','] as const

/**
 * The cells of delimited text: a CSV file, or rows pasted from a spreadsheet, which come with tabs. A cell in quotes may
 * hold separators, line ends and doubled quotes (RFC 4180). The separator is the one the first line has most of.
 * @throws StationError `too-many-rows`
 */
export function readDelimited(text: string): string[][] {
  const clean = text.replace(/^\ufeff/, '')
  const separator = separatorOf(clean)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endCell = () => {
    if (row.length < mostColumns) row.push(cellText(cell))
    cell = ''
  }
  const endRow = () => {
    endCell()
    rows.push(row)
    row = []
    if (rows.length > mostRows + 1) throw tooManyRows()
  }
  for (let at = 0; at < clean.length; at += 1) {
    const letter = clean.charAt(at)
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (clean[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (letter === '"' && cell.trim() === '') {
      cell = ''
      isQuoted = true
    } else if (letter === separator) endCell()
    else if (letter === '\n') endRow()
    else cell += letter
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

function separatorOf(text: string): string {
  const first = text.slice(0, 4_000).split('\n', 1)[0] ?? ''
  const outside = first.replaceAll(/"[^"]*"/g, '')
  const count = (separator: string) => outside.split(separator).length - 1
  return separators.reduce<string>((best, one) => (count(one) > count(best) ? one : best), '\t')
}
