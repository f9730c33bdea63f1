import { z } from 'zod'
import type { ConsignmentBody, LineBody } from '../../lightspeed/lightspeed.ts'
import type { ConsignmentRow } from '../../lightspeed/rows.ts'
import type { Intention } from '../../outbox/intention.ts'
import type { Observed, ObservedLine } from '../observed.ts'
import { filteredProducts } from '../plan/plan-stocktake.ts'
import type { Step } from '../plan/step.ts'

/** A step that writes at Lightspeed. */
export type WriteStep = Extract<
  Step,
  { do: 'create' | 'add-line' | 'set-line' | 'remove-line' | 'set-status' }
>

/**
 * The last write of an entry, stored before its first byte goes out: enough to settle it when its answer is lost. It
 * stays until the entry ends, because what was written may not be listed yet.
 */
export const openStep = z.object({
  do: z.enum(['create', 'add-line', 'set-line', 'remove-line', 'set-status']),
  productId: z.string().nullable(),
  /** For a create: where to walk the feed from, and whether it was sent before. `lookups`: how often it was looked at. */
  cursor: z.int(),
  lookups: z.int(),
  /** Of any other write that was looked at once: how old it must be for the second look, which decides. */
  decidesAfterMs: z.int().default(0),
  /** What a line was to carry; null for what was not written of it. */
  count: z.int().nullable().default(null),
  received: z.int().nullable().default(null),
  isResent: z.boolean(),
  /** Every received zero was written: Lightspeed shows no difference between a zero told and one never told. */
  areZeroesTold: z.boolean().default(false),
  /** Where the attempt stopped before that: the products whose zero was written. */
  zeroes: z.array(z.string()).default([]),
  /** There, too: the products whose lines were taken off. Each write would begin every wait for a list anew. */
  removed: z.array(z.string()).default([]),
})
export type OpenStep = z.infer<typeof openStep>

const units = (count: number | null) => (count === null ? {} : { count: String(count) })
const receivedUnits = (received: number | null) => (received === null ? {} : { received: String(received) })
const cost = (cents: number | null) => (cents === null ? {} : { cost: (cents / 100).toFixed(2) })

/** A create whose outcome is to be looked up from a version known before it. */
export const createStep = (cursor: number): OpenStep => ({
  do: 'create',
  productId: null,
  cursor,
  lookups: 0,
  decidesAfterMs: 0,
  count: null,
  received: null,
  isResent: false,
  areZeroesTold: false,
  zeroes: [],
  removed: [],
})

/** Whether a step brings about what a noted write was for, however it is sent. */
export function isSameLine(open: OpenStep | null, step: WriteStep): boolean {
  return open !== null && 'productId' in step && step.productId === open.productId
}

/** One key for what a write brings about, however it is sent. */
export function effectOf(step: WriteStep): string {
  if (step.do === 'create') return 'create'
  if (step.do === 'remove-line') return `${removal}${step.productId}`
  return step.do === 'set-status' ? `status ${step.status}` : `line ${step.productId}`
}

const removal = 'off '

/** The products whose lines are off a count: Lightspeed said yes to that now, or did before. */
export function removedIn({
  said,
  takenOff,
}: {
  said: ReadonlySet<string>
  takenOff: ReadonlySet<string>
}): Set<string> {
  const now = [...said].flatMap((effect) =>
    effect.startsWith(removal) ? [effect.slice(removal.length)] : [],
  )
  return new Set([...takenOff, ...now])
}

/** An addition as an absolute value: does nothing but say 404 while there is no such line. */
export function asSetLine(step: Extract<WriteStep, { do: 'add-line' }>): WriteStep {
  return { do: 'set-line', productId: step.productId, count: step.count, received: step.received }
}

/** A write as it goes out: everything that stands in its body is decided. */
export type WriteCall =
  | { to: 'create'; body: ConsignmentBody }
  | { to: 'update'; remoteId: string; body: ConsignmentBody }
  | { to: 'add-line'; remoteId: string; line: LineBody }
  | { to: 'set-line'; remoteId: string; productId: string; line: LineBody }
  | { to: 'delete-line'; remoteId: string; productId: string }

/** The call that does a step on what was read. */
export function callFor(wanted: Intention, seen: Observed | null, step: WriteStep): WriteCall {
  if (step.do === 'create') return { to: 'create', body: newBody(wanted) }
  if (seen === null) throw new Error(`${step.do} needs a consignment that was read`)
  const { header } = seen
  if (step.do === 'set-status') return statusCall(header, header.outletId ?? wanted.outletId, step.status)
  const { productId } = step
  if (step.do === 'remove-line') return { to: 'delete-line', remoteId: header.id, productId }
  const line = { product_id: productId, ...units(step.count), ...receivedUnits(step.received) }
  return step.do === 'add-line'
    ? { to: 'add-line', remoteId: header.id, line: { ...line, ...cost(step.costCents) } }
    : { to: 'set-line', remoteId: header.id, productId, line }
}

/** A change of status, with the three fields a header write must carry. */
export function statusCall({ id, name, type }: ConsignmentRow, outletId: string, status: string): WriteCall {
  return { to: 'update', remoteId: id, body: { name, type, outlet_id: outletId, status } }
}

function newBody(wanted: Intention) {
  return {
    name: wanted.name,
    type: wanted.type,
    ...(wanted.type === 'STOCKTAKE' ? countFields(wanted) : { status: 'OPEN' }),
    reference: wanted.reference,
    outlet_id: wanted.outletId,
    ...(wanted.sourceOutletId === null ? {} : { source_outlet_id: wanted.sourceOutletId }),
    ...(wanted.supplierId === null ? {} : { supplier_id: wanted.supplierId }),
    ...(wanted.dueAt === null ? {} : { due_at: wanted.dueAt }),
  }
}

/** Inactive products stand on a shelf as well; without filters a count would be one of the whole store. */
function countFields(wanted: Intention) {
  const filters = filteredProducts(wanted).map((value) => ({ type: 'product' as const, value }))
  if (filters.length === 0) throw new Error('a count needs the products it is for')
  return { status: 'STOCKTAKE_SCHEDULED', filters, show_inactive: true }
}

/** What the picture at Lightspeed is after a line write succeeded, until it is read back. */
export function assumeWritten(seen: Observed, step: WriteStep): Observed {
  if (step.do !== 'add-line' && step.do !== 'set-line' && step.do !== 'remove-line') return seen
  const lines = new Map(seen.lines)
  if (step.do === 'remove-line') {
    lines.delete(step.productId)
    return { ...seen, lines, removed: new Set(seen.removed).add(step.productId) }
  }
  const before = lines.get(step.productId) ?? blankLine(step.productId)
  lines.set(step.productId, {
    ...before,
    count: step.count ?? before.count,
    received: step.received ?? before.received,
    isReceivedSet: step.received !== null || before.isReceivedSet,
  })
  return { ...seen, lines }
}

function blankLine(productId: string): ObservedLine {
  return {
    productId,
    sku: null,
    count: 0,
    received: 0,
    isReceivedSet: false,
    cost: null,
    rows: 1,
    isPending: false,
    isFailed: false,
  }
}
