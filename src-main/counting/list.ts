import { StationError } from '../../src-shared/failure.ts'
import type { Bench } from '../bench.ts'
import { resolveProduct } from '../catalogue/resolve.ts'
import { beginConsignment, outletOrRefuse } from '../consignment/begin.ts'
import { lineOrRefuse } from '../consignment/line.ts'
import { intend } from '../outbox/intend.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { ProductFound } from '../store/product-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { beginsWithLevels } from './rules.ts'
import { changeCount, levelAt, lineCount, moveTo, mustStandThere, putCount, sheetOf } from './sheet.ts'

/** More than any shelf holds; a paste of more was meant for something else. */
const mostPasted = 2_000

/** `count:create`: a stocktake of this outlet, scheduled, with nothing on its list yet. */
export function createCount(
  bench: Bench,
  taken: { isBlind: boolean; note: string; dueAt: string | null },
): { consignmentId: string } {
  const outletId = outletOrRefuse(bench)
  const beginning = {
    kind: 'STOCKTAKE',
    state: 'scheduled',
    sourceOutletId: null,
    outletId,
    supplierId: null,
  } as const
  return beginConsignment(bench, 'count:create', taken, beginning, (consignmentId) =>
    bench.store.counts.putSheet({
      consignmentId,
      isBlind: taken.isBlind,
      round: 1,
      listed: null,
      setsLevels: false,
    }),
  )
}

/** Puts a product on the list; the level of now is noted once counting goes on. Call inside a write. */
export function listProduct(
  store: Store,
  consignment: ConsignmentRow,
  product: ProductFound,
  origin: 'plan' | 'receipt',
): void {
  const id = store.newId()
  store.lines.add({
    id,
    consignmentId: consignment.id,
    productId: product.id,
    name: product.name,
    sku: product.sku,
    planned: 0,
    costCents: product.costCents,
    origin,
    touchedAt: null,
  })
  if (consignment.state === 'counting') freeze(store, consignment, id)
}

function freeze(store: Store, consignment: ConsignmentRow, lineId: string): void {
  const count = lineCount(store, lineOrRefuse(store, consignment.id, lineId))
  putCount(store, count, { frozen: levelAt(store, consignment, count.line.productId) })
}

/** The list is open until the review; that of a count Lightspeed scheduled is made there until it starts. */
function mustTakeProducts(consignment: ConsignmentRow, command: Command): void {
  mustStandThere(consignment, command)
  const isOpen =
    consignment.state === 'counting' || (consignment.state === 'scheduled' && consignment.origin === 'here')
  if (isOpen && consignment.kind === 'STOCKTAKE') return
  throw new StationError(
    'list-closed',
    'Nothing can be put on this list now.',
    consignment.state === 'scheduled'
      ? 'Its list was made at Lightspeed. Start the count, then add to it.'
      : 'Make a new count for it.',
  )
}

/** `count:list` */
export function listProducts(
  bench: Bench,
  taken: { consignmentId: string; productIds: readonly string[] },
): { added: number } {
  const { store } = bench
  return changeCount(bench, 'count:list', taken, (consignment, command) => {
    mustTakeProducts(consignment, command)
    let added = 0
    for (const productId of taken.productIds) {
      const product = store.products.get(productId)
      if (product === null) {
        throw new StationError(
          'no-such-product',
          'That product is not in the catalogue.',
          'Search for it again.',
        )
      }
      if (store.lines.ofProduct(consignment.id, product.id) !== null) continue
      listProduct(store, consignment, product, 'plan')
      added += 1
    }
    return { added }
  })
}

export type PasteWrong = { row: number; text: string; why: 'unknown' | 'several' }

/** `count:paste`: a row is a code or a SKU; what stands after a tab (a name, a number) is not looked at. */
export function pasteList(
  bench: Bench,
  taken: { consignmentId: string; text: string },
): { added: number; known: number; wrong: PasteWrong[] } {
  const { store } = bench
  const rows = taken.text
    .split(/\r\n|\r|\n/)
    .map((row, at) => ({ row: at + 1, text: (row.split('\t')[0] ?? '').trim() }))
    .filter(({ text }) => text !== '')
  if (rows.length === 0) {
    throw new StationError('nothing-pasted', 'There is no code in that.', 'Paste one code or SKU a row.')
  }
  if (rows.length > mostPasted) {
    throw new StationError(
      'too-many-rows',
      `That is ${rows.length} rows; a list takes ${mostPasted} at a time.`,
      'Paste it in parts.',
    )
  }
  return changeCount(bench, 'count:paste', taken, (consignment, command) => {
    mustTakeProducts(consignment, command)
    const result = { added: 0, known: 0, wrong: [] as PasteWrong[] }
    for (const { row, text } of rows) {
      const found = resolveProduct(store, text, null, null)
      if (found.is !== 'product') {
        result.wrong.push({
          row,
          text: text.slice(0, 100),
          why: found.is === 'none' ? 'unknown' : 'several',
        })
      } else if (store.lines.ofProduct(consignment.id, found.product.id) !== null) result.known += 1
      else {
        listProduct(store, consignment, found.product, 'plan')
        result.added += 1
      }
    }
    return result
  })
}

/** `count:unlist`: takes a product off a list nobody counts yet. */
export function unlistProduct(
  bench: Bench,
  taken: { consignmentId: string; lineId: string },
): Record<string, never> {
  const { store } = bench
  return changeCount(bench, 'count:unlist', taken, (consignment, command) => {
    mustStandThere(consignment, command)
    if (consignment.state !== 'scheduled' || consignment.origin !== 'here') {
      throw new StationError(
        'list-closed',
        'This is counted already, or its list was made at Lightspeed.',
        'Skip the line with a reason instead.',
      )
    }
    store.lines.remove(lineOrRefuse(store, consignment.id, taken.lineId).id)
    return {}
  })
}

/**
 * `count:start`: the levels of now are noted on every line, and Lightspeed is told the list, if there is one and it is
 * told as a stocktake. A second press finds it started and changes nothing.
 */
export function startCount(
  bench: Bench,
  taken: { consignmentId: string; isBlind: boolean },
): Record<string, never> {
  const { store } = bench
  return changeCount(bench, 'count:start', taken, (consignment, command) => {
    if (consignment.state === 'counting') return {}
    mustStandThere(consignment, command)
    if (consignment.state === 'review') {
      throw new StationError(
        'in-review',
        'This count is in review.',
        'Choose under its differences what to count again.',
      )
    }
    moveTo(store, consignment.id, 'counting', command)
    const setsLevels = beginsWithLevels(store, consignment)
    store.counts.putSheet({ ...sheetOf(store, consignment.id), isBlind: taken.isBlind, setsLevels })
    const lines = store.lines.of(consignment.id)
    for (const line of lines) freeze(store, consignment, line.id)
    const isKnownThere = consignment.remoteId !== null || store.outbox.inLane(consignment.id).length > 0
    // A list that is made by scanning is told once it is known: one of no products would be of the whole store.
    if (!setsLevels && (lines.length > 0 || isKnownThere)) {
      const listed = listedFor(store, consignment)
      intend(store, consignment, { status: 'STOCKTAKE_IN_PROGRESS', packed: null, received: null, listed })
    }
    return {}
  })
}

/**
 * The products a count made here is made for at Lightspeed: what was told first stays, because its filters cannot be
 * changed once it is under way. One that was made there has its own. Call inside a write.
 */
export function listedFor(store: Store, { id: consignmentId, origin }: ConsignmentRow): string[] {
  if (origin === 'store') return []
  const sheet = sheetOf(store, consignmentId)
  if (sheet.listed !== null) return sheet.listed
  const listed = store.lines.of(consignmentId).map((line) => line.productId)
  if (listed.length > 0) store.counts.putSheet({ ...sheet, listed })
  return listed
}
