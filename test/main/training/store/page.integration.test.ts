import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outletId } from '../../../../src-main/training/store/training-names.ts'
import { openStore } from './sandbox.ts'

let store: Awaited<ReturnType<typeof openStore>>
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.close())

/** A request with headers `fetch` would not let through. */
function raw(path: string, headers: Record<string, string>, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const sent = request(`${store.url}${path}`, { method, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const form = () => new URLSearchParams({ act: 'incoming-transfer', outlet: outletId('Ponsonby') }).toString()

describe('the sandbox page', () => {
  it('S22 escapes every name, and allows no script and nothing from elsewhere', async () => {
    const hostile = store.catalogue.products.find(({ sku }) => sku === 'BAD-LABEL')
    const row = store.control.consignments().find(({ name }) => name === 'Ponsonby window display')
    for (const path of [`/_sandbox/consignments/${row?.id}`, '/_sandbox/stock']) {
      const page = await fetch(`${store.url}${path}`)
      const text = await page.text()
      expect(text).toContain('Bad ^XZ~JA &lt;b&gt;&quot;Label&quot;&lt;/b&gt; &amp; Co')
      expect(text).not.toContain(hostile?.name)
      expect(text).not.toContain('<script')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
    const said = await (await fetch(`${store.url}/_sandbox?said=${encodeURIComponent('<img src=x>')}`)).text()
    expect(said).toContain('&lt;img src=x&gt;')
  })

  it('plays the other side and says what it did', async () => {
    const before = store.control.consignments().length
    const answer = await fetch(`${store.url}/_sandbox/act`, {
      method: 'POST',
      body: form(),
      redirect: 'manual',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toContain('/_sandbox/consignments/')
    const made = store.control.consignments().at(-1)
    expect(store.control.consignments()).toHaveLength(before + 1)
    expect(made).toMatchObject({ type: 'OUTLET', status: 'SENT', outlet_id: outletId('Ponsonby') })
    expect(store.control.lines(made?.id ?? '').length).toBeGreaterThan(3)
  })

  it('sets a level, and counts none of its own traffic as calls', async () => {
    const product = store.product('Cap Navy')
    const body = new URLSearchParams({ act: 'set-stock', product, outlet: outletId('Napier'), level: '-3' })
    await fetch(`${store.url}/_sandbox/act`, { method: 'POST', body })
    expect((await fetch(`${store.url}/favicon.ico`)).status).toBe(404)
    expect(store.control.level(product, outletId('Napier'))).toBe(-3)
    expect(store.ledger().calls).toBe(0)
  })

  it('shows a refusal as a page', async () => {
    const row = store.control.consignments().find(({ status }) => status === 'RECEIVED')
    const body = new URLSearchParams({ act: 'cancel', consignment: row?.id ?? '' })
    const answer = await fetch(`${store.url}/_sandbox/act`, { method: 'POST', body })
    expect([answer.status, (await answer.text()).includes('The store refuses')]).toEqual([422, true])
  })

  it('takes no form of another page and answers no other host name', async () => {
    const host = new URL(store.url).host
    const before = store.control.consignments().length
    expect(await raw('/_sandbox', { host })).toBe(200)
    expect(await raw('/_sandbox', { host: 'store.example' })).toBe(403)
    expect(await raw('/_sandbox/act', { host, origin: 'http://store.example' }, form())).toBe(403)
    expect(await raw('/_sandbox/act', { host, origin: 'null' }, form())).toBe(403)
    expect(await raw('/_sandbox/act', { host, 'sec-fetch-site': 'cross-site' }, form())).toBe(403)
    expect(store.control.consignments()).toHaveLength(before)
    expect(
      await raw('/_sandbox/act', { host, origin: store.url, 'sec-fetch-site': 'same-origin' }, form()),
    ).toBe(303)
  })
})
