import type { Kind, State } from '../../../src-shared/model/consignment.ts'
import { wholeUnits } from '../../../src-shared/rule/quantity.ts'
import {
  inbound,
  isAtOrBeyond,
  localStateFor,
  remoteStatusFor,
  remoteTypeOf,
} from '../../../src-shared/rule/status-map.ts'
import type { ConsignmentRow, LineRow, TotalsRow } from '../../lightspeed/rows.ts'
import type { Difference, Found } from './difference.ts'

/** What this station knows of one consignment of which nothing waits to be told. */
export type HereSide = {
  kind: Kind
  state: State
  reference: string
  origin: 'here' | 'store'
  sourceOutletId: string | null
  outletId: string | null
  /** Whether Lightspeed was ever to be told of it, and whether its boxes were packed here. */
  isTold: boolean
  isPackedHere: boolean
  /** Whether this station stands where it is received. */
  isReceivedHere: boolean
  /** `toStock`: received and not damaged, of closed receipts. */
  lines: readonly { productId: string; planned: number; packed: number; toStock: number }[]
  agreed: ReadonlyMap<string, number>
  /** Units that still count on top of Lightspeed's level. */
  openEffects: readonly { productId: string; outletId: string; units: number }[]
}

/** What was read of it just now; `totals` null where Lightspeed gives none. */
export type ThereSide = {
  header: ConsignmentRow
  lines: readonly LineRow[]
  totals: TotalsRow | null
}

/** One product's rows at Lightspeed, summed. Units are null where there is a fraction. */
type Summed = {
  productId: string
  rows: number
  count: number | null
  received: number | null
  countText: string
  receivedText: string
  isFailed: boolean
  updatedAt: string | null
}

/**
 * Everything on which the two records of one consignment differ. Pure, and changes nothing. `there` is null when
 * Lightspeed has none of that id. To be asked only when nothing of ours waits: until then the difference is ours.
 */
export function compareConsignment(here: HereSide, there: ThereSide | null): Found[] {
  const isEnded = here.state === 'cancelled'
  if (there === null || there.header.deletedAt !== null) {
    return isEnded ? [] : [{ difference: { kind: 'gone', here: here.state }, changedThereAt: null }]
  }
  const { header } = there
  const at = header.updatedAt
  const ofHeader = [...statusOf(here, header), ...placesOf(here, header), ...referenceOf(here, header)]
  const stuck = stuckStock(here, header.status)
  if (isEnded || header.status === 'CANCELLED') return stamped([...ofHeader, ...stuck], at)
  const summed = sumRows(there.lines)
  const lines = linesOf(here, header, summed)
  return [...stamped([...ofHeader, ...stuck], at), ...lines, ...stamped(totalsOf(there), at)]
}

/** A consignment that Lightspeed does not know by any id: is it one that it should? */
export function compareUnknown(here: Pick<HereSide, 'kind' | 'state' | 'origin'>): Found[] {
  const isMissing =
    here.origin === 'here' && here.state !== 'cancelled' && remoteStatusFor(here.kind, here.state) !== null
  return isMissing ? [{ difference: { kind: 'never-told', here: here.state }, changedThereAt: null }] : []
}

function stamped(found: readonly Difference[], changedThereAt: string | null): Found[] {
  return found.map((difference) => ({ difference, changedThereAt }))
}

function statusOf(here: HereSide, { status }: ConsignmentRow): Difference[] {
  const wants = remoteStatusFor(here.kind, here.state)
  const isKnown = localStateFor(here.kind, status).is !== 'unknown'
  const judged = inbound(here.kind, here.state, status)
  // What is being counted is told when the receipt is closed.
  const isBehind =
    here.state !== 'receiving' &&
    (here.isTold || here.origin === 'here') &&
    wants !== null &&
    !isAtOrBeyond(remoteTypeOf(here.kind), status, wants)
  const differs = judged.is === 'keep' ? isBehind : judged.is !== 'same'
  return differs ? [{ kind: 'status', here: here.state, wants, there: status, isKnown }] : []
}

function placesOf(here: HereSide, header: ConsignmentRow): Difference[] {
  const ends = [
    { end: 'to', here: here.outletId, there: header.outletId },
    ...(here.kind === 'OUTLET'
      ? [{ end: 'from', here: here.sourceOutletId, there: header.sourceOutletId } as const]
      : []),
  ] as const
  return ends.flatMap((one) => (one.here === one.there ? [] : [{ kind: 'outlet', ...one } as const]))
}

function referenceOf(here: HereSide, { reference, name }: ConsignmentRow): Difference[] {
  if (here.origin !== 'here' || reference === here.reference) return []
  return [
    {
      kind: 'reference',
      here: here.reference,
      there: reference,
      isInName: name.includes(here.reference),
    },
  ]
}

/** Goods have left, and their counts were told: what Lightspeed counts must be what the boxes hold. */
const countsStand: readonly State[] = ['packed', 'sent', 'receiving', 'partial', 'received', 'completed']
const receivedStands: readonly State[] = ['sent', 'receiving', 'partial', 'received', 'completed']

function linesOf(here: HereSide, header: ConsignmentRow, summed: ReadonlyMap<string, Summed>): Found[] {
  const isOpenThere = header.status === 'OPEN'
  const known = new Map(here.lines.map((line) => [line.productId, line]))
  const found: Found[] = []
  for (const productId of new Set([...known.keys(), ...summed.keys()])) {
    const line = known.get(productId) ?? { productId, planned: 0, packed: 0, toStock: 0 }
    const row = summed.get(productId) ?? null
    const differences: Difference[] = row === null ? [] : oddRows(row)
    if (row?.count !== null && countsOf(here) !== null) {
      differences.push(...countOf(here, line, row, { isOpenThere, isKnown: known.has(productId) }))
    }
    if (row?.received !== null && !isOpenThere && isReceivedCompared(here)) {
      differences.push(...receivedOf(here, line, row, header.status))
    }
    found.push(...stamped(differences, row?.updatedAt ?? header.updatedAt))
  }
  return found
}

/** Which of our numbers Lightspeed's counts are held against; null where its counts are the plan itself. */
function countsOf(here: HereSide): 'packed' | 'planned' | null {
  if (here.kind !== 'OUTLET' && here.kind !== 'RETURN') return null
  if (!countsStand.includes(here.state)) return null
  if (here.isPackedHere) return here.isTold || here.state !== 'packed' ? 'packed' : null
  return here.isTold && here.origin === 'store' ? 'planned' : null
}

type LineHere = HereSide['lines'][number]

function countOf(
  here: HereSide,
  line: LineHere,
  row: Summed | null,
  { isOpenThere, isKnown }: { isOpenThere: boolean; isKnown: boolean },
): Difference[] {
  const of = countsOf(here)
  if (of === null) return []
  const units = line[of]
  const there = row?.count ?? 0
  const { productId } = line
  if (units === there) return []
  if (row === null) {
    return of === 'packed' ? [{ kind: 'line-missing', productId, of, here: units, isOpenThere }] : []
  }
  if (!isKnown) return [{ kind: 'line-added', productId, there, isOpenThere }]
  return [{ kind: 'count', productId, of, here: units, there, isOpenThere }]
}

/** What others receive of goods that left here is their business until they close it. */
function isReceivedCompared(here: HereSide): boolean {
  if (here.kind !== 'PO' && here.kind !== 'OUTLET') return false
  return here.isReceivedHere && receivedStands.includes(here.state)
}

function receivedOf(here: HereSide, line: LineHere, row: Summed | null, status: string): Difference[] {
  const { productId, toStock } = line
  const there = row?.received ?? 0
  if (toStock === there) return []
  if (row === null) {
    // A product that came on top of a transfer cannot be told by it: the office was asked already.
    const isExtra = here.kind === 'OUTLET' && line.planned === 0 && line.packed === 0
    return isExtra
      ? []
      : [{ kind: 'line-missing', productId, of: 'received', here: toStock, isOpenThere: false }]
  }
  const agreed = here.agreed.get(productId) ?? 0
  return [{ kind: 'received', productId, here: toStock, there, agreed, isOverThere: status === 'RECEIVED' }]
}

function oddRows(row: Summed): Difference[] {
  const { productId, rows } = row
  const texts = { count: row.countText, received: row.receivedText }
  return [
    ...(rows > 1 ? [{ kind: 'rows', productId, rows, ...texts } as const] : []),
    ...(row.count === null || row.received === null
      ? [{ kind: 'fraction', productId, ...texts } as const]
      : []),
    ...(row.isFailed ? [{ kind: 'failed', productId, received: row.receivedText } as const] : []),
  ]
}

function sumRows(rows: readonly LineRow[]): Map<string, Summed> {
  const live = rows.filter((row) => row.deletedAt === null)
  return new Map(
    [...Map.groupBy(live, (row) => row.productId)].map(([productId, of]) => [
      productId,
      {
        productId,
        rows: of.length,
        count: sumUnits(of.map((row) => row.count)),
        received: sumUnits(of.map((row) => row.received)),
        countText: textOf(of.map((row) => row.count)),
        receivedText: textOf(of.map((row) => row.received)),
        isFailed: of.some((row) => row.status === 'RECEIVE_FAIL'),
        updatedAt: of.map((row) => row.updatedAt).reduce(later, null),
      },
    ]),
  )
}

function sumUnits(texts: readonly (string | null)[]): number | null {
  let sum = 0
  for (const text of texts) {
    const units = wholeUnits(text)
    if (units.is === 'fraction') return null
    sum += units.is === 'whole' ? units.units : 0
  }
  return sum
}

/** Quantities without the zeroes behind the point: `12`, `12 + 3`, `1.5`. */
function textOf(texts: readonly (string | null)[]): string {
  return texts.map((text) => String(Number(text ?? 0))).join(' + ')
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return Date.parse(other) > Date.parse(one) ? other : one
}

/** Lightspeed's lines may lack one: its own total then says more than they do. */
function totalsOf({ header, lines, totals }: ThereSide): Difference[] {
  if (totals === null) return []
  const live = lines.filter((row) => row.deletedAt === null)
  const sums = [
    { of: 'sent', lines: sum(live.map((row) => row.count)), total: totals.sentCount },
    // While it is OPEN the received total says nothing.
    ...(header.status === 'OPEN'
      ? []
      : [
          {
            of: 'received',
            lines: sum(live.map((row) => row.received)),
            total: totals.receivedCount,
          } as const,
        ]),
  ] as const
  return sums.flatMap((one) => {
    const total = Number(one.total ?? Number.NaN)
    return Number.isFinite(total) && Math.abs(total - one.lines) > 0.000_01
      ? [{ kind: 'totals', of: one.of, lines: one.lines, total } as const]
      : []
  })
}

function sum(texts: readonly (string | null)[]): number {
  const all = texts.reduce((units, text) => units + Number(text ?? 0), 0)
  return Math.round(all * 100_000) / 100_000
}

/**
 * Units of ours that go on counting on top of Lightspeed's level though it has booked them: it takes them off the source
 * when a transfer is sent, adds them at the destination when it is received, and gives them back when it is cancelled.
 */
function stuckStock(here: HereSide, status: string): Difference[] {
  const hasLeft = ['SENT', 'DISPATCHED', 'RECEIVED', 'CANCELLED'].includes(status)
  const hasCome = status === 'RECEIVED' || status === 'CANCELLED'
  const sums = new Map<string, { productId: string; outletId: string; units: number }>()
  for (const { productId, outletId, units } of here.openEffects) {
    const isBooked = outletId === here.sourceOutletId ? hasLeft : hasCome
    if (!isBooked) continue
    const key = `${productId} ${outletId}`
    const before = sums.get(key)?.units ?? 0
    sums.set(key, { productId, outletId, units: before + units })
  }
  return [...sums.values()]
    .filter(({ units }) => units !== 0)
    .map((one) => ({ kind: 'stuck-stock', ...one, there: status }))
}
