import type { Bench } from '../../bench.ts'
import type { LevelChangeRow } from '../../store/level-change-rows.ts'
import { type Command, systemActor } from '../../store/store.ts'
import type { Noted } from '../engine/notes.ts'
import type { Shown } from './level-step.ts'

/** One command for one product: its row in the journal is the audit of that level. */
function write(
  { store }: Bench,
  { lane, traceId }: Noted,
  kind: string,
  given: unknown,
  work: (command: Command) => void,
): void {
  const command = { kind, actor: systemActor, subject: lane, given, traceId }
  store.write(command, () => work(command))
}

const about = ({ store }: Bench, { productId, counted }: LevelChangeRow) => ({
  productId,
  name: store.products.get(productId)?.name ?? productId,
  counted,
})

/** Before the first byte goes out: what stood there, and what is to stand there. */
export function noteSent(
  bench: Bench,
  entry: Noted,
  change: LevelChangeRow,
  { base, baseVersion, target }: { base: number; baseVersion: number; target: number },
): LevelChangeRow {
  const { store } = bench
  const sent: LevelChangeRow = {
    ...change,
    state: 'sent',
    base,
    baseVersion,
    target,
    said: null,
    at: store.now(),
  }
  write(bench, entry, 'sync:level', { ...about(bench, change), from: base, to: target }, () => {
    const step = { do: 'set-level', productId: change.productId }
    store.outbox.begin(entry.id, JSON.stringify(step), entry.traceId)
    store.levelChanges.put(sent)
  })
  return sent
}

/** Lightspeed said yes; it is not seen yet. */
export function noteTold(bench: Bench, entry: Noted, change: LevelChangeRow): LevelChangeRow {
  const told: LevelChangeRow = { ...change, state: 'told', at: bench.store.now() }
  const given = { ...about(bench, change), to: change.target }
  write(bench, entry, 'sync:level-told', given, () => bench.store.levelChanges.put(told))
  return told
}

/** Known not to have arrived, or refused. A row that keeps what was written may have arrived all the same. */
export function noteUnsent(
  bench: Bench,
  entry: Noted,
  change: LevelChangeRow,
  as: 'waiting' | 'refused',
  said: string,
): void {
  const { store } = bench
  const kind = as === 'refused' ? 'sync:level-refused' : 'sync:level-unsent'
  write(bench, entry, kind, { ...about(bench, change), why: said }, () =>
    store.levelChanges.put({ ...change, state: as, said, at: store.now() }),
  )
}

/** Seen at Lightspeed: the level that is shown is the stock from now on, and our own effect is in it. */
export function noteSet(
  bench: Bench,
  entry: Noted,
  change: LevelChangeRow,
  seen: Shown,
  as: 'set' | 'agreed',
): void {
  const { store } = bench
  const { consignmentId, productId, outletId } = change
  const from = change.base ?? seen.level
  write(bench, entry, `sync:level-${as}`, { ...about(bench, change), from, to: seen.level }, () => {
    store.levelChanges.put({ ...change, state: as, shown: seen.level, said: null, at: store.now() })
    if (seen.version > 0) store.stock.put({ productId, outletId, level: seen.level, version: seen.version })
    store.stock.acknowledgeProduct({ consignmentId, productId, outletId, at: store.now() })
  })
}

/** Only a person can say: kept with what Lightspeed shows, and asked once everything else is done. */
export function noteAsked(bench: Bench, entry: Noted, change: LevelChangeRow, seen: Shown): void {
  const { store } = bench
  write(bench, entry, 'sync:level-asked', { ...about(bench, change), there: seen.level }, () =>
    store.levelChanges.put({ ...change, state: 'asked', shown: seen.level, at: store.now() }),
  )
}

export type LevelsEnd =
  | { is: 'done' }
  | { is: 'later'; state: 'pending' | 'unknown'; tries: number; afterMs: number; why: string }
  | { is: 'parked'; why: string; advice: string }
  | { is: 'asked'; change: LevelChangeRow }

/** How an attempt at all of them ended. The last one completes the count. */
export function noteEnd(bench: Bench, entry: Noted, end: LevelsEnd): void {
  const { store, clock } = bench
  const { id, lane, traceId } = entry
  switch (end.is) {
    case 'done':
      write(bench, entry, 'sync:done', { entry: id, status: 'every level is set' }, () => {
        store.outbox.end(id, 'done', store.now(), null, 'Lightspeed has these levels.')
        settleQuestions(bench, lane, 'agrees', 'Lightspeed has these levels.')
        if (store.consignments.get(lane)?.state !== 'approved') return
        const by = { actor: systemActor, station: store.station.id, traceId }
        store.states.move(lane, { to: 'completed', trigger: 'sync:done', ...by })
        store.consignments.touch(lane, store.now())
      })
      break
    case 'later':
      write(bench, entry, 'sync:later', { entry: id, why: end.why }, () =>
        store.outbox.wait(id, {
          state: end.state,
          step: null,
          tries: end.tries,
          dueAt: new Date(clock.now() + end.afterMs).toISOString(),
          why: end.why,
          traceId,
        }),
      )
      break
    case 'parked':
      write(bench, entry, 'sync:parked', { entry: id, why: end.why }, () =>
        store.outbox.park(id, end.why, end.advice, traceId),
      )
      break
    case 'asked':
      noteQuestion(bench, entry, end.change)
  }
}

function settleQuestions({ store }: Bench, lane: string, choice: string, reason: string): void {
  for (const conflict of store.conflicts.open()) {
    if (conflict.consignmentId === lane && conflict.kind === 'push-level')
      store.conflicts.settle(conflict.id, store.now(), choice, reason)
  }
}

/** The entry is parked and the question put in one transaction: neither stands without the other. */
function noteQuestion(bench: Bench, entry: Noted, change: LevelChangeRow): void {
  const { store } = bench
  const { here, there, choices } = levelQuestion(about(bench, change).name, change)
  write(bench, entry, 'sync:conflict', { entry: entry.id, here, there }, () => {
    store.conflicts.raise({
      id: store.newId(),
      consignmentId: entry.lane,
      kind: 'push-level',
      here,
      there,
      choices,
      raisedAt: store.now(),
    })
    store.outbox.park(entry.id, `${here}, but ${there}.`, 'Settle it under Differences.', entry.traceId)
  })
}

/** What a person is asked about one level, with what each answer comes to. */
export function levelQuestion(name: string, change: LevelChangeRow) {
  const { base, target, shown, counted, expected, difference } = change
  const now = shown ?? 0
  if (base !== null && target !== null) {
    return {
      here: `${name} was to be set from ${base} to ${target} and the answer was lost`,
      there: `it is ${now} there, which is neither`,
      choices: [
        { choice: 'level-was-set', say: `It was set, and moved since: leave it at ${now}` },
        { choice: 'level-again', say: `It was not set: make it ${again(now, change)}` },
      ],
    }
  }
  return {
    here: `${counted} of ${name} were counted where the last known level, an old one, was ${expected ?? 0}`,
    there: `it has moved to ${now} there since`,
    choices: [
      {
        choice: 'level-before',
        say: `What moved was gone from the shelf when it was counted: make it ${counted}`,
      },
      {
        choice: 'level-after',
        say: `It moved after the count: make it ${Math.round((now + (difference ?? 0)) * 100_000) / 100_000}`,
      },
    ],
  }
}

function again(now: number, { difference, counted }: LevelChangeRow): number {
  return difference === null ? counted : Math.round((now + difference) * 100_000) / 100_000
}
