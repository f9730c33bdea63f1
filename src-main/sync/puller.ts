import type { Bench } from '../bench.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import { consignmentFeed } from './consignment-feed.ts'
import { type Feed, type FeedName, pullFeed, referenceFeeds } from './feed.ts'

const offlineAgainMs = 10_000
const lowRemaining = 0.25
const slowdown = 4

export type Puller = {
  /** Pulls these feeds (all when none is named) as soon as it can. */
  wake(...names: FeedName[]): void
  running(): FeedName | null
  isOffline(): boolean
  close(): Promise<void>
}

/**
 * Keeps the catalogue and the shadow up to date: one feed at a time, each at its own pace, slower while the call
 * allowance runs low. `onTurn` hears after each pull, `onProgress` after each stored slice.
 */
export function openPuller(parts: {
  bench: Bench
  lightspeed: Lightspeed
  /** Share of the allowance that is left, 0 to 1. */
  allowanceLeft: () => number
  onTurn: (ending: { isOffline: boolean; isSignedOut: boolean; feed: FeedName }) => void
  onProgress: () => void
}): Puller {
  const { bench, lightspeed } = parts
  const { clock, log } = bench
  const feeds: Feed[] = [...referenceFeeds(bench, lightspeed), consignmentFeed(bench, lightspeed)]
  const dueMs = new Map<FeedName, number>(feeds.map((feed) => [feed.name, 0]))
  let running: FeedName | null = null
  let turn: Promise<void> = Promise.resolve()
  let isOffline = false
  let isClosed = false
  let cancelRest: () => void = () => undefined

  function look(): void {
    if (isClosed || running !== null) return
    cancelRest()
    const due = feeds.find((feed) => (dueMs.get(feed.name) ?? 0) <= clock.mono())
    if (due === undefined) {
      const next = Math.min(...dueMs.values())
      cancelRest = clock.after(Math.max(50, next - clock.mono()), look)
      return
    }
    running = due.name
    turn = pull(due).finally(() => {
      running = null
      look()
    })
  }

  async function pull(feed: Feed): Promise<void> {
    const again = (ms: number) => dueMs.set(feed.name, clock.mono() + ms)
    const slow = parts.allowanceLeft() < lowRemaining ? slowdown : 1
    try {
      again(feed.everyMs * slow)
      const result = await pullFeed(bench, feed, parts.onProgress)
      if (isClosed) return
      isOffline = result.is === 'stopped' && result.stop.is === 'offline'
      if (result.is === 'stopped') again(waitAfter(result.stop, feed.everyMs))
      const isSignedOut = result.is === 'stopped' && result.stop.is === 'unauthorised'
      parts.onTurn({ isOffline, isSignedOut, feed: feed.name })
    } catch (thrown) {
      if (isClosed) return
      log.bug('sync.pull-broke', thrown, { feed: feed.name })
      again(feed.everyMs)
    }
  }

  look()
  return {
    wake(...names) {
      for (const name of names.length === 0 ? feeds.map((feed) => feed.name) : names) dueMs.set(name, 0)
      look()
    },
    running: () => running,
    isOffline: () => isOffline,
    async close() {
      isClosed = true
      cancelRest()
      await turn
    },
  }
}

function waitAfter(stop: { is: string; retryAfterMs?: number }, everyMs: number): number {
  if (stop.is === 'offline') return offlineAgainMs
  return stop.retryAfterMs ?? Math.max(everyMs, 30_000)
}
