import type { Bench } from '../../bench.ts'
import type { CallOptions } from '../../lightspeed/caller.ts'
import type { Lightspeed } from '../../lightspeed/lightspeed.ts'
import { type Command, systemActor } from '../../store/store.ts'
import { applyShadow } from '../import-consignment.ts'
import type { PullStop } from '../pull-stop.ts'
import { readLines } from '../read-lines.ts'
import { keepShadow } from '../shadow.ts'
import { compareConsignment, compareUnknown, type ThereSide } from './compare-consignment.ts'
import type { Found } from './difference.ts'
import { hereSideOf } from './here-side.ts'
import { noteDifferences } from './note-differences.ts'

/** A list of lines may lag so long behind what was written: until then a difference may be no more than that. */
const listLagMs = 150_000

/**
 * How comparing one consignment went. `waits`: something of ours waits to be told. `early`: it differs, but so soon after
 * a write that the answer may be an old one. `unreadable`: of this one nothing could be read.
 */
export type Compared =
  | { is: 'compared'; found: number }
  | { is: 'waits' }
  | { is: 'early'; ms: number }
  | { is: 'unreadable'; why: string }
  | { is: 'stopped'; stop: PullStop }

/**
 * Reads a consignment at Lightspeed, follows it as far as the rule lets it, and notes what still differs. Nothing of ours
 * is changed by a difference.
 */
export async function reconcileConsignment(
  bench: Bench,
  lightspeed: Lightspeed,
  consignmentId: string,
  options: CallOptions & { isClosed: () => boolean },
): Promise<Compared> {
  const { store } = bench
  const { isClosed, ...callOptions } = options
  const before = store.consignments.get(consignmentId)
  if (before === null) return { is: 'compared', found: 0 }
  if (store.outbox.inLane(consignmentId).length > 0) return { is: 'waits' }
  const read =
    before.remoteId === null ? unknownThere : await readThere(lightspeed, before.remoteId, callOptions)
  if (read.is !== 'read') return read
  if (isClosed()) return { is: 'waits' }
  const early = earlyMs(bench, consignmentId)
  return bench.store.repeat(commandFor(bench, consignmentId), () => {
    // A command may have come while it was being read.
    if (store.outbox.inLane(consignmentId).length > 0) return { is: 'waits' } as const
    const found = judge(bench, consignmentId, read.there)
    if ((found.length > 0 || read.isShort) && early > 0) return { is: 'early', ms: early } as const
    noteDifferences(bench, consignmentId, found)
    return { is: 'compared', found: found.length } as const
  })
}

type Read = { is: 'read'; there: ThereSide | 'unknown' | null; isShort: boolean }

const unknownThere: Read = { is: 'read', there: 'unknown', isShort: false }

async function readThere(
  lightspeed: Lightspeed,
  remoteId: string,
  options: CallOptions,
): Promise<Read | Extract<Compared, { is: 'unreadable' | 'stopped' }>> {
  const header = await lightspeed.consignment(remoteId, options)
  if (header.is === 'refused') {
    return header.status === 404 || header.status === 410
      ? { is: 'read', there: null, isShort: false }
      : { is: 'unreadable', why: header.say }
  }
  if (header.is !== 'answer') return { is: 'stopped', stop: header }
  const lines = await readLines(lightspeed, header.value, options)
  if (lines.is === 'stopped') return { is: 'stopped', stop: lines.stop }
  if (lines.is === 'unreadable') return { is: 'unreadable', why: lines.why }
  const there = { header: header.value, lines: lines.lines, totals: lines.totals }
  return { is: 'read', there, isShort: lines.is === 'short' }
}

/** Follows what was read, then compares what is left. Call inside a write. */
function judge(bench: Bench, consignmentId: string, there: Read['there']): Found[] {
  const { store } = bench
  if (there !== null && there !== 'unknown') follow(bench, consignmentId, there)
  const consignment = store.consignments.get(consignmentId)
  if (consignment === null) return []
  if (there === 'unknown') {
    // A count that is told level by level is never a consignment there.
    const isNone =
      wasDiscarded(bench, consignmentId) || store.counts.sheet(consignmentId)?.setsLevels === true
    return isNone ? [] : compareUnknown(consignment)
  }
  return compareConsignment(hereSideOf(store, consignment, bench.outletId()), there)
}

function follow(bench: Bench, consignmentId: string, { header, lines }: ThereSide): void {
  const { store } = bench
  const known = store.remote.get(header.id)?.version ?? -1
  // The push or the feed has read it newer meanwhile.
  if (known > (header.version ?? known)) return
  keepShadow(store, header, lines)
  applyShadow(bench, header.id, commandFor(bench, consignmentId))
}

/** A person has said that Lightspeed is not told: that is no difference to find again. */
function wasDiscarded({ store }: Bench, consignmentId: string): boolean {
  return store.outbox.lastOf(consignmentId)?.state === 'discarded'
}

/**
 * The feed has just read a consignment that was changed there, and it was followed: what still differs is noted at once,
 * without a call. What was told a moment ago may only not be shown yet: then it is compared a little later. Call inside
 * a write.
 */
export function compareHeard(bench: Bench, there: ThereSide): void {
  const { store } = bench
  const consignment = store.consignments.byRemoteId(there.header.id)
  if (consignment === null || store.outbox.inLane(consignment.id).length > 0) return
  const found = compareConsignment(hereSideOf(store, consignment, bench.outletId()), there)
  if (found.length > 0 && earlyMs(bench, consignment.id) > 0) {
    store.reconcile.ask(consignment.id, 'unknown', null, store.now())
    return
  }
  noteDifferences(bench, consignment.id, found)
}

function earlyMs({ store, clock }: Bench, consignmentId: string): number {
  const endedAt = store.outbox.lastOf(consignmentId)?.endedAt ?? null
  if (endedAt === null) return 0
  const age = clock.now() - Date.parse(endedAt)
  // A wall clock that was put back says nothing about the age.
  return age < 0 ? 0 : Math.max(0, listLagMs - age)
}

function commandFor({ newTraceId }: Bench, consignmentId: string): Command {
  return {
    kind: 'reconcile:compared',
    actor: systemActor,
    subject: consignmentId,
    given: {},
    traceId: newTraceId(),
  }
}
