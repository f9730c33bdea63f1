import type { Answer } from '../../lightspeed/answer.ts'
import type { LineRow, TotalsRow } from '../../lightspeed/rows.ts'
import { addsUp, observe } from '../observed.ts'
import { isCountListed } from '../plan/plan-stocktake.ts'
import { finish, stop, stopForPerson } from './ending.ts'
import {
  ask,
  type EntryEvent,
  type EntryState,
  type Here,
  type Phase,
  ready,
  type Turn,
} from './entry-state.ts'
import { removedIn } from './write-step.ts'

/** What was read longer ago is read again before anything is written. */
const freshMs = 30_000

type Reading = Extract<Phase, { is: 'reading' }>

export function isStale({ readAtMs }: EntryState, here: Here): boolean {
  return readAtMs === null || here.monoMs - readAtMs > freshMs
}

/**
 * Reads header, lines and, unless nothing can be missing, the total the lines must add up to. In the middle of a run of
 * line writes only what somebody else may have done meanwhile: moved the consignment, or booked units on lines that are
 * still to be written.
 */
export function beginReading(state: EntryState, remoteId: string): Turn {
  const isInRun = state.seen !== null && state.readAtMs !== null
  return ask(state, { is: 'reading', isInRun, header: null, lines: null }, { do: 'read-header', remoteId })
}

export function read(
  state: EntryState,
  here: Here,
  phase: Reading,
  event: Extract<EntryEvent, { is: 'header' | 'lines' | 'totals' }>,
): Turn {
  switch (event.is) {
    case 'header':
      return readHeader(state, here, phase, event.answer)
    case 'lines':
      return readLines(state, here, phase, event.answer)
    case 'totals':
      return readTotals(state, here, phase, event.answer)
  }
}

function readHeader(
  state: EntryState,
  here: Here,
  phase: Reading,
  answer: Extract<EntryEvent, { is: 'header' }>['answer'],
): Turn {
  if (answer.is !== 'answer') return stopReading(state, here, answer, 'header')
  if (!phase.isInRun || state.wanted.received !== null) {
    return ask(state, { ...phase, header: answer.value }, { do: 'read-lines', remoteId: answer.value.id })
  }
  const seen = state.seen === null ? null : { ...state.seen, header: answer.value }
  return ready(state, { seen, readAtMs: here.monoMs })
}

function readLines(state: EntryState, here: Here, phase: Reading, answer: Answer<LineRow[]>): Turn {
  if (answer.is !== 'answer') return stopReading(state, here, answer, 'lines')
  const lines = answer.value
  if (phase.isInRun) return readInRun(state, here, phase, lines)
  const { wanted } = state
  if (wanted.trustsList === true) return whole(state, here, phase, lines, true)
  if (wanted.type === 'STOCKTAKE') {
    // A count has no totals: it is whole when the products it was made for stand on it.
    const listed = new Set(lines.map((line) => line.productId))
    return whole(state, here, phase, lines, isCountListed(wanted, listed))
  }
  if (state.isOwnMake && state.said.size === 0) return whole(state, here, phase, lines, true)
  const remoteId = phase.header?.id ?? ''
  return ask(state, { ...phase, lines }, { do: 'read-totals', remoteId })
}

function readTotals(state: EntryState, here: Here, phase: Reading, answer: Answer<TotalsRow>): Turn {
  if (answer.is !== 'answer' && answer.is !== 'refused') return stopReading(state, here, answer, 'lines')
  const lines = phase.lines ?? []
  return whole(state, here, phase, lines, answer.is === 'refused' || addsUp(lines, answer.value))
}

function whole(
  state: EntryState,
  here: Here,
  { header }: Reading,
  rows: readonly LineRow[],
  isWhole: boolean,
): Turn {
  const removed = removedIn(state)
  const seen =
    header === null ? null : { ...observe(header, rows, { isWhole, zeroes: state.zeroes }), removed }
  return ready(state, { seen, rows, readAtMs: here.monoMs })
}

/** Those written already stay as they were said to be: a list may lag. */
function readInRun(state: EntryState, here: Here, { header }: Reading, rows: readonly LineRow[]): Turn {
  const { seen, said, zeroes } = state
  if (seen === null || header === null) return ready(state)
  const listed = observe(header, rows, { isWhole: seen.isWhole, zeroes })
  const removed = removedIn({ said, takenOff: new Set() })
  const fresh = [...listed.lines].filter(
    ([productId]) => !said.has(`line ${productId}`) && !removed.has(productId),
  )
  const lines = new Map([...seen.lines, ...fresh])
  return ready(state, { seen: { ...seen, header, lines }, readAtMs: here.monoMs })
}

function stopReading(
  state: EntryState,
  here: Here,
  answer: Exclude<Answer<unknown>, { is: 'answer' }>,
  of: 'header' | 'lines',
): Turn {
  if (answer.is !== 'refused' || answer.status !== 404) {
    return stop(state, here, answer, { open: state.open, sent: null })
  }
  // What is not there is as good as cancelled.
  if (state.wanted.status === 'CANCELLED' && of === 'header') return finish(state, null)
  return stopForPerson(state, { kind: 'gone', here: 'it is known here', there: 'it is gone there' }, null)
}
