import type { Database } from 'better-sqlite3'
import type { JournalRow } from '../journal/chain.ts'
import { toJournalRow } from './journal-rows.ts'
import { type About, outletSetBy, recordTags, type TaggedRow } from './record-tags.ts'

/** Rows that are about all of these; within one entry about any of them. */
export type Wanted = {
  about: readonly { what: About; refs: readonly string[] }[]
  /** ISO times, from (included) and until (left out). */
  from: string | null
  until: string | null
}

/** Steps of a search before it gives back what it has: a page that is looked for in vain must not hold up a scan. */
const mostSteps = 4_000

/**
 * The journal looked for by what its rows are about. What that is stands in a table of its own, told from the journal
 * when somebody looks, a slice at a time, so that no command waits for it.
 */
export function recordRows(db: Database) {
  const tags = recordTags(db)
  const told = db.prepare<[], { seq: number; outletId: string | null }>(
    'SELECT seq, outlet_id AS outletId FROM journal_told',
  )
  const setTold = db.prepare('UPDATE journal_told SET seq = ?, outlet_id = ?')
  const untold = db.prepare<[number, number], TaggedRow>(`
    SELECT seq, actor, subject, kind, given, changes FROM journal WHERE seq > ? ORDER BY seq LIMIT ?`)
  const put = db.prepare('INSERT OR IGNORE INTO journal_about VALUES (?, ?, ?)')
  const newest = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM journal').pluck()
  const upTo = db.prepare<[number], number | null>('SELECT max(seq) FROM journal WHERE seq <= ?').pluck()
  const aboutUpTo = db
    .prepare<[string, string, number], number | null>(
      'SELECT max(seq) FROM journal_about WHERE what = ? AND ref = ? AND seq <= ?',
    )
    .pluck()
  const isAbout = db
    .prepare<[string, string, number], number>(
      'SELECT 1 FROM journal_about WHERE what = ? AND ref = ? AND seq = ?',
    )
    .pluck()
  const between = db.prepare<{ from: string; until: string }, { first: number | null; last: number | null }>(
    'SELECT min(seq) AS first, max(seq) AS last FROM journal WHERE at >= @from AND at < @until',
  )
  const countOf = db
    .prepare<[string, string], number>('SELECT count(*) FROM journal_about WHERE what = ? AND ref = ?')
    .pluck()
  const one = db.prepare<[number], Parameters<typeof toJournalRow>[0]>('SELECT * FROM journal WHERE seq = ?')
  const refs = db
    .prepare<{ what: About }, string>(`
    WITH RECURSIVE each_one (ref) AS (
      SELECT min(ref) FROM journal_about WHERE what = @what
      UNION ALL SELECT (SELECT min(ref) FROM journal_about WHERE what = @what AND ref > each_one.ref)
      FROM each_one WHERE ref IS NOT NULL)
    SELECT ref FROM each_one WHERE ref IS NOT NULL`)
    .pluck()

  const tellSlice = db.transaction((most: number) => {
    const last = told.get() ?? { seq: 0, outletId: null }
    let { seq, outletId } = last
    for (const row of untold.all(seq, most)) {
      for (const [what, ref] of tags.of(row, outletId)) put.run(what, ref, row.seq)
      const moved = outletSetBy(row)
      if (moved !== undefined) outletId = moved
      seq = row.seq
    }
    if (seq !== last.seq) setTold.run(seq, outletId)
    return seq
  })

  /** The largest row number of one condition at or below a row. */
  function largest({ what, refs }: Wanted['about'][number], seq: number): number | null {
    const found = refs.map((ref) => aboutUpTo.get(what, ref, seq) ?? 0)
    const most = Math.max(0, ...found)
    return most === 0 ? null : most
  }

  return {
    /** Tells what some more rows are about. Gives how far that is done, and how far there is to go. */
    tell(most: number): { done: number; of: number } {
      const of = newest.get() ?? 0
      if ((told.get()?.seq ?? 0) >= of) return { done: of, of }
      // What is told can be told again: it waits for no disk. The next command's own flush takes it along.
      db.pragma('synchronous = NORMAL')
      try {
        return { done: tellSlice.immediate(most), of }
      } finally {
        db.pragma('synchronous = FULL')
      }
    },
    /**
     * The numbers of the rows that are wanted, newest first, below a row. Each condition jumps to its own next row, so that
     * the rarest sets the pace. `next`: where to look on from; null when there is nothing more.
     */
    search(
      { about, from, until }: Wanted,
      below: number | null,
      isWanted: (row: JournalRow) => boolean,
      limit: number,
    ): { rows: JournalRow[]; next: number | null } {
      const range = from === null && until === null ? null : between.get(rangeOf(from, until))
      if (range !== null && range?.last == null) return { rows: [], next: null }
      let at = Math.min((below ?? Number.MAX_SAFE_INTEGER) - 1, range?.last ?? Number.MAX_SAFE_INTEGER)
      const rows: JournalRow[] = []
      for (let step = 0; step < mostSteps && rows.length < limit; step += 1) {
        let low = upTo.get(at) ?? null
        for (const condition of about) low = low === null ? null : largest(condition, low)
        if (low === null || low < (range?.first ?? 1)) return { rows, next: null }
        const isAgreed = about.every(({ what, refs }) =>
          refs.some((ref) => isAbout.get(what, ref, low) !== undefined),
        )
        const row = isAgreed ? one.get(low) : undefined
        if (row !== undefined && isWithin(row.at, from, until)) {
          const found = toJournalRow(row)
          if (isWanted(found)) rows.push(found)
        }
        at = isAgreed ? low - 1 : low
      }
      return { rows, next: at > 0 ? at + 1 : null }
    },
    get(seq: number): JournalRow | null {
      const row = one.get(seq)
      return row === undefined ? null : toJournalRow(row)
    },
    isAbout: (seq: number, what: About, refs: readonly string[]): boolean =>
      refs.some((ref) => isAbout.get(what, ref, seq) !== undefined),
    /** What a row is about, told from the row itself; without the outlet of the station. */
    tagsOf: (row: JournalRow) => tags.of(row, null),
    /** Everything of one kind that some row is about. */
    refsOf: (what: About): string[] => refs.all({ what }),
    /** How many rows are about one thing, as far as that is told. */
    countOf: (what: About, ref: string): number => countOf.get(what, ref) ?? 0,
    length: () => newest.get() ?? 0,
  }
}

function rangeOf(from: string | null, until: string | null): { from: string; until: string } {
  return { from: from ?? '', until: until ?? '9999' }
}

function isWithin(at: string, from: string | null, until: string | null): boolean {
  return (from === null || at >= from) && (until === null || at < until)
}
