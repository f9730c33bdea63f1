import type { LookupFunction } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openAgent } from '../../../src-main/lightspeed/agent.ts'
import { exchange } from '../../../src-main/lightspeed/exchange.ts'
import { readExchange } from '../../../src-main/lightspeed/meaning.ts'
import { hasIpv6, openBlackHole } from './black-hole.ts'
import { json, openOddServer } from './odd-server.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Both families, the one that swallows everything first. */
const lookup: LookupFunction = (_host, _options, found) =>
  found(null, [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ])

async function ask(port: number, connectWithinMs: number) {
  const dispatcher = openAgent({ lookup, connectWithinMs })
  closers.push(() => dispatcher.destroy())
  const got = await exchange(
    dispatcher,
    { origin: `http://store.test:${port}`, path: '/', method: 'POST', headers: {}, body: '{}', signal: null },
    { wholeMs: 10_000, headMs: 10_000, bytes: 1_000 },
    systemClock,
  )
  const expected = { isSafe: false, decode: (read: unknown) => read }
  return readExchange(expected, got, { traceId: 't', nowMs: 0, secret: 'x' }).answer
}

it.skipIf(!hasIpv6)(
  'F17 reaches the store by its other address when one swallows everything, and is offline when both do',
  async () => {
    const server = await openOddServer(json({ name: 'Store' }))
    const port = Number(new URL(server.url).port)
    const newer = await openBlackHole('::1', port)
    closers.push(newer.close)
    expect(await ask(port, 5_000)).toMatchObject({ is: 'answer', value: { name: 'Store' } })
    for (const close of closers.splice(1)) await close()
    await server.close()
    const older = await openBlackHole('127.0.0.1', port)
    closers.push(older.close)
    expect(await ask(port, 700)).toMatchObject({ is: 'offline' })
  },
)
