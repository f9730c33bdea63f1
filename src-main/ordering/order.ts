import { StationError } from '../../src-shared/failure.ts'
import { mostUnits, type OrderCodeOutcome } from '../../src-shared/model/order.ts'
import { readScanText } from '../../src-shared/rule/scan-text.ts'
import { type Bench, changeConsignment, consignmentOrRefuse } from '../bench.ts'
import { resolveRead } from '../catalogue/resolve.ts'
import { hitOf } from '../catalogue/search.ts'
import { beginConsignment, mustBeSupplier, outletOrRefuse } from '../consignment/begin.ts'
import { lineOrRefuse } from '../consignment/line.ts'
import type { ProductFound } from '../store/product-rows.ts'
import type { Store } from '../store/store.ts'
import { mustBeOpenToChange } from './order-rules.ts'

/** `order:create`: a draft from a supplier to this station's outlet. */
export function createOrder(
  bench: Bench,
  taken: { supplierId: string; note: string; dueAt: string | null },
): { consignmentId: string } {
  const outletId = outletOrRefuse(bench)
  const { supplierId } = taken
  mustBeSupplier(bench, supplierId)
  const beginning = { kind: 'PO', state: 'draft', sourceOutletId: null, outletId, supplierId } as const
  return beginConsignment(bench, 'order:create', taken, beginning)
}

/** `order:line`: sets how many units of a product are ordered; 0 takes the line off. */
export function orderLine(
  bench: Bench,
  taken: { consignmentId: string; productId: string; units: number },
): Record<string, never> {
  return changeConsignment(bench, 'order:line', taken.consignmentId, taken, (consignment) => {
    mustBeOpenToChange(consignment)
    setUnits(bench.store, consignment.id, taken.productId, () => taken.units)
    return {}
  })
}

/** `order:cost`: what a unit of a line costs in cents, ex GST; null when nobody knows. */
export function orderCost(
  bench: Bench,
  taken: { consignmentId: string; lineId: string; costCents: number | null },
): Record<string, never> {
  return changeConsignment(bench, 'order:cost', taken.consignmentId, taken, (consignment) => {
    mustBeOpenToChange(consignment)
    bench.store.lines.setCost(lineOrRefuse(bench.store, consignment.id, taken.lineId).id, taken.costCents)
    return {}
  })
}

export type RowToAdd = { productId: string; units: number; costCents: number | null }

/** `order:add`: units of several products on top of what is ordered already; all of them or none. */
export function addRows(
  bench: Bench,
  taken: { consignmentId: string; rows: readonly RowToAdd[] },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'order:add', taken.consignmentId, taken, (consignment) => {
    mustBeOpenToChange(consignment)
    for (const { productId, units, costCents } of taken.rows) {
      const lineId = setUnits(store, consignment.id, productId, (before) => before + units)
      if (lineId !== null && costCents !== null) store.lines.setCost(lineId, costCents)
    }
    return {}
  })
}

/**
 * `order:code`: one more unit of what a code means, by product code, this supplier's own code, or SKU. A code that two
 * products share adds nothing: the person chooses.
 */
export function addCode(bench: Bench, taken: { consignmentId: string; text: string }): OrderCodeOutcome {
  const { store } = bench
  const { supplierId, outletId } = consignmentOrRefuse(store, taken.consignmentId)
  const found = resolveRead(store, readScanText(taken.text, false), supplierId)
  if (found.is === 'none') return { is: 'unknown' }
  if (found.is === 'several') {
    return { is: 'several', choices: found.products.map((product) => hitOf(store, product, outletId)) }
  }
  const { product } = found
  return changeConsignment(bench, 'order:code', taken.consignmentId, taken, (consignment) => {
    mustBeOpenToChange(consignment)
    setUnits(store, consignment.id, product.id, (before) => before + 1)
    const units = store.lines.ofProduct(consignment.id, product.id)?.planned ?? 0
    return { is: 'added', name: product.name, units }
  })
}

/** `order:head`: the note for the supplier and the day it should be here. */
export function orderHead(
  bench: Bench,
  taken: { consignmentId: string; note: string; dueAt: string | null },
): Record<string, never> {
  return changeConsignment(bench, 'order:head', taken.consignmentId, taken, (consignment) => {
    mustBeOpenToChange(consignment)
    bench.store.consignments.setHeader(consignment.id, taken.note, taken.dueAt, consignment.readOnlyBecause)
    return {}
  })
}

/** The line of a product with other units, made when it is missing; its id, null when it was taken off. */
function setUnits(
  store: Store,
  consignmentId: string,
  productId: string,
  unitsFrom: (before: number) => number,
): string | null {
  const line = store.lines.ofProduct(consignmentId, productId)
  const units = unitsFrom(line?.planned ?? 0)
  if (units > mostUnits) {
    throw new StationError(
      'too-many',
      `More than ${mostUnits} units of one product.`,
      'Look at the number again.',
    )
  }
  if (line !== null) {
    if (units === 0) store.lines.remove(line.id)
    else store.lines.plan(line.id, units)
    return units === 0 ? null : line.id
  }
  if (units === 0) return null
  const product = productOrRefuse(store, productId)
  const id = store.newId()
  store.lines.add({
    id,
    consignmentId,
    productId: product.id,
    name: product.name,
    sku: product.sku,
    planned: units,
    costCents: product.costCents,
    origin: 'plan',
    touchedAt: null,
  })
  return id
}

function productOrRefuse(store: Store, productId: string): ProductFound {
  const product = store.products.get(productId)
  if (product !== null) return product
  throw new StationError('no-such-product', 'That product is not in the catalogue.', 'Search for it again.')
}
