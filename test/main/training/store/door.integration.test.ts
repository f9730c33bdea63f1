import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from './sandbox.ts'

let store: Awaited<ReturnType<typeof openStore>>
beforeEach(async () => {
  store = await openStore({ registers: 1 })
})
afterEach(() => store.close())

describe('the door of the API', () => {
  it('answers 401 without the token, and to every token once it is revoked', async () => {
    const bare = await fetch(`${store.url}/api/2026-07/outlets`)
    expect(bare.status).toBe(401)
    expect((await store.call('GET', '/outlets')).status).toBe(200)
    store.faults.changeToken(null)
    expect((await store.call('GET', '/outlets')).status).toBe(401)
  })

  it('answers an older date version as the oldest it knows, and no newer or legacy one', async () => {
    const statuses = []
    for (const version of ['2024-01', '2026-07', '2.0', '2027-01', '0.9', '1.0']) {
      statuses.push((await store.call('GET', '/retailer', undefined, version)).status)
    }
    expect(statuses).toEqual([200, 200, 200, 404, 404, 404])
  })

  it('serves reference data with versions', async () => {
    const outlets = await store.call('GET', '/outlets')
    expect(outlets.json.data).toHaveLength(18)
    expect(outlets.json.data[1].name).toBe('Ponsonby')
    expect((await store.call('GET', '/registers')).json.data).toHaveLength(1)
    expect((await store.call('GET', '/suppliers')).json.data).toHaveLength(3)
    expect((await store.call('GET', '/users')).json.data[0].display_name).toBe('Office')
    expect((await store.call('GET', `/outlets/${outlets.json.data[2].id}`)).json.data.name).toBe('Hamilton')
  })

  it('searches codes in lower case only', async () => {
    const found = await store.call('GET', '/search?type=products&sku=pod-black')
    expect(found.json.data.map((row: { sku: string }) => row.sku)).toEqual(['POD-BLACK'])
    expect((await store.call('GET', '/search?type=products&sku=POD-BLACK')).json.data).toEqual([])
  })

  it('serves a picture for every product', async () => {
    const page = await store.call('GET', '/products?page_size=1')
    const picture = await fetch(page.json.data[0].image_thumbnail_url)
    const bytes = Buffer.from(await picture.arrayBuffer())
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  })
})

describe('the allowance', () => {
  it('is 300 for a register and 50 on top, then 429 until the window ends, as an RFC 1123 date', async () => {
    const first = await store.call('GET', '/outlets')
    expect(first.headers.get('x-ratelimit-limit')).toBe('350')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('349')
    for (let call = 2; call <= 350; call += 1) await store.call('GET', '/retailer')
    store.clock.pass(60_000)
    const over = await store.call('GET', '/outlets')
    expect(over.status).toBe(429)
    expect(over.headers.get('retry-after')).toBe('Fri, 20 Nov 2026 03:05:00 GMT')
    expect(over.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(over.json).toEqual({ error: 'Too Many Requests', message: 'Rate limiting enforced' })
    store.clock.pass(240_000)
    expect((await store.call('GET', '/outlets')).status).toBe(200)
    expect(store.ledger()).toMatchObject({ status429: 1, usedByWindow: [350, 1], allowance: 350 })
  })

  it('is shared with the other users of the retailer', async () => {
    store.faults.spendAllowance(349)
    expect((await store.call('GET', '/outlets')).headers.get('x-ratelimit-remaining')).toBe('0')
    expect((await store.call('GET', '/outlets')).status).toBe(429)
  })
})

describe('the ledger', () => {
  it('keeps what reached each reference, and finds one used twice', async () => {
    const { header } = await store.consignment('OUTLET')
    const twin = { ...header, reference: 'PK-A' }
    const one = (await store.call('POST', '/consignments', { data: twin })).json.data.id
    expect(store.ledger().duplicateReferences).toEqual([])
    const other = (await store.call('POST', '/consignments', { data: twin })).json.data.id
    const path = `/consignments/${one}/products`
    await store.call('POST', path, { data: { product_id: store.product('Cap Navy'), count: '1' } })
    await store.call('PUT', `/consignments/${one}`, { data: { ...header, status: 'SENT' } })
    expect(store.ledger().duplicateReferences).toEqual(['PK-A'])
    expect(store.ledger().byReference['PK-A']).toEqual({
      consignmentIds: [one, other],
      statuses: ['SENT'],
      lineWrites: 1,
    })
    expect(store.ledger().callsByRoute['POST /consignments']).toBe(3)
  })

  it('notes a write to a consignment that was never made', async () => {
    const id = '00000000-0000-11ee-0000-000000000000'
    await store.call('PUT', `/consignments/${id}`, { data: { status: 'SENT' } })
    expect(store.ledger().sendsBeforeCreates).toBe(1)
    expect(store.ledger().refused.at(-1)).toMatchObject({ status: 404, route: 'PUT /consignments/:id' })
  })

  it('notes a send without lines, and none that somebody makes in the web application', async () => {
    const { header } = await store.consignment('OUTLET')
    const made = async () =>
      (await store.call('POST', '/consignments', { data: { ...header, status: 'OPEN' } })).json.data.id
    store.control.send(await made())
    expect(store.ledger().sendsBeforeCreates).toBe(0)
    await store.call('PUT', `/consignments/${await made()}`, { data: { ...header, status: 'SENT' } })
    expect(store.ledger().sendsBeforeCreates).toBe(1)
  })
})
