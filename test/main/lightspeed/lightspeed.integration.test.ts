import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { Agent } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../src-main/clock.ts'
import { openAllowance } from '../../../src-main/lightspeed/allowance.ts'
import { openBreaker } from '../../../src-main/lightspeed/breaker.ts'
import {
  type Lightspeed,
  type LightspeedParts,
  type LightspeedSettings,
  openLightspeed,
} from '../../../src-main/lightspeed/lightspeed.ts'
import type { Log } from '../../../src-main/log/log.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { cut, json, openOddServer, type Reply, raw } from './odd-server.ts'

const canary = 'lsxs_CANARY0123456789abcdef'
const product = { id: 'p1', name: 'Tea', sku: 'TEA-250', version: 7_120_040_011 }
const page = (rows: ({ version: number } & Record<string, unknown>)[]) => ({
  data: rows,
  version: { min: rows[0]?.version ?? null, max: rows.at(-1)?.version ?? null },
})
const line = { product_id: 'p1', count: '6.00000', received: '0.00000', cost: '4.20000', version: 9 }
const header = { id: 'c1', name: 'n', type: 'OUTLET', status: 'OPEN', outlet_id: 'o1', version: 5 }
const body = { name: 'n', type: 'OUTLET', outlet_id: 'o1' }

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A log that keeps every word, for looking through. */
function keepingLog(): Log & { words(): string } {
  const words: string[] = []
  const keep = (...said: unknown[]) => void words.push(JSON.stringify(said), said.map(String).join(' '))
  return { info: keep, warn: keep, bug: keep, words: () => words.join('\n') }
}

/** The real clock, but for waits between tries, which are over at once. */
const hastyClock: Clock & { waited: number[] } = {
  ...systemClock,
  waited: [],
  after(ms, run) {
    if (ms >= 1_000 || ms < 200) return systemClock.after(ms, run)
    this.waited.push(ms)
    return systemClock.after(0, run)
  },
}

async function open(
  replies: Reply[],
  more: { settings?: Partial<LightspeedSettings>; parts?: Partial<LightspeedParts> } = {},
) {
  const server = await openOddServer(...replies)
  const log = keepingLog()
  hastyClock.waited = []
  const clock = hastyClock
  const store: Lightspeed = openLightspeed(
    {
      url: server.url,
      apiVersion: '2026-07',
      token: () => canary,
      userAgent: 'consignment-station/0.1.0',
      ...more.settings,
    },
    { clock, log, allowance: openAllowance({ clock }), random: () => 0.5, ...more.parts },
  )
  closers.push(server.close, store.close)
  return { store, server, log }
}

describe('asking Lightspeed', () => {
  it('reads a page of products and names itself, the token and the version', async () => {
    const { store, server } = await open([json(page([product]))])
    const answer = await store.products({ after: 5, pageSize: 500, deleted: true })
    expect(answer).toMatchObject({
      is: 'answer',
      value: {
        maxVersion: 7_120_040_011,
        rows: [{ id: 'p1', name: 'Tea', sku: 'TEA-250', codes: [], weight: null }],
      },
    })
    expect(server.calls[0]).toMatchObject({
      method: 'GET',
      url: '/api/2026-07/products?after=5&page_size=500&deleted=true',
      headers: { authorization: `Bearer ${canary}`, 'user-agent': 'consignment-station/0.1.0' },
    })
  })

  it('unpacks a compressed page', async () => {
    const packed = gzipSync(JSON.stringify(page([product])))
    const { store } = await open([
      (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
          .end(packed),
    ])
    expect(await store.products({})).toMatchObject({ is: 'answer', value: { rows: [{ id: 'p1' }] } })
  })

  it('reads stock as the same rows from both versions', async () => {
    const row = { id: 'i', product_id: 'p1', outlet_id: 'o1', reorder_point: 2, version: 7 }
    const newer = await open([json([{ ...row, current_inventory_level: -1.5 }])])
    const older = await open([json(page([{ ...row, inventory_level: -1.5 }]))], {
      settings: { apiVersion: '2.0' },
    })
    const asked = { after: 3, pageSize: 5_000, deleted: true }
    const [one, other] = [await newer.store.inventory(asked), await older.store.inventory(asked)]
    expect(one).toMatchObject({
      is: 'answer',
      value: { maxVersion: 7, rows: [{ level: -1.5, reorderPoint: 2 }] },
    })
    expect(other).toMatchObject({ is: 'answer' })
    if (one.is === 'answer' && other.is === 'answer') expect(other.value).toEqual(one.value)
    expect(JSON.parse(newer.server.calls[0]?.body ?? '')).toEqual({
      after: 3,
      size: 5_000,
      sort_direction: 'asc',
      include_deleted: true,
    })
    expect(older.server.calls[0]?.url).toBe('/api/2.0/inventory?after=3&page_size=5000')
  })

  it('reads every page of lines until the empty one, though pages come short', async () => {
    const { store, server } = await open([
      json(page([line, { ...line, product_id: 'p2', version: 11 }])),
      json(page([{ ...line, product_id: 'p3', version: 12 }])),
      json({ data: [], version: { min: null, max: null } }),
    ])
    const answer = await store.allLines('c 1')
    expect(answer.is === 'answer' && answer.value.map((row) => row.productId)).toEqual(['p1', 'p2', 'p3'])
    expect(server.calls.map((call) => call.url.replace(/^.*after=(\d+).*$/, '$1'))).toEqual(['0', '11', '12'])
    expect(server.calls[0]?.url).toContain('/consignments/c%201/products')
  })

  it('walks again when a line changed while it was read', async () => {
    const empty = json({ data: [] })
    const { store } = await open([
      json(page([line, { ...line, product_id: 'p2', version: 10 }])),
      json(page([{ ...line, count: '8', version: 12 }])),
      empty,
      json(
        page([
          { ...line, product_id: 'p2', version: 10 },
          { ...line, count: '8', version: 12 },
        ]),
      ),
      empty,
    ])
    const answer = await store.allLines('c1')
    expect(answer.is === 'answer' && answer.value.map((row) => [row.productId, row.count])).toEqual([
      ['p2', '6.00000'],
      ['p1', '8'],
    ])
  })

  it('keeps both rows of a product that truly stands twice', async () => {
    const walk = [json(page([line])), json(page([{ ...line, version: 12 }])), json({ data: [] })]
    const { store } = await open([...walk, ...walk])
    const answer = await store.allLines('c1')
    expect(answer.is === 'answer' && answer.value).toHaveLength(2)
  })

  it('reads the answer to a line write as an object, a list, or a list in data', async () => {
    const other = { ...line, product_id: 'p2' }
    const { store } = await open([
      json({ data: line }),
      json({ data: [other, line] }),
      json({ data: { data: [other, line], version: { min: 1, max: 2 } } }),
      json({ data: [] }),
    ])
    const set = () => store.setLine('c1', 'p1', { product_id: 'p1', count: '6' })
    for (let i = 0; i < 3; i += 1) {
      expect(await set()).toMatchObject({ is: 'answer', value: { productId: 'p1', count: '6.00000' } })
    }
    expect(await set()).toMatchObject({ is: 'answer', value: null })
  })

  it('takes an absent line as deleted, whether it was there or not', async () => {
    const { store } = await open([raw('', 204), json({ error: 'Not found' }, 404)])
    expect(await store.deleteLine('c1', 'p1')).toMatchObject({ is: 'answer', value: { wasThere: true } })
    expect(await store.deleteLine('c1', 'p1')).toMatchObject({ is: 'answer', value: { wasThere: false } })
  })

  it('looks a code up among products first and in the search index after', async () => {
    const { store, server } = await open([json({ data: [] }), json({ data: [product] })])
    expect(await store.productByCode('TEA 250&x')).toMatchObject({ is: 'answer', value: [{ id: 'p1' }] })
    expect(server.calls.map((call) => call.url)).toEqual([
      '/api/2026-07/products?sku=TEA+250%26x',
      '/api/2026-07/search?type=products&sku=tea+250%26x',
    ])
  })
})

describe('the envelope of writes', () => {
  it('is on for date versions and off for 2.0', async () => {
    const dated = await open([json({ data: header }, 201)])
    const old = await open([json({ data: header }, 201)], { settings: { apiVersion: '2.0' } })
    await dated.store.createConsignment(body)
    await old.store.createConsignment(body)
    expect(JSON.parse(dated.server.calls[0]?.body ?? '')).toEqual({ data: body })
    expect(JSON.parse(old.server.calls[0]?.body ?? '')).toEqual(body)
  })

  it('is changed once when the refusal complains of missing fields, and stays changed', async () => {
    const { store, server } = await open([
      json({ error: 'Bad Request', message: 'name is required' }, 400),
      json({ data: header }, 201),
    ])
    expect(await store.createConsignment(body)).toMatchObject({ is: 'answer', value: { id: 'c1' } })
    await store.createConsignment(body)
    expect(server.calls.map((call) => Object.keys(JSON.parse(call.body))[0])).toEqual([
      'data',
      'name',
      'name',
    ])
  })

  it('is not changed for other refusals', async () => {
    const { store, server } = await open([json({ message: 'Order has no lines' }, 422)])
    expect(await store.updateConsignment('c1', body)).toMatchObject({
      is: 'refused',
      say: 'Order has no lines',
    })
    expect(server.calls).toHaveLength(1)
  })

  it('tells the first refusal when neither form is taken', async () => {
    const { store, server } = await open([
      json({ message: 'outlet_id is required' }, 422),
      json({ message: 'data is required' }, 400),
    ])
    expect(await store.createConsignment(body)).toMatchObject({ is: 'refused', say: 'outlet_id is required' })
    expect(server.calls).toHaveLength(2)
  })
})

describe('an answer that is none', () => {
  const page200 = { 'content-type': 'text/html' }
  const strange: [name: string, reply: Reply, kind: string][] = [
    [
      'F19 a sign-in page with 200',
      raw('<html>Welcome to the guest network</html>', 200, page200),
      'elsewhere',
    ],
    ['F19 a sign-in page with 404', raw('<html></html>', 404, page200), 'elsewhere'],
    ['F19 a redirect', raw('', 302, { location: 'http://portal.example/login' }), 'elsewhere'],
    ['F19 a 511', raw('<html></html>', 511, page200), 'elsewhere'],
    [
      'JSON that says it is text',
      raw(JSON.stringify(page([product])), 200, { 'content-type': 'text/plain' }),
      'unreadable',
    ],
    ['no content type', raw(JSON.stringify(page([product])), 200), 'unreadable'],
    [
      'F20 truncated JSON',
      raw('{"data":[{"id":"p1","ver', 200, { 'content-type': 'application/json' }),
      'unreadable',
    ],
    ['F20 an empty list instead of a page', json([]), 'unreadable'],
    ['F20 null', json(null), 'unreadable'],
    ['F20 a page without data', json({ version: { min: 1, max: 2 } }), 'unreadable'],
    ['F20 rows without an id', json({ data: [{ name: 'Tea', version: 3 }] }), 'unreadable'],
    ['F20 rows without a version', json({ data: [{ id: 'p1' }] }), 'unreadable'],
    ['an empty body', raw('', 200, { 'content-type': 'application/json' }), 'unreadable'],
    [
      'a half answer',
      (response) => response.writeHead(200, { 'content-length': '50' }).write('{"data":[]'),
      'timed-out',
    ],
  ]
  it.each(strange)('%s is never an empty list', async (_name, reply, kind) => {
    // Only what never ends is waited for in vain: a busy machine must not time out the others.
    const wait = kind === 'timed-out' ? { headMs: 50, wholeMs: 80 } : { headMs: 10_000, wholeMs: 10_000 }
    const { store } = await open([reply], { parts: { limits: { ...wait, bytes: 1_000_000 } } })
    expect(await store.products({})).toMatchObject({ is: 'no-answer', kind, mayHaveApplied: false })
  })

  it('F20 lines without any version are not walked, since the walk could not go on', async () => {
    const { store } = await open([json({ data: [{ product_id: 'p1', count: '1' }] })])
    expect(await store.allLines('c1')).toMatchObject({ is: 'no-answer', kind: 'unreadable' })
  })

  it('F20 lines whose pages come round again are not walked for ever', async () => {
    const { store, server } = await open([json(page([line]))])
    expect(await store.allLines('c1')).toMatchObject({ is: 'no-answer', kind: 'unreadable' })
    expect(server.calls).toHaveLength(2)
  })

  it('F19 names the portal it was sent to', async () => {
    const { store } = await open([raw('', 302, { location: 'http://portal.example/login?back=x' })])
    const answer = await store.consignment('c1')
    expect(answer.is === 'no-answer' && answer.why).toContain('portal.example')
  })

  it('F20 stops at the size cap, told beforehand or not, packed or not', async () => {
    const big = JSON.stringify({ data: [], pad: 'x'.repeat(200_000) })
    const replies: Reply[] = [
      json({ data: [], pad: 'x'.repeat(200_000) }),
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.write(big.slice(0, 150_000))
      },
      (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
          .end(gzipSync(big)),
    ]
    const { store } = await open(replies, {
      parts: { limits: { headMs: 5_000, wholeMs: 5_000, bytes: 100_000 } },
    })
    for (let i = 0; i < 3; i += 1) {
      expect(await store.products({})).toMatchObject({ is: 'no-answer', kind: 'too-large' })
    }
  })

  it('F21 a dripping answer ends at the whole limit and leaves a write unknown', async () => {
    const drip: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(timer))
    }
    const { store } = await open([drip], {
      parts: { limits: { headMs: 5_000, wholeMs: 150, bytes: 1_000_000 } },
    })
    expect(await store.createConsignment(body)).toMatchObject({
      is: 'no-answer',
      kind: 'timed-out',
      mayHaveApplied: true,
    })
  })

  it('waits for the head of an answer only so long', async () => {
    const { store } = await open([() => undefined], {
      parts: { limits: { headMs: 50, wholeMs: 60_000, bytes: 1_000 } },
    })
    expect(await store.setLine('c1', 'p1', { product_id: 'p1' })).toMatchObject({
      kind: 'timed-out',
      mayHaveApplied: true,
    })
  })
})

describe('a refusal', () => {
  it('F16 is told apart: the request, the sign-in, the permission', async () => {
    const { store } = await open([
      json({ error: 'Unprocessable', message: 'Order is closed' }, 422),
      json({ error: 'Unauthorized' }, 401),
      json({ error: 'Forbidden', message: 'Missing scope' }, 403),
      json({ error: 'Not here' }, 404),
    ])
    expect(await store.consignment('c1')).toMatchObject({
      is: 'refused',
      status: 422,
      say: 'Order is closed',
    })
    expect(await store.consignment('c1')).toMatchObject({ is: 'unauthorised', say: 'Unauthorized' })
    expect(await store.consignment('c1')).toMatchObject({ is: 'forbidden', say: 'Missing scope' })
    expect(await store.consignment('c1')).toMatchObject({ is: 'refused', status: 404, say: 'Not here' })
  })

  it.each([
    ['{"status":"error","error":"Bad","details":"Outlet unknown"}', 'Outlet unknown'],
    ['{"error":"invalid_grant","error_description":"Gone"}', 'Gone'],
    ['{"error":{"name":["is odd"]}}', '{"name":["is odd"]}'],
    ['{}', 'Lightspeed refused with status 400.'],
    ['', 'Lightspeed refused with status 400.'],
    ['<h1>Bad</h1>', 'Lightspeed refused with status 400.'],
  ])('reads its sentence from %s', async (text, say) => {
    const { store } = await open([raw(text, 400)])
    expect(await store.consignment('c1')).toMatchObject({ is: 'refused', say, body: text })
  })

  it('keeps no more than 2000 characters of its body', async () => {
    const { store } = await open([json({ message: 'x'.repeat(9_000) }, 400)])
    const answer = await store.consignment('c1')
    expect(answer.is === 'refused' && answer.body.length).toBe(2_000)
    expect(answer.is === 'refused' && answer.say.length).toBeLessThan(400)
  })

  it('asks nobody while there is no token, or one that is no token', async () => {
    for (const token of [null, '', 'two words', 'line\r\nbreak: 1']) {
      const { store, server } = await open([json({})], { settings: { token: () => token } })
      expect(await store.retailer()).toMatchObject({ is: 'unauthorised' })
      expect(server.calls).toHaveLength(0)
    }
  })
})

describe('trying again', () => {
  it.each([408, 500, 502, 503, 504])(
    'asks a read three times on %i, waiting 200 and 400 ms and a bit',
    async (status) => {
      const { store, server } = await open([json({ error: 'x' }, status)])
      expect(await store.consignment('c1')).toMatchObject({
        is: 'no-answer',
        kind: 'server-error',
        mayHaveApplied: false,
      })
      expect(server.calls).toHaveLength(3)
      expect(hastyClock.waited).toEqual([300, 500])
    },
  )

  it('takes the good answer that follows a broken connection', async () => {
    const { store, server } = await open([cut, json({ data: header })])
    expect(await store.consignment('c1')).toMatchObject({ is: 'answer', value: { id: 'c1' } })
    expect(server.calls).toHaveLength(2)
  })

  it('asks the stock feed again although it is a POST', async () => {
    const { store, server } = await open([json({}, 503), json([])])
    expect(await store.inventory({})).toMatchObject({ is: 'answer', value: { rows: [], maxVersion: null } })
    expect(server.calls).toHaveLength(2)
  })

  it.each([
    ['a 503', json({}, 503), 'server-error'],
    ['a 408', json({}, 408), 'server-error'],
    ['a 501', json({}, 501), 'server-error'],
    ['a cut', cut, 'broken'],
    ['rubbish', raw('{', 201, { 'content-type': 'application/json' }), 'unreadable'],
  ] as [string, Reply, string][])(
    'F10 never sends a write twice after %s, and says it may have happened',
    async (_name, reply, kind) => {
      const { store, server } = await open([reply])
      for (const write of [
        () => store.createConsignment(body),
        () => store.updateConsignment('c1', body),
        () => store.addLine('c1', { product_id: 'p1' }),
        () => store.setLine('c1', 'p1', { product_id: 'p1' }),
      ]) {
        expect(await write()).toMatchObject({ is: 'no-answer', kind, mayHaveApplied: true })
      }
      expect(server.calls).toHaveLength(4)
    },
  )

  it('F22 says it may have happened at every byte at which the answer is cut', async () => {
    const text = `HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 14\r\n\r\n{"data":"one"}`
    let cutAt = 0
    const { store, server } = await open([
      (_response, socket) => {
        socket.write(text.slice(0, cutAt), () => socket.destroy())
      },
    ])
    for (cutAt = 0; cutAt < text.length; cutAt += 1) {
      const answer = await store.createConsignment(body, { priority: 'bench' })
      expect(answer, `cut at ${cutAt}`).toMatchObject({ is: 'no-answer', mayHaveApplied: true })
    }
    expect(server.calls).toHaveLength(text.length)
  })

  it('F17 is offline when nobody listens, and a write was certainly not made', async () => {
    const allowance = openAllowance({ clock: systemClock })
    const { store, server } = await open([json({})], { parts: { allowance } })
    await server.close()
    expect(await store.createConsignment(body)).toMatchObject({ is: 'offline' })
    expect(allowance.state().remaining).toBe(350)
  })

  it('F17 is offline when the name is not known', async () => {
    const dispatcher = new Agent({
      connect: {
        lookup: (_host, _options, found) =>
          found(Object.assign(new Error('no name'), { code: 'ENOTFOUND' }), []),
      },
    })
    const { store } = await open([json({})], { settings: { url: 'demoshop' }, parts: { dispatcher } })
    expect(await store.retailer()).toMatchObject({
      is: 'offline',
      why: 'Lightspeed cannot be reached (ENOTFOUND).',
    })
  })
})

describe('over the limit', () => {
  it('F13 pauses everything, at once and for all callers', async () => {
    const { store, server } = await open([
      json({ error: 'Too Many Requests' }, 429, { 'retry-after': '120' }),
    ])
    expect(await store.products({})).toMatchObject({ is: 'limited', retryAfterMs: 120_000 })
    const next = await store.createConsignment(body, { waitMs: 0, priority: 'bench' })
    expect(next.is === 'limited' && next.retryAfterMs).toBeGreaterThan(119_000)
    expect(next.is === 'limited' && next.retryAfterMs).toBeLessThanOrEqual(120_000)
    expect(server.calls).toHaveLength(1)
  })

  it('F14 reads the date form against the date of the answer', async () => {
    const { store } = await open([
      json({}, 429, {
        date: 'Fri, 20 Nov 2026 03:18:30 GMT',
        'retry-after': 'Fri, 20 Nov 2026 03:20:00 GMT',
      }),
    ])
    expect(await store.products({})).toMatchObject({ is: 'limited', retryAfterMs: 90_000 })
  })

  it('F14 reads the older form inside the body', async () => {
    const { store } = await open([
      json({ error: 'rate limited', 'retry-after': 'Fri, 20 Nov 2026 03:20:00 +0000' }, 429, {
        date: 'Fri, 20 Nov 2026 03:19:20 GMT',
      }),
    ])
    expect(await store.products({})).toMatchObject({ is: 'limited', retryAfterMs: 40_000 })
  })

  it('waits out a pause of a second within a read, not within a write', async () => {
    const { store, server } = await open([json({}, 429, { 'retry-after': '1' }), json({ data: header })])
    expect(await store.consignment('c1')).toMatchObject({ is: 'answer' })
    const other = await open([json({}, 429, { 'retry-after': '1' })])
    expect(await other.store.createConsignment(body)).toMatchObject({ is: 'limited', retryAfterMs: 1_000 })
    expect([server.calls.length, other.server.calls.length]).toEqual([2, 1])
  })
})

describe('a store in trouble', () => {
  const trouble = json({ error: 'Service Unavailable' }, 503)
  const opened = () => openBreaker({ clock: hastyClock, onChange: () => undefined })
  const twenty = (store: Lightspeed) =>
    Promise.all(Array.from({ length: 20 }, () => store.createConsignment(body, { priority: 'bench' })))

  it('F15 is met by one call after the other once one failed, and by none after the third', async () => {
    const { store, server } = await open([trouble], { parts: { breaker: opened() } })
    await store.createConsignment(body)
    const answers = await twenty(store)
    expect(server.calls).toHaveLength(3)
    expect(answers.filter(({ is }) => is === 'no-answer')).toHaveLength(2)
    expect(answers.filter(({ is }) => is === 'limited')).toHaveLength(18)
  })

  it('keeps nobody waiting for long after a single failure', async () => {
    const { store, server } = await open([trouble, json({ data: header })], { parts: { breaker: opened() } })
    await store.createConsignment(body)
    const answers = await twenty(store)
    expect(new Set(answers.map(({ is }) => is))).toEqual(new Set(['answer']))
    expect(server.calls).toHaveLength(21)
  })

  it('has its turns given back by those it turned away', async () => {
    const allowance = openAllowance({ clock: hastyClock })
    const before = allowance.state().remaining
    const { store, server } = await open([trouble], { parts: { breaker: opened(), allowance } })
    await twenty(store)
    expect(before - allowance.state().remaining).toBe(server.calls.length)
  })
})

describe('the token', () => {
  it('S18 does not follow a redirect, not even to the store itself', async () => {
    const elsewhere = await openOddServer(json({}))
    closers.push(elsewhere.close)
    const { store } = await open([raw('', 307, { location: `${elsewhere.url}/api/2026-07/retailer` })])
    expect(await store.retailer()).toMatchObject({ is: 'no-answer', kind: 'elsewhere' })
    expect(await store.picture(`${elsewhere.url}/a.png`)).toMatchObject({ is: 'no-answer' })
    expect(elsewhere.calls).toHaveLength(0)
  })

  it('S18 opens for no look-alike host', () => {
    for (const url of [
      'https://demoshop.retail.lightspeed.app.evil.example',
      'http://evil.example',
      'https://evil.example',
    ]) {
      const open = () =>
        openLightspeed(
          { url, apiVersion: '2026-07', token: () => canary, userAgent: 'x' },
          { clock: systemClock, log: keepingLog(), allowance: openAllowance({ clock: systemClock }) },
        )
      expect(open).toThrow(StationError)
    }
  })

  it('S18 goes along with a picture of the store, and not with one of an image host', async () => {
    const sent: unknown[] = []
    const image = openOddServer((response, _socket, got) => {
      sent.push(got.headers.authorization)
      response.writeHead(200, { 'content-type': 'image/png; q=1' }).end('PNG')
    })
    const { url, close, port } = await image
    closers.push(close)
    // The image host is reached through a plain connection here; only what is sent to it counts.
    const dispatcher = new Agent().compose(
      (dispatch) => (options, handler) => dispatch({ ...options, origin: url }, handler),
    )
    const { store } = await open([json({})], { settings: { url }, parts: { dispatcher } })
    const pictures = [`${url}/a.png`, 'https://images.example/a.png', `https://127.0.0.1:${port}/a.png`]
    for (const picture of pictures) {
      expect(await store.picture(picture)).toMatchObject({
        is: 'answer',
        value: { contentType: 'image/png' },
      })
    }
    expect(sent).toEqual([`Bearer ${canary}`, undefined, undefined])
  })

  it.each([
    'http://images.example/a.png',
    'https://user:pass@images.example/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AA==',
    'not an address',
    '',
  ])('fetches no picture from %j', async (url) => {
    const { store } = await open([json({})])
    expect(await store.picture(url)).toMatchObject({ is: 'no-answer', kind: 'unreadable' })
  })

  it.each([
    ['a page', raw('<html>', 200, { 'content-type': 'text/html' })],
    ['a drawing with scripts', raw('<svg/>', 200, { 'content-type': 'image/svg+xml' })],
    ['a redirect', raw('', 302, { location: 'http://127.0.0.1/' })],
    ['six megabytes', raw('x'.repeat(6_000_000), 200, { 'content-type': 'image/png' })],
  ] as [string, Reply][])('takes %s for no picture', async (_name, reply) => {
    const { store, server } = await open([reply])
    expect(await store.picture(`${server.url}/a.png`)).toMatchObject({
      is: 'no-answer',
      mayHaveApplied: false,
    })
  })

  it('S21 stands in no log line and in no answer, whatever the server echoes', async () => {
    const echo =
      (status: number): Reply =>
      (response, _socket, got) => {
        const said = `you sent ${got.headers.authorization}`
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify({ error: said, message: said, pad: `${'x'.repeat(1_880)}${said}` }))
      }
    const statuses = [200, 201, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503]
    for (const status of statuses) {
      const { store, log } = await open([echo(status)])
      const answers = [
        await store.createConsignment(body, { waitMs: 0 }),
        await store.consignment('c1', { waitMs: 0 }),
        await store.picture('https://user:pass@images.example/a.png'),
      ]
      expect(JSON.stringify(answers)).not.toMatch(/CANARY/)
      expect(log.words()).toContain('lightspeed call')
      expect(log.words()).not.toMatch(/CANARY/)
    }
    for (const reply of [cut, raw('{'), raw('', 302, { location: 'http://x.example' })]) {
      const { store, log } = await open([reply])
      expect(JSON.stringify(await store.retailer())).not.toMatch(/CANARY/)
      expect(log.words()).not.toMatch(/CANARY/)
    }
  })
})

describe('stopping', () => {
  it('ends a call whose caller has gone, and says whether it was sent', async () => {
    const stop = new AbortController()
    const { store, server } = await open([() => stop.abort()])
    const sent = await store.createConsignment(body, { signal: stop.signal })
    expect(sent).toMatchObject({ is: 'no-answer', kind: 'stopped', mayHaveApplied: true })
    const unsent = await store.createConsignment(body, { signal: stop.signal })
    expect(unsent).toMatchObject({ is: 'no-answer', kind: 'stopped', mayHaveApplied: false })
    expect(server.calls).toHaveLength(1)
  })

  it('F37 ends everything when the station closes', async () => {
    let arrived: () => void = () => undefined
    const isThere = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const { store } = await open([() => arrived()])
    const out = store.consignment('c1')
    await isThere
    await store.close()
    expect(await out).toMatchObject({ is: 'no-answer', kind: 'stopped' })
    expect(await store.consignment('c1')).toMatchObject({ is: 'no-answer', kind: 'stopped' })
  })

  it('sends nothing after its time is over, though the connection comes up later', async () => {
    const bytes: Buffer[] = []
    const server = createServer((socket) => socket.on('data', (chunk) => bytes.push(chunk)))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => new Promise((resolve) => server.close(() => resolve())))
    let connectNow: () => void = () => undefined
    let isConnected: () => void = () => undefined
    const connected = new Promise<void>((resolve) => {
      isConnected = resolve
    })
    const { connect } = await import('node:net')
    const dispatcher = new Agent({
      connect: (_options, done) => {
        connectNow = () => {
          const address = server.address()
          const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1', () => {
            done(null, socket)
            isConnected()
          })
        }
      },
    })
    const { store } = await open([json({})], {
      parts: { dispatcher, limits: { headMs: 40, wholeMs: 60, bytes: 1_000 } },
    })
    expect(await store.createConsignment(body)).toMatchObject({
      is: 'no-answer',
      kind: 'timed-out',
      mayHaveApplied: false,
    })
    connectNow()
    await connected
    await dispatcher.close()
    expect(Buffer.concat(bytes).toString()).toBe('')
  })
})
