import type { Database } from 'better-sqlite3'

/** A consignment that was listed as changed and whose lines are still to be read. `header` is JSON. */
export type UnreadRow = { remoteId: string; version: number; header: string; problem: string | null }

const columns = 'remote_id AS remoteId, version, header, problem'

/** What a page of the feed leaves to be read, so that its cursor need not wait for it. */
export function unreadRows(db: Database) {
  const put = db.prepare(`
    INSERT INTO unread_consignment (remote_id, version, header) VALUES (?, ?, ?)
    ON CONFLICT (remote_id) DO UPDATE SET version = excluded.version, header = excluded.header
    WHERE excluded.version >= unread_consignment.version`)
  const one = db.prepare<[string], UnreadRow>(`SELECT ${columns} FROM unread_consignment WHERE remote_id = ?`)
  const next = db.prepare<[string], UnreadRow>(`
    SELECT ${columns} FROM unread_consignment u WHERE remote_id NOT IN (SELECT value FROM json_each(?))
    ORDER BY EXISTS (SELECT 1 FROM consignment c WHERE c.remote_id = u.remote_id) DESC, version LIMIT 1`)
  const drop = db.prepare('DELETE FROM unread_consignment WHERE remote_id = ? AND version <= ?')
  const note = db.prepare('UPDATE unread_consignment SET problem = ? WHERE remote_id = ?')
  const counts = db.prepare<[], { waiting: number; troubled: number; problem: string | null }>(
    'SELECT count(*) AS waiting, count(problem) AS troubled, max(problem) AS problem FROM unread_consignment',
  )
  return {
    put: (remoteId: string, version: number, header: string) => void put.run(remoteId, version, header),
    get: (remoteId: string) => one.get(remoteId) ?? null,
    /** What is known here goes first, then in the order of change; without those named. */
    next: (without: readonly string[]) => next.get(JSON.stringify(without)) ?? null,
    /** Keeps one that was listed again with a newer version meanwhile. */
    drop: (remoteId: string, version: number) => void drop.run(remoteId, version),
    setProblem: (remoteId: string, problem: string | null) => void note.run(problem, remoteId),
    counts: () => counts.get() ?? { waiting: 0, troubled: 0, problem: null },
  }
}
