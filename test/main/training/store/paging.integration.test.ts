import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from './sandbox.ts'

let store: Awaited<ReturnType<typeof openStore>>
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.close())

async function walk(path: string): Promise<{ ids: string[]; versions: number[]; pages: number }> {
  const ids: string[] = []
  const versions: number[] = []
  let after = 0
  for (let pages = 1; ; pages += 1) {
    const page = await store.call(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}after=${after}&page_size=37`,
    )
    if (page.json.data.length === 0) return { ids, versions, pages }
    for (const row of page.json.data) {
      ids.push(row.id)
      versions.push(row.version)
    }
    expect(page.json.version.max).toBe(versions.at(-1))
    after = page.json.version.max
  }
}

describe('version cursors', () => {
  it('reach every live product once, ascending, and stop on an empty page', async () => {
    const { ids, versions } = await walk('/products')
    const live = store.catalogue.products.filter((product) => !product.isDeleted)
    expect(new Set(ids)).toEqual(new Set(live.map(({ id }) => id)))
    expect(ids).toHaveLength(live.length)
    expect(versions).toEqual([...versions].sort((one, other) => one - other))
    expect(versions[0]).toBeGreaterThan(7_000_000_000)
  })

  it('bring deleted products only when asked', async () => {
    const { ids } = await walk('/products?deleted=true')
    expect(ids).toHaveLength(store.catalogue.products.length)
  })

  it('show a changed consignment again after the newest version known', async () => {
    const before = await walk('/consignments')
    const { id } = await store.consignment('OUTLET')
    const page = await store.call('GET', `/consignments?after=${before.versions.at(-1)}`)
    expect(page.json.data.map((row: { id: string }) => row.id)).toEqual([id])
  })

  it('answer an empty page with nulls, and with numbers on 2.0', async () => {
    const page = await store.call('GET', '/consignments?after=99999999999')
    expect(page.json).toEqual({ data: [], version: { min: null, max: null } })
    const old = await store.call('GET', '/consignments?after=99999999999', undefined, '2.0')
    expect(old.json.version).toEqual({ min: 99999999999, max: 99999999999 })
  })

  it('clamp a page size that is too large instead of refusing it', async () => {
    const small = await openStore({ pageSizeMax: 20 })
    const page = await small.call('GET', '/products?page_size=5000')
    expect(page.json.data).toHaveLength(20)
    await small.close()
  })

  it('find a product by any of its codes, and every product of a shared one', async () => {
    const [coil] = store.catalogue.products.filter(({ name }) => name === 'Coil 0.8 (5)')
    const shared = coil?.codes.find(({ type }) => type === 'EAN')?.code
    const found = await store.call('GET', `/products?sku=${shared}&page_size=1`)
    expect(found.json.data.map((row: { name: string }) => row.name)).toEqual([
      'Coil 0.8 (5)',
      'Mesh Pod 0.8 (3)',
    ])
  })
})
