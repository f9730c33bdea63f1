import type { Ask, Bridge, Gives, Takes } from '../src-shared/contract/contract.ts'
import { mostMessageBytes } from '../src-shared/contract/message.ts'
import type { News, NewsTopic } from '../src-shared/contract/news.ts'
import type { Failure, Settled } from '../src-shared/failure.ts'
import { words } from './words.ts'

const firstRetryMs = 250
const longestRetryMs = 4000

/** The part of a WebSocket this bridge uses; a test can stand in for it. */
export type SocketLike = {
  send(frame: string): void
  close(): void
  onopen: (() => void) | null
  onclose: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
}

export type SocketTools = {
  open(url: string): SocketLike
  after(ms: number, run: () => void): void
}

const browserTools: SocketTools = {
  open: (url) => new WebSocket(url) as unknown as SocketLike,
  after: (ms, run) => void setTimeout(run, ms),
}

/** What is said of a request that found no station, or whose answer went down with the connection. */
export function stationAway(): Failure {
  return { code: 'station-away', ...words.frame.stationAway, retryable: true, traceId: null }
}

/** What is said of a request that fits into no message; it is not sent, and nothing else suffers from it. */
function tooLong(): Failure {
  return { code: 'too-long', ...words.frame.tooLong, retryable: false, traceId: null }
}

function isTooLong(frame: string): boolean {
  // No letter takes more than three bytes here: what is short is not measured.
  if (frame.length * 3 <= mostMessageBytes) return false
  return new TextEncoder().encode(frame).length > mostMessageBytes
}

type Frame = {
  id?: number
  ok?: boolean
  value?: unknown
  failure?: Failure
  news?: NewsTopic
  body?: unknown
}
type Waiting = (settled: Settled<unknown>) => void

/**
 * The contract over one WebSocket. Frames out: `{id, ask, takes}` and `{hear: ["*"]}`; in: `{id, ok, value|failure}`
 * and `{news, body}`. It reconnects by itself. A request made while the first connection is still being opened waits
 * for it; one whose connection breaks is answered with a failure and never sent twice, since it may have been done.
 */
export function socketBridge(url: string, tools: SocketTools = browserTools): Bridge {
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<NewsTopic, Set<(body: never) => void>>()
  const watchers = new Set<(isConnected: boolean) => void>()
  const unsent: string[] = []
  let nextId = 1
  let retryMs = firstRetryMs
  let socket: SocketLike | null = null
  let state: 'opening' | 'open' | 'away' = 'opening'

  function say(isConnected: boolean): void {
    for (const watch of watchers) watch(isConnected)
  }

  function dropAll(): void {
    unsent.length = 0
    const dropped = [...waiting.values()]
    waiting.clear()
    for (const settle of dropped) settle({ ok: false, failure: stationAway() })
  }

  function take(raw: unknown): void {
    const frame = JSON.parse(String(raw)) as Frame
    if (frame.news) {
      for (const listen of listeners.get(frame.news) ?? []) listen(frame.body as never)
      return
    }
    const settle = frame.id === undefined ? undefined : waiting.get(frame.id)
    if (!settle || frame.id === undefined) return
    waiting.delete(frame.id)
    settle(
      frame.ok
        ? { ok: true, value: frame.value }
        : { ok: false, failure: frame.failure ?? { ...stationAway(), code: 'bad-frame' } },
    )
  }

  function connect(): void {
    const fresh = tools.open(url)
    socket = fresh
    fresh.onopen = () => {
      state = 'open'
      retryMs = firstRetryMs
      fresh.send(JSON.stringify({ hear: ['*'] }))
      for (const frame of unsent.splice(0)) fresh.send(frame)
      say(true)
    }
    fresh.onmessage = (event) => take(event.data)
    fresh.onclose = () => {
      state = 'away'
      dropAll()
      say(false)
      tools.after(retryMs, connect)
      retryMs = Math.min(retryMs * 2, longestRetryMs)
    }
  }
  connect()

  return {
    ask<A extends Ask>(ask: A, takes: Takes<A>): Promise<Settled<Gives<A>>> {
      if (state === 'away') return Promise.resolve({ ok: false, failure: stationAway() })
      const id = nextId++
      const frame = JSON.stringify({ id, ask, takes })
      if (isTooLong(frame)) return Promise.resolve({ ok: false, failure: tooLong() })
      return new Promise((resolve) => {
        waiting.set(id, (settled) => resolve(settled as Settled<Gives<A>>))
        if (state === 'open') socket?.send(frame)
        else unsent.push(frame)
      })
    },
    hear<T extends NewsTopic>(topic: T, listen: (body: News<T>) => void): () => void {
      const heard = listeners.get(topic) ?? new Set()
      listeners.set(topic, heard)
      heard.add(listen)
      return () => heard.delete(listen)
    },
    onConnection(listen) {
      watchers.add(listen)
      if (state !== 'opening') listen(state === 'open')
      return () => watchers.delete(listen)
    },
  }
}
