import type { Database } from 'better-sqlite3'

/** How sync stood at the end of one minute, and what happened in it. `at` is the minute's beginning, UTC. */
export type SyncMinute = {
  at: string
  waiting: number
  parked: number
  conflicts: number
  /** Calls of the window then; null while there was no line to the store. */
  allowanceLimit: number | null
  allowanceLeft: number | null
  /** How attempts to send ended: agreed with the store, to be tried again, waiting for a person. */
  done: number
  later: number
  setAside: number
  callsGood: number
  callsRefused: number
  callsLimited: number
  callsFailed: number
  callsOffline: number
  callP95Ms: number | null
}

const names: Record<keyof SyncMinute, string> = {
  at: 'at',
  waiting: 'waiting',
  parked: 'parked',
  conflicts: 'conflicts',
  allowanceLimit: 'allowance_limit',
  allowanceLeft: 'allowance_left',
  done: 'done',
  later: 'later',
  setAside: 'set_aside',
  callsGood: 'calls_good',
  callsRefused: 'calls_refused',
  callsLimited: 'calls_limited',
  callsFailed: 'calls_failed',
  callsOffline: 'calls_offline',
  callP95Ms: 'call_p95_ms',
}

/** A ring of minutes: whoever writes one lets go of those outside the two days that are kept. */
export function syncMinuteRows(db: Database) {
  const columns = Object.entries(names)
  const put = db.prepare(`
    INSERT OR REPLACE INTO sync_minute (${columns.map(([, column]) => column).join(', ')})
    VALUES (${columns.map(([field]) => `@${field}`).join(', ')})`)
  const since = db.prepare<[string], SyncMinute>(`
    SELECT ${columns.map(([field, column]) => `${column} AS ${field}`).join(', ')}
    FROM sync_minute WHERE at >= ? ORDER BY at`)
  const sweep = db.prepare('DELETE FROM sync_minute WHERE at < ? OR at > ?')
  return {
    put: (minute: SyncMinute) => void put.run(minute),
    since: (at: string) => since.all(at),
    /** Drops what is older than `from`, and what a clock that was ahead has noted after `to`. */
    sweep: (from: string, to: string) => void sweep.run(from, to),
  }
}
