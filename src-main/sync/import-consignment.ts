import type { Kind, State } from '../../src-shared/model/consignment.ts'
import { centsOf, wholeUnits } from '../../src-shared/rule/quantity.ts'
import { inbound, kindOfRemoteType, localStateFor } from '../../src-shared/rule/status-map.ts'
import { findTransition, isFinal, statesOf } from '../../src-shared/rule/transition.ts'
import type { Bench } from '../bench.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { notPulledYet } from '../store/line-rows.ts'
import type { RemoteConsignmentRow } from '../store/remote-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { addCorrection } from './received-conflict.ts'

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
  const local = store.consignments.byRemoteId(remoteId)
  if (local !== null) {
    if (local.origin === 'store' && shadow.deletedAt === null) refreshFromStore(store, local, shadow)
    follow(bench, local, shadow, command)
    return
  }
  const ours = ownOf(store, shadow)
  if (ours?.origin !== 'here') addFromStore(bench, shadow, kind)
  else if (shadow.deletedAt !== null || shadow.status === 'CANCELLED') return
  else if (ours.remoteId === null) {
    // A create of ours whose answer was lost shows up in the feed: it is the same consignment.
    store.consignments.setRemoteId(ours.id, shadow.remoteId)
    follow(bench, { ...ours, remoteId: shadow.remoteId }, shadow, command)
  } else raiseTwin(store, ours, shadow)
}

/**
 * What carries our reference is ours. Lightspeed may drop it and people may change it: then the copy inside the name
 * tells, but not against a reference of its own once we know which one is ours (somebody copied it there).
 */
export function ownOf(
  store: Store,
  { reference, name }: Pick<RemoteConsignmentRow, 'reference' | 'name'>,
): ConsignmentRow | null {
  const named = /\bPK-[0-9A-HJKMNP-TV-Z]{26}\b/.exec(name)?.[0]
  const byReference = reference === null ? null : store.consignments.byReference(reference)
  if (byReference !== null || named === undefined) return byReference
  const byName = store.consignments.byReference(named)
  return byName?.remoteId == null || reference === null ? byName : null
}

/**
 * Judges what Lightspeed last said once nothing of ours waits any more: while something waited it was passed over. Call
 * inside the write that ends the last entry.
 */
export function followShadow(bench: Bench, consignmentId: string, command: Command): void {
  const local = bench.store.consignments.get(consignmentId)
  const shadow = local?.remoteId == null ? null : bench.store.remote.get(local.remoteId)
  if (local !== null && shadow !== null) follow(bench, local, shadow, command)
}

/** Lightspeed has no consignment under the id this one carries. Call inside a write. */
export function raiseGone(bench: Bench, remoteId: string, command: Command): void {
  const local = bench.store.consignments.byRemoteId(remoteId)
  const shadow = bench.store.remote.get(remoteId)
  if (local === null || shadow === null) return
  const gone = { ...shadow, deletedAt: shadow.deletedAt ?? bench.store.now() }
  bench.store.remote.put(gone)
  follow(bench, local, gone, command)
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
 * What was received elsewhere becomes a closed receipt, so that our own counts add to it and never replace it. Its
 * stock is Lightspeed's already: no effect of ours. False when nothing was. Call inside a write.
 */
export function takeOverReceived(store: Store, local: ConsignmentRow, shadow: RemoteConsignmentRow): boolean {
  const counted = new Map<string, number>()
  for (const line of store.remote.linesOf(shadow.remoteId)) {
    const units = wholeUnits(line.received)
    const own = store.lines.ofProduct(local.id, line.productId)
    if (units.is !== 'whole' || own === null) continue
    const known = counted.get(own.id) ?? own.damaged - own.received
    counted.set(own.id, known + units.units)
  }
  const more = [...counted].filter(([, units]) => units > 0).map(([lineId, units]) => ({ lineId, units }))
  addCorrection(store, local, more)
  for (const [lineId, units] of counted) {
    const line = store.lines.get(lineId)
    // Fewer there than here: nothing is agreed, a person is asked when it is told next.
    if (line !== null && units >= 0)
      store.agreed.agree(local.id, line.productId, line.received - line.damaged)
  }
  return more.length > 0
}

/** The state a consignment found at Lightspeed starts in here; null when it is no work of this outlet. */
export function startingState(
  shadow: Pick<RemoteConsignmentRow, 'status' | 'sourceOutletId' | 'outletId'>,
  kind: Kind,
  outletId: string | null,
): State | null {
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
  const free = [wanted, `${wanted}/${shadow.remoteId.slice(0, 8)}`].find(
    (code) => store.consignments.byCode(code) === null,
  )
  return free ?? `${wanted}/${shadow.remoteId}`
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

/**
 * Header and planned units as Lightspeed has them. While it is being packed the packer is told what changed. Once our
 * counts may have been told, the planned units stay what was asked for: Lightspeed's counts are ours from then on, and a
 * short pack must go on to show as short.
 */
function refreshFromStore(store: Store, local: ConsignmentRow, shadow: RemoteConsignmentRow): void {
  const remoteLines = Map.groupBy(store.remote.linesOf(shadow.remoteId), (line) => line.productId)
  const asked = askedFor(store, local, shadow)
  let readOnlyBecause: string | null = null
  for (const [productId, rows] of remoteLines) {
    const units = rows.map((row) => wholeUnits(row.count))
    const fraction = [...units, ...rows.map((row) => wholeUnits(row.received))].find(
      (unit) => unit.is === 'fraction',
    )
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
  if (asked !== 'told') dropVanished(store, local.id, new Set(remoteLines.keys()), asked)
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
  if (kind !== 'OUTLET') return 'by-store'
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

/** Follows Lightspeed's status where the rule lets it, else raises a conflict with both sides and the choices. */
function follow(bench: Bench, local: ConsignmentRow, shadow: RemoteConsignmentRow, command: Command): void {
  const { store } = bench
  // While something of ours waits to be told, the difference is ours to remove.
  if (store.outbox.inLane(local.id).length > 0) return
  const isGone = shadow.deletedAt !== null
  if (isGone && isFinal(local.state)) {
    settleInbound(store, local.id)
    return
  }
  // Goods are in these boxes: only a person can say what becomes of them.
  if (isGone && store.parcels.of(local.id).length > 0) {
    raise(store, local, shadow, 'it is gone in Lightspeed.')
    return
  }
  const verdict = inbound(local.kind, local.state, isGone ? 'CANCELLED' : shadow.status)
  const there = isGone ? 'it is gone in Lightspeed' : `Lightspeed shows ${shadow.status}`
  switch (verdict.is) {
    case 'same':
    case 'keep':
      settleInbound(store, local.id)
      completeReceived(bench, local.id, shadow, command)
      return
    case 'advance': {
      const isTakenOver =
        verdict.to === 'received' || verdict.to === 'receiving'
          ? takeOverReceived(store, local, shadow)
          : false
      // Begun elsewhere: what came there is a closed receipt, and the next count here opens the next one.
      const to = verdict.to === 'receiving' && isTakenOver ? 'partial' : verdict.to
      if (!walk(bench, local, to, command)) {
        raise(store, local, shadow, `${there}.`)
        return
      }
      settleInbound(store, local.id)
      completeReceived(bench, local.id, shadow, command)
      return
    }
    case 'conflict':
      raise(store, local, shadow, isGone ? `${there}.` : verdict.why)
  }
}

/**
 * Received there, and nothing of ours is left to tell: it is acknowledged, so nothing more comes of it here. Not while
 * a person still has a question to answer about it.
 */
function completeReceived(bench: Bench, id: string, shadow: RemoteConsignmentRow, command: Command): void {
  const local = bench.store.consignments.get(id)
  if (local?.state !== 'received' || shadow.deletedAt !== null || shadow.status !== 'RECEIVED') return
  if (bench.store.conflicts.openOf(id) === null) walk(bench, local, 'completed', command)
}

function raise(store: Store, local: ConsignmentRow, shadow: RemoteConsignmentRow, why: string): void {
  const told = localStateFor(local.kind, shadow.deletedAt === null ? shadow.status : 'CANCELLED')
  const isWay = told.is === 'state' && wayTo(local.kind, local.state, told.state) !== null
  raiseUnlessAccepted(store, {
    consignmentId: local.id,
    kind: 'inbound',
    here: `it is ${local.state}`,
    there: why,
    choices: [
      ...(isWay ? [{ choice: 'take-theirs', say: `Lightspeed is right: make it ${told.state} here` }] : []),
      { choice: 'keep-ours', say: 'Keep it as it is here' },
    ],
  })
}

/** Both sides agree by now: what was found before is no question any more. */
function settleInbound(store: Store, consignmentId: string): void {
  for (const conflict of store.conflicts.open()) {
    if (conflict.consignmentId !== consignmentId || conflict.kind !== 'inbound') continue
    store.conflicts.settle(conflict.id, store.now(), 'agrees', 'Both sides agree.')
  }
}

/** Two consignments there carry our one reference: the other one is nobody's work, and a person takes it away. */
function raiseTwin(store: Store, ours: ConsignmentRow, shadow: RemoteConsignmentRow): void {
  raiseUnlessAccepted(store, {
    consignmentId: ours.id,
    kind: 'twin',
    here: 'it was made once',
    there: `Lightspeed has a second one with the reference ${ours.reference} (${shadow.remoteId}).`,
    choices: [{ choice: 'seen', say: 'The second one is cancelled in Lightspeed' }],
  })
}

function raiseUnlessAccepted(
  store: Store,
  found: Omit<Parameters<Store['conflicts']['raise']>[0], 'id' | 'raisedAt'>,
): void {
  if (store.conflicts.isAccepted(found)) return
  store.conflicts.raise({ ...found, id: store.newId(), raisedAt: store.now() })
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
