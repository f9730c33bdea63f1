import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import type { StoreCopy } from '../../src-shared/model/record.ts'
import { copiesOf } from './backup.ts'
import { damagedFiles } from './damaged-files.ts'
import { storeTails } from './head-note.ts'
import { staffRows } from './staff-rows.ts'
import { textRows } from './text-rows.ts'

/** A copy made before a migration is kept so long, the newest of them for as long as it is the newest. */
const beforeKeptMs = 7 * 24 * 60 * 60 * 1000

/** Copies made before a migration, oldest first. */
function beforeCopies(folder: string): string[] {
  return named(folder, /^before-\d+-\d+\.sqlite$/).sort((a, b) => madeAt(folder, a) - madeAt(folder, b))
}

/** Every other file of a profile in which a store lies, newest first. */
export function copiesIn(folder: string): StoreCopy[] {
  const of = (is: StoreCopy['is']) => (file: string) => viewOf(folder, file, is)
  return [
    ...copiesOf(folder).map((path) => of('daily')(`backup/${path.slice(join(folder, 'backup').length + 1)}`)),
    ...beforeCopies(folder).map(of('before-update')),
    ...damagedFiles(folder).map(of('damaged')),
    ...named(folder, /^station\.sqlite\.begun-\d+$/).map(of('set-aside')),
  ].sort((a, b) => (a.at < b.at ? 1 : -1))
}

/**
 * Removes what is older than a week of the copies made before migrations, but never the newest, and erases in those that
 * stay what was erased in the store. Gives the names of what was removed.
 */
export function tidyBeforeCopies(db: Database, folder: string, nowMs: number): string[] {
  const copies = beforeCopies(folder)
  const old = copies.slice(0, -1).filter((name) => nowMs - madeAt(folder, name) > beforeKeptMs)
  for (const name of old) for (const tail of storeTails) rmSync(join(folder, name + tail), { force: true })
  const gone = goneIn(db)
  if (gone.people.length + gone.texts.length === 0) return old
  for (const name of copies.filter((one) => !old.includes(one))) eraseIn(join(folder, name), gone)
  return old
}

type Gone = { people: string[]; texts: number[] }

function goneIn(db: Database): Gone {
  return {
    people: db
      .prepare<[], string>('SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM person_name)')
      .pluck()
      .all(),
    texts: db.prepare<[], number>("SELECT id FROM journal_text WHERE gone = 'erased'").pluck().all(),
  }
}

/** The copy is of an older shape: what it has no table for it does not hold. */
function eraseIn(path: string, { people, texts }: Gone): void {
  const db = new SqliteDatabase(path)
  try {
    const has = (table: string) =>
      db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined
    const named = has('person_name') ? people.filter((id) => staffRows(db).get(id)?.name != null) : []
    const told = has('journal_text') ? texts.filter((id) => textRows(db).get(id)?.gone === null) : []
    db.transaction(() => {
      for (const id of named) staffRows(db).erase(id)
      for (const id of told) textRows(db).erase(id)
    }).immediate()
  } finally {
    db.close()
  }
}

function named(folder: string, form: RegExp): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => form.test(name)) : []
}

function madeAt(folder: string, name: string): number {
  return Number(/-(\d+)\.sqlite$/.exec(name)?.[1]) || statSync(join(folder, name)).mtimeMs
}

function viewOf(folder: string, file: string, is: StoreCopy['is']): StoreCopy {
  const { size, mtimeMs } = statSync(join(folder, file))
  return { file, is, bytes: size, at: new Date(mtimeMs).toISOString() }
}
