import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import type { Ask, Gives, Takes } from '../../src-shared/contract/contract.ts'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import type { Failure, Settled } from '../../src-shared/failure.ts'

/** The station went away before it answered: whether it did what was asked is not known. */
export class StationGone extends Error {}

/** The station said no. */
export class Refused extends Error {
  readonly code: string

  constructor(ask: string, failure: Failure) {
    super(`${ask}: ${failure.code}: ${failure.say}`)
    this.code = failure.code
  }
}

export type BridgeClient = {
  /** @throws Refused when the station says no, StationGone when it went away. */
  ask<A extends Ask>(ask: A, takes: Takes<A>): Promise<Gives<A>>
  close(): void
}

export type BridgeFile = { url: string; socket: string; token: string; pid: number }

/** What a station wrote into its profile for those who drive it; null while it stands there half or not at all. */
export function readBridgeFile(profile: string): BridgeFile | null {
  try {
    return JSON.parse(readFileSync(join(profile, 'bridge.json'), 'utf8')) as BridgeFile
  } catch (thrown) {
    if (thrown instanceof SyntaxError || (thrown as { code?: string }).code === 'ENOENT') return null
    throw thrown
  }
}

/** Connects to a running station and hears all its news. */
export async function connectBridge(
  { socket, token }: Pick<BridgeFile, 'socket' | 'token'>,
  onNews: (news: AnyNews) => void,
): Promise<BridgeClient> {
  const waiting = new Map<number, { settle: (answer: Settled<unknown>) => void; gone: () => void }>()
  let lastId = 0
  const line = new WebSocket(socket, {
    headers: { Authorization: `Bearer ${token}` },
    maxPayload: 64 * 1024 * 1024,
  })
  line.on('message', (data) => {
    const frame = JSON.parse(String(data)) as {
      id?: number
      news?: string
      body?: unknown
    } & Settled<unknown>
    if (frame.news !== undefined) onNews({ topic: frame.news, body: frame.body } as AnyNews)
    else if (typeof frame.id === 'number') {
      waiting.get(frame.id)?.settle(frame)
      waiting.delete(frame.id)
    }
  })
  line.on('close', () => {
    for (const { gone } of waiting.values()) gone()
    waiting.clear()
  })
  await new Promise<void>((resolve, reject) => {
    line.once('open', resolve)
    line.once('error', () => reject(new StationGone('the station does not listen')))
  })
  // A reset connection closes right after its error; the close is what is acted upon.
  line.on('error', () => undefined)

  const send = (ask: string, frame: object): Promise<Settled<unknown>> =>
    new Promise((resolve, reject) => {
      const gone = () => reject(new StationGone(`${ask} was not answered`))
      if (line.readyState !== WebSocket.OPEN) return gone()
      const id = ++lastId
      waiting.set(id, { settle: resolve, gone })
      line.send(JSON.stringify({ id, ...frame }))
    })

  await send('hear', { hear: ['*'] })
  return {
    async ask<A extends Ask>(ask: A, takes: Takes<A>) {
      const answer = await send(ask, { ask, takes })
      if (!answer.ok) throw new Refused(ask, answer.failure)
      return answer.value as Gives<A>
    },
    close: () => line.close(),
  }
}
