import type { Database } from 'better-sqlite3'

/** Sealed records. Not journalled: the journal must hold no secret, not even a sealed one. */
export function secretRows(db: Database) {
  const one = db.prepare<[string], { sealed: Buffer }>('SELECT sealed FROM secret_record WHERE name = ?')
  const upsert = db.prepare(`
    INSERT INTO secret_record (name, sealed) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed`)
  const remove = db.prepare('DELETE FROM secret_record WHERE name = ?')
  return {
    get: (name: string): Uint8Array | null => one.get(name)?.sealed ?? null,
    put(name: string, sealed: Uint8Array): void {
      upsert.run(name, sealed)
    },
    drop(name: string): void {
      remove.run(name)
    },
  }
}
