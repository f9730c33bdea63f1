import type { Clock } from '../../clock.ts'
import type { CatalogueProduct, SandboxCatalogue } from './catalogue.ts'
import type { Ledger } from './ledger.ts'
import { inventedId, seeded } from './seeded.ts'
import type { Strictness } from './strictness.ts'
import { type Versioned, type VersionList, versionList } from './version-list.ts'

export type ConsignmentType = 'SUPPLIER' | 'OUTLET' | 'RETURN' | 'STOCKTAKE'

export type ConsignmentStatus =
  | 'OPEN'
  | 'SENT'
  | 'DISPATCHED'
  | 'RECEIVED'
  | 'CANCELLED'
  | 'CLOSED'
  | 'STOCKTAKE'
  | 'STOCKTAKE_SCHEDULED'
  | 'STOCKTAKE_IN_PROGRESS'
  | 'STOCKTAKE_IN_PROGRESS_PROCESSED'
  | 'STOCKTAKE_COMPLETE'

/** A consignment as it goes over the wire: kept in that form, since the API hands it out whole. */
export type ConsignmentRow = Versioned & {
  id: string
  name: string
  type: ConsignmentType
  status: ConsignmentStatus
  reference: string | null
  outlet_id: string
  source_outlet_id: string | null
  supplier_id: string | null
  supplier_invoice: string | null
  consignment_date: string | null
  due_at: string | null
  received_at: string | null
  show_inactive: boolean
  total_count_gain: number | null
  total_cost_gain: number | null
  total_count_loss: number | null
  total_cost_loss: number | null
  created_at: string
  updated_at: string
  deleted_at: string | null
  filters: { type: string; value: string }[]
}

/** A line. The API shows no id for it; several lines of one product are possible. */
export type LineRow = Versioned & {
  consignmentId: string
  productId: string
  sku: string
  count: number | null
  received: number | null
  cost: number | null
  isIncluded: boolean
  status: 'PENDING' | 'SENT_SUCCESS' | 'RECEIVE_SUCCESS' | 'RECEIVE_FAIL' | 'STOCKTAKE_SUCCESS'
  /** What left the source outlet with this line: what a cancel gives back. */
  taken: number
  createdAt: string
  updatedAt: string
  deletedAt: string | null
}

export type ProductRow = Versioned & { product: CatalogueProduct; deletedAt: string | null }

export type StockRow = Versioned & {
  id: string
  productId: string
  outletId: string
  level: number
  averageCost: number
  reorderPoint: number
}

/** A subscription: one type, one address. Kept in the form the API hands it out. */
export type WebhookRow = { id: string; retailer_id: string; type: string; url: string; active: boolean }

export type SandboxState = {
  clock: Clock
  catalogue: SandboxCatalogue
  strictness: Strictness
  ledger: Ledger
  /** The retailer-wide version counter, as last given out. */
  counter: number
  /** How many ids were made while running. */
  idsMade: number
  random: () => number
  /** How long the lines of a send, a receive or a count stay in work. */
  lineDelayMs: number
  /** Background work not done yet, each as the way to cancel it: a closed store does nothing more. */
  waitingWork: Set<() => void>
  /** Lines whose receiving fails, by product. */
  failingProducts: Set<string>
  /** How long a changed row stays out of lists. */
  listDelay: { minMs: number; maxMs: number }
  hiddenUntil: WeakMap<Versioned, number>
  consignments: VersionList<ConsignmentRow>
  consignmentById: Map<string, ConsignmentRow>
  linesOf: Map<string, LineRow[]>
  products: VersionList<ProductRow>
  productById: Map<string, ProductRow>
  /** Products by each of their codes, exactly as stored. */
  productsByCode: Map<string, ProductRow[]>
  stock: VersionList<StockRow>
  stockOf: Map<string, StockRow[]>
  pageSizes: { usual: number; most: number }
  webhooks: WebhookRow[]
  /** Something happened that subscriptions of this type hear of; the payload is made only where there is one. */
  tell: (type: string, payload: () => Record<string, unknown>) => void
  /** Called after every change. */
  changed: () => void
}

const firstVersion = 7_000_000_000

export function newState(
  given: Pick<SandboxState, 'clock' | 'catalogue' | 'strictness' | 'ledger' | 'lineDelayMs' | 'pageSizes'> & {
    seed: number
  },
): SandboxState {
  const { seed, ...rest } = given
  return {
    ...rest,
    counter: firstVersion,
    idsMade: 0,
    random: seeded(seed),
    waitingWork: new Set(),
    failingProducts: new Set(),
    listDelay: { minMs: 0, maxMs: 0 },
    hiddenUntil: new WeakMap(),
    consignments: versionList(),
    consignmentById: new Map(),
    linesOf: new Map(),
    products: versionList(),
    productById: new Map(),
    productsByCode: new Map(),
    stock: versionList(),
    stockOf: new Map(),
    webhooks: [],
    tell: () => undefined,
    changed: () => undefined,
  }
}

/**
 * The next version: one rising number for the whole retailer, with gaps.
 * Source: x-series-api.lightspeedhq.com/docs/pagination
 */
export function nextVersion(state: SandboxState): number {
  state.counter += 1 + Math.floor(state.random() * 50)
  return state.counter
}

/** A fresh id for something made while the store runs. */
export function newId(state: SandboxState): string {
  state.idsMade += 1
  return inventedId(0x7f, state.idsMade)
}

/** Stamps a changed row, and keeps it out of lists for a while when a list delay is set. */
export function stamp(state: SandboxState, row: Versioned): void {
  row.version = nextVersion(state)
  const { minMs, maxMs } = state.listDelay
  if (maxMs > 0) {
    state.hiddenUntil.set(row, state.clock.mono() + minMs + state.random() * (maxMs - minMs))
  }
  state.changed()
}

export function isListed(state: SandboxState, row: Versioned): boolean {
  const until = state.hiddenUntil.get(row)
  return until === undefined || until <= state.clock.mono()
}

/**
 * Time as API 2.0 and the consignments print it: UTC, whole seconds, with the offset written out.
 * Source: x-series-api.lightspeedhq.com/docs/dates_and_times
 */
export function printedTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`
}

export function timeNow(state: SandboxState): string {
  return printedTime(state.clock.now())
}

/** Quantities and costs of lines have five decimals. */
export function toFiveDecimals(value: number): number {
  return Math.round(value * 100_000) / 100_000
}
