import { kinds } from '../../src-shared/model/consignment.ts'
import { kindOfRemoteType } from '../../src-shared/rule/status-map.ts'
import { isFinal, statesOf } from '../../src-shared/rule/transition.ts'
import type { Bench } from '../bench.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { CallOptions } from '../lightspeed/caller.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { ConsignmentRow, LineRow } from '../lightspeed/rows.ts'
import { systemActor } from '../store/store.ts'
import { consignmentsEveryMs, type Feed, plainFeed } from './feed.ts'
import { applyShadow, raiseGone } from './import-consignment.ts'
import { addsUp } from './observed.ts'
import { keepShadow } from './shadow.ts'

type WithLines = ConsignmentRow & { lines: LineRow[] | null }
type Stop = Exclude<Answer<unknown>, { is: 'answer' }>
type LinesRead = { is: 'read'; lines: LineRow[] | null } | { is: 'not-whole' } | { is: 'stopped'; stop: Stop }

const ended = ['RECEIVED', 'CANCELLED', 'CLOSED']
/** A line that changed may be missing from its list so long; then the list is taken as it is. */
const shortListMs = 130_000
const mostOpen = 2_000

/**
 * Consignments by version, each with its lines when it is work of this outlet or already known here. Lines are read
 * before the page is stored: a page is stored whole or not at all. A consignment whose lines do not add up yet is left
 * for the next poll, which reads the last minutes again.
 */
export function consignmentFeed(bench: Bench, lightspeed: Lightspeed): Feed {
  const { store } = bench
  const shortSinceMs = new Map<string, number>()

  async function withLines(row: ConsignmentRow, options: CallOptions): Promise<LinesRead> {
    if (!needsLines(bench, row)) return { is: 'read', lines: null }
    if (row.deletedAt !== null) return { is: 'read', lines: [] }
    const lines = await lightspeed.allLines(row.id, options)
    if (lines.is === 'refused' && lines.status === 404) return { is: 'read', lines: [] }
    if (lines.is !== 'answer') return { is: 'stopped', stop: lines }
    if (!mayBeShort(bench, row.id, lines.value)) return { is: 'read', lines: lines.value }
    const totals = await lightspeed.totals(row.id, options)
    if (totals.is !== 'answer' && totals.is !== 'refused') return { is: 'stopped', stop: totals }
    if (totals.is === 'refused' || addsUp(lines.value, totals.value)) {
      shortSinceMs.delete(row.id)
      return { is: 'read', lines: lines.value }
    }
    const since = shortSinceMs.get(row.id) ?? bench.clock.mono()
    shortSinceMs.set(row.id, since)
    if (bench.clock.mono() - since < shortListMs) return { is: 'not-whole' }
    bench.log.warn('sync.lines-do-not-add-up', { remoteId: row.id })
    return { is: 'read', lines: lines.value }
  }

  /** What is open here is asked for by its id: a list that shows no deleted rows would never tell that it is gone. */
  async function rereadOpen(): Promise<Stop | null> {
    const options: CallOptions = { priority: 'nightly' }
    for (const local of store.consignments.inStates(openStates, mostOpen)) {
      if (local.remoteId === null) continue
      const header = await lightspeed.consignment(local.remoteId, options)
      const isGone = header.is === 'refused' && header.status === 404
      if (header.is !== 'answer' && !isGone) return header
      const lines = isGone ? null : await lightspeed.allLines(local.remoteId, options)
      if (lines !== null && lines.is !== 'answer') return lines
      const { id, remoteId } = local
      const traceId = bench.newTraceId()
      const command = { kind: 'feed:reread', actor: systemActor, subject: id, given: { remoteId }, traceId }
      store.write(command, () => {
        if (header.is !== 'answer') return raiseGone(bench, remoteId, command)
        keepShadow(
          store,
          header.value,
          mayBeShort(bench, remoteId, lines?.value ?? []) ? null : (lines?.value ?? null),
        )
        applyShadow(bench, remoteId, command)
      })
    }
    return null
  }

  return plainFeed<WithLines>({
    name: 'consignments',
    everyMs: consignmentsEveryMs,
    async read(after, priority) {
      const page = await lightspeed.consignments({ after, deleted: true }, { priority })
      if (page.is !== 'answer') return page
      const rows: WithLines[] = []
      for (const row of page.value.rows) {
        const read = await withLines(row, { priority: priority === 'nightly' ? 'nightly' : 'line' })
        if (read.is === 'stopped') return read.stop
        if (read.is === 'read') rows.push({ ...row, lines: read.lines })
      }
      return { ...page, value: { ...page.value, rows } }
    },
    store(row, command) {
      // A row the push has just read back newer stays as it is.
      if ((store.remote.get(row.id)?.version ?? -1) > (row.version ?? 0)) return
      keepShadow(store, row, row.lines)
      applyShadow(bench, row.id, command)
    },
    beforeFullPass: rereadOpen,
  })
}

const openStates = [...new Set(kinds.flatMap((kind) => statesOf(kind)))].filter((state) => !isFinal(state))

/** Whether lines may be missing from a list: new to this station, or fewer products than it showed before. */
function mayBeShort({ store }: Bench, remoteId: string, lines: LineRow[]): boolean {
  const before = store.remote.linesOf(remoteId)
  if (before.length === 0) return true
  const listed = new Set(lines.map((line) => line.productId))
  return before.some((line) => !listed.has(line.productId))
}

function needsLines(bench: Bench, row: ConsignmentRow): boolean {
  const { store } = bench
  if (kindOfRemoteType(row.type) === null) return false
  const known = store.remote.get(row.id)
  const isSeen = known !== null && known.version === row.version
  if (store.consignments.byRemoteId(row.id) !== null) return !isSeen
  const outletId = bench.outletId()
  const isOurs = outletId !== null && (row.outletId === outletId || row.sourceOutletId === outletId)
  return isOurs && !ended.includes(row.status)
}
