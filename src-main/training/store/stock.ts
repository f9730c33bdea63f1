import { newId, nextVersion, type SandboxState, type StockRow, stamp, toFiveDecimals } from './state.ts'
import { levelPayload } from './webhook-payload.ts'

/** The level of a product at an outlet; 0 where nothing was ever booked. */
export function levelOf(state: SandboxState, productId: string, outletId: string): number {
  return stockRow(state, productId, outletId)?.level ?? 0
}

/** Moves a level by so many. Products whose stock is not tracked stay as they are. */
export function moveStock(state: SandboxState, productId: string, outletId: string, by: number): void {
  if (by === 0) return
  setLevel(state, productId, outletId, toFiveDecimals(levelOf(state, productId, outletId) + by))
}

/** Sets a level, as a count or an office user does, and bumps the row's version. */
export function setLevel(state: SandboxState, productId: string, outletId: string, level: number): void {
  const product = state.productById.get(productId)?.product
  if (!product?.hasInventory) return
  const row = stockRow(state, productId, outletId) ?? newStockRow(state, productId, outletId)
  row.level = level
  stamp(state, row)
  state.stock.put(row)
  state.tell('inventory.update', () => levelPayload(state, row))
}

/** The average cost of a product, in the retailer's currency. */
export function averageCost(state: SandboxState, productId: string): number {
  const row = state.stockOf.get(productId)?.[0]
  return row?.averageCost ?? (state.productById.get(productId)?.product.costCents ?? 0) / 100
}

function stockRow(state: SandboxState, productId: string, outletId: string): StockRow | undefined {
  return state.stockOf.get(productId)?.find((row) => row.outletId === outletId)
}

function newStockRow(state: SandboxState, productId: string, outletId: string): StockRow {
  const row: StockRow = {
    id: newId(state),
    productId,
    outletId,
    level: 0,
    averageCost: averageCost(state, productId),
    reorderPoint: 0,
    version: nextVersion(state),
  }
  addStockRow(state, row)
  return row
}

export function addStockRow(state: SandboxState, row: StockRow): void {
  const rows = state.stockOf.get(row.productId)
  if (rows) rows.push(row)
  else state.stockOf.set(row.productId, [row])
  state.stock.put(row)
}
