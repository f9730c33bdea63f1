import { Buffer } from 'node:buffer'
import type { Clock } from '../../clock.ts'
import { type OpenPort, type Port, PortError, type PortEvents } from '../port.ts'
import { question } from './protocol.ts'
import { type ScaleProtocolId, scaleProtocols } from './protocols.ts'
import { parityOf, type ScaleFrame, type ScaleFrameReader } from './scale-frame.ts'

/** Speed, data bits, parity and stop bits, as in `9600 8N1`. */
export type ScaleLine = { baud: number; line: string }

export type ScaleSearch = {
  found: (ScaleLine & { protocol: ScaleProtocolId }) | null
  /** Every request that was sent, in order. */
  sent: { line: string; hex: string }[]
  /** The first bytes that came from the device, whatever they mean. */
  heardHex: string
}

/** Listened on without parity, so that parity shows as bit 7: a frame is as long either way. */
const listenLines: ScaleLine[] = [9600, 2400, 4800, 1200, 19_200].map((baud) => ({ baud, line: '8N1' }))
const listenMs = 2_000
const answerMs = 300
/** A protocol is named by two frames that agree; a device that stays silent is not asked a third time. */
const framesToName = 2
const mostRounds = 4
const silentRounds = 2
/** A device that sends so much in words nobody knows is no scale to be asked. */
const chatterBytes = 64
const heardShown = 64
/** No scale sends so much in two seconds: there is nothing to wait for, and it is not kept. */
const mostHeard = 128 * 1024

/** A protocol whose scales send by themselves, and which of their frames cannot be another's. */
type Stream = { protocol: ScaleProtocolId; tells(frame: ScaleFrame): boolean }

const textOf = (raw: Uint8Array) => Buffer.from(raw.map((byte) => byte & 0x7f)).toString('latin1')

/** In order: what the first of these reads, the later ones may read too. */
const streams: Stream[] = [
  { protocol: 'toledo-continuous', tells: saysWeight },
  { protocol: 'a-and-d', tells: saysWeight },
  // With a plus in front of its digits it is some other indicator's line of the same length.
  { protocol: 'cas-indicator', tells: (frame) => saysWeight(frame) && !textOf(frame.raw).includes('+') },
  { protocol: 'generic', tells: (frame) => saysWeight(frame) && /(ST|US|OL)/i.test(textOf(frame.raw)) },
  { protocol: 'sartorius-sbi', tells: saysWeight },
  { protocol: 'ohaus', tells: (frame) => saysWeight(frame) && /\?|G|NET/.test(textOf(frame.raw)) },
  { protocol: 'mt-sics', tells: saysWeight },
  { protocol: 'adam', tells: saysWeight },
  { protocol: 'sma', tells: saysWeight },
]

/** A weight, or that there is none because the plate is too full or too light: words of a scale and of nothing else. */
function saysWeight({ reading }: ScaleFrame): boolean {
  if (reading === null || reading.is === 'fault') return false
  return reading.is !== 'moving' || reading.grams !== null
}

function saysSomething({ reading }: ScaleFrame): boolean {
  return reading !== null
}

/**
 * A request that changes nothing on any scale known, on the line its scales leave the factory with. `after` ends what
 * it began. `answersIn` counts the answers of that protocol among what was heard, round by round.
 */
type Request = ScaleLine & {
  protocol: ScaleProtocolId
  send: Uint8Array
  after?: Uint8Array
  answersIn(rounds: readonly Uint8Array[]): number
}

function request(
  protocol: ScaleProtocolId,
  send: string,
  answersIn: Request['answersIn'],
  more: { baud?: number; after?: Uint8Array } = {},
): Request {
  const { baud, line } = scaleProtocols[protocol]
  return { protocol, baud, line, send: question(send), answersIn, ...more }
}

/**
 * Echo and its end, serial number, status, and weights: never anything that zeroes, tares, switches or prints on some
 * other scale. `P`, for one, asks one scale for its weight and switches another off.
 */
const requests: Request[] = [
  request('toledo-8217', 'Ehello', echoes, { after: question('F') }),
  request('mt-sics', 'I4\r\n', serialNumbers),
  request('nci', 'S\r', framesOf('nci', saysSomething)),
  request('nci', 'S\r', framesOf('nci', saysSomething), { baud: 4800 }),
  request('sma', '\nW\r', framesOf('sma')),
  request('a-and-d', 'Q\r\n', framesOf('a-and-d')),
  request('ohaus', 'IP\r\n', framesOf('ohaus')),
  // One byte is little to go by: it must be all that comes.
  request('cas', '\x05', (rounds) => rounds.filter((heard) => textOf(heard) === '\x06').length),
  request('sartorius-sbi', '\x1bP', framesOf('sartorius-sbi')),
  // Last: one letter, which others take for the beginning of their own question, or begin to send at. CR ends both.
  request('toledo-8217', 'W', framesOf('toledo-8217', answersWeight), { after: question('\r') }),
]

/** A weight of an 8217 scale, or the status with which one says that it has none now. */
function answersWeight(frame: ScaleFrame): boolean {
  return saysWeight(frame) || textOf(frame.raw).startsWith('\x02?')
}

/** The echo of an 8217 scale, or the status with which one answers letters it does not know. */
function echoes(rounds: readonly Uint8Array[]): number {
  const statuses = framesOf('toledo-8217', ({ raw }) => textOf(raw).startsWith('\x02?'))
  return rounds.filter((heard) => textOf(heard).includes('\x02E\rhello')).length || statuses(rounds)
}

function serialNumbers(rounds: readonly Uint8Array[]): number {
  return rounds.filter((heard) => /I4 (A "|I\r)/.test(textOf(heard))).length
}

function framesOf(protocol: ScaleProtocolId, tells = saysWeight): Request['answersIn'] {
  return (rounds) => {
    const reader = scaleProtocols[protocol].newReader(null)
    return mostAlike(rounds.flatMap((heard) => reader.push(heard)).filter(tells))
  }
}

/** How many frames have the length that most have. */
function mostAlike(frames: readonly ScaleFrame[]): number {
  const lengths = frames.map((frame) => frame.raw.length)
  return Math.max(0, ...lengths.map((length) => lengths.filter((each) => each === length).length))
}

/**
 * Finds out how a scale speaks: first by listening on every line, then by harmless requests. Nothing else is ever
 * written; `onSent` hears each request. A device that speaks otherwise stays unknown, with what it sent.
 * @throws PortError when the port does not open, is lost on the way, or the search is ended.
 */
export async function detectScale(options: {
  openAt(line: ScaleLine): OpenPort
  clock: Clock
  onSent(sent: { line: string; hex: string }): void
  /** Ends the search before its time. */
  closing?: AbortSignal
}): Promise<ScaleSearch> {
  const heard: number[] = []
  const sent: ScaleSearch['sent'] = []
  const asLine = ({ baud, line }: ScaleLine) => `${baud} ${line}`

  /** Works on the port opened for this line, and lets go of it. */
  async function on<T>(line: ScaleLine, work: (talk: Talk) => Promise<T>): Promise<T> {
    if (options.closing?.aborted === true) throw new PortError(ended)
    const talk = await openTalk(options, line, (bytes) => {
      heard.push(...bytes.subarray(0, heardShown - heard.length))
    })
    try {
      return await work(talk)
    } finally {
      await talk.close()
    }
  }

  async function listen(line: ScaleLine): Promise<ScaleSearch['found'] | 'chatter'> {
    return await on(line, async (talk) => {
      const ears = streams.map((stream) => earOf(stream))
      let count = 0
      const named = () => ears.find((ear) => mostAlike(ear.frames) >= framesToName)
      await talk.hear(listenMs, (bytes) => {
        count += bytes.length
        for (const ear of ears) ear.push(bytes)
        return named() !== undefined
      })
      const ear = named()
      if (ear !== undefined) return { protocol: ear.protocol, baud: line.baud, line: lineOf(ear.frames) }
      return count >= chatterBytes ? 'chatter' : null
    })
  }

  async function ask(wish: Request): Promise<ScaleSearch['found']> {
    return await on(wish, async (talk) => {
      const send = (bytes: Uint8Array) => {
        const note = { line: asLine(wish), hex: Buffer.from(bytes).toString('hex') }
        sent.push(note)
        options.onSent(note)
        talk.write(bytes)
      }
      const rounds: Uint8Array[] = []
      for (let round = 0; round < mostRounds; round++) {
        send(wish.send)
        rounds.push(await talk.hear(answerMs))
        if (wish.after) {
          send(wish.after)
          await talk.hear(answerMs)
        }
        if (wish.answersIn(rounds) >= framesToName)
          return { protocol: wish.protocol, baud: wish.baud, line: wish.line }
        if (round + 1 >= silentRounds && rounds.every((each) => each.length === 0)) return null
      }
      return null
    })
  }

  const result = (found: ScaleSearch['found']) => ({
    found,
    sent,
    heardHex: Buffer.from(heard).toString('hex'),
  })
  let isChatting = false
  for (const line of listenLines) {
    const found = await listen(line)
    if (found === 'chatter') isChatting = true
    else if (found !== null) return result(found)
  }
  if (isChatting) return result(null)
  for (const wish of requests) {
    const found = await ask(wish)
    if (found !== null) return result(found)
  }
  return result(null)
}

/** The reader of one protocol and the frames it told so far. */
function earOf({ protocol, tells }: Stream) {
  const reader: ScaleFrameReader = scaleProtocols[protocol].newReader(null)
  const frames: ScaleFrame[] = []
  return { protocol, frames, push: (bytes: Uint8Array) => frames.push(...reader.push(bytes).filter(tells)) }
}

/** What bit 7 says of the line. */
function lineOf(frames: readonly ScaleFrame[]): string {
  const parity = parityOf(Uint8Array.from(frames.flatMap((frame) => [...frame.raw])))
  return { even: '7E1', odd: '7O1', none: '8N1', mixed: '8N1' }[parity]
}

type Talk = {
  write(bytes: Uint8Array): void
  /** What comes in the next so many milliseconds, or until `isEnough` says so of a piece of it. */
  hear(ms: number, isEnough?: (bytes: Uint8Array) => boolean): Promise<Uint8Array>
  close(): Promise<void>
}

const ended = 'The search was ended.'
/** A port whose device sends without end may still count as taken for a moment after it was closed. */
const openTries = 4
const openAgainAfterMs = 100

async function opened(open: OpenPort, clock: Clock, events: PortEvents): Promise<Port> {
  for (let tries = 1; tries < openTries; tries++) {
    try {
      return await open(events)
    } catch (thrown) {
      if (!(thrown instanceof PortError)) throw thrown
      await new Promise<void>((resolve) => clock.after(openAgainAfterMs, resolve))
    }
  }
  return open(events)
}

async function openTalk(
  { openAt, clock, closing }: Pick<Parameters<typeof detectScale>[0], 'openAt' | 'clock' | 'closing'>,
  line: ScaleLine,
  onData: (bytes: Uint8Array) => void,
): Promise<Talk> {
  let lost: string | null = null
  let take: (bytes: Uint8Array) => void = () => undefined
  let giveUp: (why: string) => void = () => undefined
  const port = await opened(openAt(line), clock, {
    data: (bytes) => {
      onData(bytes)
      take(bytes)
    },
    lost: (why) => {
      lost = why
      giveUp(why)
    },
  })
  const end = () => {
    lost = ended
    giveUp(ended)
  }
  closing?.addEventListener('abort', end)
  if (closing?.aborted === true) end()
  return {
    write: (bytes) => port.write(bytes),
    hear: (ms, isEnough = () => false) =>
      new Promise((resolve, reject) => {
        if (lost !== null) return reject(new PortError(lost))
        const heard: number[] = []
        const done = () => {
          take = () => undefined
          giveUp = () => undefined
          resolve(Uint8Array.from(heard))
        }
        const cancel = clock.after(ms, done)
        giveUp = (why) => {
          cancel()
          reject(new PortError(why))
        }
        take = (bytes) => {
          heard.push(...bytes.subarray(0, mostHeard - heard.length))
          if (!isEnough(bytes) && heard.length < mostHeard) return
          cancel()
          done()
        }
      }),
    close: async () => {
      closing?.removeEventListener('abort', end)
      await port.close()
    },
  }
}
