import type { Database } from 'better-sqlite3'
import { StationError } from '../../src-shared/failure.ts'
import type { Role } from '../../src-shared/model/consignment.ts'
import type { PinKey } from './staff-rows.ts'

/** One act that somebody with the right allowed a person once. `open` until it is used, spent by wrong codes, or withdrawn. */
export type OverrideRow = {
  id: string
  action: string
  consignmentId: string
  personId: string
  issuedBy: string
  issuedRole: Role
  issuedAt: string
  minutes: number
  state: 'open' | 'used' | 'spent' | 'withdrawn'
  endedAt: string | null
}

/** What a code is bound to. */
export type OverrideBond = Pick<OverrideRow, 'action' | 'consignmentId' | 'personId'>

const columns = `id, action, consignment_id AS consignmentId, person_id AS personId, issued_by AS issuedBy,
  issued_role AS issuedRole, issued_at AS issuedAt, minutes, state, ended_at AS endedAt`

/** A second use of a code, however it came about. */
export function overrideUsed(): StationError {
  return new StationError(
    'override-used',
    'That code was used already: it counts once.',
    'Ask for a new one if it is needed again.',
  )
}

/** Codes that allow one act once, and what they are checked against. The store itself refuses a second use. */
export function overrideRows(db: Database) {
  const one = db.prepare<[string], OverrideRow>(`SELECT ${columns} FROM override WHERE id = ?`)
  const open = db.prepare<[], OverrideRow>(
    `SELECT ${columns} FROM override WHERE state = 'open' ORDER BY id DESC`,
  )
  const openFor = db.prepare<OverrideBond, OverrideRow>(`
    SELECT ${columns} FROM override
    WHERE consignment_id = @consignmentId AND action = @action AND person_id = @personId AND state = 'open'`)
  const add = db.prepare(`
    INSERT INTO override VALUES (@id, @action, @consignmentId, @personId, @issuedBy, @issuedRole, @issuedAt,
      @minutes, 'open', NULL)`)
  const end = db.prepare("UPDATE override SET state = ?, ended_at = ? WHERE id = ? AND state = 'open'")
  const keyOf = db.prepare<[string], PinKey & { wrong: number }>(
    'SELECT salt, hash, cost, wrong FROM override_key WHERE override_id = ?',
  )
  const putKey = db.prepare('INSERT INTO override_key VALUES (?, ?, ?, ?, 0)')
  const tried = db.prepare('UPDATE override_key SET wrong = wrong + 1 WHERE override_id = ?')
  const dropKey = db.prepare('DELETE FROM override_key WHERE override_id = ?')
  return {
    get: (id: string) => one.get(id) ?? null,
    open: () => open.all(),
    openFor: (bond: OverrideBond) => openFor.get(bond) ?? null,
    add(row: Omit<OverrideRow, 'state' | 'endedAt'>, key: PinKey): void {
      add.run(row)
      putKey.run(row.id, key.salt, key.hash, key.cost)
    },
    /** Ends an open one, and lets go of what its code was checked against. False when it had ended before. */
    end(id: string, state: Exclude<OverrideRow['state'], 'open'>, at: string): boolean {
      if (end.run(state, at, id).changes === 0) return false
      dropKey.run(id)
      return true
    },
    keyOf: (id: string) => keyOf.get(id) ?? null,
    /** Counts a try before it is checked: one that is cut short was one. */
    countTry: (id: string) => void tried.run(id),
  }
}
