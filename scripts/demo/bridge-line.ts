import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Ask, contract, type Gives, type Takes } from '../../src-shared/contract/contract.ts'
import { failure } from '../../src-shared/failure.ts'
import { DemoError } from './demo-error.ts'

/** A request the station refused, with its code. */
export class RefusedAsk extends DemoError {
  readonly code: string
  constructor(ask: string, code: string, say: string) {
    super(`The station refused ${ask}: ${say}`)
    this.code = code
  }
}

/** The line to one running station. */
export type BridgeLine = {
  ask<A extends Ask>(ask: A, takes: Takes<A>): Promise<Gives<A>>
  close(): void
}

const bridgeFile = z.object({ socket: z.string(), token: z.string() })
const answer = z.union([
  z.object({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), failure }),
])

type Waiting = { settle(read: z.infer<typeof answer>): void; lose(): void }

/** Opens the line to the station whose profile folder this is, as any automation would: by its `bridge.json`. */
export async function openBridgeLine(profileFolder: string): Promise<BridgeLine> {
  const facts = bridgeFile.parse(JSON.parse(readFileSync(join(profileFolder, 'bridge.json'), 'utf8')))
  const socket = new WebSocket(facts.socket)
  const waiting = new Map<number, Waiting>()
  let lastId = 0

  socket.onmessage = ({ data }) => {
    const read = answer.safeParse(JSON.parse(String(data)))
    if (read.success) waiting.get(read.data.id)?.settle(read.data)
  }
  socket.onclose = () => {
    for (const one of waiting.values()) one.lose()
  }
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve()
    socket.onerror = () => reject(new DemoError('The bridge of a station could not be reached.'))
  })
  socket.send(JSON.stringify({ token: facts.token }))

  return {
    ask<A extends Ask>(ask: A, takes: Takes<A>) {
      lastId += 1
      const id = lastId
      return new Promise<Gives<A>>((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) throw new DemoError('The line to the station is closed.')
        waiting.set(id, {
          settle(read) {
            waiting.delete(id)
            if (read.ok) resolve(contract[ask].gives.parse(read.value) as Gives<A>)
            else reject(new RefusedAsk(ask, read.failure.code, `${read.failure.say} ${read.failure.next}`))
          },
          lose: () => reject(new DemoError(`The station ended before it answered ${ask}.`)),
        })
        socket.send(JSON.stringify({ id, ask, takes }))
      })
    },
    close: () => socket.close(),
  }
}
