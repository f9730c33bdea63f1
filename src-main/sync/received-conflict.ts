import { type Bench, consignmentOrRefuse } from '../bench.ts'
import { intention, readIntention } from '../outbox/intention.ts'
import type { ConflictChoice } from '../store/conflict-rows.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { type LineWithCounts, notPulledYet } from '../store/line-rows.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import type { Store } from '../store/store.ts'

/**
 * Received units of one product that somebody else changed: our total, theirs, and what both last agreed on. `mayLag`:
 * we wrote since, so an old answer may still be shown.
 */
export type ReceivedDifference = {
  productId: string
  here: number
  there: number
  agreed: number
  mayLag: boolean
}

/** What a choice does to one product: units added to ours, and the number of Lightspeed's it was made for. */
export type ReceivedSettling = NonNullable<ConflictChoice['received']>[number]

const mostNamed = 3

/** Both sides in the words of the Sync screen, product by product; `already` when it was closed there. */
export function receivedWords(
  store: Store,
  consignmentId: string,
  found: readonly ReceivedDifference[],
  already: string | null,
): { here: string; there: string } {
  const each = (say: (one: ReceivedDifference) => string) =>
    list(
      found.map((one) => `${nameOf(store, consignmentId, one.productId)}: ${say(one)}`),
      '; ',
    )
  return {
    here: each((one) => `${one.here} counted in all`),
    there:
      already === null
        ? each((one) => `${one.there} received, ${one.agreed} when both last agreed`)
        : `${each((one) => `${one.there} received`)}, and ${already}`,
  }
}

/** Of what was closed there nothing can be written any more: its counts are taken here, or its stock is corrected. */
export function countedChoices(
  store: Store,
  consignmentId: string,
  found: readonly ReceivedDifference[],
): ConflictChoice[] {
  const theirs = receivedChoices(store, consignmentId, found).filter((one) => one.choice === 'theirs-is-all')
  return [...theirs, { choice: 'drop-ours', say: 'Our count is right: the office corrects the stock' }]
}

/** Of a stocktake only our own count can be set: theirs is no receipt that could be added to it. */
export function countChoices(
  store: Store,
  consignmentId: string,
  { kind, received = [] }: { kind: string; received?: readonly ReceivedDifference[] },
): ConflictChoice[] {
  if (kind === 'received') {
    return receivedChoices(store, consignmentId, received).filter((one) => one.choice === 'ours-is-all')
  }
  return kind === 'uncounted'
    ? [{ choice: 'count-zero', say: 'They were looked for and are not there: count them as 0' }]
    : []
}

/** The three answers there are, each with what it makes of the numbers; a person may also put it right over there. */
export function receivedChoices(
  store: Store,
  consignmentId: string,
  found: readonly ReceivedDifference[],
): ConflictChoice[] {
  const choice = (key: string, say: string, added: (one: ReceivedDifference) => number): ConflictChoice => {
    const received = found.map((one) => ({ productId: one.productId, add: added(one), there: one.there }))
    const totals = found.map((one, at) => {
      const units = one.here + (received[at]?.add ?? 0)
      return found.length === 1 ? `${units}` : `${units} × ${nameOf(store, consignmentId, one.productId)}`
    })
    return { choice: key, say: say.replace('%', list(totals, ', ')), received }
  }
  // Where nothing new was counted here, theirs added to ours is theirs.
  const isSum = found.some((one) => one.here !== one.agreed)
  const isPossible = found.every((one) => one.here + one.there - one.agreed >= 0)
  const added =
    isSum && isPossible
      ? [choice('add-theirs', 'Both are right: make it %', (one) => one.there - one.agreed)]
      : []
  if (found.every((one) => one.here === one.there)) {
    return [...added, choice('ours-is-all', 'They are the same units: leave it at %', () => 0)]
  }
  return [
    ...added,
    choice('ours-is-all', 'Only our count is right: set it to %', () => 0),
    choice('theirs-is-all', 'Lightspeed is right: make it % here too', (one) => one.there - one.here),
  ]
}

/**
 * Carries out a choice: what is added (or taken off) becomes a closed receipt of its own, all that waits to be told
 * speaks of the new totals, and Lightspeed's number counts as agreed, so that it may be written over. Should it be
 * another one by then, the question comes again. Call inside a write.
 */
export function settleReceived(
  { store }: Bench,
  consignmentId: string,
  settling: readonly ReceivedSettling[],
): void {
  const consignment = consignmentOrRefuse(store, consignmentId)
  addCorrection(
    store,
    consignment,
    settling.map(({ productId, add }) => ({
      lineId: lineFor(store, consignment, productId, add),
      units: add,
    })),
  )
  for (const { productId, there } of settling) store.agreed.agree(consignmentId, productId, there)
  for (const entry of store.outbox.inLane(consignmentId)) addToBody(store, entry, settling)
}

/** What came or was corrected elsewhere, as a closed receipt. Call inside a write. */
export function addCorrection(
  store: Store,
  consignment: ConsignmentRow,
  lines: readonly { lineId: string | null; units: number }[],
): void {
  const changed = lines.filter((line) => line.units !== 0)
  if (changed.length === 0) return
  const receiptId = store.newId()
  const reason = changed.some((line) => line.units < 0) ? 'corrected in Lightspeed' : 'received in Lightspeed'
  store.receipts.addClosed(receiptId, consignment.id, store.now(), reason)
  for (const { lineId, units } of changed) {
    const before = lineId === null ? null : store.lines.get(lineId)
    if (lineId === null || before === null) continue
    store.receipts.putLine({ receiptId, lineId, received: units, damaged: 0, note: '' })
    if (consignment.state === 'received') noteSince(store, consignment, before, units, reason)
    takeOffStock(store, consignment, receiptId, lineId, units)
  }
}

/** It was closed with what was missing or extra noted: what that has become since is noted as the difference. */
function noteSince(
  store: Store,
  consignment: ConsignmentRow,
  before: LineWithCounts,
  units: number,
  reason: string,
): void {
  const expected = store.parcels.of(consignment.id).length > 0 ? before.packed : before.planned
  const after = before.received + units
  const missing = Math.max(0, expected - after) - Math.max(0, expected - before.received)
  const extra = Math.max(0, after - expected) - Math.max(0, before.received - expected)
  for (const [kind, difference] of [
    ['missing', missing],
    ['extra', extra],
  ] as const) {
    if (difference === 0) continue
    store.receipts.addDiscrepancy({
      id: store.newId(),
      consignmentId: consignment.id,
      lineId: before.id,
      kind,
      units: difference,
      recountOutletId: kind === 'missing' ? consignment.sourceOutletId : null,
      reason,
      at: store.now(),
    })
  }
}

/** Units counted here that did not come after all must not go on counting on top of Lightspeed's level. */
function takeOffStock(
  store: Store,
  consignment: ConsignmentRow,
  receiptId: string,
  lineId: string,
  units: number,
): void {
  const line = store.lines.get(lineId)
  if (units >= 0 || line === null || consignment.outletId === null) return
  store.stock.addEffect({
    id: store.newId(),
    consignmentId: consignment.id,
    receiptId,
    lineId,
    productId: line.productId,
    outletId: consignment.outletId,
    units,
    at: store.now(),
  })
}

function lineFor(store: Store, consignment: ConsignmentRow, productId: string, units: number): string | null {
  const known = store.lines.ofProduct(consignment.id, productId)
  if (known !== null || units === 0) return known?.id ?? null
  const product = store.products.get(productId)
  const id = store.newId()
  store.lines.add({
    id,
    consignmentId: consignment.id,
    productId,
    name: product?.name ?? notPulledYet,
    sku: product?.sku ?? '',
    planned: 0,
    costCents: null,
    origin: 'receipt',
    touchedAt: store.now(),
  })
  return id
}

/** Entries hold totals: each that waits speaks of what was settled, too. */
function addToBody(store: Store, entry: OutboxRow, settling: readonly ReceivedSettling[]): void {
  const wanted = readIntention(entry.body)
  if (wanted?.received == null) return
  const units = new Map(wanted.received.map((line) => [line.productId, line.units]))
  for (const { productId, add } of settling) {
    if (add !== 0) units.set(productId, (units.get(productId) ?? 0) + add)
  }
  const received = [...units].map(([productId, total]) => ({ productId, units: total }))
  store.outbox.setBody(entry.id, JSON.stringify(intention.parse({ ...wanted, received })), entry.dueAt)
}

function nameOf(store: Store, consignmentId: string, productId: string): string {
  return (
    store.lines.ofProduct(consignmentId, productId)?.name ??
    store.products.get(productId)?.name ??
    'a product not known here'
  )
}

function list(words: readonly string[], between: string): string {
  const more = words.length - mostNamed
  const shown = words.slice(0, mostNamed).join(between)
  return more > 0 ? `${shown}${between}and ${more} more` : shown
}
