import type { ProductLabelJob } from '../../src-shared/contract/label.ts'
import { StationError } from '../../src-shared/failure.ts'
import { isGtin } from '../../src-shared/rule/check-digit.ts'
import type { Bench } from '../bench.ts'
import type { PrintRow } from '../store/print-rows.ts'
import type { Store } from '../store/store.ts'
import { productCode } from './bars.ts'
import { type ProductJob, readProductJob, withOneMore } from './product-job.ts'

/** Enough for a full pallet of one product; more at once is a slip of the finger. */
const mostWaiting = 500

type Wish = { productId: string; consignmentId: string | null; count: number; hasPrice: boolean }

/**
 * `label:product`: puts labels for a product into the print ledger, one row for all of them. They are printed one by
 * one, so that it is known how many came out.
 */
export function requestProductLabels(bench: Bench, taken: Wish): { jobId: string } {
  const { store } = bench
  const product = store.products.get(taken.productId)
  if (product === null) {
    throw new StationError('no-such-product', 'This station does not know that product.', 'Scan it again.')
  }
  if (taken.hasPrice && product.priceCents === null) {
    throw new StationError(
      'no-price',
      `${product.name} has no price in the catalogue.`,
      'Print its labels without the price, or give it one in Lightspeed.',
    )
  }
  const waiting = openJobs(store).reduce((sum, { kept }) => sum + kept.count - kept.done, 0)
  if (waiting + taken.count > mostWaiting) {
    throw new StationError(
      'too-many-labels',
      `${waiting} product labels are waiting already, and ${mostWaiting} is the most.`,
      'Look at the printer, or drop what waits.',
    )
  }
  const jobId = store.newId()
  const { name, sku } = product
  const codes = store.products.codesOf(product.id)
  const kept: ProductJob = {
    productId: product.id,
    consignmentId: taken.consignmentId,
    name,
    sku,
    code: codeOfUnit(codes) ?? sku,
    priceCents: taken.hasPrice ? product.priceCents : null,
    count: taken.count,
    done: 0,
  }
  write(bench, 'label:product', taken, () => {
    store.prints.request({
      id: jobId,
      parcelId: null,
      kind: 'product-label',
      labelNumber: sku,
      copy: 1,
      reason: null,
      document: JSON.stringify(kept),
      requestedAt: store.now(),
    })
  })
  return { jobId }
}

/**
 * The code that a scan counts as one of the product: its GTIN, else a code of its own. The code of a case (a GTIN-14 that
 * does not begin with 0), which may stand among them, is nobody's first choice.
 */
function codeOfUnit(codes: readonly string[]): string | undefined {
  const ofUnits = codes.filter((code) => productCode(code) !== null && !isCase(code))
  return ofUnits.find(isGtin) ?? ofUnits[0] ?? codes.find(isCase)
}

function isCase(code: string): boolean {
  return /^[1-9]\d{13}$/.test(code) && isGtin(code)
}

/** The product labels of a consignment that are not done: waiting, or with a question. */
export function productLabelJobs(store: Store, consignmentId: string | null): ProductLabelJob[] {
  return openJobs(store)
    .filter(({ kept }) => consignmentId === null || kept.consignmentId === consignmentId)
    .map(({ row, kept }) => ({
      jobId: row.id,
      productId: kept.productId,
      name: kept.name,
      count: kept.count,
      done: kept.done,
      state: row.state === 'unsure' ? 'unsure' : 'waiting',
      problem: row.problem,
    }))
}

/** `label:product-came-out`: settles the one label nobody was sure of; the rest goes on. */
export function productCameOut(
  bench: Bench,
  taken: { jobId: string; cameOut: boolean },
): Record<string, never> {
  const { store } = bench
  const row = jobOrRefuse(store, taken.jobId)
  if (row.state !== 'unsure') {
    throw new StationError('no-question', 'There is no open question about this label.', 'Go on.')
  }
  write(bench, 'label:product-came-out', taken, () => {
    const next = taken.cameOut ? withOneMore(row) : null
    if (next !== null) store.prints.setDocument(row.id, next.text)
    if (next?.isDone) store.prints.set(row.id, 'printed', store.now(), 'A person saw it come out.')
    else store.prints.set(row.id, 'waiting', null, null)
  })
  return {}
}

/** `label:drop-product`: what has not come out yet will not. */
export function dropProductLabels(bench: Bench, taken: { jobId: string }): Record<string, never> {
  const { store } = bench
  const row = jobOrRefuse(store, taken.jobId)
  if (row.state === 'sending') {
    throw new StationError('label-printing', 'A label is being printed.', 'Try again when it is out.', {
      retryable: true,
    })
  }
  write(bench, 'label:drop-product', taken, () =>
    store.prints.set(row.id, 'dropped', store.now(), 'not wanted any more'),
  )
  return {}
}

function openJobs(store: Store): { row: PrintRow; kept: ProductJob }[] {
  return store.prints.openOf('product-label').flatMap((row) => {
    const kept = readProductJob(row)
    return kept === null ? [] : [{ row, kept }]
  })
}

function jobOrRefuse(store: Store, jobId: string): PrintRow {
  const row = store.prints.get(jobId)
  if (row === null || row.kind !== 'product-label' || row.state === 'printed' || row.state === 'dropped') {
    throw new StationError('no-such-job', 'Those labels are done already.', 'Go on.')
  }
  return row
}

function write(bench: Bench, kind: string, given: unknown, work: () => void): void {
  const { store } = bench
  store.write({ kind, actor: bench.actor(), subject: null, given, traceId: bench.newTraceId() }, work)
}
