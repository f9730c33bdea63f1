import type { WebSocket } from 'ws'
import { mostMessageBytes } from '../../../src-shared/contract/message.ts'
import type { NewsTopic } from '../../../src-shared/contract/news.ts'
import type { Failure } from '../../../src-shared/failure.ts'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import type { Door } from '../door.ts'
import { type BridgeFrame, type FrameId, readFrame } from './bridge-frame.ts'

/** What one connection may use. Rates are far above a bench (20 scans a second) and below what could starve it. */
export const connectionLimits = Object.freeze({
  maxMessageBytes: mostMessageBytes,
  asksPerSecond: 500,
  askBurst: 1000,
  /** Each scan is a write of its own: more of them than this would keep the others waiting. */
  scansPerSecond: 100,
  scanBurst: 1000,
  asksUnderWay: 200,
  refusalsBeforeClose: 5000,
  tokenWithinMs: 5000,
  /** Above this the reader is taken for gone. */
  stuckBytes: 16 * 1024 * 1024,
})
export type ConnectionLimits = Readonly<Record<keyof typeof connectionLimits, number>>

/** Close codes of the bridge, in the range RFC 6455 section 7.4.2 leaves to applications. */
export const closeCode = Object.freeze({ token: 4401, tooFast: 4429, slow: 4408, notText: 4415 })

export type Connection = {
  /** Passes news on if this end asked for its topic. `text` is the whole frame, made once for all ends. */
  tell(topic: NewsTopic, text: string): void
}

/**
 * Speaks the bridge's frames over one socket: waits for the token (unless shown already), answers asks in whatever
 * order they finish, passes on the topics it was asked for.
 */
export function openConnection(needs: {
  socket: WebSocket
  door: Door
  /** Names this connection to the station. */
  pageId: string
  isToken: (text: string) => boolean
  isLetIn: boolean
  clock: Clock
  log: Log
  limits?: Partial<ConnectionLimits>
}): Connection {
  const { socket, door, clock, log } = needs
  const limits: ConnectionLimits = { ...connectionLimits, ...needs.limits }
  let isLetIn = needs.isLetIn
  let topics: ReadonlySet<NewsTopic> = new Set()
  let underWay = 0
  // A weight on its way to the reader, and the newest of those that came meanwhile: never a queue of weights.
  let isWeightUnderWay = false
  let nextWeight: string | null = null
  const meter = openMeter(clock, {
    perSecond: limits.asksPerSecond,
    burst: limits.askBurst,
    refusalsBeforeClose: limits.refusalsBeforeClose,
  })
  const scanMeter = openMeter(clock, {
    perSecond: limits.scansPerSecond,
    burst: limits.scanBurst,
    refusalsBeforeClose: limits.refusalsBeforeClose,
  })

  const cancelWait = isLetIn ? () => undefined : clock.after(limits.tokenWithinMs, () => refuse('late'))

  function refuse(why: 'late' | 'wrong'): void {
    log.warn('bridge-token-refused', { why })
    socket.close(closeCode.token, 'The token is missing or wrong.')
  }

  function send(frame: object): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
  }

  function sendWeight(text: string): void {
    isWeightUnderWay = true
    socket.send(text, () => {
      isWeightUnderWay = false
      const next = nextWeight
      nextWeight = null
      if (next !== null && socket.readyState === socket.OPEN) sendWeight(next)
    })
  }

  async function answer(frame: Extract<BridgeFrame, { is: 'ask' }>): Promise<void> {
    const pace = worst(meter.take(), frame.ask === 'desk:scan' ? scanMeter.take() : 'go')
    if (pace === 'close') return socket.close(closeCode.tooFast, 'Too many requests.')
    if (pace === 'refuse' || underWay >= limits.asksUnderWay) return send(refused(frame.id, tooFast))
    underWay += 1
    const settled = await door.answer(frame.ask, frame.takes, undefined, needs.pageId)
    underWay -= 1
    send({ id: frame.id, ...settled })
  }

  function letIn(frame: BridgeFrame): void {
    if (frame.is !== 'token' || !needs.isToken(frame.token)) {
      refuse('wrong')
      return
    }
    cancelWait()
    isLetIn = true
    acknowledge(frame.id)
  }

  function acknowledge(id: FrameId | null): void {
    if (id !== null) send({ id, ok: true, value: {} })
  }

  socket.on('message', (data, isBinary) => {
    if (isBinary) return socket.close(closeCode.notText, 'Frames are JSON text.')
    // One Buffer: the socket's binaryType is left as `nodebuffer`.
    const frame = readFrame((data as Buffer).toString('utf8'))
    if (!isLetIn) return letIn(frame)
    switch (frame.is) {
      case 'ask':
        answer(frame).catch((thrown: unknown) => log.bug('bridge-answer-broke', thrown, { ask: frame.ask }))
        return
      case 'hear':
        topics = frame.topics
        return acknowledge(frame.id)
      case 'token':
        return acknowledge(frame.id)
      case 'unreadable':
        return meter.take() === 'close'
          ? socket.close(closeCode.tooFast, 'Too many requests.')
          : send(refused(frame.id, unreadable))
    }
  })
  socket.on('error', (thrown) => log.warn('bridge-socket-error', { why: thrown.message.slice(0, 200) }))
  socket.on('close', cancelWait)

  return {
    tell: (topic, text) => {
      if (!isLetIn || !topics.has(topic) || socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > limits.stuckBytes) {
        log.warn('bridge-reader-stuck', { unsentBytes: socket.bufferedAmount })
        socket.close(closeCode.slow, 'News was not read.')
        socket.terminate()
        return
      }
      if (topic !== 'scale') socket.send(text)
      else if (isWeightUnderWay) nextWeight = text
      else sendWeight(text)
    },
  }
}

type Pace = 'go' | 'refuse' | 'close'

function worst(one: Pace, other: Pace): Pace {
  if (one === 'close' || other === 'close') return 'close'
  return one === 'refuse' ? one : other
}

/** Counts asks against a bucket that refills with time. */
function openMeter(clock: Clock, limits: { perSecond: number; burst: number; refusalsBeforeClose: number }) {
  let left = limits.burst
  let at = clock.mono()
  let refusals = 0
  return {
    take: (): Pace => {
      const now = clock.mono()
      left = Math.min(limits.burst, left + ((now - at) / 1000) * limits.perSecond)
      at = now
      if (left >= 1) {
        left -= 1
        return 'go'
      }
      refusals += 1
      return refusals > limits.refusalsBeforeClose ? 'close' : 'refuse'
    },
  }
}

function refused(id: FrameId | null, failure: Failure) {
  return { id, ok: false, failure }
}

const tooFast: Failure = {
  code: 'too-fast',
  say: 'The station is asked more than it can answer at once.',
  next: 'Wait a second and try again.',
  retryable: true,
  traceId: null,
}

const unreadable: Failure = {
  code: 'bad-frame',
  say: 'The station did not understand this message.',
  next: 'Send JSON as {"id": 1, "ask": "frame:state", "takes": {}}.',
  retryable: false,
  traceId: null,
}
