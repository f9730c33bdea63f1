import type { Bench } from '../bench.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import { consignmentFeed } from './consignment-feed.ts'
import { type Feed, type FeedName, referenceFeeds } from './feed.ts'
import { openHinted } from './hinted.ts'
import { type PullRun, pullFeed, pullFullPage } from './pull-feed.ts'
import { afterStopMs, type PullStop } from './pull-stop.ts'
import type { Reach } from './reach.ts'
import { openUnread } from './unread.ts'

const troubleAgainMs = 30_000
const lowRemaining = 0.25
const slowdown = 4
/** A row may be listed this long after it changed, with a version below others already read. */
const lateRowMs = 150_000
/** Versions read again below the cursor where it is not known what the cursor was so long ago. */
const overlap = 100
const fullEveryMs = 24 * 3_600_000
const fullPageEveryMs = 1_000
const fullAgainMs = 15 * 60_000
/** Consignments read in one turn, so that polls come between. */
const mostUnread = 20

export type Puller = {
  /** Pulls these feeds as soon as it can. */
  wake(...names: FeedName[]): void
  /** A relay's hints are stored: what they hint at is read soon. */
  hinted(): void
  /** Pulls every feed once, as soon as it can. While such a look runs, one more follows it, however often it is asked for. */
  lookNow(): void
  /** Whether a look of all feeds is under way. */
  isLooking(): boolean
  running(): FeedName | null
  close(): Promise<void>
}

/**
 * Keeps the catalogue and the shadow up to date: one feed at a time, each at its own pace, slower while the call
 * allowance runs low; between them what they left to be read, and once a day each feed from its beginning, page by
 * page. `onTurn` hears after each pull, `onProgress` after each stored slice.
 */
export function openPuller(parts: {
  bench: Bench
  lightspeed: Lightspeed
  /** Share of the allowance that is left, 0 to 1. */
  allowanceLeft: () => number
  /** Whether a relay is heard, so that polls may be rarer where hints come in. */
  isListening?: () => boolean
  onTurn: (ending: { reach: Reach; feed: FeedName }) => void
  onProgress: () => void
}): Puller {
  const { bench, lightspeed } = parts
  const { store, clock, log } = bench
  const unread = openUnread(bench, lightspeed)
  const hints = openHinted(bench, lightspeed, unread)
  const feeds: Feed[] = [...referenceFeeds(bench, lightspeed), consignmentFeed(bench, lightspeed, unread)]
  const dueMs = new Map<FeedName, number>(feeds.map((feed) => [feed.name, 0]))
  const starts = new Map(feeds.map((feed) => [feed.name, startKeeper(bench)]))
  const pulledMs = new Map<FeedName, number>()
  let fullDueMs = 0
  let heldUntilMs = 0
  let running: FeedName | null = null
  let turn: Promise<void> = Promise.resolve()
  let isClosed = false
  let cancelRest: () => void = () => undefined
  /** The feeds that the look under way has still to pull. */
  let stillToLook = new Set<FeedName>()
  let isAskedAgain = false
  const pullRun: PullRun = { isClosed: () => isClosed, onProgress: parts.onProgress }

  function look(): void {
    if (isClosed || running !== null) return
    cancelRest()
    const now = clock.mono()
    const next = nextWork(now)
    if (next === null) {
      const unreadDueMs = unread.dueMs() ?? Number.POSITIVE_INFINITY
      const hintedDueMs = hints.dueMs() ?? Number.POSITIVE_INFINITY
      const soonest = Math.min(
        ...dueMs.values(),
        unreadDueMs,
        hintedDueMs,
        Math.max(fullDueMs, now + fullPageEveryMs),
      )
      cancelRest = clock.after(Math.max(50, soonest - now), look)
      return
    }
    running = next.name
    turn = next.work().finally(() => {
      running = null
      if (isAskedAgain && stillToLook.size === 0) beginLook()
      look()
    })
  }

  /** Polls first, then what a relay hinted at, then what they left to be read, then the whole readings. */
  function nextWork(now: number): { name: FeedName; work: () => Promise<void> } | null {
    const due = mostOverdue(now)
    if (due !== null) return { name: due.name, work: () => pull(due) }
    if ((hints.dueMs() ?? Number.POSITIVE_INFINITY) <= now) return { name: 'consignments', work: readHinted }
    if ((unread.dueMs() ?? Number.POSITIVE_INFINITY) <= now) return { name: 'consignments', work: readUnread }
    const full = fullDueMs <= now ? fullPassDue() : null
    return full === null ? null : { name: full.name, work: () => pullFull(full) }
  }

  /** The first pulls in their order, since each needs what the one before brought; then whoever waits longest. */
  function mostOverdue(now: number): Feed | null {
    const due = feeds.filter((feed) => (dueMs.get(feed.name) ?? 0) <= now)
    const first = due.find((feed) => store.feeds.get(feed.name).isFirstPull)
    return (
      first ??
      due.toSorted((one, other) => (dueMs.get(one.name) ?? 0) - (dueMs.get(other.name) ?? 0))[0] ??
      null
    )
  }

  function fullPassDue(): Feed | null {
    const isDue = ({ isFirstPull, fullAt }: { isFirstPull: boolean; fullAt: string | null }) =>
      !isFirstPull && (fullAt === null || clock.now() - Date.parse(fullAt) >= fullEveryMs)
    const found = feeds.find((feed) => isDue(store.feeds.get(feed.name))) ?? null
    if (found === null) fullDueMs = clock.mono() + fullAgainMs
    return found
  }

  function beginLook(): void {
    isAskedAgain = false
    const all = feeds.map((feed) => feed.name)
    stillToLook = new Set(all)
    hasten(all)
  }

  function hasten(names: readonly FeedName[]): void {
    for (const name of names) dueMs.set(name, 0)
    if (!names.includes('consignments')) return
    unread.hurry()
    fullDueMs = 0
  }

  async function pull(feed: Feed): Promise<void> {
    const again = (ms: number) => dueMs.set(feed.name, clock.mono() + ms)
    const slow = parts.allowanceLeft() < lowRemaining ? slowdown : 1
    again(feed.everyMs * Math.max(slow, hints.pace(feed.name, parts.isListening?.() === true)))
    const hintsRead = hints.begin(feed.name)
    pulledMs.set(feed.name, clock.mono())
    try {
      const start = starts.get(feed.name) ?? startKeeper(bench)
      const kept = store.feeds.get(feed.name)
      const from = kept.isFirstPull || kept.cursor < 0 ? Math.max(0, kept.cursor) : start.from(kept.cursor)
      const result = await pullFeed(bench, feed, from, pullRun)
      if (isClosed || result.is === 'closed') return
      if (result.is === 'restarted') again(0)
      if (result.is === 'pulled') {
        start.ended(from, result.cursor)
        hintsRead()
      }
      if (result.is === 'stopped') {
        again(Math.max(afterStopMs(result.stop), result.stop.is === 'no-answer' ? feed.everyMs : 0))
        holdAll(result.stop)
        // What cannot be polled cannot be read either: no consignment is to blame for it.
        if (result.stop.is !== 'limited') unread.block(afterStopMs(result.stop))
      }
      parts.onTurn({ reach: result.is === 'stopped' ? reachOf(result.stop) : 'fine', feed: feed.name })
    } catch (thrown) {
      if (isClosed) return
      log.bug('sync.pull-broke', thrown, { feed: feed.name })
      again(Math.max(feed.everyMs, troubleAgainMs))
    } finally {
      stillToLook.delete(feed.name)
    }
  }

  async function pullFull(feed: Feed): Promise<void> {
    try {
      const result = await pullFullPage(bench, feed, pullRun)
      fullDueMs = clock.mono() + (result.is === 'stopped' ? afterFullStopMs(result.stop) : fullPageEveryMs)
    } catch (thrown) {
      if (isClosed) return
      log.bug('sync.full-pull-broke', thrown, { feed: feed.name })
      fullDueMs = clock.mono() + fullAgainMs
    }
  }

  /** What the polls left to be read, between them. */
  async function readUnread(): Promise<void> {
    try {
      await unread.read(mostUnread, () => isClosed)
      if (!isClosed) parts.onProgress()
    } catch (thrown) {
      if (isClosed) return
      log.bug('sync.unread-broke', thrown)
      unread.block(troubleAgainMs)
    }
  }

  /** Consignments known here that a relay hinted at: their headers, and their lines where those changed. */
  async function readHinted(): Promise<void> {
    try {
      await hints.read(() => isClosed)
    } catch (thrown) {
      if (isClosed) return
      log.bug('sync.hinted-broke', thrown)
      await new Promise<void>((resolve) => clock.after(troubleAgainMs, resolve))
    }
  }

  /** Without a network or a token one feed tries for all. */
  function holdAll(stop: PullStop): void {
    if (stop.is !== 'offline' && stop.is !== 'unauthorised' && stop.is !== 'limited') return
    const until = clock.mono() + afterStopMs(stop)
    stillToLook.clear()
    isAskedAgain = false
    heldUntilMs = until
    for (const [name, due] of dueMs) dueMs.set(name, Math.max(due, until))
  }

  /** While the allowance runs low a hinted feed waits for its poll. */
  function hastenHinted(): void {
    const due = hints.feedsDue((feed) => pulledMs.get(feed) ?? null)
    if (parts.allowanceLeft() < lowRemaining) return
    for (const [name, atMs] of due) {
      dueMs.set(name, Math.min(dueMs.get(name) ?? 0, Math.max(atMs, heldUntilMs)))
    }
  }

  look()
  return {
    hinted() {
      hastenHinted()
      look()
    },
    wake(...names) {
      hasten(names)
      look()
    },
    lookNow() {
      if (stillToLook.size > 0) isAskedAgain = true
      else beginLook()
      look()
    },
    isLooking: () => stillToLook.size > 0,
    running: () => running,
    async close() {
      isClosed = true
      cancelRest()
      await turn
    },
  }
}

/** Remembers where walks ended, so that the next begins where the feed stood two and a half minutes ago. */
function startKeeper({ clock }: Bench) {
  let walks: { atMs: number; from: number; to: number }[] = []
  return {
    from(cursor: number): number {
      const settled = walks.findLast((walk) => walk.atMs <= clock.mono() - lateRowMs)
      if (settled !== undefined) {
        walks = walks.slice(walks.indexOf(settled))
        return Math.min(cursor, settled.to)
      }
      return Math.min(Math.max(0, cursor - overlap), walks[0]?.from ?? cursor)
    },
    ended(from: number, to: number): void {
      // The first pull of all walks everything: what it began from says nothing about late rows.
      walks.push({ atMs: clock.mono(), from: walks.length === 0 ? Math.max(from, to - overlap) : from, to })
    },
  }
}

/** The window of the allowance is waited out; anything else can wait longer: nobody is in a hurry for this. */
function afterFullStopMs(stop: PullStop): number {
  return stop.is === 'limited' ? afterStopMs(stop) : fullAgainMs
}

function reachOf(stop: PullStop): Reach {
  if (stop.is === 'offline') return 'offline'
  if (stop.is === 'unauthorised') return 'signed-out'
  const isLeftAlone = stop.is === 'limited' && stop.why !== undefined
  return stop.is === 'no-answer' || isLeftAlone ? 'trouble' : 'fine'
}
