import type { Dispatcher } from 'undici'
import { type HintPage, hintPage } from '../../src-shared/model/hint.ts'
import type { Bench } from '../bench.ts'
import { openAgent } from '../lightspeed/agent.ts'
import { type Exchanged, exchange } from '../lightspeed/exchange.ts'
import { systemActor } from '../store/store.ts'

/** Where a relay is and what this station shows it. The token goes to this address only. */
export type RelayAccess = { url: string; token: string }

/** `listening`: the last question was answered. `down`: polls go on as if there were no relay. */
export type HintLineState =
  | { is: 'asking' }
  | { is: 'listening'; since: string }
  | { is: 'down'; since: string; why: string }

export type HintLine = { state(): HintLineState; close(): Promise<void> }

/** What a relay answered, or why it is as good as none. `isFinal`: asking again soon would change nothing. */
type Asked = { is: 'page'; page: HintPage } | { is: 'none'; why: string; isFinal: boolean }

const longWaitSeconds = 25
const afterHintsMs = 250
/** A relay that does not let us wait is asked so often. */
const plainPollMs = 5_000
const firstAgainMs = 2_000
const longestAgainMs = 60_000
const mostBytes = 1024 * 1024

/** A clock's time per question: what the relay may wait, and as much again for the way. */
const slackMs = 10_000

/**
 * Asks a relay for hints, one question after the other, from the cursor that is kept: hints and cursor are stored
 * together. `onHints` hears when some are new, or that some may have been missed. A relay that is down costs nothing
 * but its hints.
 */
export function openHintLine(parts: {
  bench: Bench
  relay: RelayAccess
  /** How long the relay may keep a question open; 0 asks plainly every few seconds. */
  waitSeconds?: number
  dispatcher?: Dispatcher
  onHints: (isGap: boolean) => void
  onState: (state: HintLineState) => void
}): HintLine {
  const { bench, relay } = parts
  const { store, clock, log } = bench
  const own = parts.dispatcher === undefined ? openAgent({ connections: 1 }) : null
  const dispatcher = parts.dispatcher ?? own ?? openAgent({ connections: 1 })
  const stopped = new AbortController()
  let state: HintLineState = { is: 'asking' }
  let failures = 0
  let cancel: () => void = () => undefined
  let turn: Promise<void> = Promise.resolve()

  function ask(): void {
    turn = askOnce().catch((thrown: unknown) => {
      if (stopped.signal.aborted) return
      log.bug('sync.hints-broke', thrown)
      again(longestAgainMs)
    })
  }

  function again(ms: number): void {
    if (!stopped.signal.aborted) cancel = clock.after(ms, ask)
  }

  async function askOnce(): Promise<void> {
    const cursor = store.hints.cursor()
    // The first question is answered at once: then it is known whether the relay is there.
    const waitSeconds =
      state.is === 'listening' && cursor !== null ? (parts.waitSeconds ?? longWaitSeconds) : 0
    const startedMs = clock.mono()
    const asked = await askRelay(
      { dispatcher, clock, signal: stopped.signal },
      relay,
      cursor === null ? '' : `?after=${cursor.cursor}&wait=${waitSeconds}`,
      waitSeconds * 1_000 + slackMs,
    )
    if (stopped.signal.aborted) return
    if (asked.is === 'none') {
      setDown(asked.why)
      again(asked.isFinal ? longestAgainMs : Math.min(longestAgainMs, firstAgainMs * 2 ** failures))
      failures += 1
      return
    }
    failures = 0
    take(asked.page, cursor?.relay ?? null)
    const wasAsking = state.is !== 'listening'
    if (wasAsking) setState({ is: 'listening', since: store.now() })
    const mayWait = waitSeconds > 0 && (asked.page.hints.length > 0 || clock.mono() - startedMs > 1_000)
    again(
      wasAsking || mayWait ? afterHintsMs : (parts.waitSeconds ?? longWaitSeconds) > 0 ? 1_000 : plainPollMs,
    )
  }

  function take(page: HintPage, memory: string | null): void {
    const isGap = page.isGap || (memory !== null && memory !== page.relay)
    const given = { relay: page.relay, next: page.next, hints: page.hints.length }
    const command = {
      kind: 'feed:hints',
      actor: systemActor,
      subject: null,
      given,
      traceId: bench.newTraceId(),
    }
    const fresh = store.repeat(command, () => store.hints.take(page, store.now()))
    if (isGap) log.warn('sync.hints-gap', { cursor: page.next })
    if (fresh > 0 || isGap) parts.onHints(isGap)
  }

  function setDown(why: string): void {
    if (state.is === 'down' && state.why === why) return
    log.warn('sync.relay-down', { why })
    setState({ is: 'down', since: state.is === 'down' ? state.since : store.now(), why })
  }

  function setState(to: HintLineState): void {
    state = to
    parts.onState(to)
  }

  ask()
  return {
    state: () => state,
    async close() {
      stopped.abort()
      cancel()
      await turn
      await own?.destroy()
    },
  }
}

/**
 * One question as a new station asks it, for Setup: what keeps the relay from being of use; null when nothing does.
 */
export async function tryRelay({ clock }: Pick<Bench, 'clock'>, relay: RelayAccess): Promise<string | null> {
  const agent = openAgent({ connections: 1 })
  try {
    const asked = await askRelay({ dispatcher: agent, clock, signal: null }, relay, '', slackMs)
    return asked.is === 'page' ? null : asked.why
  } finally {
    await agent.destroy()
  }
}

async function askRelay(
  {
    dispatcher,
    clock,
    signal,
  }: { dispatcher: Dispatcher; clock: Bench['clock']; signal: AbortSignal | null },
  relay: RelayAccess,
  query: string,
  withinMs: number,
): Promise<Asked> {
  const { origin, pathname } = new URL(relay.url)
  const got = await exchange(
    dispatcher,
    {
      origin,
      path: `${pathname.replace(/\/$/, '')}/hints${query}`,
      method: 'GET',
      headers: { authorization: `Bearer ${relay.token}`, accept: 'application/json' },
      body: null,
      signal,
    },
    { headMs: withinMs, wholeMs: withinMs, bytes: mostBytes },
    clock,
  )
  return readAsked(got)
}

function readAsked(got: Exchanged): Asked {
  if (got.is === 'broken') {
    const why =
      got.how === 'timed-out' ? 'The relay does not answer in time.' : 'The relay cannot be reached.'
    return { is: 'none', why, isFinal: false }
  }
  if (got.status === 401) {
    return { is: 'none', why: 'The relay does not take the token of this station.', isFinal: true }
  }
  if (got.status >= 500)
    return { is: 'none', why: `The relay is in trouble (status ${got.status}).`, isFinal: false }
  const page = got.status === 200 ? pageIn(got.body) : null
  if (page !== null) return { is: 'page', page }
  return {
    is: 'none',
    why: `What answers at this address is no relay (status ${got.status}).`,
    isFinal: true,
  }
}

function pageIn(body: Buffer): HintPage | null {
  try {
    return hintPage.safeParse(JSON.parse(body.toString('utf8'))).data ?? null
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null
    throw thrown
  }
}
