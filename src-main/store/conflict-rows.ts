import type { Database } from 'better-sqlite3'

/**
 * `received`: what the choice adds to our count of a product, made for what Lightspeed showed then. `consignmentId`:
 * the other record here that the choice is about.
 */
export type ConflictChoice = {
  choice: string
  say: string
  received?: { productId: string; add: number; there: number }[]
  consignmentId?: string
}
export type ConflictRow = {
  id: string
  consignmentId: string
  kind: string
  here: string
  there: string
  choices: ConflictChoice[]
  raisedAt: string
}

type Raw = Omit<ConflictRow, 'choices'> & { choices: string }

const columns = 'id, consignment_id AS consignmentId, kind, here, there, choices, raised_at AS raisedAt'

function toRow(raw: Raw): ConflictRow {
  return { ...raw, choices: JSON.parse(raw.choices) as ConflictChoice[] }
}

/** Differences with Lightspeed that wait for a person: at most one open of a kind for each consignment. */
export function conflictRows(db: Database) {
  const insert = db.prepare(`
    INSERT INTO conflict (id, consignment_id, kind, here, there, choices, raised_at)
    VALUES (@id, @consignmentId, @kind, @here, @there, @choices, @raisedAt)
    ON CONFLICT (consignment_id, kind) WHERE settled_at IS NULL
    DO UPDATE SET here = excluded.here, there = excluded.there, choices = excluded.choices
    WHERE there <> excluded.there OR here <> excluded.here OR choices <> excluded.choices`)
  const open = db.prepare<[], Raw>(
    `SELECT ${columns} FROM conflict WHERE settled_at IS NULL ORDER BY raised_at`,
  )
  const one = db.prepare<[string], Raw>(`SELECT ${columns} FROM conflict WHERE id = ? AND settled_at IS NULL`)
  const of = db.prepare<[string], Raw>(
    `SELECT ${columns} FROM conflict WHERE consignment_id = ? AND settled_at IS NULL ORDER BY raised_at LIMIT 1`,
  )
  const accepted = db.prepare<[string, string, string, string], { n: number }>(`
    SELECT EXISTS (SELECT 1 FROM conflict WHERE consignment_id = ? AND kind = ? AND here = ? AND there = ?
      AND choice IN ('keep-ours', 'seen')) AS n`)
  const left = db.prepare<[string, string, string], { n: number }>(`
    SELECT EXISTS (SELECT 1 FROM conflict WHERE consignment_id = ? AND kind = ? AND there = ?
      AND choice = 'keep-ours') AS n`)
  const settle = db.prepare('UPDATE conflict SET settled_at = ?, choice = ?, reason = ? WHERE id = ?')
  const countOpen = db.prepare<[], { n: number }>(
    'SELECT count(*) AS n FROM conflict WHERE settled_at IS NULL',
  )
  return {
    countOpen: () => countOpen.get()?.n ?? 0,
    raise: (row: ConflictRow) => void insert.run({ ...row, choices: JSON.stringify(row.choices) }),
    open: () => open.all().map(toRow),
    get(id: string): ConflictRow | null {
      const raw = one.get(id)
      return raw === undefined ? null : toRow(raw)
    },
    openOf(consignmentId: string): ConflictRow | null {
      const raw = of.get(consignmentId)
      return raw === undefined ? null : toRow(raw)
    },
    /** Whether a person has already said that this very difference may stand. */
    isAccepted: ({ consignmentId, kind, here, there }: Omit<ConflictRow, 'id' | 'choices' | 'raisedAt'>) =>
      accepted.get(consignmentId, kind, here, there)?.n === 1,
    /** Whether a person has already said that ours stands against this of Lightspeed's, however ours was then. */
    isLeft: (consignmentId: string, kind: string, there: string) =>
      left.get(consignmentId, kind, there)?.n === 1,
    settle: (id: string, at: string, choice: string, reason: string) =>
      void settle.run(at, choice, reason, id),
  }
}
