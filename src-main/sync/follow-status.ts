import type { Kind, State } from '../../src-shared/model/consignment.ts'
import { wholeUnits } from '../../src-shared/rule/quantity.ts'
import {
  type Inbound,
  inbound,
  isAtOrBeyond,
  localStateFor,
  remoteTypeOf,
} from '../../src-shared/rule/status-map.ts'
import { findTransition, isFinal, statesOf } from '../../src-shared/rule/transition.ts'
import type { Bench } from '../bench.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { RemoteConsignmentRow } from '../store/remote-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { flagMissing } from './flag-missing.ts'
import { addCorrection } from './received-conflict.ts'

/** Follows Lightspeed's status where the rule lets it, else raises a conflict with both sides and the choices. */
export function follow(
  bench: Bench,
  local: ConsignmentRow,
  shadow: RemoteConsignmentRow,
  command: Command,
): void {
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
  const status = isGone ? 'CANCELLED' : shadow.status
  if (!isGone && isLeftCancelled(store, local, status)) return
  const verdict = isOnlyWatched(store, local)
    ? watched(local, status)
    : inbound(local.kind, local.state, status)
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
      // Whoever received it here flagged what was missing with it.
      if (to === 'received') flagMissing(store, local, shadow)
      settleInbound(store, local.id)
      completeReceived(bench, local.id, shadow, command)
      return
    }
    case 'conflict':
      raise(store, local, shadow, isGone ? `${there}.` : verdict.why)
  }
}

/**
 * A count that is taken in the web application stands here as being counted, too: as long as nobody here has done
 * anything on it, there is nothing to pull away under anybody's hands.
 */
function isOnlyWatched(store: Store, { id, kind, origin, state }: ConsignmentRow): boolean {
  return kind === 'STOCKTAKE' && origin === 'store' && state === 'counting' && !store.journal.isTouched(id)
}

function watched({ kind, state }: ConsignmentRow, status: string): Inbound {
  const told = localStateFor(kind, status)
  const isOver = told.is === 'state' && isFinal(told.state)
  return isOver ? { is: 'advance', to: told.state } : inbound(kind, state, status)
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

/**
 * Received there, and nothing of ours is left to tell: it is acknowledged, so nothing more comes of it here. Not while
 * a person still has a question to answer about it.
 */
function completeReceived(bench: Bench, id: string, shadow: RemoteConsignmentRow, command: Command): void {
  const local = bench.store.consignments.get(id)
  if (local?.state !== 'received' || shadow.deletedAt !== null || shadow.status !== 'RECEIVED') return
  if (bench.store.conflicts.openOf(id) === null) walk(bench, local, 'completed', command)
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

/** A person has said that it goes on here although it is cancelled there. Call inside a write. */
export function leaveCancelled({ store }: Bench, consignmentId: string, reason: string): void {
  const local = store.consignments.get(consignmentId)
  const shadow = local?.remoteId == null ? null : store.remote.get(local.remoteId)
  if (local === null || shadow === null) return
  const id = store.newId()
  const [here, there] = [`it is ${local.state}`, shows(shadow.status)]
  store.conflicts.raise({
    id,
    consignmentId,
    kind: 'inbound',
    here,
    there,
    choices: [],
    raisedAt: store.now(),
  })
  store.conflicts.settle(id, store.now(), 'keep-ours', reason)
}

const shows = (status: string) => `Lightspeed shows ${status}.`

function isLeftCancelled(store: Store, { id, kind }: ConsignmentRow, status: string): boolean {
  return (
    isAtOrBeyond(remoteTypeOf(kind), status, 'CANCELLED') &&
    store.conflicts.isLeft(id, 'inbound', shows(status))
  )
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

export function raiseUnlessAccepted(
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
