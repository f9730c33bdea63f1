import type { RoundRow } from '../store/approval-rows.ts'
import type { Store } from '../store/store.ts'
import { dollars } from './words.ts'

/** More of one product than this is asked about. */
const manyUnits = 1_000
/** A unit cost that is off by so much from the one known, and by so many cents, is pointed out. */
const costOffShare = 0.05
const costOffCents = 100
const mostNamed = 3

/** What is out of the ordinary about what waits for approval, a sentence each, the gravest first; mostly none. */
export function unusualOf(store: Store, round: RoundRow): string[] {
  const said: string[] = []
  if (round.state === 'open' && round.number > 1) {
    const before = store.approvals
      .roundsOf(round.consignmentId)
      .filter(({ state }) => state === 'rejected').length
    if (before > 0) said.push(before === 1 ? 'Rejected once before.' : `Rejected ${before} times before.`)
  }
  if (round.state === 'open') said.push(...adjustedSay(store, round))
  if (round.unknownCosts > 0) {
    const lines = round.unknownCosts === 1 ? '1 line has' : `${round.unknownCosts} lines have`
    said.push(`${lines} no known cost: it is worth more than this.`)
  }
  const dearer: string[] = []
  for (const line of store.lines.of(round.consignmentId)) {
    if (line.planned > manyUnits) said.push(`${line.planned} of ${line.name}.`)
    const known = store.products.get(line.productId)?.costCents ?? null
    if (line.costCents === null || known === null) continue
    const off = Math.abs(line.costCents - known)
    if (off >= costOffCents && off > known * costOffShare) {
      dearer.push(`${line.name} at ${dollars(line.costCents)}, known at ${dollars(known)}.`)
    }
  }
  const left = dearer.length - mostNamed
  return [
    ...said,
    ...dearer.slice(0, mostNamed),
    ...(left > 0 ? [`${left} more costs differ from what is known.`] : []),
  ]
}

/** What approvers changed in this round, one after the other. */
function adjustedSay(store: Store, { id }: RoundRow): string[] {
  const changes = store.approvals
    .actsOf(id)
    .flatMap(({ kind, reason }) => (kind === 'adjusted' && reason !== null ? [reason] : []))
  return changes.length === 0 ? [] : [`Changed by an approver: ${changes.join('; ')}.`]
}
