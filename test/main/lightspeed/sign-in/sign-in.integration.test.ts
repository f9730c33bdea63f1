import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { Agent } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src-main/clock.ts'
import { openAllowance } from '../../../../src-main/lightspeed/allowance.ts'
import { openLightspeed } from '../../../../src-main/lightspeed/lightspeed.ts'
import { authoriseAddress, newState } from '../../../../src-main/lightspeed/sign-in/authorise.ts'
import { openLoopback } from '../../../../src-main/lightspeed/sign-in/loopback.ts'
import { askForPair, type TokenPair } from '../../../../src-main/lightspeed/sign-in/token-endpoint.ts'
import { openTokenKeeper, type TokenKeeper } from '../../../../src-main/lightspeed/sign-in/token-keeper.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { systemRandom } from '../../../../src-main/random.ts'
import {
  openSandboxStore,
  type SandboxOptions,
  type SandboxStore,
} from '../../../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../../../src-main/training/store/training-catalogue.ts'
import { redirectUriOf } from '../../../../src-shared/rule/redirect-uri.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

/** A sandbox that knows a program, and everything a station needs to sign in to it. */
async function signingIn(options: Partial<SandboxOptions> = {}) {
  const port = await freePort()
  const app = { clientId: 'bench', clientSecret: 'hush-hush', redirectUri: redirectUriOf(port) }
  const sandbox = await openSandboxStore({
    clock: systemClock,
    catalogue: trainingCatalogue(),
    app,
    registers: 50,
    token: 'not-used-here',
    ...options,
  })
  const dispatcher = new Agent()
  closers.push(
    () => sandbox.close(),
    () => dispatcher.destroy(),
  )
  const ask = (grant: Parameters<typeof askForPair>[3], origin = sandbox.url) =>
    askForPair({ dispatcher, clock: systemClock, userAgent: 'test' }, origin, app, grant)
  return { sandbox, app, port, ask }
}

type Signing = Awaited<ReturnType<typeof signingIn>>

/** Goes to the sign-in page as a browser would and comes back; the pair that the code was traded for. */
async function signIn({ sandbox, app, port, ask }: Signing): Promise<TokenPair> {
  const state = newState(systemRandom)
  const loopback = await openLoopback({ port, state, clock: systemClock })
  await fetch(`${authoriseAddress(sandbox.url, { ...app, state })}&say=yes`)
  const back = await loopback.back
  if (back.is !== 'code') throw new Error(`came back with ${back.is}`)
  const answer = await ask({ is: 'code', code: back.code, redirectUri: app.redirectUri })
  if (answer.is !== 'pair') throw new Error(`the code gave ${answer.is}`)
  return answer.pair
}

function lineOf({ sandbox, ask }: Signing, pair: TokenPair) {
  const kept: TokenPair[] = []
  const keeper: TokenKeeper = openTokenKeeper({
    pair,
    isKept: true,
    clock: systemClock,
    log: quietLog,
    refresh: (refresh) => ask({ is: 'refresh', refresh }),
    keep: async (next) => void kept.push(next),
    onState: () => undefined,
  })
  const lightspeed = openLightspeed(
    { url: sandbox.url, apiVersion: '2026-07', token: keeper.take, renew: keeper.renew, userAgent: 'test' },
    { clock: systemClock, log: quietLog, allowance: openAllowance({ clock: systemClock, registers: 50 }) },
  )
  closers.push(() => lightspeed.close())
  return { keeper, lightspeed, kept }
}

/** Asks with a first line that no browser's own address bar would make. */
function asking(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let told = ''
  socket.on('data', (bytes: Buffer) => {
    told += bytes.toString('latin1')
  })
  socket.write(`${line}\r\nHost: 127.0.0.1:${port}\r\n\r\n`)
  return once(socket, 'close').then(() => told)
}

const refusedWith = (sandbox: SandboxStore, status: number) =>
  sandbox.ledger().refused.filter((one) => one.status === status).length

describe('signing in', () => {
  it('goes to the page, comes back to the loopback address, and the token works', async () => {
    const signing = await signingIn()
    const pair = await signIn(signing)
    const { lightspeed } = lineOf(signing, pair)
    expect(pair.scope).toContain('consignments:write:stock_transfer')
    expect((await lightspeed.retailer()).is).toBe('answer')
  })

  it('is refused plainly when the person says no', async () => {
    const { sandbox, app, port } = await signingIn()
    const state = newState(systemRandom)
    const loopback = await openLoopback({ port, state, clock: systemClock })
    await fetch(`${authoriseAddress(sandbox.url, { ...app, state })}&say=no`)
    expect(await loopback.back).toEqual({ is: 'refused', why: 'Access was not given.' })
  })

  it('asks the person on a page that says who wants what, in text', async () => {
    const { sandbox, app } = await signingIn()
    const asked = { ...app, clientId: 'bench', state: '<b>state-1' }
    const page = await fetch(authoriseAddress(sandbox.url, asked))
    const text = await page.text()
    expect(page.status).toBe(200)
    expect(text).toContain('consignments:write:stock_transfer')
    expect(text).not.toContain('<b>')
    expect(sandbox.signIn.given()).toBe(0)
    expect((await fetch(authoriseAddress(sandbox.url, { ...asked, clientId: 'other' }))).status).toBe(400)
  })

  it('takes no visit that does not know the state, and goes on waiting', async () => {
    const port = await freePort()
    const state = newState(systemRandom)
    const loopback = await openLoopback({ port, state, clock: systemClock })
    const visit = (query: string, init = {}) => fetch(`${loopback.redirectUri}?${query}`, init)
    expect((await visit('code=stolen&domain_prefix=evil')).status).toBe(400)
    expect((await visit(`code=stolen&domain_prefix=evil&state=${'0'.repeat(32)}`)).status).toBe(400)
    expect((await visit(`code=x&domain_prefix=shop&state=${state}`, { method: 'POST' })).status).toBe(404)
    expect(
      (await fetch(`http://localhost:${port}/signed-in?code=x&domain_prefix=shop&state=${state}`)).status,
    ).toBe(404)
    expect(await asking(port, 'GET //[ HTTP/1.1')).toMatch(/^HTTP\/1\.1 404/)
    expect(await asking(port, 'GET http://[ HTTP/1.1')).toMatch(/^HTTP\/1\.1 404/)
    const page = await visit(`code=good&domain_prefix=shop&state=${state}`)
    expect(await page.text()).not.toContain('good')
    expect(await loopback.back).toEqual({ is: 'code', code: 'good', prefix: 'shop' })
  })

  it('S18 takes no store from the browser that is not one', async () => {
    for (const prefix of ['evil.example/', 'a@b', 'shop.retail.lightspeed.app.evil', '']) {
      const port = await freePort()
      const loopback = await openLoopback({ port, state: 'state-123', clock: systemClock })
      const query = new URLSearchParams({ code: 'c', domain_prefix: prefix, state: 'state-123' })
      await fetch(`${loopback.redirectUri}?${query.toString()}`)
      expect((await loopback.back).is).toBe('refused')
    }
  })

  it('says which port is taken', async () => {
    const port = await freePort()
    const first = await openLoopback({ port, state: 'state-123', clock: systemClock })
    await expect(openLoopback({ port, state: 'state-456', clock: systemClock })).rejects.toMatchObject({
      code: 'port-taken',
    })
    await first.close()
    expect(await first.back).toEqual({ is: 'closed' })
  })

  it('S18 follows no redirect of the token endpoint, so the secret stays with the store', async () => {
    const signing = await signingIn()
    const pair = await signIn(signing)
    let heard = ''
    const thief = createServer((request, response) => {
      request.on('data', (data) => (heard += String(data)))
      response.end('{}')
    })
    await new Promise<void>((ready) => thief.listen(0, '127.0.0.1', ready))
    closers.push(() => new Promise((closed) => thief.close(closed)))
    const to = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/`
    signing.sandbox.faults.add({ on: 'POST /token', fault: { is: 'redirect', to }, times: 2 })
    expect((await signing.ask({ is: 'refresh', refresh: pair.refresh })).is).toBe('lost')
    expect(heard).toBe('')
  })

  it('shows no secret that the endpoint repeats', async () => {
    const signing = await signingIn()
    const body = '{"error":"invalid_grant","error_description":"bad hush-hush for ref-abc"}'
    signing.sandbox.faults.add({ on: 'POST /token', fault: { is: 'status-before', status: 400, body } })
    const answer = await signing.ask({ is: 'refresh', refresh: 'ref-abc' })
    expect(answer).toEqual({ is: 'refused', say: 'bad [secret] for [secret]', isOfGrant: true })
  })
})

describe('F23 a token that ends at call k of 50', () => {
  it('is renewed once, and every call is answered, whichever k', async () => {
    const signing = await signingIn({ tokenCalls: 100 })
    let pair = await signIn(signing)
    for (let k = 1; k <= 50; k++) {
      // Each k starts with a pair that has been in use for a while.
      const fresh = lineOf(signing, pair)
      const given = signing.sandbox.signIn.given()
      for (let call = 1; call <= 50; call++) {
        if (call === k) signing.sandbox.signIn.endAccess()
        expect((await fresh.lightspeed.retailer()).is, `k ${k}, call ${call}`).toBe('answer')
      }
      expect(signing.sandbox.signIn.given() - given, `k ${k}`).toBe(1)
      pair = fresh.kept.at(-1) ?? pair
      expect(fresh.kept, `k ${k}`).toHaveLength(1)
    }
  })

  it('and meets many calls at once is renewed once for all', async () => {
    const signing = await signingIn()
    const { lightspeed, kept } = lineOf(signing, await signIn(signing))
    signing.sandbox.signIn.endAccess()
    const answers = await Promise.all(Array.from({ length: 50 }, () => lightspeed.retailer()))
    expect(new Set(answers.map(({ is }) => is))).toEqual(new Set(['answer']))
    expect(kept).toHaveLength(1)
  })
})

describe('F24 a renewal whose answer is lost', () => {
  it('ends with a person to sign in, three calls to the endpoint at most, and no loop', async () => {
    const signing = await signingIn()
    const { lightspeed, keeper } = lineOf(signing, await signIn(signing))
    signing.sandbox.faults.add({ on: 'POST /token', fault: { is: 'drop-after' }, times: 1 })
    signing.sandbox.signIn.endAccess()
    const before = refusedWith(signing.sandbox, 400)
    for (let n = 0; n < 10; n++) expect((await lightspeed.retailer()).is).toBe('unauthorised')
    expect(keeper.state().is).toBe('reauthorise')
    expect(refusedWith(signing.sandbox, 400) - before).toBe(1)
    const again = lineOf(signing, await signIn(signing))
    expect((await again.lightspeed.retailer()).is).toBe('answer')
  })

  it('F25 is the same for a station that was killed before it could keep the new pair', async () => {
    const signing = await signingIn()
    const pair = await signIn(signing)
    expect((await signing.ask({ is: 'refresh', refresh: pair.refresh })).is).toBe('pair')
    const restarted = lineOf(signing, pair)
    expect((await restarted.lightspeed.retailer()).is).toBe('unauthorised')
    expect(restarted.keeper.state().is).toBe('reauthorise')
  })
})
