import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from './sandbox.ts'

let store: Awaited<ReturnType<typeof openStore>>
beforeAll(async () => {
  store = await openStore({ registers: 20 })
})
afterAll(() => store.close())

const there = { 'Pod Kit Black': 3 }
const ways: Record<string, string[]> = {
  'SUPPLIER OPEN': [],
  'SUPPLIER SENT': ['SENT'],
  'SUPPLIER DISPATCHED': ['SENT', 'DISPATCHED'],
  'SUPPLIER RECEIVED': ['SENT', 'DISPATCHED', 'RECEIVED'],
  'SUPPLIER CANCELLED': ['CANCELLED'],
  'OUTLET OPEN': [],
  'OUTLET SENT': ['SENT'],
  'OUTLET RECEIVED': ['SENT', 'RECEIVED'],
  'RETURN OPEN': [],
  'RETURN SENT': ['SENT'],
}

/** What a PUT may change, whether a POST adds a product, and whether a line can go: count, received, cost, add, delete. */
const table: [string, [boolean, boolean, boolean, boolean, boolean]][] = [
  ['SUPPLIER OPEN', [true, false, true, true, true]],
  ['SUPPLIER SENT', [true, true, true, true, true]],
  ['SUPPLIER DISPATCHED', [false, true, true, true, false]],
  ['SUPPLIER RECEIVED', [false, false, false, false, false]],
  ['SUPPLIER CANCELLED', [false, false, false, false, false]],
  ['OUTLET OPEN', [true, false, true, true, true]],
  ['OUTLET SENT', [true, true, false, false, false]],
  ['OUTLET RECEIVED', [false, false, false, false, false]],
  ['RETURN OPEN', [true, false, false, true, true]],
  ['RETURN SENT', [true, false, false, false, false]],
]

async function prepared(key: string) {
  const [type = '', status] = key.split(' ')
  const { id } = await store.consignment(type, ways[key], there)
  const path = `/consignments/${id}/products`
  const one = `${path}/${store.product('Pod Kit Black')}`
  const line = async () => (await store.call('GET', path)).json.data[0]
  const statusNow = async () => (await store.call('GET', `/consignments/${id}`)).json.data.status
  return { id, path, one, line, statusNow, status }
}

describe('line writes by type and status', () => {
  for (const [key, [count, received, cost, add, remove]] of table) {
    for (const [field, value, isAllowed] of [
      ['count', '7', count],
      ['received', '2', received],
      ['cost', '9.5', cost],
    ] as const) {
      it(`${isAllowed ? 'set' : 'refuse to set'} ${field} of ${key}`, async () => {
        const at = await prepared(key)
        const before = await at.line()
        const put = await store.call('PUT', at.one, { data: { [field]: value } })
        expect(put.status).toBe(isAllowed ? 200 : 422)
        expect((await at.line())[field]).toBe(isAllowed ? Number(value).toFixed(5) : before[field])
      })
    }

    it(`${add ? 'add' : 'refuse'} another product on ${key}`, async () => {
      const at = await prepared(key)
      const body = {
        data: { product_id: store.product('Pod Kit Red'), count: key.includes('DISPATCHED') ? '0' : '1' },
      }
      expect((await store.call('POST', at.path, body)).status).toBe(add ? 200 : 422)
    })

    it(`${remove ? 'delete' : 'refuse to delete'} a line of ${key}`, async () => {
      const at = await prepared(key)
      expect((await store.call('DELETE', at.one)).status).toBe(remove ? 204 : 422)
      if (remove) expect((await store.call('DELETE', at.one)).status).toBe(404)
    })
  }

  it('leave a forbidden edit out, quietly, when set to ignore', async () => {
    const lax = await openStore({ strictness: { forbiddenEdits: 'ignored' } })
    const { id } = await lax.consignment('OUTLET', [], there)
    const path = `/consignments/${id}/products/${lax.product('Pod Kit Black')}`
    const put = await lax.call('PUT', path, { data: { count: '5', received: '2' } })
    expect([put.status, put.json.data.count, put.json.data.received]).toEqual([200, '5.00000', '0.00000'])
    await lax.close()
  })
})

describe('a received quantity', () => {
  it.each([
    ['SUPPLIER SENT', 'PUT', 200, 'DISPATCHED'],
    ['SUPPLIER SENT', 'POST', 200, 'DISPATCHED'],
    ['SUPPLIER SENT', 'bulk', 200, 'DISPATCHED'],
    ['SUPPLIER OPEN', 'bulk', 200, 'DISPATCHED'],
    ['SUPPLIER OPEN', 'POST', 422, 'OPEN'],
    ['OUTLET SENT', 'PUT', 200, 'SENT'],
    ['OUTLET OPEN', 'bulk', 422, 'OPEN'],
  ])('on %s by %s answers %i and leaves it %s', async (key, how, status, after) => {
    const at = await prepared(key)
    const item = { product_id: store.product('Pod Kit Black'), received: '1' }
    const answer =
      how === 'bulk'
        ? await store.call('POST', `/consignments/${at.id}/bulk`, [item])
        : await store.call(how, how === 'PUT' ? at.one : at.path, { data: item })
    expect([answer.status, await at.statusNow()]).toEqual([status, after])
  })
})

describe('adding and setting', () => {
  const product = () => store.product('Pod Kit Black')

  it('adds with POST, and the ledger notes it', async () => {
    const at = await prepared('OUTLET OPEN')
    const noted = store.ledger().accumulatedLines.length
    await store.call('POST', at.path, { data: { product_id: product(), count: '2' } })
    expect((await at.line()).count).toBe('5.00000')
    expect(store.ledger().accumulatedLines.slice(noted)).toEqual([
      { consignmentId: at.id, productId: product(), route: 'POST /consignments/:id/products' },
    ])
    await store.call('POST', at.path, { data: { product_id: product(), count: -4 } })
    expect((await at.line()).count).toBe('1.00000')
  })

  it('adds with bulk and answers the resulting totals', async () => {
    const at = await prepared('OUTLET OPEN')
    const answer = await store.call('POST', `/consignments/${at.id}/bulk`, [
      { product_id: product(), count: 4 },
    ])
    expect(answer.json).toEqual({ data: { [product()]: { count: '7.00000' } } })
  })

  it('sets with PUT however often it is sent', async () => {
    const at = await prepared('OUTLET OPEN')
    for (const _ of [1, 2, 3]) await store.call('PUT', at.one, { data: { count: '6' } })
    expect((await at.line()).count).toBe('6.00000')
  })

  it('answers 404 to a PUT for a product that is not on the consignment', async () => {
    const at = await prepared('OUTLET OPEN')
    const put = await store.call('PUT', `${at.path}/${store.product('Cap Navy')}`, { data: { count: '1' } })
    expect(put.status).toBe(404)
  })

  it('takes all of a bulk or nothing of it', async () => {
    const at = await prepared('SUPPLIER OPEN')
    const answer = await store.call('POST', `/consignments/${at.id}/bulk`, [
      { product_id: product(), count: 1 },
      { product_id: store.product('Starter Bundle'), count: 1 },
    ])
    expect([answer.status, (await at.line()).count]).toEqual([422, '3.00000'])
  })

  it('raises the version of the consignment with every line write', async () => {
    const at = await prepared('OUTLET OPEN')
    const before = (await store.call('GET', `/consignments/${at.id}`)).json.data.version
    await store.call('PUT', at.one, { data: { count: '6' } })
    expect((await store.call('GET', `/consignments/${at.id}`)).json.data.version).toBeGreaterThan(before)
  })

  it('refuses composites on orders only, unknown products always, and what is no number', async () => {
    const order = await prepared('SUPPLIER OPEN')
    const transfer = await prepared('OUTLET OPEN')
    const bundle = { product_id: store.product('Starter Bundle'), count: '1' }
    expect((await store.call('POST', order.path, { data: bundle })).status).toBe(422)
    expect((await store.call('POST', transfer.path, { data: bundle })).status).toBe(200)
    const nobody = { product_id: '00000000-0000-11ee-0000-000000000000', count: '1' }
    expect((await store.call('POST', transfer.path, { data: nobody })).status).toBe(422)
    expect((await store.call('PUT', transfer.one, { data: { count: 'six' } })).status).toBe(400)
  })

  it('fills an empty cost with the average cost when a transfer is sent', async () => {
    const { id } = await store.consignment('OUTLET', ['SENT'], there)
    const [line] = (await store.call('GET', `/consignments/${id}/products`)).json.data
    expect([line.cost, line.status]).toEqual(['18.90000', 'SENT_SUCCESS'])
    const [sums] = (await store.call('GET', `/consignments/${id}/totals`)).json.data
    expect(sums).toEqual({
      total_sent_count: '3.00000',
      total_sent_cost: '56.7000000000',
      total_received_count: '0.00000',
      total_received_cost: '0.0000000000',
    })
  })

  it('lists several rows of one product when there are several', async () => {
    const at = await prepared('OUTLET OPEN')
    store.control.addDuplicateLine({ consignmentId: at.id, productId: product(), count: 2 })
    const rows = (await store.call('GET', at.path)).json.data
    expect(rows.map((row: { count: string }) => row.count)).toEqual(['3.00000', '2.00000'])
  })

  it('keeps lines PENDING until the background work is done, and shows a failed receive', async () => {
    const slow = await openStore({ lineDelayMs: 5000 })
    const { id, header } = await slow.consignment('OUTLET', ['SENT'], there)
    const lines = async () => (await slow.call('GET', `/consignments/${id}/products`)).json.data
    expect((await lines())[0].status).toBe('PENDING')
    slow.clock.pass(5000)
    expect((await lines())[0].status).toBe('SENT_SUCCESS')
    slow.control.failReceiving(slow.product('Pod Kit Black'))
    await slow.call('PUT', `/consignments/${id}`, { data: { ...header, status: 'RECEIVED' } })
    slow.clock.pass(5000)
    expect((await lines())[0].status).toBe('RECEIVE_FAIL')
    await slow.close()
  })

  it('moves stock once each way when a transfer is received before its send was worked off', async () => {
    const slow = await openStore({ lineDelayMs: 5000 })
    const { id, header } = await slow.consignment('OUTLET', ['SENT'], there)
    const productId = slow.product('Pod Kit Black')
    const levels = () =>
      [header.source_outlet_id, header.outlet_id].map((outlet) =>
        slow.control.level(productId, String(outlet)),
      )
    const [left, arrived] = levels()
    await slow.call('PUT', `/consignments/${id}/products/${productId}`, {
      data: { product_id: productId, received: '3' },
    })
    await slow.call('PUT', `/consignments/${id}`, { data: { ...header, status: 'RECEIVED' } })
    slow.clock.pass(5000)
    slow.clock.pass(5000)
    expect(levels()).toEqual([(left ?? 0) - 3, (arrived ?? 0) + 3])
    await slow.close()
  })
})

describe('envelopes', () => {
  it.each([
    ['wrapped', 200, 400],
    ['bare', 400, 200],
    ['both', 200, 200],
  ] as const)('set to %s answer the wrapped form %i and the bare one %i', async (envelope, wrapped, bare) => {
    const strict = await openStore({ strictness: { envelope } })
    const row = strict.control.consignments().find(({ status }) => status === 'OPEN')
    const header = { name: 'Other', outlet_id: row?.outlet_id, type: row?.type }
    const answers = [
      await strict.call('PUT', `/consignments/${row?.id}`, { data: header }),
      await strict.call('PUT', `/consignments/${row?.id}`, header),
    ]
    expect(answers.map(({ status }) => status)).toEqual([wrapped, bare])
    await strict.close()
  })
})
