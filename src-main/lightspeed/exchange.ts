import type { IncomingHttpHeaders } from 'node:http'
import { gunzip } from 'node:zlib'
import type { Dispatcher } from 'undici'
import type { Clock } from '../clock.ts'

/** Longest waits of one call, milliseconds, and the largest body taken, bytes (before and after unpacking). */
export type Limits = { headMs: number; wholeMs: number; bytes: number }

export const usualLimits: Limits = { headMs: 10_000, wholeMs: 30_000, bytes: 20 * 1024 * 1024 }

export type Sending = {
  origin: string
  path: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers: Record<string, string>
  body: string | null
  signal: AbortSignal | null
}

/** What one exchange came to. `wasSent` is false only when certainly no byte of the request left this computer. */
export type Exchanged =
  | { is: 'whole'; status: number; headers: IncomingHttpHeaders; body: Buffer }
  | {
      is: 'broken'
      how: 'timed-out' | 'too-large' | 'stopped' | 'connection'
      thrown: unknown
      wasSent: boolean
    }

/**
 * One request and its whole answer over undici's dispatcher: no redirects, no retries. Written on the handler rather
 * than on `request()` because only the handler tells when a request is handed to a connected socket, and that moment
 * decides whether a lost write may have been applied.
 */
export async function exchange(
  dispatcher: Dispatcher,
  sending: Sending,
  limits: Limits,
  clock: Clock,
): Promise<Exchanged> {
  const got = await collect(dispatcher, sending, limits, clock)
  if (got.is !== 'whole' || got.headers['content-encoding'] !== 'gzip') return got
  return new Promise((resolve) => {
    gunzip(got.body, { maxOutputLength: limits.bytes }, (thrown, body) => {
      if (thrown === null) return resolve({ ...got, body })
      const isTooLarge = 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE'
      resolve({ is: 'broken', how: isTooLarge ? 'too-large' : 'connection', thrown, wasSent: true })
    })
  })
}

function collect(
  dispatcher: Dispatcher,
  { signal, ...request }: Sending,
  limits: Limits,
  clock: Clock,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | null = null
    let isSettled = false
    let head: { status: number; headers: IncomingHttpHeaders } | null = null
    const chunks: Buffer[] = []
    let bytes = 0

    const settle = (result: Exchanged) => {
      if (isSettled) return
      isSettled = true
      cancelWhole()
      cancelHead()
      signal?.removeEventListener('abort', stop)
      resolve(result)
    }
    const giveUp = (how: 'timed-out' | 'too-large' | 'stopped') => {
      settle({ is: 'broken', how, thrown: null, wasSent: controller !== null })
      controller?.abort(new Error(`Call ended: ${how}.`))
    }
    const stop = () => giveUp('stopped')
    const cancelWhole = clock.after(limits.wholeMs, () => giveUp('timed-out'))
    let cancelHead: () => void = () => undefined

    if (signal?.aborted) return stop()
    signal?.addEventListener('abort', stop, { once: true })
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        // Given up while it queued for a connection: this is before the first byte, so nothing is sent.
        if (isSettled) return started.abort(new Error('Call ended before it was sent.'))
        controller = started
        cancelHead = clock.after(limits.headMs, () => giveUp('timed-out'))
      },
      onResponseStart(_controller, status, headers) {
        if (status < 200) return
        cancelHead()
        head = { status, headers }
      },
      onResponseData(_controller, chunk) {
        bytes += chunk.length
        if (bytes > limits.bytes) return giveUp('too-large')
        chunks.push(chunk)
      },
      onResponseEnd() {
        if (head === null) return settle({ is: 'broken', how: 'connection', thrown: null, wasSent: true })
        settle({ is: 'whole', ...head, body: Buffer.concat(chunks) })
      },
      onResponseError(_controller, thrown) {
        settle({ is: 'broken', how: 'connection', thrown, wasSent: controller !== null })
      },
    })
  })
}
