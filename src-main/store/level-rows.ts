import type { Database } from 'better-sqlite3'

/** One change of a stock level at Lightspeed, as this station heard of it. Levels may be negative or fractions. */
export type LevelHeard = { before: number; after: number; version: number; at: string }

/** The changes of Lightspeed's levels: written where a level is stored, never by a person. */
export function levelRows(db: Database) {
  const of = db.prepare<[string, string, number], LevelHeard>(`
    SELECT before, after, version, at FROM level_heard WHERE product_id = ? AND outlet_id = ?
    ORDER BY id DESC LIMIT ?`)
  // Ids rise with time, so only the lowest are looked at.
  const prune = db.prepare<[number, string]>(
    'DELETE FROM level_heard WHERE id < (SELECT min(id) FROM level_heard) + ? AND at < ?',
  )
  const keptSince = db.prepare(`
    INSERT INTO level_since (only, since) VALUES (1, ?)
    ON CONFLICT (only) DO UPDATE SET since = max(since, excluded.since)`)
  const since = db.prepare<[], { since: string | null }>(
    'SELECT coalesce((SELECT since FROM level_since), (SELECT at FROM level_heard ORDER BY id LIMIT 1)) AS since',
  )
  return {
    /** The newest of a product at an outlet, newest first. */
    newestOf: (productId: string, outletId: string, limit: number) => of.all(productId, outletId, limit),
    /** Forgets what was heard before a time, so many at once. Gives how many went. */
    prune(before: string, most: number): number {
      keptSince.run(before)
      return prune.run(most, before).changes
    },
    /** Since when every change is known, as UTC text ('' for always); null while that cannot be said. */
    since: () => since.get()?.since ?? null,
  }
}
