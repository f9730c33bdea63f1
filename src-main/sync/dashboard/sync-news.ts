import type { News } from '../../../src-shared/contract/news.ts'
import { atMostEvery } from '../../at-most-every.ts'
import type { Bench } from '../../bench.ts'
import type { Written } from '../../store/store.ts'
import type { Link } from '../link.ts'
import { allowanceView, conflictViews, entryView, feedViews, syncLine } from '../sync-screen.ts'

const tellEveryMs = 250
/** Calls that change nothing here use the allowance up all the same. */
const tellCallsEveryMs = 2_000

/**
 * Tells the screens what changed of sync, at most four times a second: only the entries that did, so that a list of
 * thousands need not be asked for again.
 */
export function openSyncNews(parts: {
  bench: Bench
  link: () => Link | null
  tell: (body: News<'sync'>) => void
}) {
  const { bench, link } = parts
  const { store, clock, log } = bench
  let entryIds = new Set<string>()
  let hasConflicts = false
  let isClosed = false

  function body(): News<'sync'> {
    const rows = [...entryIds].map((id) => ({ id, entry: store.outbox.get(id) }))
    const open = rows.flatMap(({ entry }) =>
      entry === null || entry.state === 'done' || entry.state === 'discarded' ? [] : [entry],
    )
    const openIds = new Set(open.map(({ id }) => id))
    const conflicts = hasConflicts ? conflictViews(store) : null
    entryIds = new Set()
    hasConflicts = false
    return {
      line: syncLine(store, clock, link()),
      entries: open.map((entry) => entryView(store, entry)),
      gone: rows.flatMap(({ id }) => (openIds.has(id) ? [] : [id])),
      conflicts,
      feeds: feedViews(store, link()),
      allowance: allowanceView(link()),
    }
  }

  const news = atMostEvery(clock, tellEveryMs, () => {
    if (isClosed) return
    try {
      parts.tell(body())
    } catch (thrown) {
      log.bug('sync.news-broke', thrown)
    }
  })

  const calls = atMostEvery(clock, tellCallsEveryMs, () => void news.ask())

  return {
    wrote({ kind, changes }: Written): void {
      for (const { table, key } of changes) {
        if (table === 'outbox') entryIds.add(String(key.id))
        if (table === 'conflict') hasConflicts = true
      }
      if (entryIds.size > 0 || hasConflicts || kind === 'feed:state') news.ask()
    },
    changed: () => void news.ask(),
    /** A call came to its end: there are fewer left. */
    called: () => void calls.ask(),
    close(): void {
      isClosed = true
      calls.stop()
      news.stop()
    },
  }
}
