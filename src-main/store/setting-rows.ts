import type { Database } from 'better-sqlite3'

/** Small named values, each a JSON text. Readers parse what they get: an older program may have written it. */
export function settingRows(db: Database) {
  const one = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?')
  const upsert = db.prepare(`
    INSERT INTO setting (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`)
  const drop = db.prepare('DELETE FROM setting WHERE name = ?')
  return {
    get(name: string): unknown {
      const row = one.get(name)
      return row === undefined ? null : (JSON.parse(row.value) as unknown)
    },
    put(name: string, value: unknown): void {
      if (value === null || value === undefined) drop.run(name)
      else upsert.run(name, JSON.stringify(value))
    },
  }
}
