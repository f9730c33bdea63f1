import type { Database } from 'better-sqlite3'

export type Feed = {
  name: string
  cursor: number
  rowCount: number
  isFirstPull: boolean
  pulledAt: string | null
  problem: string | null
}

/** One version cursor an entity; written in the transaction that stores the page it stands for. */
export function feedRows(db: Database) {
  const all = db.prepare<[], Omit<Feed, 'isFirstPull'> & { isFirstPull: number }>(`
    SELECT name, cursor, row_count AS rowCount, is_first_pull AS isFirstPull, pulled_at AS pulledAt, problem
    FROM feed ORDER BY name`)
  const one = db.prepare<[string], Omit<Feed, 'isFirstPull'> & { isFirstPull: number }>(`
    SELECT name, cursor, row_count AS rowCount, is_first_pull AS isFirstPull, pulled_at AS pulledAt, problem
    FROM feed WHERE name = ?`)
  const put = db.prepare(`
    INSERT INTO feed (name, cursor, row_count, is_first_pull, pulled_at, problem)
    VALUES (@name, @cursor, @rowCount, @isFirstPull, @pulledAt, @problem)
    ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, row_count = excluded.row_count,
      is_first_pull = excluded.is_first_pull, pulled_at = excluded.pulled_at, problem = excluded.problem`)
  const restart = db.prepare('UPDATE feed SET cursor = 0 WHERE name = ?')
  return {
    all: (): Feed[] => all.all().map((row) => ({ ...row, isFirstPull: row.isFirstPull === 1 })),
    /** A feed never pulled starts at cursor 0, on its first pull. */
    get(name: string): Feed {
      const row = one.get(name)
      if (row !== undefined) return { ...row, isFirstPull: row.isFirstPull === 1 }
      return { name, cursor: 0, rowCount: 0, isFirstPull: true, pulledAt: null, problem: null }
    },
    /** Reads this feed from its beginning next time: what was passed over may matter now. */
    restart: (name: string) => void restart.run(name),
    put: (feed: Feed) => void put.run({ ...feed, isFirstPull: feed.isFirstPull ? 1 : 0 }),
  }
}
