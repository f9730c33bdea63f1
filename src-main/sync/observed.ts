import { wholeUnits } from '../../src-shared/rule/quantity.ts'
import type { ConsignmentRow, LineRow, TotalsRow } from '../lightspeed/rows.ts'

/** A product's quantities at Lightspeed, summed over its rows; null where a quantity is a fraction. */
export type ObservedLine = {
  productId: string
  sku: string | null
  count: number | null
  received: number | null
  /** False for a zero nobody is known to have written: Lightspeed shows one where nothing was ever told. */
  isReceivedSet: boolean
  cost: string | null
  /** More than one: PUT cannot address one of them, so such a line is never written. */
  rows: number
  isPending: boolean
  isFailed: boolean
}

/** A consignment as read just now. */
export type Observed = {
  header: ConsignmentRow
  lines: Map<string, ObservedLine>
  /** False while the list of lines does not add up to Lightspeed's own total: a line that is absent may exist. */
  isWhole: boolean
  /** Products whose line Lightspeed took off, or had none of, when this attempt asked. */
  removed?: ReadonlySet<string>
}

/**
 * Sums lines per product: Lightspeed may show one product on several rows. `zeroes` are the products whose received
 * zero was written by us.
 */
export function observe(
  header: ConsignmentRow,
  rows: readonly LineRow[],
  known: { isWhole: boolean; zeroes: ReadonlySet<string> | 'all' } = { isWhole: true, zeroes: new Set() },
): Observed {
  const lines = new Map<string, ObservedLine>()
  for (const row of rows) {
    if (row.deletedAt !== null) continue
    const before = lines.get(row.productId)
    const received = add(before === undefined ? 0 : before.received, row.received)
    lines.set(row.productId, {
      productId: row.productId,
      sku: row.sku,
      count: add(before === undefined ? 0 : before.count, row.count),
      received,
      isReceivedSet: received !== 0 || known.zeroes === 'all' || known.zeroes.has(row.productId),
      cost: row.cost,
      rows: (before?.rows ?? 0) + 1,
      isPending: (before?.isPending ?? false) || row.status === 'PENDING',
      isFailed: (before?.isFailed ?? false) || row.status === 'RECEIVE_FAIL',
    })
  }
  return { header, lines, isWhole: known.isWhole }
}

/** Whether listed lines add up to what Lightspeed itself says was sent: a changed line may be missing for a while. */
export function addsUp(rows: readonly LineRow[], totals: TotalsRow): boolean {
  if (totals.sentCount === null) return true
  const sent = rows.reduce((sum, row) => sum + (row.deletedAt === null ? Number(row.count ?? 0) : 0), 0)
  return Math.abs(sent - Number(totals.sentCount)) < 0.000_01
}

function add(sum: number | null, text: string | null): number | null {
  const units = wholeUnits(text)
  if (sum === null || units.is === 'fraction') return null
  return sum + (units.is === 'whole' ? units.units : 0)
}
