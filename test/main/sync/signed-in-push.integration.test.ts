import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { authoriseAddress } from '../../../src-main/lightspeed/sign-in/authorise.ts'
import {
  askForPair,
  type Grant,
  type TokenPair,
} from '../../../src-main/lightspeed/sign-in/token-endpoint.ts'
import { openTokenKeeper } from '../../../src-main/lightspeed/sign-in/token-keeper.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { sandboxApp } from '../../../src-main/training/store/sandbox-store.ts'
import { openSyncBench, type SyncBench, someProducts } from './sync-bench.ts'

const items = someProducts(50)
const packed = items.map((productId, at) => ({ productId, units: at + 1, costCents: 100 }))
const planned = Object.fromEntries(packed.map(({ productId, units }) => [productId, units]))

let bench: SyncBench
beforeEach(async () => {
  bench = await openSyncBench({ tokenCalls: 200, registers: 400 })
})
afterEach(async () => {
  expect(bench.bugs).toEqual([])
  await bench.close()
})

function ask(grant: Grant) {
  const asking = { dispatcher: bench.dispatcher, clock: bench.clock, userAgent: 'Test' }
  return askForPair(asking, bench.sandbox.url, sandboxApp, grant)
}

/** A person signs in and says yes. */
async function signIn(): Promise<TokenPair> {
  const { signIn: page, url } = bench.sandbox
  const asked = new URL(authoriseAddress(url, { ...sandboxApp, state: 'state-1234' })).searchParams
  const code = new URL(page.authorise(asked, true)).searchParams.get('code') ?? ''
  const answer = await ask({ is: 'code', code, redirectUri: sandboxApp.redirectUri })
  if (answer.is !== 'pair') throw new Error(`the code gave ${answer.is}`)
  return answer.pair
}

/** The line speaks with this pair from now on. */
function speakWith(pair: TokenPair) {
  const kept = [pair]
  const keeper = openTokenKeeper({
    pair,
    isKept: true,
    clock: bench.clock,
    log: quietLog,
    refresh: (refresh) => ask({ is: 'refresh', refresh }),
    keep: async (next) => void kept.push(next),
    onState: () => undefined,
  })
  bench.setAccess({ ...keeper, state: () => keeper.state().is })
  return { keeper, kept }
}

const isDone = () => bench.store.outbox.allOpen().length === 0

/** Every unit of one reference is there once. */
function expectOnce(reference: string, id: string): void {
  const { byReference, accumulatedLines } = bench.sandbox.ledger()
  const remoteId = bench.store.consignments.get(id)?.remoteId ?? ''
  expect(byReference[reference]?.consignmentIds).toEqual([remoteId])
  expect(accumulatedLines).toEqual([])
  const lines = bench.sandbox.control.lines(remoteId)
  expect(Object.fromEntries(lines.map((line) => [line.productId, line.count]))).toEqual(planned)
}

describe('F23 a token that ends at item k of 50', () => {
  it.each([
    [1, 10],
    [11, 20],
    [21, 30],
    [31, 40],
    [41, 50],
  ])('is renewed once, and nothing is lost or doubled, for k from %i to %i', async (first, last) => {
    let pair = await signIn()
    bench.startPusher()
    for (let k = first; k <= last; k++) {
      const { kept } = speakWith(pair)
      const given = bench.sandbox.signIn.given()
      const run = () => bench.sandbox.signIn.endAccess()
      const on = 'POST /consignments/:id/products'
      const takeBack = bench.sandbox.faults.add({
        on,
        skip: k - 1,
        times: 1,
        fault: { is: 'meanwhile', run },
      })
      const { id, reference } = bench.transfer(planned)
      bench.tell(id, { status: 'OPEN', packed })
      await bench.runUntil(isDone)
      takeBack()
      expectOnce(reference, id)
      expect(bench.sandbox.signIn.given() - given, `k ${k}`).toBe(1)
      pair = kept.at(-1) ?? pair
    }
  })
})

describe('F25 a token that was revoked during days offline', () => {
  it('asks for a person, sends nothing and drops nothing; signing in sends everything once', async () => {
    const { keeper } = speakWith(await signIn())
    bench.startPusher()
    await bench.sandbox.faults.network('down')
    const told = [1, 2, 3].map(() => {
      const { id, reference } = bench.transfer(planned)
      bench.tell(id, { status: 'OPEN', packed })
      return { id, reference }
    })
    await bench.runUntil(() => bench.endings.some(({ is }) => is === 'offline'))
    bench.clock.pass(3 * 24 * 3_600_000)
    await bench.calm()
    bench.sandbox.signIn.remove()
    await bench.sandbox.faults.network('up')
    await bench.runUntil(() => keeper.state().is === 'reauthorise')

    const refusals = () => bench.sandbox.ledger().refused.length
    const before = refusals()
    const hourLater = bench.clock.mono() + 3_600_000
    await bench.runUntil(() => bench.clock.mono() >= hourLater)
    expect(refusals()).toBe(before)
    expect(bench.store.outbox.allOpen().map(({ state, tries }) => [state, tries])).toEqual([
      ['pending', 0],
      ['pending', 0],
      ['pending', 0],
    ])

    speakWith(await signIn())
    bench.startPusher().hurry()
    await bench.runUntil(isDone)
    for (const { id, reference } of told) expectOnce(reference, id)
    expect(bench.sandbox.ledger().duplicateReferences).toEqual([])
  })
})
