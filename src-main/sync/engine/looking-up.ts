import { isAtOrBeyond } from '../../../src-shared/rule/status-map.ts'
import type { ConsignmentRow } from '../../lightspeed/rows.ts'
import { lookAgain, stop, stopForHolder } from './ending.ts'
import {
  ageMs,
  ask,
  type Command,
  type EntryEvent,
  type EntryState,
  type Here,
  type Phase,
  ready,
  type Turn,
  type Twins,
} from './entry-state.ts'
import { createStep, type OpenStep, statusCall } from './write-step.ts'

/**
 * Counted from when the answer was known to be lost: once soon, and once late enough for a call that was applied half a
 * minute after it was given up, and for a list that lags two minutes behind that. In between the poll of the feed, which
 * is made anyway, finds it (import-consignment.ts).
 */
const lookUpAfterMs = [5_000, 151_000]

type In<Is extends Phase['is']> = Extract<Phase, { is: Is }>
type Was<Is extends EntryEvent['is']> = Extract<EntryEvent, { is: Is }>

/**
 * Looks a create up whose answer was lost, after 5 and 151 s, by walking the feed from a version known before. Only
 * after the last look is it certain that it was not made, and may be sent once more.
 */
export function lookUpLost(state: EntryState, here: Here, open: OpenStep): Turn {
  const waitMs = lookUpAfterMs[open.lookups]
  const leftMs = waitMs === undefined ? 0 : waitMs - ageMs(state, here)
  if (leftMs > 0) return lookAgain(state, open, leftMs, 'waiting')
  return ask(state, { is: 'looking-up', open, why: 'lost' }, walk(state, open.cursor))
}

/**
 * Looks once whether an entry from an earlier process was told already: the store may be an old copy that was brought
 * back, older than the create.
 */
export function lookUpEarlier(state: EntryState, here: Here): Turn {
  const open = createStep(here.feedCursor)
  return ask(
    { ...state, isSought: true },
    { is: 'looking-up', open, why: 'earlier' },
    walk(state, open.cursor),
  )
}

/**
 * A person has had it made again because it was cancelled or gone there. It is asked for once more before another is
 * made: a store that said wrongly that it has it not would get a second one.
 */
export function askAfterLeft(state: EntryState, left: readonly string[]): Turn {
  const [remoteId] = left
  if (remoteId === undefined) return ready(state, { isLeftGone: true })
  return ask(state, { is: 'asking-after-left', left }, { do: 'read-header', remoteId })
}

/** One that goes on is the one: nothing is made beside it. */
export function readLeft(
  state: EntryState,
  here: Here,
  { left }: In<'asking-after-left'>,
  { answer }: Was<'header'>,
): Turn {
  const isGone = answer.is === 'refused' && answer.status === 404
  if (answer.is !== 'answer' && !isGone) return stop(state, here, answer, { open: null, sent: null })
  if (answer.is === 'answer' && goesOn(state, answer.value)) {
    return adopt(state, answer.value, createStep(here.feedCursor), 'earlier')
  }
  return askAfterLeft(state, left.slice(1))
}

function goesOn({ wanted }: EntryState, { status, deletedAt }: ConsignmentRow): boolean {
  return deletedAt === null && !isAtOrBeyond(wanted.type, status, 'CANCELLED')
}

/** What was cancelled there carries our reference for ever; a person has said that it is to be made again. */
function isNotMadeAnew({ wanted }: EntryState): (row: ConsignmentRow) => boolean {
  return (row) => wanted.insteadOf?.includes(row.id) !== true
}

function walk({ wanted }: EntryState, cursor: number): Command {
  return { do: 'look-up', type: wanted.type, reference: wanted.reference, cursor }
}

export function lookedUp(
  state: EntryState,
  here: Here,
  { open, why }: In<'looking-up'>,
  { answer }: Was<'looked-up'>,
): Turn {
  const isLost = why === 'lost'
  if (answer.is !== 'answer') return stop(state, here, answer, { open: isLost ? open : null, sent: null })
  const [oldest, ...twins] = answer.value.filter(isNotMadeAnew(state))
  if (oldest !== undefined) return adopt(state, oldest, open, isLost ? 'found' : 'earlier', twins)
  if (!isLost) return ready(state)
  const next = lookUpAfterMs[open.lookups + 1]
  if (next === undefined) return ready(state, { isLookedUp: true })
  return lookAgain(state, { ...open, lookups: open.lookups + 1 }, next - ageMs(state, here))
}

/** The consignment exists at Lightspeed, whether this attempt made it or an earlier one. */
export function adopt(
  state: EntryState,
  row: ConsignmentRow,
  open: OpenStep,
  how: In<'adopting'>['how'],
  twins: Twins = [],
): Turn {
  return ask(state, { is: 'adopting', row, open, how, twins }, { do: 'adopt', row, wanted: state.wanted })
}

export function adopted(
  state: EntryState,
  { row, open, how, twins }: In<'adopting'>,
  event: Was<'adopted'> | Was<'held'>,
): Turn {
  if (event.is === 'held') return stopForHolder(state, event, open)
  if (how === 'earlier') return ready(state)
  if (how === 'found') return cancelTwins({ ...state, isLookedUp: true, open: null }, twins)
  const made = { ...state, isOwnMake: true, takenOff: new Set<string>(), readAtMs: null }
  if (!open.isResent) return ready(made)
  // The first one may have been made after all, a moment after the last look.
  return ask(made, { is: 'finding-twins', keptId: row.id }, walk(made, open.cursor))
}

export function foundTwins(
  state: EntryState,
  { keptId }: In<'finding-twins'>,
  { answer }: Was<'looked-up'>,
): Turn {
  if (answer.is !== 'answer') return ready(state)
  return cancelTwins(
    state,
    answer.value.filter(isNotMadeAnew(state)).filter((row) => row.id !== keptId),
  )
}

/** Another consignment with our reference, open and empty, is ours by mistake: cancelled, and told in the log. */
function cancelTwins(state: EntryState, twins: Twins): Turn {
  const left = twins.filter((row) => row.status === 'OPEN' || row.status === 'STOCKTAKE_SCHEDULED')
  const [next] = left
  if (next === undefined) return ready(state)
  return ask(state, { is: 'reading-twin', left }, { do: 'read-lines', remoteId: next.id })
}

export function readTwin(state: EntryState, { left }: In<'reading-twin'>, { answer }: Was<'lines'>): Turn {
  const [twin] = left
  if (twin === undefined || answer.is !== 'answer' || answer.value.length > 0) {
    return cancelTwins(state, left.slice(1))
  }
  const about = { reference: state.wanted.reference, remoteId: twin.id }
  const call = statusCall(twin, twin.outletId ?? state.wanted.outletId, 'CANCELLED')
  return ask(
    state,
    { is: 'cancelling-twin', left },
    { do: 'warn', event: 'sync.twin-cancelled', about },
    { do: 'write', call },
  )
}

/** Whatever came of it: what is left of a twin is seen by a person as a second one. */
export function cancelledTwin(state: EntryState, { left }: In<'cancelling-twin'>): Turn {
  return cancelTwins(state, left.slice(1))
}
