import type { Kind, State } from '../../src-shared/model/consignment.ts'
import { centsOf, wholeUnits } from '../../src-shared/rule/quantity.ts'
import { inbound, kindOfRemoteType, localStateFor } from '../../src-shared/rule/status-map.ts'
import { findTransition, statesOf } from '../../src-shared/rule/transition.ts'
import type { Bench } from '../bench.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { RemoteConsignmentRow } from '../store/remote-rows.ts'
import type { Command, Store } from '../store/store.ts'

/**
 * Brings the local side in line with the shadow of one consignment, which was just stored. Call inside a write.
 * A local record is made only for work of this outlet: an open transfer to pack, something sent here to receive.
 * Inbound never moves a local state backwards and never guesses: what does not fit becomes a conflict.
 */
export function applyShadow(bench: Bench, remoteId: string, command: Command): void {
  const { store } = bench
  const shadow = store.remote.get(remoteId)
  if (shadow === null) return
  const kind = kindOfRemoteType(shadow.type)
  if (kind === null) return
  const local = store.consignments.byRemoteId(remoteId) ?? adoptByReference(store, shadow)
  if (local === null) {
    addFromStore(bench, shadow, kind)
    return
  }
  if (local.origin === 'store') refreshFromStore(store, local, shadow)
  follow(bench, local, shadow, command)
}

/** A create of ours whose answer was lost shows up in the feed: it is the same consignment. */
function adoptByReference(store: Store, shadow: RemoteConsignmentRow): ConsignmentRow | null {
  const local = shadow.reference === null ? null : store.consignments.byReference(shadow.reference)
  if (local === null || local.remoteId !== null) return null
  store.consignments.setRemoteId(local.id, shadow.remoteId)
  return { ...local, remoteId: shadow.remoteId }
}

function addFromStore(bench: Bench, shadow: RemoteConsignmentRow, kind: Kind): void {
  const { store } = bench
  const state = startingState(shadow, kind, bench.outletId())
  if (state === null || shadow.deletedAt !== null) return
  const id = store.newId()
  store.states.add({
    id,
    station: store.station.id,
    code: codeFor(store, shadow),
    kind,
    state,
    reference: freeReference(store, shadow),
    remoteId: shadow.remoteId,
    origin: 'store',
    sourceOutletId: shadow.sourceOutletId,
    outletId: shadow.outletId,
    supplierId: shadow.supplierId,
    note: noteIn(shadow),
    dueAt: shadow.dueAt,
    createdAt: store.now(),
    createdBy: 'lightspeed',
    readOnlyBecause: null,
  })
  const local = store.consignments.get(id)
  if (local === null) return
  refreshFromStore(store, local, shadow)
  takeOverReceived(store, local, shadow)
}

/**
 * What was received elsewhere before this station knew of it becomes a closed receipt, so that our own counts add to
 * it and never replace it. Its stock is Lightspeed's already: no effect of ours.
 */
function takeOverReceived(store: Store, local: ConsignmentRow, shadow: RemoteConsignmentRow): void {
  const counted = new Map<string, number>()
  for (const line of store.remote.linesOf(shadow.remoteId)) {
    const units = wholeUnits(line.received)
    if (units.is !== 'whole' || units.units <= 0) continue
    const own = store.lines.ofProduct(local.id, line.productId)
    if (own !== null) counted.set(own.id, (counted.get(own.id) ?? 0) + units.units)
  }
  if (counted.size === 0) return
  const receiptId = store.newId()
  const number = (store.receipts.of(local.id).at(-1)?.number ?? 0) + 1
  store.receipts.open(receiptId, local.id, number, store.now())
  for (const [lineId, received] of counted) {
    store.receipts.putLine({ receiptId, lineId, received, damaged: 0, note: '' })
  }
  store.receipts.close(receiptId, store.now(), 'partial', 'received in Lightspeed')
}

/** The state a consignment found at Lightspeed starts in here; null when it is no work of this outlet. */
function startingState(shadow: RemoteConsignmentRow, kind: Kind, outletId: string | null): State | null {
  if (outletId === null) return null
  if (kind === 'OUTLET' && shadow.status === 'OPEN')
    return shadow.sourceOutletId === outletId ? 'approved' : null
  if (shadow.outletId !== outletId || (kind !== 'OUTLET' && kind !== 'PO')) return null
  if (shadow.status === 'SENT') return 'sent'
  // Somebody began to receive this order elsewhere: it can be gone on with here.
  return kind === 'PO' && shadow.status === 'DISPATCHED' ? 'partial' : null
}

/** The code of the station that made it, when the name carries one: its box labels then mean something here too. */
function codeFor(store: Store, shadow: RemoteConsignmentRow): string {
  const own = /\bST[0-9A-Z]{4}-\d{6}\b/.exec(shadow.name)?.[0]
  const order = shadow.reference?.startsWith('PK-') === true ? null : shadow.reference
  const wanted = own ?? order ?? `LS-${shadow.remoteId.slice(0, 8)}`
  return store.consignments.byCode(wanted) === null ? wanted : `${wanted}/${shadow.remoteId.slice(0, 8)}`
}

function freeReference(store: Store, shadow: RemoteConsignmentRow): string {
  const { reference, remoteId } = shadow
  return reference !== null && store.consignments.byReference(reference) === null
    ? reference
    : `LS-${remoteId}`
}

/** Lightspeed calls an order's note `name`; ours repeat code and reference there, which nobody needs to read. */
function noteIn(shadow: RemoteConsignmentRow): string {
  return shadow.reference !== null && shadow.name.includes(shadow.reference) ? '' : shadow.name
}

/** Header and planned units as Lightspeed has them, as long as nothing was counted on the line here. */
function refreshFromStore(store: Store, local: ConsignmentRow, shadow: RemoteConsignmentRow): void {
  const remoteLines = Map.groupBy(store.remote.linesOf(shadow.remoteId), (line) => line.productId)
  let readOnlyBecause: string | null = null
  for (const [productId, rows] of remoteLines) {
    const units = rows.map((row) => wholeUnits(row.count))
    const fraction = units.find((unit) => unit.is === 'fraction')
    if (fraction !== undefined) {
      readOnlyBecause = `Lightspeed has a quantity of ${fraction.text} on it: this station counts whole units.`
    }
    const planned = units.reduce((sum, unit) => sum + (unit.is === 'whole' ? unit.units : 0), 0)
    const line = store.lines.ofProduct(local.id, productId)
    if (line !== null) {
      if (line.planned !== planned) store.lines.plan(line.id, Math.max(0, planned))
      continue
    }
    const product = store.products.get(productId)
    store.lines.add({
      id: store.newId(),
      consignmentId: local.id,
      productId,
      name: product?.name ?? rows[0]?.sku ?? 'Product not pulled yet',
      sku: product?.sku ?? rows[0]?.sku ?? '',
      planned: Math.max(0, planned),
      costCents: centsOf(rows[0]?.cost),
      origin: 'plan',
      touchedAt: null,
    })
  }
  dropVanished(store, local.id, new Set(remoteLines.keys()))
  store.consignments.setHeader(local.id, noteIn(shadow), shadow.dueAt, readOnlyBecause)
}

/** A planned line that Lightspeed no longer has goes, unless something was counted on it. */
function dropVanished(store: Store, consignmentId: string, known: Set<string>): void {
  for (const line of store.lines.of(consignmentId)) {
    if (known.has(line.productId) || line.origin !== 'plan' || line.packed + line.received > 0) continue
    if (store.lines.isOnReceipt(line.id)) continue
    store.lines.remove(line.id)
  }
}

/** Follows Lightspeed's status where the rule lets it, else raises a conflict with both sides and the choices. */
function follow(bench: Bench, local: ConsignmentRow, shadow: RemoteConsignmentRow, command: Command): void {
  const { store } = bench
  // While something of ours waits to be told, the difference is ours to remove.
  if (store.outbox.inLane(local.id).length > 0) return
  const verdict = inbound(local.kind, local.state, shadow.status)
  switch (verdict.is) {
    case 'same':
    case 'keep':
      return
    case 'advance':
      if (verdict.to === 'received' && store.receipts.of(local.id).length === 0) {
        takeOverReceived(store, local, shadow)
      }
      if (!walk(bench, local, verdict.to, command)) {
        raise(store, local, shadow, `Lightspeed shows ${shadow.status}.`)
      }
      return
    case 'conflict':
      raise(store, local, shadow, verdict.why)
  }
}

function raise(store: Store, local: ConsignmentRow, shadow: RemoteConsignmentRow, why: string): void {
  const told = localStateFor(local.kind, shadow.status)
  store.conflicts.raise({
    id: store.newId(),
    consignmentId: local.id,
    kind: 'inbound',
    here: `it is ${local.state}`,
    there: why,
    choices: [
      ...(told.is === 'state'
        ? [{ choice: 'take-theirs', say: `Lightspeed is right: make it ${told.state} here` }]
        : []),
      { choice: 'keep-ours', say: 'Keep it as it is here' },
    ],
    raisedAt: store.now(),
  })
}

/**
 * Walks the transition table to where Lightspeed is, a row a step, in the name of whoever moved it there: somebody
 * Lightspeed let. False when the table has no way. Call inside a write.
 */
export function walk(bench: Bench, local: ConsignmentRow, to: State, command: Command): boolean {
  const { store } = bench
  const way = wayTo(local.kind, local.state, to)
  if (way === null) return false
  let from = local.state
  for (const next of way) {
    const role = findTransition(local.kind, from, next)?.who.find((who) => who.length === 2) ?? 'SY'
    store.states.move(local.id, {
      to: next,
      trigger: 'lightspeed',
      actor: { id: 'lightspeed', role: role as 'SM' },
      station: store.station.id,
      traceId: command.traceId,
    })
    from = next
  }
  store.consignments.touch(local.id, store.now())
  return true
}

/** The shortest way through the table, without the approval rounds that only people make. */
function wayTo(kind: Kind, from: State, to: State): State[] | null {
  const queue: State[][] = [[]]
  const seen = new Set<State>([from])
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    const at = way.at(-1) ?? from
    if (at === to) return way
    for (const next of statesOf(kind)) {
      if (seen.has(next) || next === 'pending_approval' || findTransition(kind, at, next) === null) continue
      seen.add(next)
      queue.push([...way, next])
    }
  }
  return null
}
