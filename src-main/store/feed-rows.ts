import type { Database } from 'better-sqlite3'

export type Feed = {
  name: string
  /** The highest version stored; -1 where it is to be read again from its beginning. */
  cursor: number
  rowCount: number
  isFirstPull: boolean
  pulledAt: string | null
  problem: string | null
  /** When it was last read whole. */
  fullAt: string | null
  /** How far the whole reading under way has come. */
  fullCursor: number
}

type Raw = Omit<Feed, 'isFirstPull'> & { isFirstPull: number }

const columns = `name, cursor, row_count AS rowCount, is_first_pull AS isFirstPull, pulled_at AS pulledAt, problem,
  full_at AS fullAt, full_cursor AS fullCursor`

/** One version cursor an entity; written in the transaction that stores the page it stands for. */
export function feedRows(db: Database) {
  const all = db.prepare<[], Raw>(`SELECT ${columns} FROM feed ORDER BY name`)
  const one = db.prepare<[string], Raw>(`SELECT ${columns} FROM feed WHERE name = ?`)
  const put = db.prepare(`
    INSERT INTO feed (name, cursor, row_count, is_first_pull, pulled_at, problem, full_at, full_cursor)
    VALUES (@name, @cursor, @rowCount, @isFirstPull, @pulledAt, @problem, @fullAt, @fullCursor)
    ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, row_count = excluded.row_count,
      is_first_pull = excluded.is_first_pull, pulled_at = excluded.pulled_at, problem = excluded.problem,
      full_at = excluded.full_at, full_cursor = excluded.full_cursor`)
  const restart = db.prepare('UPDATE feed SET cursor = -1 WHERE name = ?')
  const toFeed = (row: Raw): Feed => ({ ...row, isFirstPull: row.isFirstPull === 1 })
  return {
    all: (): Feed[] => all.all().map(toFeed),
    /** A feed never pulled starts at cursor 0, on its first pull. */
    get(name: string): Feed {
      const row = one.get(name)
      if (row !== undefined) return toFeed(row)
      return {
        name,
        cursor: 0,
        rowCount: 0,
        isFirstPull: true,
        pulledAt: null,
        problem: null,
        fullAt: null,
        fullCursor: 0,
      }
    },
    /** Reads this feed from its beginning next time: what was passed over may matter now. A pull under way stops. */
    restart: (name: string) => void restart.run(name),
    put: (feed: Feed) => void put.run({ ...feed, isFirstPull: feed.isFirstPull ? 1 : 0 }),
  }
}
