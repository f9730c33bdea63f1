import type { Database } from 'better-sqlite3'
import type { PersonRole } from '../../src-shared/rule/rights.ts'

/** A person as kept. `name` is null once it was erased. */
export type PersonRow = {
  id: string
  name: string | null
  role: PersonRole
  outletIds: string[]
  remoteUserId: string | null
  isActive: boolean
  hasPin: boolean
  hasBadge: boolean
}

/** What a PIN is checked against: scrypt's salt and hash, and its cost N. */
export type PinKey = { salt: Uint8Array; hash: Uint8Array; cost: number }

type Row = {
  id: string
  name: string | null
  role: PersonRole
  outlet_ids: string
  remote_user_id: string | null
  is_active: number
  has_pin: number
  has_badge: number
}

const select = `
  SELECT person.id, name, role, outlet_ids, remote_user_id, is_active,
    hash IS NOT NULL AS has_pin, badge IS NOT NULL AS has_badge
  FROM person LEFT JOIN person_name ON person_name.person_id = person.id
  LEFT JOIN person_key ON person_key.person_id = person.id`

/** People, what their PINs and badges are checked against, and how often a PIN was wrong. */
export function staffRows(db: Database) {
  const all = db.prepare<[], Row>(`${select} ORDER BY is_active DESC, name COLLATE NOCASE, person.id`)
  const one = db.prepare<[string], Row>(`${select} WHERE person.id = ?`)
  const byBadge = db.prepare<[string], Row>(`${select} WHERE badge = ?`)
  const add = db.prepare(
    `INSERT INTO person (id, role, outlet_ids, remote_user_id, is_active, created_at) VALUES (?, ?, ?, ?, 1, ?)`,
  )
  const change = db.prepare(
    'UPDATE person SET role = ?, outlet_ids = ?, remote_user_id = ?, is_active = ? WHERE id = ?',
  )
  const putName = db.prepare(
    'INSERT INTO person_name VALUES (?, ?) ON CONFLICT (person_id) DO UPDATE SET name = excluded.name',
  )
  const dropName = db.prepare('DELETE FROM person_name WHERE person_id = ?')
  const dropKey = db.prepare('DELETE FROM person_key WHERE person_id = ?')
  const pinOf = db.prepare<[string], PinKey>(
    'SELECT salt, hash, cost FROM person_key WHERE person_id = ? AND hash IS NOT NULL',
  )
  const putPin = db.prepare(`
    INSERT INTO person_key (person_id, salt, hash, cost) VALUES (?, ?, ?, ?)
    ON CONFLICT (person_id) DO UPDATE SET salt = excluded.salt, hash = excluded.hash, cost = excluded.cost`)
  const putBadge = db.prepare(`
    INSERT INTO person_key (person_id, badge) VALUES (?, ?)
    ON CONFLICT (person_id) DO UPDATE SET badge = excluded.badge`)
  const wrong = db.prepare<[string], number>('SELECT wrong FROM pin_try WHERE who = ?').pluck()
  const putWrong = db.prepare(
    'INSERT INTO pin_try VALUES (?, ?) ON CONFLICT (who) DO UPDATE SET wrong = excluded.wrong',
  )
  const forgetKeys = db.prepare('DELETE FROM person_key')
  const forgetTries = db.prepare('DELETE FROM pin_try')
  const found = (row: Row | undefined) => (row === undefined ? null : toPerson(row))
  return {
    all: (): PersonRow[] => all.all().map(toPerson),
    get: (id: string): PersonRow | null => found(one.get(id)),
    byBadge: (badge: string): PersonRow | null => found(byBadge.get(badge)),
    add(person: Pick<PersonRow, 'id' | 'role' | 'outletIds' | 'remoteUserId'>, at: string): void {
      add.run(person.id, person.role, JSON.stringify(person.outletIds), person.remoteUserId, at)
    },
    change(person: Pick<PersonRow, 'id' | 'role' | 'outletIds' | 'remoteUserId' | 'isActive'>): void {
      change.run(
        person.role,
        JSON.stringify(person.outletIds),
        person.remoteUserId,
        person.isActive ? 1 : 0,
        person.id,
      )
    },
    putName(id: string, name: string): void {
      putName.run(id, name)
    },
    /** Takes the name out of its page too, not only out of the table; with it what the person signed in with. */
    erase(id: string): void {
      db.pragma('secure_delete = ON')
      dropName.run(id)
      dropKey.run(id)
      db.pragma('secure_delete = OFF')
    },
    pinOf: (id: string): PinKey | null => pinOf.get(id) ?? null,
    putPin(id: string, { salt, hash, cost }: PinKey): void {
      putPin.run(id, salt, hash, cost)
    },
    putBadge(id: string, badge: string | null): void {
      putBadge.run(id, badge)
    },
    /** Every PIN and badge, and what was counted of wrong ones. */
    forgetKeys(): void {
      forgetKeys.run()
      forgetTries.run()
    },
    wrongOf: (who: string): number => wrong.get(who) ?? 0,
    putWrong(who: string, count: number): void {
      putWrong.run(who, count)
    },
  }
}

function toPerson(row: Row): PersonRow {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    outletIds: JSON.parse(row.outlet_ids) as string[],
    remoteUserId: row.remote_user_id,
    isActive: row.is_active === 1,
    hasPin: row.has_pin === 1,
    hasBadge: row.has_badge === 1,
  }
}
