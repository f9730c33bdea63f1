import type { WebhookType } from '../../src-shared/model/hint.ts'
import type { Bench } from '../bench.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import { systemActor } from '../store/store.ts'
import type { FeedName } from './feed.ts'
import { afterStopMs } from './pull-stop.ts'
import type { Unread } from './unread.ts'

/** The feed that brings what a type of webhook is about. */
const feedOf: Record<WebhookType, FeedName> = {
  'consignment.send': 'consignments',
  'consignment.receive': 'consignments',
  'inventory.update': 'inventory',
  'product.update': 'products',
}
/** Webhooks come line by line: the first one waits for the others of its kind. */
const gatherMs = 400
/** The same consignment is not read again for a hint before so long. */
const consignmentEveryMs = 2_000
/**
 * A feed is pulled for hints this soon after it was last pulled, five times; then every ten seconds, and one of the five
 * comes back every half minute. A shop that sells without a pause must not spend the allowance by telling of it.
 */
const feedSoonMs = 2_000
const feedEveryMs = 10_000
const soonPulls = 5
const soonPullBackMs = 30_000
const mostATurn = 20
const waitMs = 2_000
/**
 * Feeds whose every change has a webhook are polled this much more rarely while hints of their type come in. Nothing is
 * told of a consignment that is opened, edited or cancelled, so that feed keeps its pace.
 */
const rarely = 3
const provenForMs = 30 * 60_000
const told: Partial<Record<FeedName, WebhookType>> = {
  inventory: 'inventory.update',
  products: 'product.update',
}

/** Turns hints into reading: a consignment that is known here by its id, everything else by its feed. */
export type Hinted = {
  /** Hints are stored: gives the feeds to be pulled because of them, each with the soonest moment. */
  feedsDue(pulledMs: (feed: FeedName) => number | null): Map<FeedName, number>
  /** Monotonic milliseconds at which a known consignment is to be read; null while there is none. */
  dueMs(): number | null
  read(isClosed: () => boolean): Promise<void>
  /** A feed begins to be read: what this gives is called when it was read to the end. */
  begin(feed: FeedName): () => void
  /** By how much this feed may be polled more rarely now. */
  pace(feed: FeedName, isListening: boolean): number
}

export function openHinted(bench: Bench, lightspeed: Lightspeed, unread: Unread): Hinted {
  const { store, clock } = bench
  const restUntilMs = new Map<string, number>()
  let gatherUntilMs = 0
  let blockedUntilMs = 0
  // What was left to be read when the station last ended is read after the start.
  let mayWait = true

  const quick = new Map<FeedName, { left: number; atMs: number }>()

  /** How many quick pulls a feed has left. */
  function quickLeft(feed: FeedName): number {
    const { left, atMs } = quick.get(feed) ?? { left: soonPulls, atMs: 0 }
    return Math.min(soonPulls, left + (clock.mono() - atMs) / soonPullBackMs)
  }

  const resting = () => {
    const now = clock.mono()
    for (const [remoteId, untilMs] of restUntilMs) if (untilMs <= now) restUntilMs.delete(remoteId)
    return [...restUntilMs.keys()]
  }

  function commandFor(given: unknown) {
    return { kind: 'feed:hinted', actor: systemActor, subject: null, given, traceId: bench.newTraceId() }
  }

  async function readOne(next: { remoteId: string; upTo: number }): Promise<void> {
    const header = await lightspeed.consignment(next.remoteId, { priority: 'poll', waitMs })
    const isUseless =
      header.is === 'refused' ||
      (header.is === 'no-answer' && (header.kind === 'unreadable' || header.kind === 'too-large'))
    if (header.is !== 'answer' && !isUseless) {
      blockedUntilMs = clock.mono() + afterStopMs(header)
      return
    }
    restUntilMs.set(next.remoteId, clock.mono() + consignmentEveryMs)
    const command = commandFor({ remoteId: next.remoteId })
    store.repeat(command, () => {
      // One that is gone is judged by the next whole reading, as without a hint.
      if (header.is === 'answer') unread.take(header.value, command)
      store.hints.setConsignmentRead(next, store.now())
    })
  }

  return {
    feedsDue(pulledMs) {
      const now = clock.mono()
      const due = new Map<FeedName, number>()
      let isForKnown = false
      for (const { type, known, others } of store.hints.waiting()) {
        isForKnown ||= known > 0
        if (others === 0) continue
        const feed = feedOf[type]
        const restMs = quickLeft(feed) >= 1 ? feedSoonMs : feedEveryMs
        due.set(feed, Math.max(now + gatherMs, (pulledMs(feed) ?? -restMs) + restMs))
      }
      if (isForKnown && !mayWait) gatherUntilMs = now + gatherMs
      mayWait ||= isForKnown
      return due
    },
    dueMs() {
      if (!mayWait || store.feeds.get('consignments').isFirstPull) return null
      const soonest = Math.max(gatherUntilMs, blockedUntilMs)
      const held = resting()
      if (store.hints.nextConsignment(held) !== null) return soonest
      if (store.hints.nextConsignment([]) === null) {
        mayWait = false
        return null
      }
      return Math.max(soonest, Math.min(...restUntilMs.values()))
    },
    async read(isClosed) {
      for (let count = 0; count < mostATurn && !isClosed() && blockedUntilMs <= clock.mono(); count += 1) {
        const next = store.hints.nextConsignment(resting())
        if (next === null) return
        await readOne(next)
      }
    },
    begin(feed) {
      const upTo = store.hints.newest()
      if (store.hints.waiting().some(({ type, others }) => feedOf[type] === feed && others > 0)) {
        quick.set(feed, { left: Math.max(0, quickLeft(feed) - 1), atMs: clock.mono() })
      }
      return () => {
        const waiting = store.hints.waiting()
        // What the feed has just made known here is looked at once more by its id.
        mayWait ||= waiting.some(({ known }) => known > 0)
        const types = waiting.filter(({ type, others }) => feedOf[type] === feed && others > 0)
        if (types.length === 0) return
        store.repeat(commandFor({ feed }), () => {
          for (const { type } of types) store.hints.setOthersRead(type, upTo, store.now())
        })
      }
    },
    pace(feed, isListening) {
      const type = told[feed]
      if (!isListening || type === undefined) return 1
      const newest = store.hints.newestOf(type)
      return newest !== null && clock.now() - Date.parse(newest) < provenForMs ? rarely : 1
    },
  }
}
