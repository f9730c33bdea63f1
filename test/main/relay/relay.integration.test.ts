import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { hookPath } from '../../../src-main/relay/hook.ts'
import type { HintPage } from '../../../src-shared/model/hint.ts'
import { testFolder } from '../bench.ts'
import { hookBody, hookConsignment, hookHex } from './hook-vector.ts'
import { call, form, openTestRelay, signedHeaders, stationToken } from './open-relay.ts'

const levelBody = (product: number) =>
  `payload=${encodeURIComponent(JSON.stringify({ product_id: `00000000-0000-0000-0000-${String(product).padStart(12, '0')}` }))}`

describe('S17 a webhook at the relay', () => {
  it('is answered 204 and becomes one hint', async () => {
    const relay = await openTestRelay()
    const answered = await relay.hook('consignment.receive', hookBody)
    expect(answered).toMatchObject({ status: 204, text: '' })
    const page = await relay.hints('?after=0')
    expect(page).toMatchObject({
      next: 1,
      isGap: false,
      hints: [{ sequence: 1, type: 'consignment.receive', subject: hookConsignment }],
    })
    expect(page.tallies).toContainEqual({ type: 'consignment.receive', taken: 1, doubled: 0, refused: 0 })
  })

  it('sent again 1,000 times is one hint, also after a restart', async () => {
    const relay = await openTestRelay()
    for (let time = 0; time < 1_000; time += 100) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => relay.hook('consignment.receive', hookBody)),
      )
      expect(answers.every(({ status }) => status === 204)).toBe(true)
    }
    await relay.close()
    const again = await openTestRelay({ folder: relay.folder })
    expect((await again.hook('consignment.receive', hookBody)).status).toBe(204)
    const page = await again.hints('?after=0')
    expect(page.hints).toHaveLength(1)
    expect(page.tallies).toContainEqual({ type: 'consignment.receive', taken: 1, doubled: 1_000, refused: 0 })
  })

  it.each<[string, string, number, { headers?: Record<string, string>; body?: string; method?: string }]>([
    ['without a signature', hookPath('consignment.receive'), 401, { headers: { 'content-type': form } }],
    [
      'with algorithm none',
      hookPath('consignment.receive'),
      401,
      { headers: { 'content-type': form, 'x-signature': 'signature=,algorithm=none' } },
    ],
    [
      'with the right value under algorithm none',
      hookPath('consignment.receive'),
      401,
      { headers: { 'content-type': form, 'x-signature': `signature=${hookHex},algorithm=none` } },
    ],
    [
      'with a changed body',
      hookPath('consignment.receive'),
      401,
      { body: hookBody.replace('6.00000', '9.00000') },
    ],
    [
      'with spaces encoded otherwise',
      hookPath('consignment.receive'),
      401,
      { body: hookBody.replace('%7B', '%7b') },
    ],
    [
      'signed with another secret',
      hookPath('consignment.receive'),
      401,
      { headers: signedHeaders(hookBody, 'no-secret-of-ours') },
    ],
    ['at the address of another type', hookPath('consignment.send'), 400, {}],
    [
      'as JSON',
      hookPath('consignment.receive'),
      415,
      { headers: { ...signedHeaders(hookBody), 'content-type': 'application/json' } },
    ],
    [
      'packed',
      hookPath('consignment.receive'),
      415,
      { headers: { ...signedHeaders(hookBody), 'content-encoding': 'gzip' } },
    ],
    [
      'for another host',
      hookPath('consignment.receive'),
      421,
      { headers: { ...signedHeaders(hookBody), host: 'other.example.com' } },
    ],
    ['at no address of ours', '/hooks/ls/sale-update', 404, {}],
    ['at a folded address', '/x/../hooks/ls/consignment-receive/', 404, {}],
    ['by GET', hookPath('consignment.receive'), 405, { method: 'GET' }],
  ])(
    '%s is refused and leaves no hint',
    async (_name, path, status, { headers, body = hookBody, method = 'POST' }) => {
      const relay = await openTestRelay()
      const answered = await call(relay.url + path, {
        method,
        headers: headers ?? signedHeaders(hookBody),
        body,
      })
      expect(answered.status).toBe(status)
      expect((await relay.hints('?after=0')).hints).toEqual([])
    },
  )

  it('too large is refused, by what it says of itself and by what comes', async () => {
    const relay = await openTestRelay()
    const body = 'x'.repeat(300_000)
    for (const isChunked of [false, true]) {
      const answered = await call(relay.url + hookPath('product.update'), {
        method: 'POST',
        headers: signedHeaders(body),
        body,
        isChunked,
      }).catch((thrown: unknown) => ({ status: (thrown as NodeJS.ErrnoException).code }))
      // The relay answers before it has read everything; the sender may see the line closed first.
      expect([413, 'EPIPE', 'ECONNRESET']).toContain(answered.status)
    }
    expect((await relay.hints('?after=0')).hints).toEqual([])
  })

  it('that does not arrive whole in time is ended', async () => {
    const relay = await openTestRelay({ requestMs: 200 })
    const { port } = new URL(relay.url)
    const told = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
      socket.on('error', () => undefined)
      socket.write(
        `POST ${hookPath('product.update')} HTTP/1.1\r\nHost: relay.example.com\r\nContent-Type: ${form}\r\nX-Signature: signature=${hookHex},algorithm=HMAC-SHA256\r\nContent-Length: 357\r\n\r\npay`,
      )
    })
    expect(told).toMatch(/^HTTP\/1\.1 408/)
  })

  it('is answered 5xx while nothing can be written, and taken when it comes again', async () => {
    const relay = await openTestRelay()
    const other = new Database(join(relay.folder, 'relay.sqlite'))
    other.exec('BEGIN IMMEDIATE')
    const refused = await relay.hook('consignment.receive', hookBody)
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '60' } })
    expect(await relay.health()).toMatchObject({ status: 503, is: 'storage-down' })
    other.exec('COMMIT')
    other.close()
    expect((await relay.hook('consignment.receive', hookBody)).status).toBe(204)
    expect((await relay.hints('?after=0')).hints).toHaveLength(1)
  })

  it('that could not be kept is no trouble any more once the disk takes something, also before the next one comes', async () => {
    let laterMs = 0
    const relay = await openTestRelay({
      clock: { ...systemClock, mono: () => systemClock.mono() + laterMs },
    })
    const other = new Database(join(relay.folder, 'relay.sqlite'))
    other.exec('BEGIN IMMEDIATE')
    expect((await relay.hook('consignment.receive', hookBody)).status).toBe(503)
    other.exec('COMMIT')
    other.close()
    laterMs = 11_000
    // A proxy that sends nothing to a relay in trouble asks again and again, and must hear the same each time.
    for (let asked = 0; asked < 3; asked += 1)
      expect(await relay.health()).toMatchObject({ status: 200, is: 'ok' })
  })

  it('is good under the old and the new secret while it is being changed', async () => {
    const relay = await openTestRelay({ secrets: ['the-new-bench-secret', 'bench-test-secret'] })
    expect((await relay.hook('inventory.update', levelBody(1))).status).toBe(204)
    const fresh = signedHeaders(levelBody(2), 'the-new-bench-secret')
    expect((await relay.hook('inventory.update', levelBody(2), fresh)).status).toBe(204)
    expect((await relay.hints('?after=0')).hints).toHaveLength(2)
  })

  it('of another store is refused where the relay knows its own', async () => {
    const store = {
      url: 'https://othershop.retail.lightspeed.app',
      apiVersion: '2026-07',
      token: () => null,
    } as const
    const relay = await openTestRelay({ store })
    expect((await relay.hook('consignment.receive', hookBody)).status).toBe(400)
  })

  it('that is refused is counted for the dashboard', async () => {
    const relay = await openTestRelay()
    for (let time = 0; time < 3; time += 1)
      await relay.hook('consignment.receive', hookBody, { 'content-type': form })
    await relay.close()
    const again = await openTestRelay({ folder: relay.folder })
    expect((await again.hints('')).tallies).toContainEqual({
      type: 'consignment.receive',
      taken: 0,
      doubled: 0,
      refused: 3,
    })
  })
})

describe('a station at the relay', () => {
  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: `Bearer ${stationToken}x` }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a token as a password', { authorization: `Basic ${stationToken}` }],
  ])('with %s hears nothing', async (_name, headers) => {
    const relay = await openTestRelay()
    await relay.hook('consignment.receive', hookBody)
    const answered = await call(`${relay.url}/hints?after=0`, { headers })
    expect(answered.status).toBe(401)
    expect(answered.text).not.toContain(hookConsignment)
  })

  it.each(['?after=x', '?after=-1', '?after=1.5', '?after=0&wait=soon', '?after=99999999999999999'])(
    'that asks for %s is told that it cannot be read',
    async (query) => {
      const relay = await openTestRelay()
      const headers = { authorization: `Bearer ${stationToken}` }
      expect((await call(`${relay.url}/hints${query}`, { headers })).status).toBe(400)
    },
  )

  it('that is new begins at the end, and goes on from its cursor in order', async () => {
    const relay = await openTestRelay()
    await relay.hook('inventory.update', levelBody(1))
    const start = await relay.hints('')
    expect(start).toMatchObject({ next: 1, hints: [], isGap: false })
    for (const product of [2, 3, 4]) await relay.hook('inventory.update', levelBody(product))
    const page = await relay.hints(`?after=${start.next}`)
    expect(page.hints.map(({ sequence }) => sequence)).toEqual([2, 3, 4])
    expect(await relay.hints(`?after=${page.next}`)).toMatchObject({ hints: [], next: 4, isGap: false })
  })

  it('gets 500 hints at once, and the rest next time', async () => {
    const relay = await openTestRelay()
    for (let product = 0; product < 600; product += 100) {
      await Promise.all(
        Array.from({ length: 100 }, (_, place) => relay.hook('inventory.update', levelBody(product + place))),
      )
    }
    const first = await relay.hints('?after=0')
    const second = await relay.hints(`?after=${first.next}`)
    expect([first.hints.length, second.hints.length]).toEqual([500, 100])
    expect(second.next).toBe(600)
  })

  it('that waits hears of the next hint at once', async () => {
    const relay = await openTestRelay()
    const { next } = await relay.hints('')
    const waiting = relay.hints(`?after=${next}&wait=25`)
    const early: (HintPage | 'nothing yet')[] = [
      await Promise.race([waiting, relay.hints(`?after=${next}&wait=0`)]),
    ]
    expect(early).toMatchObject([{ hints: [] }])
    await relay.hook('consignment.receive', hookBody)
    expect((await waiting).hints).toHaveLength(1)
  })

  it('that waits on a line it keeps open does not hold up the end of the relay', async () => {
    const relay = await openTestRelay()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = () =>
      new Promise<string | undefined>((resolve, reject) => {
        const headers = { authorization: `Bearer ${stationToken}` }
        get(`${relay.url}/hints?after=0&wait=25`, { headers, agent }, (response) => {
          response.resume()
          response.on('end', () => resolve(response.headers.connection))
        }).on('error', reject)
      })
    const waiting = ask()
    await relay.health()
    const closed = relay.close()
    expect(await waiting).toBe('close')
    await closed
    agent.destroy()
  })

  it('whose cursor is of another memory, or too old, is told so', async () => {
    const relay = await openTestRelay()
    expect(await relay.hints('?after=7')).toMatchObject({ isGap: true, next: 0, hints: [] })
    await relay.hook('inventory.update', levelBody(1))
    await relay.hook('inventory.update', levelBody(2))
    const other = new Database(join(relay.folder, 'relay.sqlite'))
    other.exec('DELETE FROM hint WHERE sequence = 1')
    other.close()
    expect(await relay.hints('?after=0')).toMatchObject({ isGap: true, next: 2 })
    expect(await relay.hints('?after=1')).toMatchObject({ isGap: false, next: 2 })
  })

  it('hears numbers that go on rising after a restart, from the same memory', async () => {
    const folder = testFolder()
    const first = await openTestRelay({ folder })
    await first.hook('inventory.update', levelBody(1))
    const before = await first.hints('?after=0')
    await first.close()
    const other = new Database(join(folder, 'relay.sqlite'))
    other.exec('DELETE FROM hint')
    other.close()
    const second = await openTestRelay({ folder })
    await second.hook('inventory.update', levelBody(2))
    const after = await second.hints(`?after=${before.next}`)
    expect(after).toMatchObject({ relay: before.relay, isGap: false, hints: [{ sequence: 2 }] })
  })

  it('reaches it below the path of its public address', async () => {
    const relay = await openTestRelay({ publicUrl: 'https://shop.example.com/relay' })
    const body = levelBody(1)
    const headers = { ...signedHeaders(body), host: 'shop.example.com' }
    const at = (path: string) => call(relay.url + path, { method: 'POST', headers, body })
    expect((await at(hookPath('inventory.update'))).status).toBe(404)
    expect((await at(`/relay${hookPath('inventory.update')}`)).status).toBe(204)
  })
})
