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

/** A row of a feed that could not be read, kept as it came. */
export type OddRow = { id: string; version: number; raw: string }

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
  const putOdd = db.prepare(`
    INSERT INTO odd_row (feed, id, version, raw, seen_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (feed, id) DO UPDATE SET version = excluded.version, raw = excluded.raw, seen_at = excluded.seen_at
    WHERE excluded.version >= odd_row.version`)
  const dropOdd = db.prepare('DELETE FROM odd_row WHERE feed = ? AND id = ?')
  const dropAllOdd = db.prepare('DELETE FROM odd_row WHERE feed = ?')
  const countOdd = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM odd_row WHERE feed = ?')
  const askFull = db.prepare('UPDATE feed SET full_at = NULL, full_cursor = 0 WHERE name = ?')
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
    /** Reads this feed whole as soon as there is room for it. */
    askFull: (name: string) => void askFull.run(name),
    keepOdd: (name: string, row: OddRow, at: string) =>
      void putOdd.run(name, row.id, row.version, row.raw, at),
    dropOdd: (name: string, id: string) => void dropOdd.run(name, id),
    dropAllOdd: (name: string) => void dropAllOdd.run(name),
    countOdd: (name: string) => countOdd.get(name)?.n ?? 0,
    put: (feed: Feed) => void put.run({ ...feed, isFirstPull: feed.isFirstPull ? 1 : 0 }),
  }
}
