import { kinds, type State } from '../../../src-shared/model/consignment.ts'
import { knownZone, usualZone, wallTime } from '../../../src-shared/rule/time-zone.ts'
import { isFinal, statesOf } from '../../../src-shared/rule/transition.ts'
import type { Bench } from '../../bench.ts'
import type { ReconcileRun } from '../../store/reconcile-rows.ts'
import { type Command, systemActor } from '../../store/store.ts'

/** The subject that stands for all levels at once. */
export const stockSubject = 'stock'

const all: readonly State[] = [...new Set(kinds.flatMap((kind) => statesOf(kind)))]
const open = all.filter((state) => !isFinal(state))
/** What was completed lately may have been changed there since. */
const ended = ['completed'] as const satisfies readonly State[]
const endedWithinMs = 2 * 86_400_000
/** Put onto the list in one transaction. */
const slice = 100
const runsKept = 50
const levelsKeptMs = 90 * 86_400_000
const levelsAtOnce = 5_000

/** The newest run while it goes on; null when none does. */
export function openRun({ store }: Bench): ReconcileRun | null {
  const run = store.reconcile.newest()
  return run === null || run.endedAt !== null ? null : run
}

/**
 * Begins to compare everything: whatever is open here, what was completed lately, and the stock. The list is made in
 * slices and kept, so that a run goes on where it was after a restart. One run at a time: while one goes on, nothing.
 */
export async function beginRun(
  bench: Bench,
  why: ReconcileRun['why'],
  isClosed: () => boolean,
): Promise<void> {
  const { store, clock } = bench
  if (openRun(bench) !== null) return
  const runId = store.newId()
  const command = runCommand(bench, 'reconcile:run', { why })
  const since = new Date(clock.now() - endedWithinMs).toISOString()
  store.repeat(command, () => {
    store.reconcile.begin(runId, why, store.now())
    put(bench, runId, why, [stockSubject])
  })
  let after = ''
  for (;;) {
    const ids = store.reconcile.subjects(after, { states: open, ended, since }, slice)
    const last = ids.at(-1)
    if (last === undefined || isClosed() || openRun(bench)?.id !== runId) return
    after = last
    store.repeat(command, () => put(bench, runId, why, ids))
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

function put({ store }: Bench, runId: string, why: ReconcileRun['why'], subjects: readonly string[]): void {
  for (const subject of subjects) store.reconcile.ask(subject, why, runId, store.now())
  store.reconcile.grow(runId, subjects.length)
}

/** Ends a run that has come to its end, or that a person stops; then lets go of what is too old to be asked about. */
export function endRun(bench: Bench, runId: string, isCancelled: boolean): void {
  const { store, clock } = bench
  const oldest = new Date(clock.now() - levelsKeptMs).toISOString()
  store.repeat(runCommand(bench, 'reconcile:end', { isCancelled }), () => {
    if (isCancelled) store.reconcile.dropRun(runId)
    store.reconcile.end(runId, store.now(), isCancelled)
    store.reconcile.prune(runsKept)
    store.levels.prune(oldest, levelsAtOnce)
  })
}

/** The hour of the day by the clock of the outlet, 0 to 23. */
export function hourThere({ store, clock, outletId }: Bench): number {
  const id = outletId()
  const zone = id === null ? null : (store.catalogue.outlet(id)?.timeZone ?? null)
  return wallTime(new Date(clock.now()), knownZone(zone) ?? usualZone).hour
}

function runCommand({ newTraceId }: Bench, kind: string, given: unknown): Command {
  return { kind, actor: systemActor, subject: null, given, traceId: newTraceId() }
}
