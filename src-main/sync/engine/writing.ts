import type { Answer } from '../../lightspeed/answer.ts'
import type { ConsignmentRow } from '../../lightspeed/rows.ts'
import type { Step } from '../plan/step.ts'
import { nextStep } from '../plan-push.ts'
import { lookAgain, mayWait, stop, waitFor } from './ending.ts'
import { ageMs, type EntryState, type Here, type Phase, ready, type Turn } from './entry-state.ts'
import { adopt } from './looking-up.ts'
import { listedAfterMs } from './settling.ts'
import {
  asSetLine,
  assumeWritten,
  callFor,
  effectOf,
  isSameLine,
  type OpenStep,
  type WriteStep,
} from './write-step.ts'

type Writing = Extract<Phase, { is: 'writing' }>
type AddLine = Extract<WriteStep, { do: 'add-line' }>
/** What is looked at again before it is sent, and after how long. */
type Late = { step: OpenStep; ms: number }

/** Does one step, unless it was refused or said yes to already, or it is too early to say it again. */
export function write(state: EntryState, here: Here, planned: WriteStep): Turn {
  const effect = effectOf(planned)
  if (state.refused?.effect === effect) {
    return stop(state, here, state.refused.answer, { open: null, sent: null, refused: planned })
  }
  // Said yes, read back, and not to be seen: never sent again in one go.
  if (state.said.has(effect)) return waitFor(state, isListed(state, planned) ? 'echo' : 'list')
  const late = planned.do === 'add-line' ? unlistedLine(state, here, planned) : null
  if (late !== null) return lookAgain(state, late.step, late.ms)
  const isProbe = planned.do === 'add-line' && mayStandThere(state, planned)
  // A list may lag two minutes: a line it does not show is waited for before anything is sent. Not for one that was
  // looked at for as long as it takes: Lightspeed is asked to set it, and says whether it is there.
  if (isProbe && !isSameLine(state.settled, planned) && mayWait(state, 'list', state.seen))
    return waitFor(state, 'list')
  return send(state, here, planned, isProbe ? asSetLine(planned) : planned, isProbe)
}

/** Notes the write before its first byte goes out: an outcome that is never told is looked up by what was noted. */
function send(state: EntryState, here: Here, planned: WriteStep, step: WriteStep, isProbe: boolean): Turn {
  const sent = noteOf(state, here, step)
  const phase: Writing = { is: 'writing', planned, step, isProbe, sent }
  return {
    state: {
      ...state,
      phase,
      last: sent,
      writtenAtMs: here.monoMs,
      agreed: toldNow(state, step),
      writes: state.writes + 1,
    },
    commands: [
      { do: 'note', note: { note: 'begin', step, open: sent } },
      { do: 'write', call: callFor(state.wanted, state.seen, step) },
    ],
  }
}

/** Of a create that was looked up and not found, the look-up begins where the first one did. */
function noteOf({ open, isLookedUp, last }: EntryState, here: Here, step: WriteStep): OpenStep {
  const isCreate = step.do === 'create'
  const lost = isLookedUp ? open : null
  return {
    do: step.do,
    productId: 'productId' in step ? step.productId : null,
    cursor: isCreate ? (lost?.cursor ?? Math.max(here.newestVersion, here.feedCursor)) : 0,
    lookups: 0,
    decidesAfterMs: 0,
    count: 'count' in step ? step.count : null,
    received: 'received' in step ? step.received : null,
    isResent: isCreate && lost !== null,
    areZeroesTold: last?.areZeroesTold ?? false,
    // Not with every write: there may be a thousand of them.
    zeroes: [],
    removed: [],
  }
}

/** From now on Lightspeed may show what is sent. */
function toldNow({ agreed }: EntryState, step: WriteStep): EntryState['agreed'] {
  if (!('received' in step) || step.received === null) return agreed
  const { received, told } = agreed.get(step.productId) ?? { received: 0, told: [] }
  return new Map(agreed).set(step.productId, { received, told: [...told, step.received] })
}

export function wrote(
  state: EntryState,
  here: Here,
  { planned, step, isProbe, sent }: Writing,
  answer: Answer<ConsignmentRow | null>,
): Turn {
  if (answer.is === 'refused' && answer.status === 404 && step.do === 'set-line') {
    if (state.noLine.has(step.productId)) return waitFor(state, 'echo')
    const noLine = new Set(state.noLine).add(step.productId)
    return ready(state, isProbe ? { noLine } : { noLine, readAtMs: null })
  }
  if (answer.is === 'refused') {
    const refused = { effect: effectOf(planned), answer }
    const told = { ...state, refused, readAtMs: null }
    return state.seen === null ? stop(told, here, answer, { open: null, sent, refused: step }) : ready(told)
  }
  if (answer.is !== 'answer') return stop(state, here, answer, { open: state.open, sent, refused: step })
  // Failures are counted anew, and so is the wait for a list that must now show it.
  const through = { ...state, open: null, tries: 0, hasNewLines: state.hasNewLines || !isProbe }
  if (step.do === 'create') {
    if (answer.value === null) throw new Error('a create answered without its consignment')
    return adopt(through, answer.value, sent, 'made')
  }
  return goOn(said(through, planned, step), step)
}

function said(state: EntryState, planned: WriteStep, step: WriteStep): EntryState {
  const { zeroes } = state
  const isZero = 'received' in step && step.received === 0 && zeroes !== 'all'
  return {
    ...state,
    said: new Set(state.said).add(effectOf(planned)),
    zeroes: isZero ? new Set(zeroes).add(step.productId) : zeroes,
  }
}

/** A run of line writes is read back once, at its end; a status is read back at once. */
function goOn(state: EntryState, step: WriteStep): Turn {
  const assumed = state.seen === null ? null : assumeWritten(state.seen, step)
  const next = assumed === null ? null : nextStep(state.wanted, assumed, state.agreed)
  const isRun = step.do !== 'set-status' && isLineWrite(next)
  if (isRun) return ready(state, { seen: assumed })
  const isEnd = next?.do === 'set-status' && ['RECEIVED', 'STOCKTAKE_COMPLETE'].includes(next.status)
  // Kept beside the last write: every received zero was written.
  const last = isEnd && state.last !== null ? { ...state.last, areZeroesTold: true } : state.last
  return ready(state, { last, readAtMs: null })
}

function isLineWrite(step: Step | null): boolean {
  return step?.do === 'add-line' || step?.do === 'set-line' || step?.do === 'remove-line'
}

function isListed({ seen }: EntryState, step: WriteStep): boolean {
  return !('productId' in step) || seen?.lines.has(step.productId) === true
}

/**
 * A received quantity is in no total: a line that was told and is not listed may stand there all the same, until it has
 * been long enough for every list to show it. Looked at once more then, and not again and again until then.
 */
function unlistedLine(state: EntryState, here: Here, step: AddLine): Late | null {
  const known = state.agreed.get(step.productId)
  const wasTold = known !== undefined && (known.told.length > 0 || known.received !== 0)
  if (step.count !== null || !wasTold || state.last === null || state.noLine.has(step.productId)) return null
  const ms = listedAfterMs - ageMs(state, here)
  return ms > 0 ? { step: state.last, ms } : null
}

/**
 * Whether a line that is not listed may exist all the same, because the list does not add up: then it is set first, and
 * added only when Lightspeed says that it has none.
 */
function mayStandThere({ noLine, seen }: EntryState, step: AddLine): boolean {
  return !noLine.has(step.productId) && seen?.isWhole === false
}
