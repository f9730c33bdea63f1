import { impossible } from '../../../src-shared/failure.ts'
import type { Observed } from '../observed.ts'
import type { Step } from '../plan/step.ts'
import { nextStep } from '../plan-push.ts'
import { lookAgain } from './ending.ts'
import { ageMs, type EntryState, type Here, ready, type Turn } from './entry-state.ts'
import type { OpenStep } from './write-step.ts'

/** A POST whose answer was lost may still be on its way: the line is not added again before. */
const lateLineMs = 30_000
/** What was written so long ago is in every list: half a minute on its way, and two that a list may lag. */
export const listedAfterMs = 150_000

/**
 * A write whose outcome is not known is looked at twice at the most: soon, and where that does not decide once more, when
 * it is so old that whatever is seen then does. Nobody's hurry makes it a third look in between.
 */
export function waitsForSecondLook(state: EntryState, here: Here, open: OpenStep): Turn | null {
  const leftMs = open.decidesAfterMs - ageMs(state, here)
  return leftMs > 0 ? lookAgain(state, open, leftMs, 'waiting') : null
}

/** After a look: the outcome is known, or it is too early to say. */
export function settle(state: EntryState, here: Here, open: OpenStep): Turn {
  const age = ageMs(state, here)
  const decidesAfterMs = open.lookups > 0 ? 0 : decidingAgeMs(state, open)
  if (decidesAfterMs > age) {
    return lookAgain(state, { ...open, lookups: 1, decidesAfterMs }, decidesAfterMs - age)
  }
  return ready(state, { open: null, settled: open })
}

/** How old the write has to be for what was seen of it now to decide; 0 when it does at any age. */
function decidingAgeMs({ seen, wanted, agreed }: EntryState, open: OpenStep): number {
  if (seen === null || isShown(open, seen)) return 0
  switch (open.do) {
    // Made known by the feed, or asked for by its own id: neither lags.
    case 'create':
    case 'set-status':
      return 0
    // The total of what was sent is as new as the header, but it knows no received units.
    case 'add-line':
      return seen.isWhole && open.count !== null ? lateLineMs : listedAfterMs
    // Absolute: sent once more it does no harm, unless the list is too old to say what else stands there.
    case 'set-line':
    case 'remove-line':
      return isHeldByList(nextStep(wanted, seen, agreed), seen, open) ? listedAfterMs : 0
    default:
      return impossible(open.do)
  }
}

function isHeldByList(next: Step, { isWhole }: Observed, { productId }: OpenStep): boolean {
  if (next.do === 'wait') return next.for !== 'lines'
  if (next.do === 'add-line') return !isWhole && next.productId !== productId
  return next.do === 'conflict' && next.conflict.received?.some((line) => line.mayLag) === true
}

function isShown(open: OpenStep, seen: Observed): boolean {
  const line = open.productId === null ? undefined : seen.lines.get(open.productId)
  if (open.do === 'add-line') return line !== undefined
  if (open.do !== 'set-line' || line === undefined) return false
  const isCounted = open.count === null || line.count === open.count
  return isCounted && (open.received === null || line.received === open.received)
}
