import { StationError } from '../../src-shared/failure.ts'
import { wholeUnits } from '../../src-shared/rule/quantity.ts'
import { inbound, localStateFor } from '../../src-shared/rule/status-map.ts'
import { isFinal } from '../../src-shared/rule/transition.ts'
import { type Bench, commandOn, consignmentOrRefuse } from '../bench.ts'
import { intention, readIntention } from '../outbox/intention.ts'
import type { ConflictRow } from '../store/conflict-rows.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { askAgain, believeGone } from './ask-after.ts'
import { settlePushConflicts } from './engine/notes.ts'
import { endExtras } from './extra-conflict.ts'
import { followShadow, leaveCancelled, raiseGone, takeOverReceived, walk } from './follow-status.ts'
import { giveUp } from './held-conflict.ts'
import { mayDecideOrRefuse } from './parked-rights.ts'
import { type ReceivedSettling, settleReceived } from './received-conflict.ts'

/** `sync:retry`: a parked entry goes out again with the same key; its conflict, if it has one, is settled by that. */
export function retryEntry(bench: Bench, taken: { entryId: string }): Record<string, never> {
  const { store } = bench
  const entry = entryOrRefuse(bench, taken.entryId)
  mayDecideOrRefuse(bench.actor())
  return store.write(commandOn(bench, 'sync:retry', entry.lane, taken), () => {
    if (!store.outbox.unpark(entry.id, entry.step !== null, store.now())) {
      throw new StationError('not-parked', 'This is not waiting for a person.', 'It goes out by itself.')
    }
    settlePushConflicts(bench, entry.lane, 'try-again', 'tried again')
    return {}
  })
}

/** `sync:retry-cause`: everything parked with this last answer goes out again, each with its own key. */
export function retryCause(bench: Bench, taken: { lastAnswer: string }): { count: number } {
  mayDecideOrRefuse(bench.actor())
  const entries = bench.store.outbox.parkedWith(taken.lastAnswer)
  // One command each: a consignment's journal tells what became of its own.
  for (const { id } of entries) retryEntry(bench, { entryId: id })
  return { count: entries.length }
}

/** `sync:discard`: a person decides that Lightspeed is not told; kept with the reason, never deleted. */
export function discardEntry(
  bench: Bench,
  taken: { entryId: string; reason: string },
): Record<string, never> {
  const { store } = bench
  const entry = entryOrRefuse(bench, taken.entryId)
  mayDecideOrRefuse(bench.actor())
  const command = commandOn(bench, 'sync:discard', entry.lane, taken)
  return store.write(command, () => {
    if (entry.state !== 'parked') {
      throw new StationError(
        'not-parked',
        'Only parked entries can be discarded.',
        'Wait until it needs somebody.',
      )
    }
    drop(bench, entry, taken.reason, command)
    settlePushConflicts(bench, entry.lane, 'drop-ours', taken.reason)
    return {}
  })
}

/** `sync:settle`: carries out what a person chose for a conflict, with the reason, in one transaction. */
export function settleConflict(
  bench: Bench,
  taken: { conflictId: string; choice: string; reason: string },
): Record<string, never> {
  const { store } = bench
  const conflict = store.conflicts.get(taken.conflictId)
  if (conflict === null) {
    throw new StationError('no-such-conflict', 'This was settled already.', 'Nothing to do.')
  }
  if (!conflict.choices.some(({ choice }) => choice === taken.choice)) {
    throw new StationError('no-such-choice', 'That is not one of the choices.', 'Choose one of the buttons.')
  }
  const command = commandOn(bench, 'sync:settle', conflict.consignmentId, taken)
  return store.write(command, () => {
    carryOut(bench, conflict, taken, command)
    store.conflicts.settle(conflict.id, store.now(), taken.choice, taken.reason)
    store.consignments.touch(conflict.consignmentId, store.now())
    return {}
  })
}

function carryOut(
  bench: Bench,
  conflict: ConflictRow,
  taken: { choice: string; reason: string },
  command: Command,
): void {
  const { store } = bench
  const { consignmentId } = conflict
  const parked = store.outbox.inLane(consignmentId).find((entry) => entry.state === 'parked')
  switch (taken.choice) {
    case 'try-again':
      if (parked !== undefined) store.outbox.unpark(parked.id, parked.step !== null, store.now())
      return
    case 'drop-ours':
      if (parked !== undefined) drop(bench, parked, taken.reason, command)
      return
    case 'make-again':
      if (parked !== undefined) makeAgain(bench, consignmentId, parked)
      return
    case 'keep-different':
      if (parked !== undefined) keepDifferent(bench, parked, taken.reason)
      return
    case 'trust-list':
      if (parked !== undefined) trustList(bench, parked)
      return
    case 'zero-theirs':
      if (parked !== undefined) zeroTheirs(bench, consignmentId, parked)
      return
    case 'count-zero':
      if (parked !== undefined) countZero(bench, consignmentId, parked)
      return
    case 'add-theirs':
    case 'ours-is-all':
    case 'theirs-is-all':
      settleReceived(bench, consignmentId, receivedOf(conflict, taken.choice))
      if (parked !== undefined) store.outbox.unpark(parked.id, parked.step !== null, store.now())
      return
    case 'keep-this': {
      const other = conflict.choices.find((one) => one.choice === 'keep-this')?.consignmentId
      if (other !== undefined) giveUp(bench, other, taken.reason, command)
      if (parked !== undefined) store.outbox.unpark(parked.id, parked.step !== null, store.now())
      return
    }
    case 'keep-other':
      giveUp(bench, consignmentId, taken.reason, command)
      return
    case 'take-theirs':
      takeTheirs(bench, consignmentId, command)
      return
    case 'believe-gone':
      believeGone(bench, command)
      return
    case 'ask-again':
      askAgain(bench)
      return
    case 'stock-added':
    case 'not-kept':
      endExtras(bench, consignmentId)
      return
    case 'keep-ours':
    case 'seen':
      return
    default:
      throw new Error(`no way to carry out ${taken.choice}`)
  }
}

/** It is made anew with the same reference, and what stands there under it is not taken for it any more. */
function makeAgain({ store }: Bench, consignmentId: string, parked: OutboxRow): void {
  const { remoteId } = consignmentOrRefuse(store, consignmentId)
  const wanted = intention.parse(JSON.parse(parked.body))
  if (remoteId !== null) {
    const insteadOf = [...(wanted.insteadOf ?? []), remoteId]
    store.outbox.setBody(parked.id, JSON.stringify({ ...wanted, insteadOf }), store.now())
  }
  store.consignments.setRemoteId(consignmentId, null)
  store.outbox.unpark(parked.id, false, store.now())
}

/** Lightspeed is not told and nothing follows it: the two stay apart, and comparing says so. */
function keepDifferent(bench: Bench, parked: OutboxRow, reason: string): void {
  const { store } = bench
  endUntold(bench, parked, reason)
  leaveCancelled(bench, parked.lane, reason)
  store.reconcile.ask(parked.lane, 'asked', null, store.now())
}

function receivedOf({ choices }: ConflictRow, choice: string): ReceivedSettling[] {
  return choices.find((one) => one.choice === choice)?.received ?? []
}

/**
 * Lightspeed is not told: kept with the reason, never deleted. With nothing left to tell, its level is the whole truth
 * and our own units no longer count on top of it; what it said meanwhile is followed.
 */
function drop(bench: Bench, entry: OutboxRow, reason: string, command: Command): void {
  endUntold(bench, entry, reason)
  if (bench.store.outbox.inLane(entry.lane).length > 0) return
  followWhatIsThere(bench, entry.lane, reason, command)
}

function endUntold({ store }: Bench, entry: OutboxRow, reason: string): void {
  store.outbox.end(entry.id, 'discarded', store.now(), reason, null)
  if (store.outbox.inLane(entry.lane).length > 0) return
  const consignment = consignmentOrRefuse(store, entry.lane)
  const { sourceOutletId, outletId } = readIntention(entry.body) ?? consignment
  if (sourceOutletId !== null) store.stock.acknowledge(entry.lane, sourceOutletId, store.now())
  if (outletId !== null) store.stock.acknowledge(entry.lane, outletId, store.now())
}

/** Where the push found nothing there, a person has just said that this is right: cancelled here too, if it can be. */
function followWhatIsThere(bench: Bench, lane: string, reason: string, command: Command): void {
  const { store } = bench
  const answered = openOf(store, lane).filter(({ kind }) => kind.startsWith('push-'))
  if (!answered.some(({ kind }) => kind === 'push-gone')) {
    followShadow(bench, lane, command)
    // Both sides were before the person: where nothing can follow, there is nothing left to ask about them.
    if (answered.length > 0) standsAsItIs(store, lane, reason)
    return
  }
  const local = consignmentOrRefuse(store, lane)
  if (!isFinal(local.state) && walk(bench, local, 'cancelled', command)) return
  if (local.remoteId !== null) raiseGone(bench, local.remoteId, command)
}

function openOf(store: Store, consignmentId: string): ConflictRow[] {
  return store.conflicts.open().filter((conflict) => conflict.consignmentId === consignmentId)
}

/** A question whose only answer is that it stays as it is here. */
function standsAsItIs(store: Store, lane: string, reason: string): void {
  for (const { id, kind, choices } of openOf(store, lane)) {
    if (kind !== 'inbound' || choices.some(({ choice }) => choice !== 'keep-ours')) continue
    store.conflicts.settle(id, store.now(), 'keep-ours', reason)
  }
}

function trustList({ store }: Bench, parked: OutboxRow): void {
  const wanted = intention.parse(JSON.parse(parked.body))
  store.outbox.setBody(parked.id, JSON.stringify({ ...wanted, trustsList: true }), store.now())
  store.outbox.unpark(parked.id, parked.step !== null, store.now())
}

/** Products somebody added at Lightspeed are not in the boxes: wanted at 0. */
function zeroTheirs(bench: Bench, consignmentId: string, parked: OutboxRow): void {
  const { store } = bench
  const { remoteId } = consignmentOrRefuse(store, consignmentId)
  const wanted = intention.parse(JSON.parse(parked.body))
  const known = new Set((wanted.packed ?? []).map((line) => line.productId))
  const theirs = (remoteId === null ? [] : store.remote.linesOf(remoteId)).filter((line) => {
    const count = wholeUnits(line.count)
    return !known.has(line.productId) && count.is === 'whole' && count.units !== 0
  })
  const packed = [
    ...(wanted.packed ?? []),
    ...theirs.map((line) => ({ productId: line.productId, units: 0, costCents: null })),
  ]
  store.outbox.setBody(parked.id, JSON.stringify({ ...wanted, packed }), store.now())
  store.outbox.unpark(parked.id, parked.step !== null, store.now())
}

/** What stands on the list of a count and was not counted here is counted as 0, because a person says so. */
function countZero(bench: Bench, consignmentId: string, parked: OutboxRow): void {
  const { store } = bench
  const { remoteId } = consignmentOrRefuse(store, consignmentId)
  const wanted = intention.parse(JSON.parse(parked.body))
  const known = new Set((wanted.received ?? []).map((line) => line.productId))
  const others = (remoteId === null ? [] : store.remote.linesOf(remoteId)).filter(
    (line) => !known.has(line.productId),
  )
  const received = [
    ...(wanted.received ?? []),
    ...[...new Set(others.map((line) => line.productId))].map((productId) => ({ productId, units: 0 })),
  ]
  store.outbox.setBody(parked.id, JSON.stringify({ ...wanted, received }), store.now())
  store.outbox.unpark(parked.id, parked.step !== null, store.now())
}

function takeTheirs(bench: Bench, consignmentId: string, command: Command): void {
  const { store } = bench
  const local = consignmentOrRefuse(store, consignmentId)
  const shadow = local.remoteId === null ? null : store.remote.get(local.remoteId)
  const status = shadow === null || shadow.deletedAt === null ? shadow?.status : 'CANCELLED'
  // Both sides came to agree by themselves since it was raised.
  if (status !== undefined && inbound(local.kind, local.state, status).is === 'same') return
  const told = status === undefined ? null : localStateFor(local.kind, status)
  if (shadow !== null && told?.is === 'state' && told.state === 'received') {
    // Their count is the one that stands: what is being counted here would never be told.
    const counting = store.receipts.openOne(local.id)
    if (counting !== null) store.receipts.discard(counting.id, store.now())
    takeOverReceived(store, local, shadow)
  }
  if (told?.is !== 'state' || !walk(bench, local, told.state, command)) {
    throw new StationError(
      'no-way',
      `There is no way from ${local.state} to what Lightspeed shows.`,
      'Keep it as it is here, and ask the office.',
    )
  }
}

function entryOrRefuse(bench: Bench, entryId: string): OutboxRow {
  const entry = bench.store.outbox.get(entryId)
  if (entry === null)
    throw new StationError('no-such-entry', 'That entry is not there.', 'Look at the list again.')
  return entry
}
