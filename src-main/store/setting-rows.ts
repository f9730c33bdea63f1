import type { Database } from 'better-sqlite3'

/** Small named values, each a JSON text. Readers parse what they get: an older program may have written it. */
export function settingRows(db: Database) {
  const one = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?')
  const upsert = db.prepare(`
    INSERT INTO setting (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`)
  const drop = db.prepare('DELETE FROM setting WHERE name = ?')
  /** Every scan asks for several. Only what is committed is kept: what a write put may be rolled back. */
  const known = new Map<string, string>()
  function textOf(name: string): string | null {
    const kept = known.get(name)
    if (kept !== undefined) return kept
    const text = one.get(name)?.value ?? null
    if (text !== null && !db.inTransaction) known.set(name, text)
    return text
  }
  return {
    get(name: string): unknown {
      const text = textOf(name)
      return text === null ? null : (JSON.parse(text) as unknown)
    },
    put(name: string, value: unknown): void {
      known.delete(name)
      if (value === null || value === undefined) drop.run(name)
      else upsert.run(name, JSON.stringify(value))
    },
  }
}
