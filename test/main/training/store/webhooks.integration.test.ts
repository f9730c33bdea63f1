import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openSandboxStore, sandboxApp } from '../../../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../../../src-main/training/store/training-catalogue.ts'
import { outletId } from '../../../../src-main/training/store/training-names.ts'
import { testFolder } from '../../bench.ts'
import { handClock, openStore, until } from './sandbox.ts'

type Heard = { path: string; headers: IncomingHttpHeaders; body: string }

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A listener for webhooks that answers as told. */
async function listener(answer: (count: number) => number = () => 204) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ path: request.url ?? '', headers: request.headers, body })
      const status = answer(heard.length)
      response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

async function open() {
  const store = await openStore()
  closers.push(store.close)
  const subscribe = (type: string, url: string, version?: string) =>
    store.call('POST', '/webhooks', { active: true, type, url }, version)
  return { ...store, subscribe }
}

const payloadOf = ({ body }: Heard) => JSON.parse(new URLSearchParams(body).get('payload') ?? 'null')

describe('webhooks of the sandbox', () => {
  it.each(['2026-07', '2.0'])('are subscribed to, listed, changed and taken back (%s)', async (version) => {
    const store = await open()
    const url = 'https://relay.example.com/hooks/ls/inventory-update'
    const made = await store.subscribe('inventory.update', url, version)
    expect(made).toMatchObject({
      status: 201,
      json: { data: { type: 'inventory.update', url, active: true } },
    })
    expect((await store.subscribe('inventory.update', url, version)).status).toBe(409)
    expect((await store.subscribe('consignment.created', url, version)).status).toBe(422)
    const path = `/webhooks/${made.json.data.id}`
    const off = { active: false, type: 'inventory.update', url }
    expect((await store.call('PUT', path, off, version)).json.data.active).toBe(false)
    expect((await store.call('GET', '/webhooks', undefined, version)).json.data).toHaveLength(1)
    expect((await store.call('DELETE', path, undefined, version)).status).toBe(200)
    expect((await store.call('GET', path, undefined, version)).status).toBe(404)
  })

  it('tell of a sent transfer line by line, as a signed form in the shape of API 1.0', async () => {
    const store = await open()
    const { url, heard } = await listener()
    await store.subscribe('consignment.send', `${url}/send`)
    const [first, second] = store.catalogue.products.filter((one) => one.hasInventory && one.isActive)
    const lines = [first, second].map((one) => ({ productId: one?.id ?? '', count: 3 }))
    const sent = store.control.incomingTransfer({ toOutletId: outletId('Ponsonby'), lines })
    await until(() => heard.length === 2)
    expect(heard.map((one) => payloadOf(one).product_id).sort()).toEqual(
      lines.map((one) => one.productId).sort(),
    )
    const [one] = heard as [Heard]
    expect(payloadOf(one)).toMatchObject({ consignment_id: sent.id, count: '3.00000', received: null })
    expect(one.headers['content-type']).toBe('application/x-www-form-urlencoded')
    const mac = createHmac('sha256', sandboxApp.clientSecret).update(one.body).digest('hex')
    expect(one.headers['x-signature']).toBe(`signature=${mac},algorithm=HMAC-SHA256`)
  })

  it('tell of levels and of received lines, and only of what was subscribed to', async () => {
    const store = await open()
    const { url, heard } = await listener()
    await store.subscribe('inventory.update', `${url}/level`)
    await store.subscribe('consignment.receive', `${url}/receive`)
    const incoming = store.control.incomingTransfer({ toOutletId: outletId('Ponsonby') })
    store.control.receiveInWebApp(incoming.id)
    const lines = store.control.lines(incoming.id)
    await until(() => store.webhooks.deliveries().every((one) => one.isOver))
    const received = heard.filter(({ path }) => path === '/receive')
    expect(received.map((one) => payloadOf(one).received)).toEqual(
      expect.arrayContaining(lines.map((line) => (line.received ?? 0).toFixed(5))),
    )
    expect(received).toHaveLength(lines.length)
    const levels = heard.filter(({ path }) => path === '/level').map(payloadOf)
    expect(levels).toContainEqual(
      expect.objectContaining({
        product_id: lines[0]?.productId,
        outlet_id: outletId('Ponsonby'),
        count: store.control.level(lines[0]?.productId ?? '', outletId('Ponsonby')),
      }),
    )
    expect(heard.length).toBe(received.length + levels.length)
  })

  it('come again after 5xx and silence in growing steps, at most 20 times, and never after 3xx and 4xx', async () => {
    const store = await open()
    const dead = await listener((count) => (count < 4 ? 503 : 204))
    const moved = await listener(() => 302)
    const wrong = await listener(() => 404)
    for (const { url } of [dead, moved, wrong]) await store.subscribe('inventory.update', url)
    const product = store.catalogue.products.find((one) => one.hasInventory)?.id ?? ''
    store.control.setStock({ productId: product, outletId: outletId('Ponsonby'), level: 5 })
    const tried = (count: number) =>
      until(() => store.webhooks.deliveries()[0]?.status === 503 && dead.heard.length === count)
    for (const [count, ms] of [
      [1, 30_000],
      [2, 60_000],
      [3, 120_000],
    ] as const) {
      await tried(count)
      store.clock.pass(ms - 1)
      expect(dead.heard.length).toBe(count)
      store.clock.pass(1)
    }
    await until(() => store.webhooks.deliveries().every((one) => one.isOver))
    expect(store.webhooks.deliveries().map((one) => [one.tries, one.status])).toEqual([
      [4, 204],
      [1, 302],
      [1, 404],
    ])
    expect([moved.heard.length, wrong.heard.length]).toEqual([1, 1])
  })

  it('never leave this machine', async () => {
    const store = await open()
    await store.subscribe('inventory.update', 'http://192.0.2.1/hook')
    const product = store.catalogue.products.find((one) => one.hasInventory)?.id ?? ''
    store.control.setStock({ productId: product, outletId: outletId('Ponsonby'), level: 5 })
    expect(store.webhooks.deliveries()).toMatchObject([{ tries: 0, isOver: true }])
  })

  it('can be held, sent twice and in any order', async () => {
    const store = await open()
    const { url, heard } = await listener()
    await store.subscribe('inventory.update', url)
    const product = store.catalogue.products.find((one) => one.hasInventory)?.id ?? ''
    store.webhooks.hold(true)
    for (const level of [1, 2]) {
      store.control.setStock({ productId: product, outletId: outletId('Ponsonby'), level })
    }
    for (const place of [1, 0, 1]) expect(await store.webhooks.send(place)).toBe(204)
    expect(heard.map((one) => payloadOf(one).count)).toEqual([2, 1, 2])
  })

  it('are still subscribed to after the store was closed and opened', async () => {
    const keepIn = `${testFolder()}/kept.json`
    const options = { clock: handClock(), catalogue: trainingCatalogue(), keepIn }
    const store = await openSandboxStore(options)
    await fetch(`${store.url}/api/2026-07/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${store.token}` },
      body: JSON.stringify({ active: true, type: 'inventory.update', url: 'https://relay.example.com/x' }),
    })
    await store.close()
    const again = await openSandboxStore(options)
    closers.push(again.close)
    expect(again.webhooks.subscriptions()).toMatchObject([{ type: 'inventory.update' }])
  })
})
