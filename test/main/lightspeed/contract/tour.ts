import type { Answer } from '../../../../src-main/lightspeed/answer.ts'
import type { ConsignmentBody, Lightspeed } from '../../../../src-main/lightspeed/lightspeed.ts'

/** What a tour of all calls needs of the store it goes through. */
export type Shop = {
  apiVersion: '2.0' | '2026-07'
  lightspeed: Lightspeed
  outletId: string
  sourceId: string
  supplierId: string
  productId: string
}

/** Calls that are not of the API the vendor's files describe: pictures lie on image hosts, closing calls nothing. */
export const notInTheFiles = ['picture', 'close'] as const
export type CallName = Exclude<keyof Lightspeed, (typeof notInTheFiles)[number]>

const paged = { after: 12, pageSize: 50 }

const header = (shop: Shop, type: ConsignmentBody['type']): ConsignmentBody => ({
  type,
  status: type === 'STOCKTAKE' ? 'STOCKTAKE_SCHEDULED' : 'OPEN',
  name: `A ${type}`,
  reference: `PK-${type}`,
  outlet_id: shop.outletId,
  consignment_date: '2026-11-20T03:14:07+00:00',
  due_at: '2026-11-22T00:00:00+00:00',
  ...(type === 'OUTLET' ? { source_outlet_id: shop.sourceId } : {}),
  ...(type === 'SUPPLIER' || type === 'RETURN'
    ? { supplier_id: shop.supplierId, supplier_invoice: 'I-7' }
    : {}),
})

const line = (shop: Shop) => ({ product_id: shop.productId, count: '6', cost: '4.20' })

async function made(shop: Shop, type: ConsignmentBody['type'] = 'OUTLET'): Promise<string> {
  const answer = await shop.lightspeed.createConsignment(header(shop, type))
  // The id of what stands behind a prepared answer does not matter.
  return answer.is === 'answer' ? answer.value.id : shop.productId
}

/** Each call in each of its forms. A call without an entry here does not compile. */
export const tour: Record<CallName, (shop: Shop) => Promise<Answer<unknown>[]>> = {
  retailer: async ({ lightspeed }) => [await lightspeed.retailer()],
  outlets: async ({ lightspeed }) => [
    await lightspeed.outlets(paged),
    await lightspeed.outlets({ deleted: true }),
  ],
  suppliers: async ({ lightspeed }) => [
    await lightspeed.suppliers(paged),
    await lightspeed.suppliers({ deleted: true }),
  ],
  users: async ({ lightspeed }) => [await lightspeed.users({ ...paged, deleted: true })],
  registers: async ({ lightspeed }) => [
    await lightspeed.registers(paged),
    await lightspeed.registers({ deleted: true }),
  ],
  products: async ({ lightspeed }) => [
    await lightspeed.products(paged),
    await lightspeed.products({ deleted: true }),
  ],
  inventory: async ({ lightspeed }) => [
    await lightspeed.inventory(paged),
    await lightspeed.inventory({ deleted: true }),
  ],
  // 2.0 has no such call: whoever asks it there is refused.
  levelsOf: async ({ lightspeed, apiVersion, productId, outletId }) =>
    apiVersion === '2.0' ? [] : [await lightspeed.levelsOf([productId], outletId)],
  levelsOfProduct: async ({ lightspeed, productId }) => [await lightspeed.levelsOfProduct(productId)],
  setLevel: async ({ lightspeed, productId, outletId }) => [
    await lightspeed.setLevel(productId, outletId, 7),
    await lightspeed.setLevel(productId, outletId, -2.5),
  ],
  consignments: async ({ lightspeed }) => {
    const answers = [await lightspeed.consignments({ deleted: true })]
    for (const type of ['SUPPLIER', 'OUTLET', 'RETURN', 'STOCKTAKE'] as const) {
      answers.push(await lightspeed.consignments({ ...paged, type }))
    }
    return answers
  },
  consignment: async (shop) => [await shop.lightspeed.consignment(await made(shop))],
  consignmentLines: async (shop) => [await shop.lightspeed.consignmentLines(await made(shop), paged)],
  allLines: async (shop) => [await shop.lightspeed.allLines(await made(shop))],
  totals: async (shop) => [await shop.lightspeed.totals(await made(shop))],
  createConsignment: async (shop) => {
    const answers = []
    for (const type of ['SUPPLIER', 'OUTLET', 'RETURN', 'STOCKTAKE'])
      answers.push(await shop.lightspeed.createConsignment(header(shop, type)))
    return answers
  },
  updateConsignment: async (shop) => {
    const id = await made(shop)
    await shop.lightspeed.addLine(id, line(shop))
    const { type, name, outlet_id } = header(shop, 'OUTLET')
    return [await shop.lightspeed.updateConsignment(id, { type, name, outlet_id, status: 'SENT' })]
  },
  addLine: async (shop) => [await shop.lightspeed.addLine(await made(shop), line(shop))],
  setLine: async (shop) => {
    const id = await made(shop, 'SUPPLIER')
    await shop.lightspeed.addLine(id, line(shop))
    const { type, name, outlet_id } = header(shop, 'SUPPLIER')
    const counts = await shop.lightspeed.setLine(id, shop.productId, { ...line(shop), count: '7' })
    await shop.lightspeed.updateConsignment(id, { type, name, outlet_id, status: 'SENT' })
    return [
      counts,
      await shop.lightspeed.setLine(id, shop.productId, { product_id: shop.productId, received: '5' }),
    ]
  },
  deleteLine: async (shop) => {
    const id = await made(shop)
    await shop.lightspeed.addLine(id, line(shop))
    return [await shop.lightspeed.deleteLine(id, shop.productId)]
  },
  productByCode: async ({ lightspeed }) => [await lightspeed.productByCode('NO-SUCH-CODE')],
  webhooks: async ({ lightspeed }) => [await lightspeed.webhooks()],
  addWebhook: async ({ lightspeed }) => [await lightspeed.addWebhook(hook('added'))],
  updateWebhook: async (shop) => {
    await shop.lightspeed.addWebhook(hook('changed'))
    const rows = await shop.lightspeed.webhooks()
    const row = rows.is === 'answer' ? rows.value.find(({ url }) => url.endsWith('changed')) : undefined
    return [
      await shop.lightspeed.updateWebhook(row?.id ?? shop.productId, { ...hook('changed'), active: false }),
    ]
  },
}

function hook(name: string) {
  return { active: true, type: 'consignment.receive', url: `https://relay.example.com/hooks/${name}` }
}
