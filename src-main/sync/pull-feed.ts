import type { Bench } from '../bench.ts'
import { crashAt } from '../crash-point.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { OddRow, Page } from '../lightspeed/page.ts'
import type { Feed as KeptFeed } from '../store/feed-rows.ts'
import { type Command, systemActor } from '../store/store.ts'
import type { Feed, FeedName } from './feed.ts'
import { type PullStop, stopWords } from './pull-stop.ts'

/** One transaction's rows: what the event loop waits for in one piece, about 4 ms. */
const sliceRows = 50

/** How a pull ended. `restarted`: somebody asked for the feed from its beginning meanwhile. */
export type Pulled =
  | { is: 'pulled'; rows: number; cursor: number }
  | { is: 'stopped'; stop: PullStop }
  | { is: 'restarted' }
  | { is: 'closed' }

/** What a pull is told by whoever runs it. */
export type PullRun = { isClosed(): boolean; onProgress(): void }

type Asked = { page: Answer<Page<{ version: number | null }>> } | { thrown: unknown }

/**
 * Reads one feed from a version to the empty page and stores it, slice by slice: each slice is one transaction that
 * also advances the cursor, so that a pull resumes where it was cut off. The next page is asked for while this one is
 * stored.
 */
export async function pullFeed(bench: Bench, feed: Feed, from: number, run: PullRun): Promise<Pulled> {
  const { store } = bench
  const traceId = bench.newTraceId()
  const before = store.feeds.get(feed.name)
  let expected = before.cursor
  let after = Math.max(0, from)
  // The mark of a restart goes with the first write: a second restart is then seen.
  let isRestart = before.cursor < 0
  let asked = ask(feed, after)
  let pulled = 0
  for (;;) {
    const page = take(await asked)
    if (run.isClosed()) return { is: 'closed' }
    if (page.is !== 'answer') {
      // What a person reads beside the feed; its cursor stays where the last stored slice left it.
      noteFeed(bench, feed.name, traceId, (now) => ({ ...now, problem: stopWords(page) }))
      return { is: 'stopped', stop: page }
    }
    crashAt('pull.page-read')
    const { maxVersion } = page.value
    if (maxVersion === null || maxVersion <= after) break
    after = maxVersion
    asked = ask(feed, after)
    for (const slice of slicesOf(page.value, after)) {
      const now = store.feeds.get(feed.name)
      if (now.cursor !== expected) return { is: 'restarted' }
      expected = Math.max(isRestart ? 0 : now.cursor, slice.upTo)
      isRestart = false
      const cursor = expected
      storeSlice(bench, feed, slice, traceId, () =>
        store.feeds.put({ ...now, cursor, rowCount: now.rowCount + slice.rows.length }),
      )
      pulled += slice.rows.length
      crashAt('pull.slice-stored')
      run.onProgress()
      await nextLoop()
      if (run.isClosed()) return { is: 'closed' }
    }
  }
  if (store.feeds.get(feed.name).cursor !== expected) return { is: 'restarted' }
  await feed.catchUp?.(run.isClosed)
  if (run.isClosed()) return { is: 'closed' }
  if (store.feeds.get(feed.name).cursor !== expected) return { is: 'restarted' }
  crashAt('pull.before-end')
  noteFeed(bench, feed.name, traceId, (now) => ({
    ...now,
    cursor: Math.max(0, now.cursor),
    isFirstPull: false,
    pulledAt: store.now(),
    problem: null,
    rowCount: before.isFirstPull ? now.rowCount : before.rowCount,
    fullAt: before.isFirstPull ? store.now() : now.fullAt,
  }))
  if (pulled > 0) feed.end?.()
  return { is: 'pulled', rows: pulled, cursor: Math.max(0, expected) }
}

/**
 * One page of a whole reading, from where the last one ended: a version that became visible late is found by it. The
 * feed's own cursor is not touched.
 */
export async function pullFullPage(
  bench: Bench,
  feed: Feed,
  run: PullRun,
): Promise<{ is: 'page' | 'end' | 'closed' } | { is: 'stopped'; stop: PullStop }> {
  const { store } = bench
  const traceId = bench.newTraceId()
  const { fullCursor } = store.feeds.get(feed.name)
  if (fullCursor === 0) {
    const before = await feed.beforeFullPass?.()
    if (run.isClosed()) return { is: 'closed' }
    if (before?.is === 'stopped') return before
    if (before?.is === 'more') return { is: 'page' }
  }
  const page = await feed.read(fullCursor, 'nightly')
  if (run.isClosed()) return { is: 'closed' }
  if (page.is !== 'answer') return { is: 'stopped', stop: page }
  const { maxVersion } = page.value
  if (maxVersion === null || maxVersion <= fullCursor) {
    const command = stateCommand(feed.name, traceId)
    store.repeat(command, () => {
      store.feeds.put({ ...store.feeds.get(feed.name), fullAt: store.now(), fullCursor: 0 })
      feed.afterFullPass?.(command)
    })
    return { is: 'end' }
  }
  for (const slice of slicesOf(page.value, maxVersion)) {
    storeSlice(bench, feed, slice, traceId, () => {
      // Whatever is still odd turns up in this reading again.
      if (fullCursor === 0 && slice.isFirst) store.feeds.dropAllOdd(feed.name)
      store.feeds.put({ ...store.feeds.get(feed.name), fullCursor: slice.upTo })
    })
    await nextLoop()
    if (run.isClosed()) return { is: 'closed' }
  }
  return { is: 'page' }
}

type Row = { version: number | null; id?: string | null }
/** Rows stored in one transaction, after which the cursor stands at `upTo`. */
type Slice = { rows: Row[]; odd: OddRow[]; upTo: number; isFirst: boolean }

/** A page in slices. The last carries the rows nobody could read, and the cursor then stands behind them all. */
function slicesOf({ rows, odd }: Page<Row>, end: number): Slice[] {
  const slices: Slice[] = []
  let upTo = 0
  for (let at = 0; at === 0 || at < rows.length; at += sliceRows) {
    const isLast = at + sliceRows >= rows.length
    const part = rows.slice(at, at + sliceRows)
    upTo = isLast ? end : Math.max(upTo, part.at(-1)?.version ?? 0)
    slices.push({ rows: part, odd: isLast ? odd : [], upTo, isFirst: at === 0 })
  }
  return slices
}

function storeSlice(
  { store, log }: Bench,
  feed: Feed,
  { rows, odd, upTo }: Slice,
  traceId: string,
  advance: () => void,
): void {
  const given = { feed: feed.name, rows: rows.length, cursor: upTo }
  const command: Command = { kind: 'feed:page', actor: systemActor, subject: null, given, traceId }
  store.repeat(command, () => {
    const mayClear = store.feeds.countOdd(feed.name) > 0
    for (const row of rows) {
      feed.store(row, command)
      if (mayClear && typeof row.id === 'string') store.feeds.dropOdd(feed.name, row.id)
    }
    crashAt('pull.in-slice')
    advance()
    for (const row of odd) store.feeds.keepOdd(feed.name, row, store.now())
  })
  for (const { id, version } of odd) log.warn('sync.odd-row', { feed: feed.name, id, version, traceId })
}

/** A page asked for ahead may never be looked at: what it throws is kept until it is. */
function ask(feed: Feed, after: number): Promise<Asked> {
  return feed.read(after, 'poll').then(
    (page) => ({ page }),
    (thrown: unknown) => ({ thrown }),
  )
}

function take(asked: Asked): Answer<Page<{ version: number | null }>> {
  if ('thrown' in asked) throw asked.thrown
  return asked.page
}

function nextLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function noteFeed(
  { store }: Bench,
  name: FeedName,
  traceId: string,
  change: (now: KeptFeed) => KeptFeed,
): void {
  store.repeat(stateCommand(name, traceId), () => store.feeds.put(change(store.feeds.get(name))))
}

function stateCommand(feed: FeedName, traceId: string): Command {
  return { kind: 'feed:state', actor: systemActor, subject: null, given: { feed }, traceId }
}
