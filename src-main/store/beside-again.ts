import type { Database } from 'better-sqlite3'
import { marksIn } from '../journal/beside.ts'
import type { Salvaged } from './salvage.ts'
import { staffRows } from './staff-rows.ts'
import { idsIn, textErased } from './text-check.ts'
import { textRows } from './text-rows.ts'

/**
 * Puts what lay beside a damaged journal into a store that is being put together, before its rows are: the texts that were
 * read, and once more no text and no name that its rows say was erased. Gives the numbers of the texts that are lost.
 */
export function putBesideAgain(db: Database, { rows, texts }: Salvaged): number[] {
  const { bringBack, get } = textRows(db)
  const staff = staffRows(db)
  const lost: number[] = []
  db.transaction(() => {
    for (const personId of rows.flatMap(nameErasedBy)) staff.erase(personId)
    // What goes from here on leaves no trace in the copy this began with.
    db.pragma('secure_delete = ON')
    for (const row of rows) {
      for (const id of idsIn(row, textErased)) bringBack({ id, text: null, salt: null, gone: 'erased' })
    }
    for (const text of texts) bringBack(text)
    for (const { id } of rows.flatMap(marksIn)) {
      if (get(id) !== null) continue
      bringBack({ id, text: null, salt: null, gone: 'lost' })
      lost.push(id)
    }
  }).immediate()
  return lost
}

function nameErasedBy({ kind, given }: { kind: string; given: string }): string[] {
  if (kind !== 'staff:name-erased') return []
  const { personId } = JSON.parse(given) as { personId?: unknown }
  return typeof personId === 'string' ? [personId] : []
}
