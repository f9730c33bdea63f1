import { randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { ulid } from 'ulid'
import { StationError } from '../../src-shared/failure.ts'
import { type Hint, type WebhookTally, type WebhookType, webhookTypes } from '../../src-shared/model/hint.ts'
import type { Clock } from '../clock.ts'
import { isoNow } from '../clock.ts'
import { openDatabase, quickCheck } from './database.ts'

const dayMs = 24 * 3_600_000
/** A station that was away longer reads everything once instead. */
const hintsKeptMs = 7 * dayMs
const talliesKeptMs = 2 * dayMs
const form = 1
const busyMs = 500

/** A webhook that was found good: what it hints at, and the fingerprint by which it is known for ever. */
export type Hook = { type: WebhookType; subject: string | null; hash: Uint8Array }

/** What a relay remembers. Every write is on disk when the call returns. */
export type RelayStore = {
  /** Made with the file: tells this memory from any other. */
  id: string
  /** Keeps a webhook, once. @throws what SQLite throws when it cannot be written */
  keep(hook: Hook): 'taken' | 'doubled'
  noteRefused(type: WebhookType, count: number): void
  /** The sequence of the newest hint ever kept; 0 before the first. */
  newest(): number
  /** Hints behind a cursor; `isGap` where some behind it are not kept any more, or it is of another memory. */
  after(cursor: number, most: number): { hints: Hint[]; isGap: boolean }
  /** Webhooks of the last 24 hours, counted by the hour. */
  tallies(): WebhookTally[]
  lastTakenAt(): string | null
  /** Writes something without meaning. @throws when nothing can be written */
  probe(): void
  close(): void
}

/**
 * Opens a relay's file, making it when there is none.
 * @throws StationError `relay-store` when it is damaged, of a newer program, or cannot be used.
 */
export function openRelayStore(path: string, clock: Clock): RelayStore {
  const db = openOrRefuse(path)
  const id = db.prepare('SELECT id FROM relay').pluck().get() as string
  const seen = db.prepare('INSERT INTO seen (hash) VALUES (?) ON CONFLICT DO NOTHING')
  const add = db.prepare('INSERT INTO hint (type, subject, at) VALUES (?, ?, ?)')
  const count = db.prepare(`
    INSERT INTO tally (hour, type, outcome, n) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET n = n + excluded.n`)
  const newest = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'hint'").pluck()
  const first = db.prepare('SELECT min(sequence) FROM hint').pluck()
  const lastAt = db.prepare('SELECT at FROM hint ORDER BY sequence DESC LIMIT 1').pluck()
  const behind = db.prepare<[number, number], Hint>(
    'SELECT sequence, type, subject, at FROM hint WHERE sequence > ? ORDER BY sequence LIMIT ?',
  )
  const talliesSince = db.prepare<[string], { type: string; outcome: keyof WebhookTally; n: number }>(
    'SELECT type, outcome, sum(n) AS n FROM tally WHERE hour >= ? GROUP BY type, outcome',
  )
  const forgetHints = db.prepare('DELETE FROM hint WHERE at < ?')
  const forgetTallies = db.prepare('DELETE FROM tally WHERE hour < ?')
  const probe = db.prepare('UPDATE relay SET probed_at = ?')
  const ago = (ms: number) => new Date(clock.now() - ms).toISOString()
  const hourOf = (iso: string) => iso.slice(0, 13)
  let tidiedIn = ''

  /** Once an hour, together with what is written then. */
  function tidy(hour: string): void {
    if (tidiedIn === hour) return
    tidiedIn = hour
    forgetHints.run(ago(hintsKeptMs))
    forgetTallies.run(hourOf(ago(talliesKeptMs)))
  }

  const keep = db.transaction((hook: Hook): 'taken' | 'doubled' => {
    const now = isoNow(clock)
    const outcome = seen.run(Buffer.from(hook.hash)).changes === 1 ? 'taken' : 'doubled'
    if (outcome === 'taken') add.run(hook.type, hook.subject, now)
    count.run(hourOf(now), hook.type, outcome, 1)
    tidy(hourOf(now))
    return outcome
  })

  return {
    id,
    keep: (hook) => keep.immediate(hook),
    noteRefused: (type, n) => void count.run(hourOf(isoNow(clock)), type, 'refused', n),
    newest: () => (newest.get() as number | undefined) ?? 0,
    after(cursor, most) {
      const last = (newest.get() as number | undefined) ?? 0
      const firstKept = (first.get() as number | null) ?? last + 1
      return { hints: behind.all(cursor, most), isGap: cursor > last || cursor + 1 < firstKept }
    },
    tallies() {
      const rows = talliesSince.all(hourOf(ago(dayMs)))
      const of = (type: string, outcome: string) =>
        rows.find((row) => row.type === type && row.outcome === outcome)?.n ?? 0
      return webhookTypes.map((type) => ({
        type,
        taken: of(type, 'taken'),
        doubled: of(type, 'doubled'),
        refused: of(type, 'refused'),
      }))
    },
    lastTakenAt: () => (lastAt.get() as string | undefined) ?? null,
    probe: () => void probe.run(isoNow(clock)),
    close: () => db.close(),
  }
}

function openOrRefuse(path: string): Database {
  let db: Database | null = null
  try {
    db = openDatabase(path)
    // Lightspeed waits seconds for an answer: rather a 5xx soon, and it comes again.
    db.pragma(`busy_timeout = ${busyMs}`)
    const damage = quickCheck(db)
    if (damage !== null) throw new Error('it is damaged')
    const found = db.pragma('user_version', { simple: true }) as number
    if (found > form) throw new Error('a newer program wrote it')
    if (found < form) db.transaction(makeTables).immediate(db)
    return db
  } catch (thrown) {
    db?.close()
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    throw new StationError(
      'relay-store',
      `What this relay remembers cannot be used (${why}): ${path}.`,
      'Move that file away to begin anew; every station then reads everything once.',
      { cause: thrown },
    )
  }
}

function makeTables(db: Database): void {
  db.exec(`
    CREATE TABLE relay (id TEXT NOT NULL, probed_at TEXT) STRICT;
    CREATE TABLE seen (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE hint (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, subject TEXT, at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX hint_by_time ON hint (at);
    CREATE TABLE tally (
      hour TEXT NOT NULL, type TEXT NOT NULL, outcome TEXT NOT NULL, n INTEGER NOT NULL,
      PRIMARY KEY (hour, type, outcome)
    ) STRICT, WITHOUT ROWID;
  `)
  db.prepare('INSERT INTO relay (id) VALUES (?)').run(ulid(undefined, () => (randomBytes(1)[0] ?? 0) / 256))
  db.pragma(`user_version = ${form}`)
}
