import type { Answer, NoAnswer } from './answer.ts'
import type { Page } from './page.ts'
import type { LineRow } from './rows.ts'

const mostPages = 500
const mostWalks = 3

/**
 * Reads every line of a consignment, page by page until the empty one. A line that changes meanwhile comes a second
 * time with a higher version, and looks exactly like a product that stands on two rows. So when a product turns up on
 * two pages the walk is made again, until two walks agree: then the rows are truly double.
 */
export async function walkLines(
  readPage: (after: number) => Promise<Answer<Page<LineRow>>>,
): Promise<Answer<LineRow[]>> {
  let before: LineRow[] | null = null
  for (let walk = 1; ; walk += 1) {
    const walked = await walkOnce(readPage)
    if (walked.answer.is !== 'answer' || !walked.isRepeated) return walked.answer
    const lines = walked.answer.value
    if (before !== null && isSame(before, lines)) return walked.answer
    if (walk === mostWalks) {
      return unreadable('The lines kept changing while they were read.', walked.answer.traceId)
    }
    before = lines
  }
}

async function walkOnce(
  readPage: (after: number) => Promise<Answer<Page<LineRow>>>,
): Promise<{ answer: Answer<LineRow[]>; isRepeated: boolean }> {
  const lines: LineRow[] = []
  const seen = new Set<string>()
  let isRepeated = false
  let after = 0
  for (let pages = 0; ; pages += 1) {
    const answer = await readPage(after)
    if (answer.is !== 'answer') return { answer, isRepeated }
    const { rows, maxVersion, odd } = answer.value
    // A line that is left out is units that are left out.
    if (odd.length > 0)
      return { answer: unreadable('A line has an unknown shape.', answer.traceId), isRepeated }
    if (maxVersion === null) return { answer: { ...answer, value: lines }, isRepeated }
    if (maxVersion <= after || pages === mostPages) {
      return {
        answer: unreadable('The pages of lines do not come to an end.', answer.traceId),
        isRepeated,
      }
    }
    isRepeated ||= rows.some((row) => seen.has(row.productId))
    for (const row of rows) {
      seen.add(row.productId)
      lines.push(row)
    }
    after = maxVersion
  }
}

function unreadable(why: string, traceId: string): NoAnswer {
  return { is: 'no-answer', kind: 'unreadable', why, mayHaveApplied: false, traceId }
}

function isSame(one: LineRow[], other: LineRow[]): boolean {
  return one.length === other.length && one.every((row, at) => row.version === other[at]?.version)
}
