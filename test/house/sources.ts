import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type Source = { path: string; text: string }

/** Reads a file of the repository as text. */
export function readFromRoot(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** All files below the named folders whose name ends as given, with forward slashes in their paths. */
export function sourcesBelow(folders: readonly string[], ending: RegExp): Source[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
}

/**
 * Whether a source text holds an SQL statement. Keywords count in capitals only, as the house writes them, and only
 * with the word that follows them in SQL, so that a sentence such as "Update the set" or an HTTP verb does not.
 */
export function holdsSql(text: string): boolean {
  const statements = [
    /\bSELECT\s[\s\S]{1,2000}?\sFROM\s/,
    /\bINSERT\s+(OR\s+\w+\s+)?INTO\s/,
    /\bREPLACE\s+INTO\s/,
    /\bUPDATE\s+(OR\s+\w+\s+)?\w+\s+SET\s/,
    /\bDELETE\s+FROM\s/,
    /\b(CREATE|DROP|ALTER)\s+(TEMP\s+|UNIQUE\s+|VIRTUAL\s+)?(TABLE|INDEX|TRIGGER|VIEW)\s/,
    /\bBEGIN\s+(IMMEDIATE|EXCLUSIVE)\b/,
    /\bPRAGMA\s+\w/,
    /\.pragma\(/,
  ]
  return statements.some((statement) => statement.test(text))
}

/** Whether a source text writes the state column of a consignment: a new row, or an update that names the column. */
export function writesConsignmentState(text: string): boolean {
  const newRow = /\b(INSERT\s+(OR\s+\w+\s+)?|REPLACE\s+)INTO\s+consignment\s*[(\s]/i
  const update = /\bUPDATE\s+(OR\s+\w+\s+)?consignment\s+SET\s(?:[^`]*?,)?\s*state\s*=/i
  return newRow.test(text) || statementsOf(text).some((statement) => update.test(statement))
}

/** The string literals of a text, so that a match cannot start in one statement and end in the next. */
function statementsOf(text: string): string[] {
  return text.match(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g) ?? []
}
