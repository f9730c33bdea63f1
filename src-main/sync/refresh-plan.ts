import { centsOf, wholeUnits } from '../../src-shared/rule/quantity.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { notPulledYet } from '../store/line-rows.ts'
import type { RemoteConsignmentRow } from '../store/remote-rows.ts'
import type { Store } from '../store/store.ts'

/**
 * Header and planned units as Lightspeed has them. While it is being packed the packer is told what changed. Once our
 * counts may have been told, the planned units stay what was asked for: Lightspeed's counts are ours from then on, and a
 * short pack must go on to show as short.
 */
export function refreshFromStore(store: Store, local: ConsignmentRow, shadow: RemoteConsignmentRow): void {
  const remoteLines = Map.groupBy(store.remote.linesOf(shadow.remoteId), (line) => line.productId)
  const asked = askedFor(store, local, shadow)
  let readOnlyBecause: string | null = null
  for (const [productId, rows] of remoteLines) {
    const units = rows.map((row) => wholeUnits(row.count))
    const received = rows.map((row) => wholeUnits(row.received))
    // What a count expects is a level, which may be a fraction; only what was counted has to be whole.
    const judged = local.kind === 'STOCKTAKE' ? received : [...units, ...received]
    const fraction = judged.find((unit) => unit.is === 'fraction')
    if (fraction !== undefined) {
      readOnlyBecause = `Lightspeed has a quantity of ${fraction.text} on it: this station counts whole units.`
    }
    const planned = Math.max(
      0,
      units.reduce((sum, unit) => sum + (unit.is === 'whole' ? unit.units : 0), 0),
    )
    const line = store.lines.ofProduct(local.id, productId)
    if (line !== null) {
      if (line.planned === planned) continue
      if (asked === 'by-store') store.lines.plan(line.id, planned)
      if (asked === 'begun') store.lines.replan(line.id, planned)
      continue
    }
    // Counts were told: what somebody added since is settled when the next counts go out, not by planning it here.
    if (asked === 'told') continue
    const product = store.products.get(productId)
    store.lines.add({
      id: store.newId(),
      consignmentId: local.id,
      productId,
      name: product?.name ?? rows[0]?.sku ?? notPulledYet,
      sku: product?.sku ?? rows[0]?.sku ?? '',
      planned,
      plannedBefore: asked === 'begun' && planned > 0 ? 0 : null,
      costCents: centsOf(rows[0]?.cost),
      origin: 'plan',
      touchedAt: null,
    })
  }
  // What somebody here may have counted stays on the list, whatever the list there has become.
  const isCounted = local.kind === 'STOCKTAKE' && store.journal.isTouched(local.id)
  if (asked !== 'told' && !isCounted) dropVanished(store, local.id, new Set(remoteLines.keys()), asked)
  const note = noteIn(shadow)
  if (note === local.note && shadow.dueAt === local.dueAt && readOnlyBecause === local.readOnlyBecause) return
  store.consignments.setHeader(local.id, note, shadow.dueAt, readOnlyBecause)
}

/**
 * Whether Lightspeed's counts are what is asked for: they are until ours were told, or it was sent there with whatever
 * counts. `begun`: boxes are packed here by now, so a change is told to the packer.
 */
function askedFor(
  store: Store,
  { id, kind }: ConsignmentRow,
  { status }: RemoteConsignmentRow,
): 'by-store' | 'begun' | 'told' {
  if (kind !== 'OUTLET' && kind !== 'RETURN') return 'by-store'
  if (store.outbox.anyEver(id)) return 'told'
  if (store.parcels.of(id).length === 0) return 'by-store'
  return status === 'OPEN' ? 'begun' : 'told'
}

/**
 * A planned line that Lightspeed no longer has goes, unless something was counted on it. While it is being packed it
 * stays with nothing planned until the packer has seen that.
 */
function dropVanished(
  store: Store,
  consignmentId: string,
  known: Set<string>,
  asked: 'by-store' | 'begun',
): void {
  for (const line of store.lines.of(consignmentId)) {
    if (known.has(line.productId) || line.origin !== 'plan') continue
    if (asked === 'begun' && line.planned > 0) store.lines.replan(line.id, 0)
    if (asked === 'begun' && (line.planned > 0 || line.plannedBefore !== null)) continue
    if (line.packed + line.received > 0 || store.lines.isOnReceipt(line.id)) continue
    store.lines.remove(line.id)
  }
}

/** Lightspeed calls an order's note `name`; ours repeat code and reference there, which nobody needs to read. */
export function noteIn(shadow: RemoteConsignmentRow): string {
  return shadow.reference !== null && shadow.name.includes(shadow.reference) ? '' : shadow.name
}
