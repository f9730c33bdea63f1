import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultBook } from '../../../../src-main/training/store/faults.ts'
import { openStore, until } from './sandbox.ts'

let store: Awaited<ReturnType<typeof openStore>>
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.close())

const create = 'POST /consignments'
const made = () => store.ledger().creates

async function post(): Promise<Response> {
  const [row] = store.control.consignments()
  const header = { type: 'SUPPLIER', name: 'X', outlet_id: row?.source_outlet_id }
  return fetch(`${store.url}/api/2026-07/consignments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${store.token}` },
    body: JSON.stringify({ data: header }),
  })
}

describe('faults', () => {
  it('drop a call before anything was applied', async () => {
    store.faults.add({ on: create, fault: { is: 'drop-before' }, times: 1 })
    await expect(post()).rejects.toThrow('fetch failed')
    expect(made()).toBe(0)
    expect((await post()).status).toBe(201)
  })

  it('drop the answer after everything was applied', async () => {
    store.faults.add({ on: create, fault: { is: 'drop-after' }, times: 1 })
    await expect(post()).rejects.toThrow('fetch failed')
    expect(made()).toBe(1)
    expect(store.ledger().lastCalls.at(-1)?.status).toBe('dropped')
  })

  it.each([
    ['status-before', 502, 0],
    ['status-after', 504, 1],
  ] as const)('answer %s %i with %i made', async (is, status, expected) => {
    store.faults.add({ on: create, fault: { is, status } })
    expect((await post()).status).toBe(status)
    expect(made()).toBe(expected)
  })

  it('cut the answer short, truncate its JSON, or put another page in its place', async () => {
    const take = store.faults.add({ on: create, fault: { is: 'cut-answer', afterBytes: 20 } })
    await expect(post().then((answer) => answer.text())).rejects.toThrow()
    take()
    store.faults.add({ on: create, fault: { is: 'truncated' }, times: 1 })
    const half = await post()
    expect(half.status).toBe(201)
    await expect(half.json()).rejects.toThrow(SyntaxError)
    store.faults.add({ on: create, fault: { is: 'html', status: 200 }, times: 1 })
    expect((await post()).headers.get('content-type')).toBe('text/html')
    expect(made()).toBe(2)
  })

  it('bring one request to the store twice', async () => {
    store.faults.add({ on: create, fault: { is: 'doubled' } })
    await post()
    expect(made()).toBe(2)
  })

  it('storm with 429 in any form of Retry-After', async () => {
    for (const retryAfter of ['120', 'rubbish', null]) {
      store.faults.add({ on: '*', fault: { is: 'too-many', retryAfter }, times: 1 })
      const answer = await post()
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, retryAfter])
    }
    expect([made(), store.ledger().status429]).toEqual([0, 3])
  })

  it('hold a call back for a time, through the clock', async () => {
    store.faults.add({ on: 'POST *', fault: { is: 'delay', ms: 7000 } })
    let isBack = false
    const waiting = post().then(() => {
      isBack = true
    })
    await until(() => store.clock.waiting() === 1)
    store.clock.pass(6999)
    expect([made(), isBack]).toEqual([0, false])
    store.clock.pass(1)
    await waiting
    expect(made()).toBe(1)
  })

  it('let someone else act just before the call', async () => {
    const { id, header } = await store.consignment('OUTLET', [], { 'Cap Navy': 1 })
    const run = () => void store.control.cancel(id)
    store.faults.add({ on: 'PUT /consignments/:id', fault: { is: 'meanwhile', run }, times: 1 })
    const sent = await store.call('PUT', `/consignments/${id}`, { data: { ...header, status: 'SENT' } })
    expect([sent.status, store.control.consignment(id).status]).toEqual([422, 'CANCELLED'])
  })

  it('keep changed rows out of lists for a while, but not out of a direct read', async () => {
    store.faults.delayLists(30_000, 120_000)
    const { id } = await store.consignment('OUTLET')
    const listed = async () =>
      (await store.call('GET', '/consignments')).json.data.some((row: { id: string }) => row.id === id)
    expect(await listed()).toBe(false)
    expect((await store.call('GET', `/consignments/${id}`)).status).toBe(200)
    store.clock.pass(29_999)
    expect(await listed()).toBe(false)
    store.clock.pass(90_001)
    expect(await listed()).toBe(true)
  })

  it('repeat or lose a row of a list', async () => {
    const rows = async () => (await store.call('GET', '/suppliers')).json.data.length
    store.faults.add({ on: 'GET /suppliers', fault: { is: 'duplicate-rows' }, times: 1 })
    expect(await rows()).toBe(4)
    store.faults.add({ on: 'GET /suppliers', fault: { is: 'missing-row' }, times: 1 })
    expect(await rows()).toBe(2)
  })

  it('pull the network cable and put it back on the same port', async () => {
    await store.faults.network('down')
    const refused = await post().catch((thrown: unknown) => (thrown as Error).cause)
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
    await store.faults.network('up')
    expect((await post()).status).toBe(201)
  })

  it('show a wrong clock in the Date header', async () => {
    store.faults.skewDate(86_400_000)
    expect((await store.call('GET', '/outlets')).headers.get('date')).toBe('Sat, 21 Nov 2026 03:00:00 GMT')
  })

  it('strike by chance the same way for the same seed, and skip as many calls as told', () => {
    const strikes = (seed: number) => {
      const book = faultBook(seed)
      book.add({ on: 'GET *', fault: { is: 'drop-before' }, chance: 0.5 })
      return Array.from({ length: 40 }, () => book.strike('GET /products').length)
    }
    expect(strikes(5)).toEqual(strikes(5))
    expect(strikes(5)).not.toEqual(strikes(6))
    const book = faultBook(1)
    book.add({ on: 'GET /products', fault: { is: 'drop-after' }, skip: 2, times: 1 })
    expect([1, 2, 3, 4].map(() => book.strike('GET /products').length)).toEqual([0, 0, 1, 0])
    expect(book.strike('GET /outlets')).toEqual([])
  })

  it('follow each other when they are of one kind, and strike together when not', () => {
    const book = faultBook(1)
    book.add({ on: '*', fault: { is: 'status-before', status: 500 }, times: 1 })
    book.add({ on: '*', fault: { is: 'status-before', status: 502 }, times: 1 })
    book.add({ on: '*', fault: { is: 'delay', ms: 5 }, times: 1 })
    const struck = [1, 2, 3].map(() => book.strike('GET /products'))
    expect(struck).toEqual([
      [
        { is: 'status-before', status: 500 },
        { is: 'delay', ms: 5 },
      ],
      [{ is: 'status-before', status: 502 }],
      [],
    ])
  })
})
