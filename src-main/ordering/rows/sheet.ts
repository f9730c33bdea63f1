/// <reference path="./sax.d.ts" />
import { unzipSync } from 'fflate'
import sax from 'sax'
import { StationError } from '../../../src-shared/failure.ts'
import { cellText, mostColumns, mostRows, mostSheetBytes, tooManyRows } from './limits.ts'

/**
 * The cells of the first sheet of an .xlsx workbook, as text: what a formula last gave, dates as their number. An .xlsx is
 * a zip of XML files (ECMA-376 part 1, 18.3 and 18.4).
 * @throws StationError `not-a-sheet`, `sheet-too-large` or `too-many-rows`
 */
export function readSheet(bytes: Uint8Array): string[][] {
  const files = unpacked(bytes)
  const text = (name: string) => {
    const file = files[name]
    return file === undefined ? null : new TextDecoder().decode(file)
  }
  const sheet = text(firstSheetName(text))
  if (sheet === null) throw notASheet()
  const shared = text('xl/sharedStrings.xml')
  return sheetRows(sheet, shared === null ? [] : sharedTexts(shared))
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let size = 0
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (
          !/^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/.test(
            name,
          )
        ) {
          return false
        }
        size += originalSize
        if (size > mostSheetBytes) {
          throw new StationError(
            'sheet-too-large',
            'Unpacked, this workbook is too large to read.',
            'Keep only the sheet with the order, save it as CSV, and take that.',
          )
        }
        return true
      },
    })
  } catch (thrown) {
    throw thrown instanceof StationError ? thrown : notASheet(thrown)
  }
}

function notASheet(cause?: unknown): StationError {
  return new StationError(
    'not-a-sheet',
    'This file could not be read as a spreadsheet.',
    'Save it as .xlsx without a password, or as CSV, and take that.',
    { cause },
  )
}

/** Walks XML; `open` and `close` hear local names, so that a prefix makes no difference. */
function walk(
  xml: string,
  hear: {
    open(name: string, attributes: Record<string, string>): void
    close(name: string): void
    text(text: string): void
  },
): void {
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  const reader = sax.parser(true)
  reader.onopentag = ({ name, attributes }) => hear.open(local(name), attributes)
  reader.onclosetag = (name) => hear.close(local(name))
  reader.ontext = (text) => hear.text(text)
  reader.oncdata = (text) => hear.text(text)
  reader.onerror = (problem) => {
    throw notASheet(problem)
  }
  try {
    reader.write(xml).close()
  } catch (thrown) {
    throw thrown instanceof StationError ? thrown : notASheet(thrown)
  }
}

/** The file of the sheet that stands first in the workbook, which need not be the one with the lowest number. */
function firstSheetName(text: (name: string) => string | null): string {
  const usual = 'xl/worksheets/sheet1.xml'
  let sheetId: string | undefined
  let target: string | undefined
  const silent = { close: () => undefined, text: () => undefined }
  walk(text('xl/workbook.xml') ?? '<none/>', {
    ...silent,
    open(name, attributes) {
      if (name === 'sheet') sheetId ??= attributes['r:id']
    },
  })
  walk(text('xl/_rels/workbook.xml.rels') ?? '<none/>', {
    ...silent,
    open(name, attributes) {
      if (name === 'Relationship' && attributes.Id === sheetId) target = attributes.Target
    },
  })
  if (target === undefined) return usual
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

function sharedTexts(xml: string): string[] {
  const texts: string[] = []
  let text = ''
  let isText = false
  let isReading = false
  walk(xml, {
    open(name) {
      if (name === 'si') text = ''
      // How a Japanese word is read stands beside it and is no part of it.
      if (name === 'rPh') isReading = true
      if (name === 't') isText = !isReading
    },
    close(name) {
      if (name === 'rPh') isReading = false
      if (name === 't') isText = false
      if (name === 'si') texts.push(cellText(text))
    },
    text(part) {
      if (isText && text.length < 2_000) text += part
    },
  })
  return texts
}

function sheetRows(xml: string, shared: readonly string[]): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = { column: 0, type: 'n', text: '' }
  let takes = false
  walk(xml, {
    open(name, attributes) {
      if (name === 'row') row = []
      if (name === 'c') {
        cell = { column: columnOf(attributes.r) ?? row.length, type: attributes.t ?? 'n', text: '' }
      }
      if (name === 'v' || name === 't') takes = true
    },
    close(name) {
      if (name === 'v' || name === 't') takes = false
      if (name === 'c' && cell.column < mostColumns) {
        while (row.length < cell.column) row.push('')
        row[cell.column] = cellSay(cell, shared)
      }
      if (name === 'row') {
        rows.push(row)
        if (rows.length > mostRows + 1) throw tooManyRows()
      }
    },
    text(part) {
      if (takes && cell.text.length < 2_000) cell.text += part
    },
  })
  return rows
}

function cellSay({ type, text }: { type: string; text: string }, shared: readonly string[]): string {
  if (type === 's') return shared[Number(text)] ?? ''
  if (type !== 'n' || text.trim() === '') return cellText(text)
  const value = Number(text)
  // Stored as a binary fraction, 4.2 may read 4.2000000000000002; fifteen digits are what a spreadsheet shows.
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : cellText(text)
}

/** `C7` is column 2; null where the cell does not say. */
function columnOf(place: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place ?? '')?.[1]
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
