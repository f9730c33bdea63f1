import { atMostEvery } from '../at-most-every.ts'
import type { Bench } from '../bench.ts'
import type { Clock } from '../clock.ts'
import { type Allowance, openAllowance } from '../lightspeed/allowance.ts'
import { type Breaker, openBreaker } from '../lightspeed/breaker.ts'
import type { CallOutcome } from '../lightspeed/caller.ts'
import { forecastMs } from '../lightspeed/forecast.ts'
import { type Lightspeed, openLightspeed } from '../lightspeed/lightspeed.ts'
import type { AccessState, LineAccess } from '../lightspeed/line-access.ts'
import type { Store } from '../store/store.ts'
import type { FeedName } from './feed.ts'
import { type HintLine, type HintLineState, openHintLine, type RelayAccess } from './hint-line.ts'
import { openPuller, type Puller } from './puller.ts'
import { openPusher, type Pusher } from './pusher.ts'
import type { Reach } from './reach.ts'
import { openReconciler, type Reconciler } from './reconcile/reconciler.ts'

/** The station's line to its store: one client, one allowance, what goes out and what comes in. */
export type Link = {
  lightspeed: Lightspeed
  allowance: Allowance
  breaker: Breaker
  /** When everything that waits will be sent, as far as the allowance tells (UTC text); null when nothing waits. */
  allSentAt(): string | null
  pusher: Pusher
  puller: Puller
  reconciler: Reconciler
  state(): { isOffline: boolean; since: string | null; isSignedOut: boolean; access: AccessState }
  /**
   * Tries everything that waits, and looks for what is new: a person asked. However often, at most once in two seconds
   * and once more after that; a look that still runs is not begun again. False when this joins what is under way.
   */
  now(): boolean
  /** Asks this relay for hints from now on; null: polls only. */
  listen(relay: RelayAccess | null): Promise<void>
  /** Where the relay stands; null where none is asked. */
  relay(): HintLineState | null
  close(): Promise<void>
}

const nowEveryMs = 2_000

const forecastEveryMs = 2_000
/**
 * Besides one call a line: making it, its statuses, and reading header, lines and totals, again while Lightspeed works on
 * the lines. Measured on the entries of three days without a network: 22 (test/fault/long-outage.test.ts).
 */
const callsAnEntry = 20
const usualCallMs = 150

/** When what waits will be sent, were everything to go well from now on (UTC text); null when nothing waits. */
export function forecastOf(store: Store, clock: Clock, allowance: Allowance): string | null {
  const { n } = store.outbox.moving()
  if (n === 0) return null
  const sample = store.outbox.sampleOfWaiting()
  const { limit, remaining, resetsAt, pausedMs } = allowance.state()
  const ms = forecastMs({
    calls: n * (callsAnEntry + (sample.entries === 0 ? 0 : sample.rows / sample.entries)),
    limit,
    remaining,
    windowEndsInMs: resetsAt === null ? null : Math.max(0, resetsAt - clock.now()),
    pausedMs,
    callMs: usualCallMs,
  })
  return Number.isFinite(ms) ? new Date(clock.now() + ms).toISOString() : null
}

/** Opens the line; nothing waits for it. `onChange` hears whenever what the frame shows of it may have changed. */
export function openLink(parts: {
  bench: Bench
  url: string
  apiVersion: '2026-07' | '2.0'
  access: LineAccess
  userAgent: string
  onChange: () => void
  /** How far comparing with Lightspeed is has changed; at most twice a second. */
  onCompared?: () => void
  /** The relay answers, or no longer. */
  onRelay?: () => void
  onCall?: (outcome: CallOutcome, ms: number) => void
}): Link {
  const { bench } = parts
  const { store, clock, log } = bench
  const allowance = openAllowance({ clock, registers: Math.max(1, store.catalogue.registerCount()) })
  const breaker = openBreaker({
    clock,
    onChange() {
      if (isClosed) return
      const { is } = breaker.state()
      allowance.narrow()
      log.warn('sync.store-trouble', { state: is })
      // It answers again: whatever waits for its next try need not wait longer.
      if (is === 'closed') {
        puller.wake()
        pusher.hurry()
      }
      parts.onChange()
    },
  })
  const lightspeed = openLightspeed(
    {
      url: parts.url,
      apiVersion: parts.apiVersion,
      token: parts.access.take,
      renew: parts.access.renew,
      userAgent: parts.userAgent,
    },
    { clock, log, allowance, breaker, onCall: hearCall },
  )
  let reach: Reach = 'fine'
  let offlineSince: string | null = null
  let hasReached = false
  /** It was offline or signed out, and nothing has shown since that it works again. */
  let isAway = false
  const troubled = new Set<FeedName | 'push' | 'call'>()
  let isClosed = false
  let hintLine: HintLine | null = null

  function hear(found: Reach, source: FeedName | 'push' | 'call'): void {
    if (isClosed) return
    // One feed that is answered with nonsense for ever says nothing about the others: it has to work again itself.
    const isBack = found === 'fine' && (isAway || troubled.has(source))
    reach = found
    if (found === 'offline' || found === 'signed-out') isAway = true
    if (found === 'trouble') troubled.add(source)
    else troubled.delete(source)
    if (found === 'offline') offlineSince ??= (hasReached ? null : lastHeardAt(store)) ?? store.now()
    else {
      offlineSince = null
      hasReached = true
    }
    // It works again: whatever waits for its next try need not wait longer.
    if (isBack) {
      isAway = false
      troubled.clear()
      puller.lookNow()
      pusher.hurry()
      reconciler.hurry()
    }
    parts.onChange()
  }

  /** Whoever gets through first shows all that the network is back, long before what they do has come to its end. */
  function hearCall(outcome: CallOutcome, ms: number): void {
    if (isAway && outcome === 'good') hear('fine', 'call')
    parts.onCall?.(outcome, ms)
  }

  const allowanceLeft = () => {
    const { limit, remaining } = allowance.state()
    return limit === 0 ? 1 : remaining / limit
  }
  const puller = openPuller({
    bench,
    lightspeed,
    allowanceLeft,
    isListening: () => hintLine?.state().is === 'listening',
    onTurn: ({ reach: found, feed }) => {
      if (feed === 'registers') allowance.knowRegisters(Math.max(1, store.catalogue.registerCount()))
      hear(found, feed)
    },
    onProgress: parts.onChange,
  })
  const pusher = openPusher({
    bench,
    lightspeed,
    onTurn: ({ is }) => {
      if (is === 'done') {
        hear('fine', 'push')
        puller.wake('inventory')
      } else if (is === 'offline' || is === 'signed-out') hear(is, 'push')
      else if (is === 'later' && reach === 'offline') hear('trouble', 'push')
      else parts.onChange()
    },
  })
  function openLineTo(relay: RelayAccess): HintLine {
    return openHintLine({
      bench,
      relay,
      onHints(isGap) {
        if (isClosed) return
        // What was missed is not known: one poll of everything finds it.
        if (isGap) puller.lookNow()
        puller.hinted()
      },
      onState({ is }) {
        if (isClosed) return
        // Polls that had become rarer must not stay so.
        if (is === 'down') puller.wake('inventory', 'products')
        parts.onRelay?.()
        parts.onChange()
      },
    })
  }

  const reconciler = openReconciler({
    bench,
    lightspeed,
    allowanceLeft,
    onProgress: () => parts.onCompared?.(),
    onLate: () => puller.wake('inventory'),
  })
  const askedNow = atMostEvery(clock, nowEveryMs, () => {
    pusher.hurry()
    puller.lookNow()
  })
  let forecast: { madeAtMs: number; at: string | null } | null = null
  /** Made anew every other second: the frame asks more often than it changes. */
  function allSentAt(): string | null {
    const nowMs = clock.mono()
    if (forecast === null || nowMs - forecast.madeAtMs >= forecastEveryMs) {
      forecast = { madeAtMs: nowMs, at: forecastOf(store, clock, allowance) }
    }
    return forecast.at
  }
  return {
    lightspeed,
    allowance,
    breaker,
    allSentAt,
    pusher,
    puller,
    reconciler,
    state: () => ({
      isOffline: reach === 'offline',
      since: offlineSince,
      isSignedOut: reach === 'signed-out',
      access: parts.access.state(),
    }),
    now: () => {
      const joins = puller.isLooking()
      return askedNow.ask() && !joins
    },
    async listen(relay) {
      const before = hintLine
      hintLine = null
      await before?.close()
      if (relay !== null && !isClosed) hintLine = openLineTo(relay)
      parts.onChange()
    },
    relay: () => hintLine?.state() ?? null,
    async close() {
      isClosed = true
      askedNow.stop()
      const closing = [
        pusher.close(),
        puller.close(),
        reconciler.close(),
        hintLine?.close() ?? Promise.resolve(),
      ]
      await lightspeed.close()
      await Promise.all(closing)
    },
  }
}

/** When the store was last heard, by the newest pull: a restart does not begin the time without a network anew. */
function lastHeardAt(store: Store): string | null {
  const pulls = store.feeds.all().flatMap(({ pulledAt }) => pulledAt ?? [])
  return pulls.toSorted().at(-1) ?? null
}
