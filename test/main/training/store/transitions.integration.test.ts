import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outletId } from '../../../../src-main/training/store/training-names.ts'
import { openStore } from './sandbox.ts'

let store: Awaited<ReturnType<typeof openStore>>
beforeAll(async () => {
  store = await openStore({ registers: 20 })
})
afterAll(() => store.close())

const targets = ['OPEN', 'SENT', 'DISPATCHED', 'RECEIVED', 'CANCELLED'] as const
const lines = { 'Pod Kit Black': 3 }

/** From each type and status: the way there, and every status a header write may move it to. */
const table: [string, string, string[], string[]][] = [
  ['SUPPLIER', 'OPEN', [], ['SENT', 'CANCELLED']],
  ['SUPPLIER', 'SENT', ['SENT'], ['DISPATCHED', 'CANCELLED']],
  ['SUPPLIER', 'DISPATCHED', ['SENT', 'DISPATCHED'], ['RECEIVED', 'CANCELLED']],
  ['SUPPLIER', 'RECEIVED', ['SENT', 'DISPATCHED', 'RECEIVED'], []],
  ['SUPPLIER', 'CANCELLED', ['CANCELLED'], []],
  ['OUTLET', 'OPEN', [], ['SENT', 'CANCELLED']],
  ['OUTLET', 'SENT', ['SENT'], ['RECEIVED', 'CANCELLED']],
  ['OUTLET', 'RECEIVED', ['SENT', 'RECEIVED'], []],
  ['OUTLET', 'CANCELLED', ['CANCELLED'], []],
  ['RETURN', 'OPEN', [], ['SENT', 'CANCELLED']],
  ['RETURN', 'SENT', ['SENT'], []],
]

describe('status changes', () => {
  for (const [type, from, way, allowed] of table) {
    for (const to of targets) {
      if (to === from) continue
      const isAllowed = allowed.includes(to)
      it(`${isAllowed ? 'move' : 'refuse to move'} ${type} from ${from} to ${to}`, async () => {
        const { id, header } = await store.consignment(type, way, lines)
        if (type === 'SUPPLIER' && from === 'DISPATCHED') {
          const path = `/consignments/${id}/products/${store.product('Pod Kit Black')}`
          await store.call('PUT', path, { data: { received: '3' } })
        }
        const moved = await store.call('PUT', `/consignments/${id}`, { data: { ...header, status: to } })
        const now = await store.call('GET', `/consignments/${id}`)
        expect([moved.status, now.json.data.status]).toEqual(isAllowed ? [200, to] : [422, from])
      })
    }
  }

  it('refuse every status of an order without lines', async () => {
    const { id, header } = await store.consignment('SUPPLIER')
    for (const status of ['SENT', 'CANCELLED']) {
      const moved = await store.call('PUT', `/consignments/${id}`, { data: { ...header, status } })
      expect(moved.status).toBe(422)
    }
  })

  it('refuse to receive an order of which nothing came', async () => {
    const { id, header } = await store.consignment('SUPPLIER', ['SENT', 'DISPATCHED'], lines)
    const moved = await store.call('PUT', `/consignments/${id}`, { data: { ...header, status: 'RECEIVED' } })
    expect(moved.status).toBe(422)
  })

  it.each([
    ['SUPPLIER', 'DISPATCHED', 422],
    ['SUPPLIER', 'RECEIVED', 422],
    ['SUPPLIER', 'SENT', 201],
    ['OUTLET', 'RECEIVED', 422],
  ])('make a %s consignment as %s with %i', async (type, status, expected) => {
    const { header } = await store.consignment(type)
    const made = await store.call('POST', '/consignments', { data: { ...header, status } })
    expect(made.status).toBe(expected)
  })

  it('freeze the header of a received or cancelled consignment', async () => {
    for (const way of [['CANCELLED'], ['SENT', 'RECEIVED']]) {
      const { id, header } = await store.consignment('OUTLET', way, lines)
      const renamed = await store.call('PUT', `/consignments/${id}`, { data: { ...header, name: 'Other' } })
      expect(renamed.status).toBe(422)
    }
  })

  it('delete an open consignment once, and no other', async () => {
    const open = await store.consignment('OUTLET')
    expect((await store.call('DELETE', `/consignments/${open.id}`)).status).toBe(204)
    expect((await store.call('DELETE', `/consignments/${open.id}`)).status).toBe(404)
    expect((await store.call('GET', `/consignments/${open.id}`)).status).toBe(404)
    const sent = await store.consignment('OUTLET', ['SENT'], lines)
    expect((await store.call('DELETE', `/consignments/${sent.id}`)).status).toBe(422)
  })

  it('keep what a header write leaves out, and refuse one without the required three', async () => {
    const { id, header } = await store.consignment('OUTLET')
    await store.call('PUT', `/consignments/${id}`, { data: { ...header, reference: 'PK-1' } })
    const kept = await store.call('PUT', `/consignments/${id}`, { data: { ...header, name: 'New name' } })
    expect(kept.json.data).toMatchObject({ reference: 'PK-1', name: 'New name' })
    const bare = await store.call('PUT', `/consignments/${id}`, { data: { status: 'SENT' } })
    expect(bare.status).toBe(400)
  })
})

describe('stock', () => {
  const level = (outlet: string) => store.control.level(store.product('Pod Kit Black'), outletId(outlet))

  it('leaves the source when a transfer is sent and comes back when it is cancelled', async () => {
    const before = level('Warehouse')
    const { id, header } = await store.consignment('OUTLET', ['SENT'], lines)
    expect(level('Warehouse')).toBe(before - 3)
    await store.call('PUT', `/consignments/${id}`, { data: { ...header, status: 'CANCELLED' } })
    expect(level('Warehouse')).toBe(before)
  })

  it('arrives by what was received, not by what was sent', async () => {
    const before = level('Ponsonby')
    const { id, header } = await store.consignment('OUTLET', ['SENT'], lines)
    const path = `/consignments/${id}/products/${store.product('Pod Kit Black')}`
    await store.call('PUT', path, { data: { received: '2' } })
    await store.call('PUT', `/consignments/${id}`, { data: { ...header, status: 'RECEIVED' } })
    expect(level('Ponsonby')).toBe(before + 2)
  })

  it('rises for an order only when it is received', async () => {
    const before = level('Warehouse')
    const { id, header } = await store.consignment('SUPPLIER', ['SENT', 'DISPATCHED'], lines)
    expect(level('Warehouse')).toBe(before)
    const path = `/consignments/${id}/products/${store.product('Pod Kit Black')}`
    await store.call('PUT', path, { data: { received: '3' } })
    await store.call('PUT', `/consignments/${id}`, { data: { ...header, status: 'RECEIVED' } })
    expect(level('Warehouse')).toBe(before + 3)
  })

  it('falls when a return is sent', async () => {
    const before = level('Warehouse')
    await store.consignment('RETURN', ['SENT'], lines)
    expect(level('Warehouse')).toBe(before - 3)
  })

  it('raises the version of the level it changed, on both forms of the inventory', async () => {
    const newest = await store.call('POST', '/inventory', { size: 1 })
    await store.consignment('OUTLET', ['SENT'], lines)
    const cursor = newest.json[0].version
    const changed = await store.call('POST', '/inventory', { after: cursor, sort_direction: 'asc' })
    const old = await store.call('GET', `/inventory?after=${cursor}`, undefined, '2.0')
    expect(changed.json).toHaveLength(1)
    expect(changed.json[0]).toMatchObject({
      outlet_id: outletId('Warehouse'),
      current_inventory_level: level('Warehouse'),
    })
    expect(old.json.data[0]).toMatchObject({ id: changed.json[0].id, inventory_level: level('Warehouse') })
    expect((await store.call('GET', '/inventory')).status).toBe(404)
    expect((await store.call('POST', '/inventory', {}, '2.0')).status).toBe(404)
  })
})

describe('counts', () => {
  it('fill themselves from their filters, then set levels to what was counted and uncounted ones to 0', async () => {
    const product = store.product('Pod Kit Blue')
    const other = store.product('Pod Kit Red')
    const filters = [product, other].map((value) => ({ type: 'product', value }))
    const header = { type: 'STOCKTAKE', name: 'Count', outlet_id: outletId('Hamilton') }
    const made = await store.call('POST', '/consignments', {
      data: { ...header, status: 'STOCKTAKE_IN_PROGRESS', filters },
    })
    const id = made.json.data.id
    const rows = await store.call('GET', `/consignments/${id}/products`)
    expect(rows.json.data.map((row: { product_id: string }) => row.product_id)).toEqual([product, other])
    await store.call('POST', `/consignments/${id}/products`, { data: { product_id: product, received: '4' } })
    await store.call('POST', `/consignments/${id}/products`, {
      data: { product_id: product, received: '-1' },
    })
    const done = await store.call('PUT', `/consignments/${id}`, {
      data: { ...header, status: 'STOCKTAKE_COMPLETE' },
    })
    expect(done.status).toBe(200)
    expect(store.control.level(product, outletId('Hamilton'))).toBe(3)
    expect(store.control.level(other, outletId('Hamilton'))).toBe(0)
    expect((await store.call('GET', `/consignments/${id}/totals`)).status).toBe(422)
  })
})
