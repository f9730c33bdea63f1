import type { State } from '../../src-shared/model/consignment.ts'
import type {
  LikeOrder,
  OrderCard,
  OrderDesk,
  OrderLine,
  OrderNotice,
  OrderTotals,
} from '../../src-shared/model/order.ts'
import { headOf } from '../consignment/head.ts'
import { doerOf } from '../consignment/history.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { Store } from '../store/store.ts'
import { mayChangeOrder, mustBeOrder } from './order-rules.ts'

/** States in which an order may still bring goods: another one like it is worth a look. */
const openStates: readonly State[] = [
  'draft',
  'pending_approval',
  'rejected',
  'approved',
  'packing',
  'packed',
  'sent',
  'receiving',
  'partial',
]
const doneStates: readonly State[] = ['received', 'completed', 'cancelled']
const listLimit = 1_000
const doneShown = 50
/** An order of longer ago is no slip of today. */
const likeWithinMs = 14 * 86_400_000
const likesShown = 5
const namesShown = 3

/** Everything the order screen draws. */
export function orderDesk(store: Store, consignment: ConsignmentRow): OrderDesk {
  mustBeOrder(consignment)
  return store.read(() => {
    const lines = store.lines.of(consignment.id)
    return {
      head: headOf(store, consignment),
      lines: lines.map((line) => lineView(store, consignment, line)),
      totals: orderTotals(lines),
      canEdit: mayChangeOrder(consignment),
      notice: noticeOf(store, consignment.id),
      likes: consignment.state === 'draft' ? likeOrders(store, consignment, lines) : [],
    }
  })
}

function noticeOf(store: Store, consignmentId: string): OrderNotice | null {
  const row = store.notices.of(consignmentId)
  return row === null ? null : { how: row.how, note: row.note, at: row.at, who: doerOf(store, row.toldBy) }
}

/** Orders to this outlet: those under way, soonest due first, and the last that are over. */
export function orderList(store: Store, outletId: string | null): { open: OrderCard[]; done: OrderCard[] } {
  if (outletId === null) return { open: [], done: [] }
  const cards = (rows: ConsignmentRow[]) =>
    rows
      .filter((row) => row.kind === 'PO' && row.outletId === outletId)
      .map((row) => ({ head: headOf(store, row), totals: orderTotals(store.lines.of(row.id)) }))
  return store.read(() => ({
    open: cards(store.consignments.inStates(openStates, listLimit, outletId)),
    done: cards(store.consignments.newestIn(doneStates, listLimit, outletId)).slice(0, doneShown),
  }))
}

/** Units and value; a line whose cost nobody knows is counted apart. */
export function orderTotals(lines: readonly Pick<LineWithCounts, 'planned' | 'costCents'>[]): OrderTotals {
  const ordered = lines.filter((line) => line.planned > 0)
  return {
    lines: ordered.length,
    units: ordered.reduce((sum, line) => sum + line.planned, 0),
    cents: ordered.reduce((sum, line) => sum + line.planned * (line.costCents ?? 0), 0),
    withoutCost: ordered.filter((line) => line.costCents === null).length,
  }
}

function lineView(store: Store, consignment: ConsignmentRow, line: LineWithCounts): OrderLine {
  const product = store.products.get(line.productId)
  const { supplierId, outletId } = consignment
  return {
    id: line.id,
    productId: line.productId,
    name: line.name,
    sku: line.sku,
    supplierCode: supplierId === null ? null : store.products.supplierCodeOf(line.productId, supplierId),
    units: line.planned,
    received: line.received,
    costCents: line.costCents,
    knownCents: product?.costCents ?? null,
    stock: outletId === null ? null : store.stock.projected(line.productId, outletId),
    hasPicture: product !== null && product.pictureUrl !== null,
    isActive: product?.isActive ?? false,
  }
}

/** Open orders of the last days to the same supplier for the same outlet with a product of this one. */
function likeOrders(
  store: Store,
  consignment: ConsignmentRow,
  lines: readonly LineWithCounts[],
): LikeOrder[] {
  const names = new Map(lines.map((line) => [line.productId, line.name]))
  const since = Date.parse(store.now()) - likeWithinMs
  return store.consignments
    .inStates(openStates, listLimit, consignment.outletId)
    .filter(
      (other) =>
        other.id !== consignment.id &&
        other.kind === 'PO' &&
        other.supplierId === consignment.supplierId &&
        other.outletId === consignment.outletId &&
        Date.parse(other.createdAt) >= since,
    )
    .map((other) => {
      const shared = store.lines.of(other.id).flatMap((line) => names.get(line.productId) ?? [])
      const { id, code, state, createdAt } = other
      return { id, code, state, createdAt, products: shared.slice(0, namesShown), shared: shared.length }
    })
    .filter((like) => like.shared > 0)
    .slice(0, likesShown)
}
