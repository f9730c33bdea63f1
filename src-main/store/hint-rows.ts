import type { Database } from 'better-sqlite3'
import {
  type HintPage,
  type WebhooksOfTheDay,
  type WebhookTally,
  type WebhookType,
  webhookTally,
  webhookTypes,
} from '../../src-shared/model/hint.ts'

const dayMs = 24 * 3_600_000
/** Hints that were read stay for the figures of the last day, and one more for whoever asks what happened. */
const keptMs = 2 * dayMs

type RelayLine = { relay: string; cursor: number; heardAt: string; tallies: string }

/** A consignment to be read because of hints up to the one with this number. */
type HintedConsignment = { remoteId: string; upTo: number }

/** Hints of one type that wait; `known` name a consignment that this station has, and are read by its id. */
type WaitingHints = { type: WebhookType; known: number; others: number }

const isKnown = `type IN ('consignment.send', 'consignment.receive')
  AND EXISTS (SELECT 1 FROM consignment WHERE remote_id = hint.subject)`

/**
 * Hints of a webhook relay, and how far its sequence was asked for. They only say what to read, so none of this is in
 * the journal: lost, it costs one poll.
 */
export function hintRows(db: Database) {
  const line = db.prepare<[], RelayLine>(
    'SELECT relay, cursor, heard_at AS heardAt, tallies FROM relay_line WHERE one = 1',
  )
  const putLine = db.prepare(`
    INSERT INTO relay_line (one, relay, cursor, heard_at, tallies) VALUES (1, @relay, @cursor, @heardAt, @tallies)
    ON CONFLICT (one) DO UPDATE SET relay = excluded.relay, cursor = excluded.cursor,
      heard_at = excluded.heard_at, tallies = excluded.tallies`)
  const dropLine = db.prepare('DELETE FROM relay_line')
  const add = db.prepare(`
    INSERT INTO hint (relay, sequence, type, subject, heard_at, taken_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (relay, sequence) DO NOTHING`)
  const forgetOld = db.prepare('DELETE FROM hint WHERE taken_at < ? AND read_at IS NOT NULL')
  const newestNumber = db.prepare<[], { n: number | null }>('SELECT max(number) AS n FROM hint')
  const waiting = db.prepare<[], WaitingHints>(`
    SELECT type, sum(${isKnown}) AS known, sum(NOT (${isKnown})) AS others FROM hint WHERE read_at IS NULL
    GROUP BY type`)
  const nextConsignment = db.prepare<[string], HintedConsignment>(`
    SELECT subject AS remoteId, max(number) AS upTo FROM hint
    WHERE read_at IS NULL AND ${isKnown} AND subject NOT IN (SELECT value FROM json_each(?))
    GROUP BY subject ORDER BY min(number) LIMIT 1`)
  const readConsignment = db.prepare(`
    UPDATE hint SET read_at = @at WHERE read_at IS NULL AND number <= @upTo AND subject = @remoteId
      AND type IN ('consignment.send', 'consignment.receive')`)
  const readOthers = db.prepare(`
    UPDATE hint SET read_at = @at WHERE read_at IS NULL AND number <= @upTo AND type = @type AND NOT (${isKnown})`)
  const newestOf = db.prepare<[string], { at: string | null }>(
    'SELECT max(taken_at) AS at FROM hint WHERE type = ?',
  )
  const newest = db.prepare<[], { at: string | null }>('SELECT max(taken_at) AS at FROM hint')
  const countsSince = db.prepare<[string], { type: WebhookType; read: number; waiting: number }>(`
    SELECT type, count(read_at) AS read, sum(read_at IS NULL) AS waiting FROM hint WHERE taken_at >= ? GROUP BY type`)

  return {
    /** The relay's memory, and the cursor in it that the next question begins with; null before the first answer. */
    cursor(): { relay: string; cursor: number } | null {
      const row = line.get()
      return row === undefined ? null : { relay: row.relay, cursor: row.cursor }
    },
    /** Keeps a page and the cursor behind it; gives how many of its hints were new here. Call inside a write. */
    take(page: HintPage, now: string): number {
      let fresh = 0
      for (const { sequence, type, subject, at } of page.hints) {
        fresh += add.run(page.relay, sequence, type, subject, at, now).changes
      }
      const tallies = JSON.stringify(page.tallies)
      putLine.run({ relay: page.relay, cursor: page.next, heardAt: now, tallies })
      forgetOld.run(new Date(Date.parse(now) - keptMs).toISOString())
      return fresh
    },
    /** This station asks no relay any more, or another one, where its cursor means nothing. Call inside a write. */
    forgetRelay: () => void dropLine.run(),
    /** The number of the newest hint: what is read from now on answers every hint up to it. */
    newest: (): number => newestNumber.get()?.n ?? 0,
    waiting: (): WaitingHints[] => waiting.all(),
    /** The known consignment hinted at longest ago that is still to be read, none of those given. */
    nextConsignment: (except: readonly string[]): HintedConsignment | null =>
      nextConsignment.get(JSON.stringify(except)) ?? null,
    /** Call inside a write. */
    setConsignmentRead: (read: HintedConsignment, at: string) => void readConsignment.run({ ...read, at }),
    /** The feed of this type was read: every hint of it up to a number is done that names nothing known here. */
    setOthersRead: (type: WebhookType, upTo: number, at: string) => void readOthers.run({ type, upTo, at }),
    /** When a hint of this type last came; null where none did. */
    newestOf: (type: WebhookType): string | null => newestOf.get(type)?.at ?? null,
    /** Webhooks of the last 24 hours, one entry a type. The relay's part is as it told it last, never older than a day. */
    webhooksLast24h(now: string): WebhooksOfTheDay {
      const since = new Date(Date.parse(now) - dayMs).toISOString()
      const row = line.get()
      const told = row === undefined || row.heardAt < since ? [] : readTallies(row.tallies)
      const here = new Map(countsSince.all(since).map((count) => [count.type, count]))
      return {
        relayHeardAt: row?.heardAt ?? null,
        lastHintAt: newest.get()?.at ?? null,
        types: webhookTypes.map((type) => ({
          ...(told.find((tally) => tally.type === type) ?? { type, taken: 0, doubled: 0, refused: 0 }),
          read: here.get(type)?.read ?? 0,
          waiting: here.get(type)?.waiting ?? 0,
        })),
      }
    },
  }
}

function readTallies(text: string): WebhookTally[] {
  return webhookTally.array().safeParse(JSON.parse(text)).data ?? []
}
