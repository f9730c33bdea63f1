import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openAllowance } from '../../../src-main/lightspeed/allowance.ts'
import type { Answer } from '../../../src-main/lightspeed/answer.ts'
import {
  type LightspeedSettings,
  openLightspeed,
  type PageAsked,
} from '../../../src-main/lightspeed/lightspeed.ts'
import type { Page } from '../../../src-main/lightspeed/page.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { openSandboxStore, type SandboxOptions } from '../../../src-main/training/store/sandbox-store.ts'
import { outletId, trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function open(
  options: Partial<SandboxOptions> = {},
  settings: Partial<LightspeedSettings> & { registers?: number } = {},
) {
  const catalogue = trainingCatalogue()
  const store = await openSandboxStore({
    clock: systemClock,
    catalogue,
    lineDelayMs: 0,
    registers: 20,
    ...options,
  })
  const allowance = openAllowance({ clock: systemClock, registers: settings.registers ?? 20 })
  const lightspeed = openLightspeed(
    { url: store.url, apiVersion: '2026-07', token: () => store.token, userAgent: 'test/1', ...settings },
    { clock: systemClock, log: quietLog, allowance, random: () => 0 },
  )
  closers.push(store.close, lightspeed.close)
  return { store, lightspeed, allowance, catalogue }
}

function given<T>(answer: Answer<T>): T {
  if (answer.is !== 'answer') throw new Error(JSON.stringify(answer))
  return answer.value
}

async function walk<T>(
  feed: (asked: PageAsked) => Promise<Answer<Page<T>>>,
  asked: PageAsked = {},
): Promise<T[]> {
  const rows: T[] = []
  for (let after = 0; ; ) {
    const page = given(await feed({ pageSize: 50, ...asked, after }))
    if (page.maxVersion === null) return rows
    rows.push(...page.rows)
    after = page.maxVersion
  }
}

const transfer = (reference: string) => ({
  type: 'OUTLET',
  status: 'OPEN',
  name: `Pack ${reference}`,
  reference,
  outlet_id: outletId('Ponsonby'),
  source_outlet_id: outletId('Warehouse'),
})

describe.each(['2026-07', '2.0'] as const)('a store that speaks %s', (apiVersion) => {
  it('gives all its feeds to the end', async () => {
    const { lightspeed, catalogue } = await open({}, { apiVersion })
    const products = await walk(lightspeed.products, { deleted: true })
    expect(new Set(products.map((row) => row.id))).toEqual(new Set(catalogue.products.map((row) => row.id)))
    const sample = catalogue.products.find(
      (one) => !one.isDeleted && one.weight !== null && one.codes.length > 0,
    )
    expect(products.find((row) => row.id === sample?.id)).toMatchObject({
      sku: sample?.sku,
      weight: sample?.weight,
      supplyPrice: (sample?.costCents ?? 0) / 100,
      codes: expect.arrayContaining(sample?.codes ?? []),
    })
    expect(await walk(lightspeed.outlets)).toHaveLength(catalogue.outlets.length)
    expect(await walk(lightspeed.suppliers)).toHaveLength(catalogue.suppliers.length)
    expect(await walk(lightspeed.users)).toHaveLength(catalogue.users.length)
    expect(await walk(lightspeed.registers)).toHaveLength(20)
    expect(given(await lightspeed.retailer())).toMatchObject({ name: catalogue.retailer.name })
    const stock = await walk(lightspeed.inventory)
    expect(stock.length).toBeGreaterThan(0)
    for (const { productId, outletId, level } of stock) {
      const known = catalogue.stock.find((row) => row.productId === productId && row.outletId === outletId)
      expect(level).toBe(known?.level)
    }
  })

  it('takes a transfer from the first line to sent', async () => {
    const { lightspeed, store, catalogue } = await open({}, { apiVersion })
    const [one, two] = catalogue.products.filter((row) => row.isActive && !row.isDeleted && !row.compositeOf)
    if (!one || !two) throw new Error('no products')
    const body = transfer('PK-SANDBOX-1')
    const { id } = given(await lightspeed.createConsignment(body))
    for (const { id: productId } of [one, two]) {
      given(await lightspeed.addLine(id, { product_id: productId, count: '2' }))
      const set = given(await lightspeed.setLine(id, productId, { product_id: productId, count: '3' }))
      expect(set).toMatchObject({ productId, count: '3.00000' })
    }
    expect(given(await lightspeed.deleteLine(id, two.id))).toEqual({ wasThere: true })
    expect(given(await lightspeed.deleteLine(id, two.id))).toEqual({ wasThere: false })
    expect(given(await lightspeed.updateConsignment(id, { ...body, status: 'SENT' }))).toMatchObject({
      status: 'SENT',
    })
    expect(given(await lightspeed.consignment(id))).toMatchObject({
      status: 'SENT',
      reference: 'PK-SANDBOX-1',
    })
    const lines = given(await lightspeed.allLines(id))
    expect(lines.map((row) => [row.productId, row.count])).toEqual([[one.id, '3.00000']])
    expect(Number(given(await lightspeed.totals(id)).sentCount)).toBe(3)
    const outgoing = await walk((asked) =>
      lightspeed.consignments({ ...asked, type: 'OUTLET', deleted: true }),
    )
    expect(outgoing.filter((row) => row.reference === 'PK-SANDBOX-1')).toHaveLength(1)
    expect(store.ledger().byReference['PK-SANDBOX-1']).toMatchObject({ consignmentIds: [id] })
  })
})

describe('a strict store', () => {
  it.each(['wrapped', 'bare'] as const)(
    'that takes only %s bodies gets one consignment from either habit',
    async (envelope) => {
      for (const habit of ['wrapped', 'bare'] as const) {
        const { lightspeed, store } = await open({ strictness: { envelope } }, { envelope: habit })
        given(await lightspeed.createConsignment(transfer('PK-ENVELOPE')))
        expect(store.ledger().byReference['PK-ENVELOPE']?.consignmentIds).toHaveLength(1)
      }
    },
  )

  it.each(['object', 'array', 'collection'] as const)(
    'that answers a line write as %s is understood',
    async (linePutAnswer) => {
      const { lightspeed, catalogue } = await open({ strictness: { linePutAnswer } })
      const productId = catalogue.products.find((row) => row.isActive && !row.isDeleted)?.id ?? ''
      const { id } = given(await lightspeed.createConsignment(transfer('PK-FORM')))
      given(await lightspeed.addLine(id, { product_id: productId, count: '1' }))
      const line = given(await lightspeed.setLine(id, productId, { product_id: productId, count: '5' }))
      expect(line).toMatchObject({ productId, count: '5.00000' })
    },
  )
})

describe('a store on a bad day', () => {
  it.each(['drop-after', 'truncated', 'status-after'] as const)(
    'F10 has made one consignment though its answer was lost (%s)',
    async (is) => {
      const { lightspeed, store } = await open()
      const fault = is === 'status-after' ? { is, status: 503 } : { is }
      store.faults.add({ on: 'POST /consignments', fault })
      const answer = await lightspeed.createConsignment(transfer('PK-LOST'))
      expect(answer).toMatchObject({ is: 'no-answer', mayHaveApplied: true })
      expect(store.ledger().byReference['PK-LOST']?.consignmentIds).toHaveLength(1)
    },
  )

  it('F22 has made one consignment at every byte at which the answer is cut', async () => {
    const { lightspeed, store } = await open()
    for (let afterBytes = 0; afterBytes < 600; afterBytes += 7) {
      const take = store.faults.add({ on: 'POST /consignments', fault: { is: 'cut-answer', afterBytes } })
      const answer = await lightspeed.createConsignment(transfer(`PK-CUT-${afterBytes}`), {
        priority: 'bench',
      })
      expect(answer, `cut at ${afterBytes}`).toMatchObject({ is: 'no-answer', mayHaveApplied: true })
      take()
      expect(store.ledger().byReference[`PK-CUT-${afterBytes}`]?.consignmentIds).toHaveLength(1)
    }
  })

  it('F17 is offline while the network is down, and back without a new start', async () => {
    const { lightspeed, store } = await open()
    given(await lightspeed.retailer())
    await store.faults.network('down')
    expect(await lightspeed.retailer()).toMatchObject({ is: 'offline' })
    await store.faults.network('up')
    given(await lightspeed.retailer())
  })

  it('F16 tells that its token is taken no longer', async () => {
    const { lightspeed, store } = await open()
    store.faults.changeToken(null)
    expect(await lightspeed.retailer()).toMatchObject({ is: 'unauthorised' })
  })

  it('F14 is believed about the time although its clock is a day off', async () => {
    const { lightspeed, store } = await open()
    store.faults.skewDate(86_400_000)
    store.faults.add({ on: '*', fault: { is: 'too-many', retryAfter: 'date' } })
    const answer = await lightspeed.retailer()
    expect(answer.is).toBe('limited')
    expect(answer.is === 'limited' && answer.retryAfterMs).toBeLessThan(305_000)
  })
})

describe('the allowance of a small store', () => {
  it('is used to over 85 % by people and never overdrawn, though others spend from it too', async () => {
    const { lightspeed, store } = await open({ registers: 1 }, { registers: 1 })
    const byOthers = 30
    store.faults.spendAllowance(byOthers)
    const ask = () => lightspeed.retailer({ waitMs: 0, priority: 'bench' })
    for (;;) {
      const answers = await Promise.all([ask(), ask(), ask(), ask()])
      if (answers.some((answer) => answer.is === 'limited')) break
    }
    const { usedByWindow, status429 } = store.ledger()
    expect(status429).toBe(0)
    const share = ((usedByWindow[0] ?? 0) + byOthers) / 350
    expect(share).toBeGreaterThan(0.85)
    expect(share).toBeLessThanOrEqual(0.9)
  })
})

describe('pictures', () => {
  it('come from the store as pixels', async () => {
    const { lightspeed } = await open()
    const product = (await walk(lightspeed.products)).find((row) => row.imageUrl)
    expect(given(await lightspeed.picture(product?.imageUrl ?? ''))).toMatchObject({
      contentType: 'image/png',
    })
  })
})

describe.each(['2026-07', '2.0'] as const)('webhooks of a store that speaks %s', (apiVersion) => {
  it('are subscribed to once: the same again is there already, and is as good', async () => {
    const { store, lightspeed } = await open({}, { apiVersion })
    const body = { active: true, type: 'inventory.update', url: 'https://relay.example.com/hooks/inventory' }
    expect(given(await lightspeed.addWebhook(body))).toEqual({ isNew: true })
    expect(given(await lightspeed.addWebhook(body))).toEqual({ isNew: false })
    const [row] = given(await lightspeed.webhooks())
    expect(row).toMatchObject({ type: body.type, url: body.url, isActive: true })
    given(await lightspeed.updateWebhook(row?.id ?? '', { ...body, active: false }))
    expect(given(await lightspeed.webhooks())).toMatchObject([{ isActive: false }])
    expect(store.webhooks.subscriptions()).toHaveLength(1)
  })
})
