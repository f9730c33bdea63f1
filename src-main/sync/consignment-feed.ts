import { kindOfRemoteType } from '../../src-shared/rule/status-map.ts'
import type { Bench } from '../bench.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { Page } from '../lightspeed/page.ts'
import type { ConsignmentRow, LineRow } from '../lightspeed/rows.ts'
import type { Store } from '../store/store.ts'
import { consignmentsEveryMs, type Feed } from './feed.ts'
import { applyShadow } from './import-consignment.ts'
import { keepShadow } from './shadow.ts'

type WithLines = ConsignmentRow & { lines: LineRow[] | null }

const ended = ['RECEIVED', 'CANCELLED', 'CLOSED']

/**
 * Consignments by version, each with its lines when it is work of this outlet or already known here. Lines are read
 * before the page is stored: a page is stored whole or not at all.
 */
export function consignmentFeed(bench: Bench, lightspeed: Lightspeed): Feed {
  const { store } = bench
  const feed: Feed<WithLines> = {
    name: 'consignments',
    everyMs: consignmentsEveryMs,
    pageSize: 200,
    async read(after) {
      const page = await lightspeed.consignments(
        { after, pageSize: 200, deleted: true },
        { priority: 'poll' },
      )
      return page.is === 'answer' ? withLines(store, bench.outletId(), lightspeed, page) : page
    },
    store(row, command) {
      // A row the push has just read back newer stays as it is.
      if ((store.remote.get(row.id)?.version ?? -1) > (row.version ?? 0)) return
      keepShadow(store, row, row.lines)
      applyShadow(bench, row.id, command)
    },
  }
  return feed as unknown as Feed
}

async function withLines(
  store: Store,
  outletId: string | null,
  lightspeed: Lightspeed,
  page: Extract<Answer<Page<ConsignmentRow>>, { is: 'answer' }>,
): Promise<Answer<Page<WithLines>>> {
  const rows: WithLines[] = []
  for (const row of page.value.rows) {
    if (!needsLines(store, outletId, row)) {
      rows.push({ ...row, lines: null })
      continue
    }
    const lines = await lightspeed.allLines(row.id, { priority: 'line' })
    if (lines.is === 'refused' && lines.status === 404) rows.push({ ...row, lines: [] })
    else if (lines.is !== 'answer') return lines
    else rows.push({ ...row, lines: lines.value })
  }
  return { ...page, value: { rows, maxVersion: page.value.maxVersion } }
}

function needsLines(store: Store, outletId: string | null, row: ConsignmentRow): boolean {
  if (kindOfRemoteType(row.type) === null) return false
  const known = store.remote.get(row.id)
  const isSeen = known !== null && known.version === row.version
  if (store.consignments.byRemoteId(row.id) !== null) return !isSeen
  const isOurs = outletId !== null && (row.outletId === outletId || row.sourceOutletId === outletId)
  return isOurs && !ended.includes(row.status)
}
