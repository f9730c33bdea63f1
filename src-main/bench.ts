import { StationError } from '../src-shared/failure.ts'
import type { Clock } from './clock.ts'
import { readOnlyOf } from './consignment/read-only.ts'
import type { Log } from './log/log.ts'
import type { ConsignmentRow } from './store/consignment-rows.ts'
import type { Actor, Command, Store } from './store/store.ts'

/** What every use case is handed: the store, the time, the log, and who is standing at the bench. */
export type Bench = {
  store: Store
  clock: Clock
  log: Log
  /** The person at the bench now. */
  actor(): Actor
  /** The outlet this station stands in; null before one is chosen. */
  outletId(): string | null
  newTraceId(): string
}

/** A command about one consignment, by whoever is at the bench. */
export function commandOn(bench: Bench, kind: string, consignmentId: string, given: unknown): Command {
  return {
    kind,
    actor: bench.actor(),
    subject: consignmentId,
    given,
    traceId: bench.newTraceId(),
    standsIn: bench.outletId(),
  }
}

/**
 * Runs one command on a consignment: checks that it exists and may be changed, does the work, and counts the write
 * in the consignment's revision.
 */
export function changeConsignment<T>(
  bench: Bench,
  kind: string,
  consignmentId: string,
  given: unknown,
  work: (consignment: ConsignmentRow, command: Command) => T,
): T {
  const command = commandOn(bench, kind, consignmentId, given)
  return bench.store.write(command, () => {
    const consignment = consignmentOrRefuse(bench.store, consignmentId)
    const readOnly = readOnlyOf(bench.store, consignment)
    // To cancel here what is cancelled there is one way to decide it.
    if (readOnly !== null && !(readOnly.is === 'ended-there' && kind === 'consignment:cancel')) {
      throw new StationError('read-only', readOnly.say, readOnly.next)
    }
    const value = work(consignment, command)
    bench.store.consignments.touch(consignmentId, bench.store.now())
    return value
  })
}

/** @throws StationError `no-such-consignment` */
export function consignmentOrRefuse(store: Store, consignmentId: string): ConsignmentRow {
  const consignment = store.consignments.get(consignmentId)
  if (consignment === null) {
    throw new StationError(
      'no-such-consignment',
      'This station does not know that consignment.',
      'Go back to Work.',
    )
  }
  return consignment
}
