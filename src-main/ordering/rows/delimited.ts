import { cellText, mostColumns, mostRows, tooManyRows } from './limits.ts'

const separators = ['\t', ';', ','] as const

/**
 * The cells of delimited text: a CSV file, or rows pasted from a spreadsheet, which come with tabs. A cell in quotes may
 * hold separators, line ends and doubled quotes (RFC 4180); a mark that opens nothing which is closed belongs to its cell,
 * and swallows no line after it. The separator is the one the first line has most of.
 * @throws StationError `too-many-rows`
 */
export function readDelimited(text: string): string[][] {
  const clean = text.replace(/^\ufeff/, '')
  const separator = separatorOf(clean)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
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
    const end = letter === '"' && cell.trim() === '' ? quoteEnd(clean, at, separator) : null
    if (end !== null) {
      cell = clean.slice(at + 1, end).replaceAll('""', '"')
      at = end
    } else if (letter === separator) endCell()
    else if (letter === '\n') endRow()
    else cell += letter
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

/** Where the quotes that begin here are closed, at the end of a cell; null when they are not. */
function quoteEnd(text: string, from: number, separator: string): number | null {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') {
      at += 1
      continue
    }
    let after = at + 1
    while (text[after] === ' ' || text[after] === '\r') after += 1
    const next = text[after]
    return next === undefined || next === '\n' || next === separator ? at : null
  }
  return null
}

function separatorOf(text: string): string {
  const first = text.slice(0, 4_000).split('\n', 1)[0] ?? ''
  const outside = first.replaceAll(/"[^"]*"/g, '')
  const count = (separator: string) => outside.split(separator).length - 1
  return separators.reduce<string>((best, one) => (count(one) > count(best) ? one : best), '\t')
}
