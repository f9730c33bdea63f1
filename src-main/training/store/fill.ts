import type { CatalogueConsignment, CatalogueProduct } from './catalogue.ts'
import { inventedId } from './seeded.ts'
import {
  type ConsignmentRow,
  type LineRow,
  nextVersion,
  type ProductRow,
  printedTime,
  type SandboxState,
} from './state.ts'
import { addStockRow } from './stock.ts'

/** Fills an empty store with the products and levels of its catalogue. */
export function fillProducts(state: SandboxState): void {
  const { products, stock } = state.catalogue
  for (const product of products) addProduct(state, product)
  stock.forEach(({ productId, outletId, level, reorderPoint }, place) => {
    const cost = (state.productById.get(productId)?.product.costCents ?? 0) / 100
    addStockRow(state, {
      id: inventedId(0x7e, place),
      productId,
      outletId,
      level,
      averageCost: cost,
      reorderPoint,
      version: nextVersion(state),
    })
  })
}

/** Adds the consignments of the catalogue; a store that kept its state brings its own. */
export function fillConsignments(state: SandboxState): void {
  for (const one of state.catalogue.consignments) addStartingConsignment(state, one)
}

function addProduct(state: SandboxState, product: CatalogueProduct): void {
  const deletedAt = product.isDeleted ? printedTime(state.clock.now()) : null
  const row: ProductRow = { product, deletedAt, version: nextVersion(state) }
  state.products.put(row)
  state.productById.set(product.id, row)
  addCode(state, product.sku, row)
  for (const { code } of product.codes) addCode(state, code, row)
}

function addCode(state: SandboxState, code: string, row: ProductRow): void {
  const rows = state.productsByCode.get(code)
  if (!rows) state.productsByCode.set(code, [row])
  else if (!rows.includes(row)) rows.push(row)
}

/** A consignment that is there from the start. Its stock effects are taken as booked already. */
function addStartingConsignment(state: SandboxState, given: CatalogueConsignment): void {
  const at = printedTime(state.clock.now() - given.daysOld * 86_400_000)
  const isReceived = given.status === 'RECEIVED'
  const row: ConsignmentRow = {
    id: given.id,
    name: given.name,
    type: given.type,
    status: given.status,
    reference: given.reference,
    outlet_id: given.outletId,
    source_outlet_id: given.sourceOutletId,
    supplier_id: given.supplierId,
    supplier_invoice: null,
    consignment_date: at,
    due_at: null,
    received_at: isReceived ? at : null,
    show_inactive: true,
    total_count_gain: null,
    total_cost_gain: null,
    total_count_loss: null,
    total_cost_loss: null,
    created_at: at,
    updated_at: at,
    deleted_at: null,
    filters: [],
    version: 0,
  }
  const hasLeft = given.type === 'OUTLET' && given.status === 'SENT'
  const lines = given.lines.map(
    (line): LineRow => ({
      consignmentId: given.id,
      productId: line.productId,
      sku: state.productById.get(line.productId)?.product.sku ?? '',
      count: line.count,
      received: line.received,
      cost: line.costCents === null ? null : line.costCents / 100,
      isIncluded: true,
      status: isReceived ? 'RECEIVE_SUCCESS' : hasLeft ? 'SENT_SUCCESS' : 'PENDING',
      taken: hasLeft ? line.count : 0,
      createdAt: at,
      updatedAt: at,
      deletedAt: null,
      version: nextVersion(state),
    }),
  )
  row.version = nextVersion(state)
  state.consignments.put(row)
  state.consignmentById.set(row.id, row)
  state.linesOf.set(row.id, lines)
}
