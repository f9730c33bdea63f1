import type { Ask } from '../../src-shared/contract/contract.ts'
import type { HistoryStep } from '../../src-shared/model/history.ts'
import type { OrderDesk, OrderLine } from '../../src-shared/model/order.ts'
import type { Recount } from '../../src-shared/model/recount.ts'
import type { Standing } from '../../src-shared/model/standing.ts'
import * as desks from './fixture-desks.ts'

const suppliers = ['Harbour Wholesale', 'North Paper', 'Southern Tea'].map((name, at) => ({
  id: `supplier-${at}`,
  name,
}))

function line(at: number, units: number): OrderLine {
  const { id, name, sku, stock, hasPicture } = desks.product(at)
  const costCents = at === 2 ? null : 420 + at * 10
  return {
    id: `order-line-${at}`,
    productId: id,
    name,
    sku,
    supplierCode: at % 2 === 0 ? `S-${at}` : null,
    units,
    received: 0,
    costCents,
    knownCents: at === 1 ? 500 : costCents,
    stock,
    hasPicture,
    isActive: true,
  }
}

export const orderHead = desks.head({
  id: 'c-order',
  code: 'ST1AB2-000007',
  kind: 'PO',
  state: 'draft',
  from: null,
  to: desks.places[0] ?? null,
  supplier: suppliers[0] ?? null,
  packedUnits: 0,
  boxes: 0,
})

function orderDesk(): OrderDesk {
  return {
    head: orderHead,
    lines: [0, 1, 2, 3].map((at) => line(at, 6 + at)),
    totals: { lines: 4, units: 30, cents: 9_820, withoutCost: 1 },
    canEdit: true,
    notice: null,
    likes: [
      {
        id: 'c-like',
        code: 'ST1AB2-000004',
        state: 'sent',
        createdAt: desks.ago(86_400_000),
        products: ['Pod Kit Black'],
        shared: 3,
      },
    ],
  }
}

const history: HistoryStep[] = [
  {
    id: 'h1',
    at: desks.ago(7_200_000),
    from: null,
    to: 'draft',
    what: 'made here',
    who: { is: 'bench' },
    reason: null,
  },
]

const recounts: Recount[] = [
  {
    id: 'recount-1',
    consignmentId: 'c-done',
    code: 'TR-STO-202611-000101-31',
    to: 'Ponsonby',
    name: 'Coil 0.8 Ω (pack of 5)',
    sku: 'SKU-0001',
    missing: 3,
    level: 37,
    at: desks.ago(86_400_000),
  },
]

const standing: Standing[] = [
  {
    id: 'c-packed',
    code: 'TR-STO-202611-000097-12',
    kind: 'OUTLET',
    to: 'Ponsonby',
    boxes: 2,
    packedAt: desks.ago(2 * 86_400_000),
    handover: { mode: 'courier', carrier: 'Kea Couriers', tracking: [] },
    saidHereAt: null,
  },
  {
    id: 'c-unsaid',
    code: 'TR-STO-202611-000098-10',
    kind: 'OUTLET',
    to: 'Takapuna',
    boxes: 1,
    packedAt: desks.ago(2 * 86_400_000),
    handover: null,
    saidHereAt: null,
  },
]

/** Orders and what happened to consignments, standing still; undefined for what is asked elsewhere. */
export function fixtureOrder(ask: Ask): unknown {
  const desk = orderDesk()
  switch (ask) {
    case 'order:list':
      return { open: [{ head: desk.head, totals: desk.totals }], done: [] }
    case 'supplier:list':
      return suppliers
    case 'order:open':
      return desk
    case 'order:code':
      return { is: 'unknown' }
    case 'recount:done':
    case 'pack:left':
    case 'pack:still-here':
      return {}
    case 'pack:standing':
      return { asksAt: '17:00', rows: standing }
    case 'recount:list':
      return recounts
    case 'consignment:history':
      return history
    default:
      return undefined
  }
}
