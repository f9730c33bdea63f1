import { afterAWhile, liveLines, tellLine } from './background.ts'
import type { ConsignmentRow, LineRow, ProductRow, SandboxState } from './state.ts'
import { stamp, timeNow, toFiveDecimals } from './state.ts'
import { levelOf, setLevel } from './stock.ts'

/**
 * Starts a count: a background task adds the lines the filters name (no filter = every product) and then says so.
 * Source: x-series-api.lightspeedhq.com/docs/inventory_creating_inventory_counts
 */
export function startCount(state: SandboxState, count: ConsignmentRow): void {
  afterAWhile(state, () => {
    if (count.status !== 'STOCKTAKE_IN_PROGRESS') return
    const there = new Set(liveLines(state, count.id).map((line) => line.productId))
    const lines = state.linesOf.get(count.id) ?? []
    for (const row of state.products.all()) {
      if (row.deletedAt !== null || there.has(row.product.id) || !isIncluded(count, row)) continue
      lines.push(countLine(state, count, row))
    }
    state.linesOf.set(count.id, lines)
    count.status = 'STOCKTAKE_IN_PROGRESS_PROCESSED'
    count.updated_at = timeNow(state)
    stamp(state, count)
    state.consignments.put(count)
  })
}

/** Sets every level to what was counted. A line nobody counted sets its product to 0. */
export function completeCount(state: SandboxState, count: ConsignmentRow): void {
  const sums = { countGain: 0, costGain: 0, countLoss: 0, costLoss: 0 }
  for (const line of liveLines(state, count.id)) {
    const counted = line.received ?? 0
    const difference = counted - levelOf(state, line.productId, count.outlet_id)
    const cost = difference * (line.cost ?? 0)
    if (difference > 0) {
      sums.countGain += difference
      sums.costGain += cost
    } else {
      sums.countLoss += difference
      sums.costLoss += cost
    }
    setLevel(state, line.productId, count.outlet_id, counted)
    line.status = 'STOCKTAKE_SUCCESS'
    line.updatedAt = timeNow(state)
    stamp(state, line)
    tellLine(state, 'consignment.receive', line)
  }
  count.total_count_gain = toFiveDecimals(sums.countGain)
  count.total_cost_gain = toFiveDecimals(sums.costGain)
  count.total_count_loss = toFiveDecimals(sums.countLoss)
  count.total_cost_loss = toFiveDecimals(sums.costLoss)
}

function isIncluded(count: ConsignmentRow, { product }: ProductRow): boolean {
  if (!product.isActive && !count.show_inactive) return false
  if (count.filters.length === 0) return true
  return count.filters.some(
    ({ type, value }) =>
      (type === 'product' && value === product.id) ||
      (type === 'supplier' && value === product.supplierId) ||
      (type === 'tag' && product.tagIds.includes(value)),
  )
}

function countLine(state: SandboxState, count: ConsignmentRow, { product }: ProductRow): LineRow {
  const now = timeNow(state)
  const line: LineRow = {
    consignmentId: count.id,
    productId: product.id,
    sku: product.sku,
    count: levelOf(state, product.id, count.outlet_id),
    received: null,
    cost: product.costCents / 100,
    isIncluded: true,
    status: 'PENDING',
    taken: 0,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    version: 0,
  }
  stamp(state, line)
  return line
}
