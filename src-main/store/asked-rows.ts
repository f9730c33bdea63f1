import type { Database } from 'better-sqlite3'
import type { State } from '../../src-shared/model/consignment.ts'

/**
 * What Lightspeed said of a consignment that was asked for by its id: `there`, `gone`, or `held`: gone by the reading
 * before, which a person has yet to believe.
 */
export type AskedAnswer = 'there' | 'gone' | 'held'

/** How far a whole reading has come in asking for what is open here, one by one. */
export function askedRows(db: Database) {
  const next = db.prepare<{ states: string; ended: string }, { remoteId: string }>(`
    SELECT c.remote_id AS remoteId FROM consignment c LEFT JOIN remote_consignment r ON r.remote_id = c.remote_id
    WHERE c.remote_id IS NOT NULL AND c.state IN (SELECT value FROM json_each(@states))
      AND r.deleted_at IS NULL
      AND coalesce(r.type || ' ' || r.status, '') NOT IN (SELECT value FROM json_each(@ended))
      AND NOT EXISTS (SELECT 1 FROM asked_after a WHERE a.remote_id = c.remote_id AND a.answer <> 'held')
    ORDER BY c.id LIMIT 1`)
  const put = db.prepare(`
    INSERT INTO asked_after (remote_id, answer) VALUES (?, ?)
    ON CONFLICT (remote_id) DO UPDATE SET answer = excluded.answer`)
  const seen = db.prepare("UPDATE asked_after SET answer = 'there' WHERE remote_id = ?")
  const of = db.prepare<[string], { remoteId: string }>(
    'SELECT remote_id AS remoteId FROM asked_after WHERE answer = ? ORDER BY remote_id',
  )
  const count = db.prepare<[], { n: number }>("SELECT count(*) AS n FROM asked_after WHERE answer <> 'held'")
  const clear = db.prepare('DELETE FROM asked_after')
  const hold = db.prepare("UPDATE asked_after SET answer = 'held' WHERE answer = 'gone'")
  const dropOthers = db.prepare("DELETE FROM asked_after WHERE answer <> 'gone'")
  return {
    /**
     * The next one in these states that was not asked for yet. `ended` are `TYPE STATUS` pairs after which nothing
     * more comes of one at Lightspeed.
     */
    nextOpen: (states: readonly State[], ended: readonly string[]) =>
      next.get({ states: JSON.stringify(states), ended: JSON.stringify(ended) })?.remoteId ?? null,
    put: (remoteId: string, answer: 'there' | 'gone') => void put.run(remoteId, answer),
    /** It was listed after all. */
    setThere: (remoteId: string) => void seen.run(remoteId),
    all: (answer: AskedAnswer) => of.all(answer).map(({ remoteId }) => remoteId),
    /** How many were asked for in this reading. */
    count: () => count.get()?.n ?? 0,
    /** The reading is over: what was gone waits for a person. */
    holdGone(): void {
      dropOthers.run()
      hold.run()
    },
    clear: () => void clear.run(),
  }
}
