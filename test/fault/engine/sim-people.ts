import type { Bench } from '../../../src-main/bench.ts'
import type { ConflictRow } from '../../../src-main/store/conflict-rows.ts'
import type { OutboxRow } from '../../../src-main/store/outbox-rows.ts'
import { discardEntry, retryEntry, settleConflict } from '../../../src-main/sync/settle.ts'
import { Refusal } from '../../../src-main/training/store/refusal.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { simGoods } from './sim-catalogue.ts'
import type { Day } from './sim-day.ts'

/** A line or a status is changed there, or not: the store keeps its rules for them, too. */
export function otherHands(day: Day): void {
  const { chance, made, sandbox, station } = day
  const one = made[Math.floor(chance() * made.length)]
  const remoteId = one === undefined ? null : (station.store.consignments.get(one.id)?.remoteId ?? null)
  if (one === undefined || remoteId === null) return
  const { control } = sandbox
  const lines = control.lines(remoteId)
  const productId = lines[Math.floor(chance() * lines.length)]?.productId ?? ''
  const other = Object.values(simGoods()).flat()[Math.floor(chance() * 8)] ?? ''
  const units = Math.floor(chance() * 9)
  const acts: (() => unknown)[] = [
    () => control.cancel(remoteId),
    () => control.editLine({ consignmentId: remoteId, productId, count: units }),
    () => control.editLine({ consignmentId: remoteId, productId, received: units }),
    () => control.editLine({ consignmentId: remoteId, productId: other, count: units }),
    () => control.receiveAsBooked(remoteId),
    () => control.send(remoteId),
  ]
  const act = acts[Math.floor(chance() * acts.length)]
  try {
    act?.()
    day.loose.add(one.id)
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
  }
}

/**
 * A person signs in where that is asked for, and decides about what is parked: on most days it is sent again, always
 * with its own key; on some, anything that is offered.
 */
export function personLooks(day: Day): void {
  const { station } = day
  if (station.signInAgain()) day.reads.died()
  const bench = station.process()?.bench
  if (bench === undefined) return
  const { store } = station
  if (store.outbox.counts().parked > 0) {
    for (const entry of store.outbox.allOpen()) {
      if (entry.state !== 'parked') continue
      day.parked += 1
      decideParked(day, bench, entry)
    }
  }
  if (!day.saysAnything) return
  for (const conflict of store.conflicts.open()) {
    if (!conflict.kind.startsWith('push-')) choose(day, bench, conflict, anyOf(day, conflict.choices)?.choice)
  }
}

function decideParked(day: Day, bench: Bench, entry: OutboxRow): void {
  const conflict = bench.store.conflicts
    .open()
    .find((one) => one.consignmentId === entry.lane && one.kind.startsWith('push-'))
  if (day.saysAnything) {
    const words = ['retry', 'discard', ...(conflict?.choices ?? []).map(({ choice }) => choice)]
    // What is asked among the differences is answered there.
    const word = conflict === undefined ? anyOf(day, words) : anyOf(day, words.slice(2))
    if (word === 'discard') {
      day.loose.add(entry.lane)
      count(day, word)
      discardEntry(bench, { entryId: entry.id, reason: 'It is not to be told' })
      return
    }
    if (word !== 'retry') {
      choose(day, bench, conflict, word)
      return
    }
  }
  if (conflict?.choices.some((one) => one.choice === 'try-again') === true) {
    choose(day, bench, conflict, 'try-again')
    return
  }
  count(day, 'retry')
  retryEntry(bench, { entryId: entry.id })
}

function choose(day: Day, bench: Bench, conflict: ConflictRow | undefined, choice: string | undefined): void {
  if (conflict === undefined || choice === undefined) return
  if (choice !== 'try-again') day.loose.add(conflict.consignmentId)
  count(day, choice)
  try {
    settleConflict(bench, { conflictId: conflict.id, choice, reason: 'It is right there' })
  } catch (thrown) {
    // What cannot be done is said, and the question stands.
    if (!(thrown instanceof StationError)) throw thrown
  }
}

function anyOf<T>({ chance }: Day, from: readonly T[]): T | undefined {
  return from[Math.floor(chance() * from.length)]
}

function count({ said }: Day, word: string): void {
  said[word] = (said[word] ?? 0) + 1
}
