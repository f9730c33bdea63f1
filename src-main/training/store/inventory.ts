import { type Answer, type Call, listAnswer, ok, pageAsked } from './call.ts'
import { asFields, type Fields } from './read-body.ts'
import { badRequest, notFound } from './refusal.ts'
import type { SandboxState, StockRow } from './state.ts'
import { isListed } from './state.ts'

// Source: x-series-api.lightspeedhq.com/reference, inventory operations of 2.0 and 2026-07.

const newest = Number.MAX_SAFE_INTEGER

/** 2.0: levels by cursor. */
export function listInventory(state: SandboxState, call: Call): Answer {
  const asked = pageAsked(call.query, state.pageSizes)
  const rows = state.stock.page(asked.after, asked.before, asked.limit, (row) => isListed(state, row))
  return listAnswer(call, rows, rows.map(oldLevelJson))
}

/** 2026-07: the question in the body, a bare array as answer, the newest first unless asked otherwise. */
export function askInventory(state: SandboxState, call: Call): Answer {
  const asked = call.body === undefined ? {} : asFields(call.body, 'The body must be a JSON object')
  const after = wholeNumber(asked, 'after') ?? 0
  const before = wholeNumber(asked, 'before') ?? newest
  const size = Math.min(wholeNumber(asked, 'size') ?? 1000, 5000)
  const page = asked.sort_direction === 'asc' ? state.stock.page : state.stock.pageDown
  const rows = page(after, before, size, (row) => isListed(state, row))
  return ok(`[${rows.map(newLevelJson).join(',')}]`)
}

/** 2.0: all levels of one product. */
export function productInventory(state: SandboxState, call: Call): Answer {
  const rows = levelsOf(state, call.params[0] as string)
  return listAnswer(call, rows, rows.map(oldLevelJson))
}

/** 2026-07: all levels of one product, as a bare array. */
export function inventoryOfProduct(state: SandboxState, call: Call): Answer {
  return ok(
    `[${levelsOf(state, call.params[0] as string)
      .map(newLevelJson)
      .join(',')}]`,
  )
}

/** 2026-07: levels by product and outlet, `offset` paging; `null` past the end, as seen in the field. */
export function askInventoryLevels(state: SandboxState, call: Call): Answer {
  const asked = asFields(call.body, 'The body must be a JSON object')
  const productIds = textList(asked, 'product_ids')
  const outlets = textList(asked, 'location_ids')
  const offset = wholeNumber(asked, 'offset') ?? 0
  const size = Math.min(wholeNumber(asked, 'size') ?? 100, 10_000)
  const pool = productIds ? productIds.flatMap((id) => state.stockOf.get(id) ?? []) : state.stock.all()
  const wanted = pool.filter((row) => outlets === null || outlets.includes(row.outletId))
  const page = wanted.slice(offset, offset + size)
  if (page.length === 0) return ok('null')
  return ok(JSON.stringify(page.map((row) => locationLevel(state, row))))
}

function levelsOf(state: SandboxState, productId: string): StockRow[] {
  if (!state.productById.has(productId)) throw notFound('product')
  return [...(state.stockOf.get(productId) ?? [])].sort((one, other) => one.version - other.version)
}

function oldLevelJson(row: StockRow): string {
  return (
    `{"id":"${row.id}","product_id":"${row.productId}","outlet_id":"${row.outletId}",` +
    `"inventory_level":${row.level},"current_amount":${row.level},"average_cost":${row.averageCost},` +
    `"reorder_point":${row.reorderPoint},"reorder_amount":0,"version":${row.version}}`
  )
}

function newLevelJson(row: StockRow): string {
  return (
    `{"id":"${row.id}","product_id":"${row.productId}","outlet_id":"${row.outletId}",` +
    `"current_inventory_level":${row.level},"average_cost":${row.averageCost},"quantity_to_procure":0,` +
    `"reorder_method":null,"reorder_point":${row.reorderPoint},"reorder_amount":0,"reorder_target":null,` +
    `"deleted_at":null,"version":${row.version}}`
  )
}

function locationLevel(state: SandboxState, row: StockRow): Record<string, unknown> {
  const product = state.productById.get(row.productId)?.product
  return {
    product_id: row.productId,
    root_product_id: row.productId,
    location_id: row.outletId,
    name: product?.name ?? '',
    supplier_id: product?.supplierId ?? null,
    current_inventory_level: row.level,
    average_cost: row.averageCost,
    total_cost: row.averageCost * row.level,
    quantity_to_procure: 0,
    reorder_method: null,
  }
}

function wholeNumber(fields: Fields, name: string): number | null {
  const value = fields[name]
  if (value === undefined || value === null) return null
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw badRequest(`${name} must be a whole number`)
  }
  return value
}

function textList(fields: Fields, name: string): string[] | null {
  const value = fields[name]
  if (value === undefined || value === null) return null
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
    throw badRequest(`${name} must be an array of strings`)
  }
  return value as string[]
}
