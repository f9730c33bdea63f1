import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../src-main/clock.ts'
import { tokenAccess } from '../../../src-main/lightspeed/line-access.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { keepSetting } from '../../../src-main/station-settings.ts'
import { openStore, systemActor } from '../../../src-main/store/store.ts'
import { type Link, openLink } from '../../../src-main/sync/link.ts'
import { openSandboxStore, sandboxApp } from '../../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'
import { closeLater, testFolder } from '../bench.ts'
import { openTestRelay, stationToken } from '../relay/open-relay.ts'
import { ponsonby, someProducts, warehouse } from './sync-bench.ts'

const [tea = ''] = someProducts(1)
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** No wait of five seconds or more ever ends: whatever is polled again was asked for, not due. */
const withoutPolls: Clock = {
  ...systemClock,
  after: (ms, run) => (ms >= 5_000 ? () => undefined : systemClock.after(ms, run)),
}

async function eventually(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !isSo(); tries += 1) await new Promise((go) => setTimeout(go, 10))
  expect(isSo()).toBe(true)
}

/** A shop with a relay and a station that has pulled everything. */
async function shop() {
  const sandbox = await openSandboxStore({
    clock: systemClock,
    catalogue: trainingCatalogue(),
    lineDelayMs: 0,
    registers: 40,
  })
  closers.push(sandbox.close)
  const openRelay = (more: { port?: number; folder?: string } = {}) =>
    openTestRelay({ ...more, secrets: [sandboxApp.clientSecret] })
  const relay = await openRelay()
  for (const type of ['consignment.receive', 'consignment.send', 'inventory.update']) {
    await fetch(`${sandbox.url}/api/2026-07/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.token}` },
      body: JSON.stringify({ active: true, type, url: `${relay.url}/hooks/ls/${type.replace('.', '-')}` }),
    })
  }
  const folder = testFolder()
  const store = closeLater(openStore(folder, withoutPolls).store)
  store.write({ kind: 'test', actor: systemActor, subject: null, given: {}, traceId: 'req' }, () =>
    keepSetting(store, 'outlet-id', ponsonby),
  )
  let traces = 0
  const link: Link = openLink({
    bench: {
      store,
      clock: withoutPolls,
      log: quietLog,
      actor: () => systemActor,
      outletId: () => ponsonby,
      newTraceId() {
        traces += 1
        return `req_${traces}`
      },
    },
    url: sandbox.url,
    apiVersion: '2026-07',
    access: tokenAccess(() => sandbox.token),
    userAgent: 'Test',
    onChange: () => undefined,
  })
  closers.push(link.close)
  await eventually(
    () => store.feeds.all().length === 7 && store.feeds.all().every((feed) => !feed.isFirstPull),
  )
  return { sandbox, relay, openRelay, store, link }
}

const incoming = ({ sandbox }: Awaited<ReturnType<typeof shop>>) =>
  sandbox.control.incomingTransfer({
    toOutletId: ponsonby,
    fromOutletId: warehouse,
    lines: [{ productId: tea, count: 3 }],
  })

describe('a station that asks a relay', () => {
  it('learns of what happened at the store by webhook, without a poll', async () => {
    const at = await shop()
    await at.link.listen({ url: at.relay.url, token: stationToken })
    await eventually(() => at.link.relay()?.is === 'listening')
    const { id } = incoming(at)
    await eventually(() => at.store.consignments.byRemoteId(id) !== null)
    at.sandbox.control.receiveInWebApp(id)
    await eventually(() => at.store.consignments.byRemoteId(id)?.state === 'completed')
    await eventually(() => at.store.hints.waiting().length === 0)
    await at.link.listen(null)
    expect(at.link.relay()).toBeNull()
    const day = at.store.hints.webhooksLast24h(at.store.now())
    expect(day.types.find(({ type }) => type === 'consignment.receive')).toMatchObject({
      read: 1,
      waiting: 0,
    })
  })

  it('S17 reads once for a webhook that is replayed 1,000 times', async () => {
    const at = await shop()
    await at.link.listen({ url: at.relay.url, token: stationToken })
    await eventually(() => at.link.relay()?.is === 'listening')
    const { id } = incoming(at)
    await eventually(
      () => at.store.consignments.byRemoteId(id) !== null && at.store.hints.waiting().length === 0,
    )
    const reads = () => at.sandbox.ledger().callsByRoute['GET /consignments/:id'] ?? 0
    const before = reads()
    at.sandbox.control.receiveInWebApp(id)
    const place = at.sandbox.webhooks.deliveries().findIndex(({ type }) => type === 'consignment.receive')
    for (let time = 0; time < 1_000; time += 1) expect(await at.sandbox.webhooks.send(place)).toBe(204)
    await eventually(() => at.store.consignments.byRemoteId(id)?.state === 'completed')
    await eventually(() => at.store.hints.waiting().length === 0)
    expect(reads() - before).toBe(1)
  })

  it('says when the relay is down, and hears afterwards what it missed', async () => {
    const at = await shop()
    const relay = { url: at.relay.url, token: stationToken }
    await at.link.listen(relay)
    await eventually(() => at.link.relay()?.is === 'listening')
    await at.relay.close()
    await eventually(() => at.link.relay()?.is === 'down')
    expect(at.link.relay()).toMatchObject({ why: 'The relay cannot be reached.' })
    const { id } = incoming(at)
    await eventually(() => at.sandbox.webhooks.deliveries().every(({ status }) => status === 'none'))
    const { port } = new URL(at.relay.url)
    await at.openRelay({ port: Number(port), folder: at.relay.folder })
    for (const place of at.sandbox.webhooks.deliveries().keys()) await at.sandbox.webhooks.send(place)
    await at.link.listen(relay)
    await eventually(() => at.store.consignments.byRemoteId(id) !== null)
  })

  it('reads everything once when the relay has lost its memory', async () => {
    const at = await shop()
    const relay = { url: at.relay.url, token: stationToken }
    await at.link.listen(relay)
    await eventually(() => at.link.relay()?.is === 'listening')
    await at.link.listen(null)
    await at.relay.close()
    const { id } = incoming(at)
    const { port } = new URL(at.relay.url)
    await at.openRelay({ port: Number(port) })
    await at.link.listen(relay)
    await eventually(() => at.store.consignments.byRemoteId(id) !== null)
  })

  it.each([
    ['another page', 200, 'text/html', 'What answers at this address is no relay (status 200).'],
    ['a redirect', 302, 'text/html', 'What answers at this address is no relay (status 302).'],
    ['a relay in trouble', 502, 'text/html', 'The relay is in trouble (status 502).'],
  ])('takes %s for no relay, and S18 shows its token nowhere else', async (_name, status, kind, why) => {
    const at = await shop()
    const seen: (string | undefined)[] = []
    const elsewhere = await serve((_request, response) => response.end(), seen)
    const there = await serve((_request, response) => {
      response.writeHead(status, { 'Content-Type': kind, Location: elsewhere }).end('<p>hello')
    }, [])
    await at.link.listen({ url: there, token: stationToken })
    await eventually(() => at.link.relay()?.is === 'down')
    expect(at.link.relay()).toMatchObject({ is: 'down', why })
    expect(seen).toEqual([])
  })

  it('is told that its token is not taken', async () => {
    const at = await shop()
    await at.link.listen({ url: at.relay.url, token: 'not-one-of-the-tokens-0123456789-abc' })
    await eventually(() => at.link.relay()?.is === 'down')
    expect(at.link.relay()).toMatchObject({ why: 'The relay does not take the token of this station.' })
  })
})

async function serve(
  answer: Parameters<typeof createServer>[1],
  seen: (string | undefined)[],
): Promise<string> {
  const server: Server = createServer((request, response) => {
    seen.push(request.headers.authorization)
    answer?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
