import { StationError } from '../../src-shared/failure.ts'
import { inbound, localStateFor } from '../../src-shared/rule/status-map.ts'
import { isFinal } from '../../src-shared/rule/transition.ts'
import { type Bench, commandOn, consignmentOrRefuse } from '../bench.ts'
import { setLevels } from '../outbox/intend-levels.ts'
import { readIntention } from '../outbox/intention.ts'
import type { ConflictRow } from '../store/conflict-rows.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { askAgain, believeGone } from './ask-after.ts'
import { type Decided, decided, type Parked, type PersonEvent } from './engine/deciding.ts'
import { settlePushConflicts } from './engine/notes.ts'
import { endExtras } from './extra-conflict.ts'
import { followShadow, leaveCancelled, raiseGone, takeOverReceived, walk } from './follow-status.ts'
import { giveUp } from './held-conflict.ts'
import { leaveLevels, sendLevelsAgain, settleLevel } from './levels/settle-levels.ts'
import { mayDecideOrRefuse } from './parked-rights.ts'
import { type ReceivedSettling, settleReceived } from './received-conflict.ts'

/** `sync:retry`: a parked entry goes out again with the same key; its conflict, if it has one, is settled by that. */
export function retryEntry(bench: Bench, taken: { entryId: string }): Record<string, never> {
  const { store } = bench
  const entry = entryOrRefuse(bench, taken.entryId)
  mayDecideOrRefuse(bench.actor())
  const command = commandOn(bench, 'sync:retry', entry.lane, taken)
  return store.write(command, () => {
    if (entry.state !== 'parked') {
      throw new StationError('not-parked', 'This is not waiting for a person.', 'It goes out by itself.')
    }
    decide(bench, entry, { is: 'retry' }, 'tried again', command)
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
    decide(bench, entry, { is: 'discard' }, taken.reason, command)
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
    case 'add-theirs':
    case 'ours-is-all':
    case 'theirs-is-all':
      settleReceived(bench, consignmentId, receivedOf(conflict, taken.choice))
      break
    case 'keep-this': {
      const other = conflict.choices.find((one) => one.choice === 'keep-this')?.consignmentId
      if (other !== undefined) giveUp(bench, other, taken.reason, command)
      break
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
    case 'level-was-set':
    case 'level-again':
    case 'level-before':
    case 'level-after':
      settleLevel(bench, consignmentId, taken.choice)
      if (parked !== undefined) store.outbox.unpark(parked.id, false, store.now())
      return
    case 'stock-added':
    case 'not-kept':
      endExtras(bench, consignmentId)
      return
    case 'keep-ours':
    case 'seen':
      return
    default:
      break
  }
  if (parked === undefined) return
  // What was settled above may stand in it by now.
  const entry = store.outbox.get(parked.id) ?? parked
  const event = { is: 'choose', choice: taken.choice } as const
  if (decide(bench, entry, event, taken.reason, command).is === 'stays') {
    throw new Error(`no way to carry out ${taken.choice}`)
  }
}

/** Asks the machine what becomes of a parked entry, and carries it out. Call inside a write. */
function decide(
  bench: Bench,
  entry: OutboxRow,
  event: PersonEvent,
  reason: string,
  command: Command,
): Decided {
  const { store } = bench
  const next = decided(parkedOf(store, entry), event)
  if (next.is === 'again') {
    if (entry.kind === setLevels) sendLevelsAgain(bench, entry.lane)
    if (next.wanted !== null) store.outbox.setBody(entry.id, JSON.stringify(next.wanted), store.now())
    if (next.isMadeAnew) store.consignments.setRemoteId(entry.lane, null)
    store.outbox.unpark(entry.id, next.as === 'unknown', store.now())
  }
  if (next.is === 'untold') {
    endUntold(bench, entry, reason)
    if (!next.follows) keepDifferent(bench, entry.lane, reason)
    else if (store.outbox.inLane(entry.lane).length === 0)
      followWhatIsThere(bench, entry.lane, reason, command)
  }
  return next
}

function parkedOf(store: Store, { body, step, lane }: OutboxRow): Parked {
  const remoteId = store.consignments.get(lane)?.remoteId ?? null
  return {
    wanted: readIntention(body),
    hasOpenWrite: step !== null,
    remoteId,
    theirs: remoteId === null ? [] : store.remote.linesOf(remoteId),
  }
}

/** Nothing follows what Lightspeed shows: the two stay apart, and comparing says so. */
function keepDifferent(bench: Bench, lane: string, reason: string): void {
  leaveCancelled(bench, lane, reason)
  bench.store.reconcile.ask(lane, 'asked', null, bench.store.now())
}

function receivedOf({ choices }: ConflictRow, choice: string): ReceivedSettling[] {
  return choices.find((one) => one.choice === choice)?.received ?? []
}

/**
 * Lightspeed is not told: kept with the reason, never deleted. With nothing left to tell, its level is the whole truth
 * and our own units no longer count on top of it.
 */
function endUntold(bench: Bench, entry: OutboxRow, reason: string): void {
  const { store } = bench
  if (entry.kind === setLevels) leaveLevels(bench, entry.lane)
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
