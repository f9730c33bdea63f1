import type { Answer } from '../lightspeed/answer.ts'
import type { ConsignmentType, Lightspeed } from '../lightspeed/lightspeed.ts'
import type { ConsignmentRow } from '../lightspeed/rows.ts'

const pageSize = 200

/**
 * Looks for what a create made when its answer was lost: walks the feed from a version known before it was sent, to
 * its empty page, and matches our reference (or its copy inside the name, should someone have edited the reference).
 * Oldest first.
 */
export async function findCreated(
  lightspeed: Lightspeed,
  wanted: { type: ConsignmentType; reference: string },
  cursor: number,
): Promise<Answer<ConsignmentRow[]>> {
  const found: ConsignmentRow[] = []
  let after = cursor
  for (;;) {
    const page = await lightspeed.consignments(
      { type: wanted.type, after, pageSize, deleted: true },
      { priority: 'reconcile' },
    )
    if (page.is !== 'answer') return page
    const { rows, maxVersion, odd } = page.value
    // It may be ours, so nothing may be sent again as if it were not there.
    if (odd.some((row) => row.raw.includes(wanted.reference))) {
      const why = 'Lightspeed shows it in a form this station cannot read.'
      return { is: 'no-answer', kind: 'unreadable', why, mayHaveApplied: false, traceId: page.traceId }
    }
    found.push(
      ...rows.filter(
        (row) =>
          row.deletedAt === null &&
          (row.reference === wanted.reference || row.name.includes(wanted.reference)),
      ),
    )
    if (maxVersion === null || maxVersion <= after) {
      const oldestFirst = [...new Map(found.map((row) => [row.id, row])).values()].sort((one, other) =>
        (one.createdAt ?? '').localeCompare(other.createdAt ?? ''),
      )
      return { is: 'answer', value: oldestFirst, traceId: page.traceId }
    }
    after = maxVersion
  }
}
