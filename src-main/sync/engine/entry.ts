import { impossible } from '../../../src-shared/failure.ts'
import type { Intention } from '../../outbox/intention.ts'
import type { Agreed } from '../../store/agreed-rows.ts'
import { nextStep } from '../plan-push.ts'
import { finish, mayWait, park, stopForPerson, triesOf, waitFor } from './ending.ts'
import { ageMs, type EntryEvent, type EntryState, type Here, type Phase, type Turn } from './entry-state.ts'
import {
  adopted,
  askAfterLeft,
  cancelledTwin,
  foundTwins,
  lookedUp,
  lookUpEarlier,
  lookUpLost,
  readLeft,
  readTwin,
} from './looking-up.ts'
import { beginReading, isStale, read } from './reading.ts'
import { listedAfterMs, settle, waitsForSecondLook } from './settling.ts'
import type { OpenStep } from './write-step.ts'
import { write, wrote } from './writing.ts'

const mostWrites = 20_000

/** What the store and this process know of an entry when an attempt begins. */
export type Stored = {
  id: string
  lane: string
  isUnknown: boolean
  step: OpenStep | null
  tries: number
  lastAnswer: string | null
  wanted: Intention
  /** What Lightspeed agreed to last of this consignment. */
  agreedTo: Intention | null
  agreed: ReadonlyMap<string, Agreed>
  isFromBefore: boolean
  writtenAtMs: number | null
}

/** An attempt that has not begun; `turn` begins it with `due`. */
export function newAttempt(stored: Stored, monoMs: number): EntryState {
  const { id, lane, wanted, agreed, isFromBefore, step, isUnknown, lastAnswer, tries } = stored
  return {
    id,
    lane,
    isFromBefore,
    phase: { is: 'ready' },
    wanted,
    remoteId: null,
    stored: { lastAnswer, tries },
    tries: triesOf(lastAnswer, tries),
    open: isUnknown ? step : null,
    settled: null,
    last: step,
    // Of a write of an earlier process the age is counted from its first mention here, which is never too early.
    writtenAtMs: stored.writtenAtMs ?? (step === null ? null : monoMs),
    seen: null,
    rows: [],
    readAtMs: null,
    isOwnMake: false,
    isLookedUp: false,
    isLeftGone: false,
    isSought: false,
    hasNewLines: false,
    said: new Set(),
    takenOff: takenOffBefore(stored),
    zeroes: step?.areZeroesTold === true ? 'all' : new Set(step?.zeroes),
    agreed,
    noLine: new Set(),
    refused: null,
    writes: 0,
  }
}

/** By an earlier attempt or entry. Of one that was made anew, what was done to the one before says nothing. */
function takenOffBefore({ wanted, agreedTo, step }: Stored): Set<string> {
  const agreed = wanted.insteadOf === undefined ? agreedTo?.skipped : []
  return new Set([...(agreed ?? []), ...(step?.removed ?? [])])
}

/**
 * One turn of an attempt: takes what happened, decides what is to be done next. Pure: the same state, event and
 * circumstances give the same turn. The entry is made true at Lightspeed, or left in the one state that says how far it
 * came: it is done only when what was read back is what was wanted, every write is noted before it is sent, and an
 * outcome that is not known is looked up before anything is sent again.
 */
export function turn(before: EntryState, event: EntryEvent, here: Here): Turn {
  const state = { ...before, wanted: here.wanted, remoteId: here.remoteId }
  const heard = hear(state, event, here)
  if (heard.state.phase.is !== 'ready') return heard
  const next = decide(heard.state, here)
  return { state: next.state, commands: [...heard.commands, ...next.commands] }
}

function hear(state: EntryState, event: EntryEvent, here: Here): Turn {
  const { phase } = state
  switch (event.is) {
    case 'due':
      return { state, commands: [] }
    case 'looked-up':
      if (phase.is === 'finding-twins') return foundTwins(state, phase, event)
      return lookedUp(state, here, the(phase, 'looking-up'), event)
    case 'adopted':
    case 'held':
      return adopted(state, the(phase, 'adopting'), event)
    case 'header':
      if (phase.is === 'asking-after-left') return readLeft(state, here, phase, event)
      return read(state, here, the(phase, 'reading'), event)
    case 'totals':
      return read(state, here, the(phase, 'reading'), event)
    case 'lines':
      if (phase.is === 'reading-twin') return readTwin(state, phase, event)
      return read(state, here, the(phase, 'reading'), event)
    case 'wrote':
      if (phase.is === 'cancelling-twin') return cancelledTwin(state, phase)
      return wrote(state, here, the(phase, 'writing'), event.answer)
    default:
      return impossible(event)
  }
}

function the<Is extends Phase['is']>(phase: Phase, is: Is): Extract<Phase, { is: Is }> {
  if (phase.is !== is) throw new Error(`an answer for ${is} came to an attempt that is ${phase.is}`)
  return phase as Extract<Phase, { is: Is }>
}

/** Reads where that is needed, then does one step. */
function decide(state: EntryState, here: Here): Turn {
  const { open, remoteId } = state
  if (state.writes >= mostWrites) {
    return park(state, 'It did not settle after many steps.', 'Look at it in Lightspeed, then try again.')
  }
  if (remoteId === null && open?.do === 'create' && !state.isLookedUp) return lookUpLost(state, here, open)
  if (remoteId === null && open === null && !state.isLeftGone && state.wanted.insteadOf !== undefined) {
    return askAfterLeft(state, state.wanted.insteadOf)
  }
  if (remoteId === null && open === null && !state.isSought && state.isFromBefore) {
    return lookUpEarlier(state, here)
  }
  if (remoteId !== null && isStale(state, here)) {
    return (open === null ? null : waitsForSecondLook(state, here, open)) ?? beginReading(state, remoteId)
  }
  if (remoteId !== null && open !== null) {
    const settled = settle(state, here, open)
    return settled.state.phase.is === 'ready' ? decide(settled.state, here) : settled
  }
  const step = nextStep(state.wanted, state.seen, state.agreed)
  switch (step.do) {
    case 'done':
      return finish(state)
    case 'wait':
      return waitFor(state, step.for)
    case 'conflict': {
      // What we wrote a moment ago may not be shown yet: an older value is no other person's.
      const isNew = ageMs(state, here) < listedAfterMs
      const mayLag = isNew && step.conflict.received?.some((line) => line.mayLag) === true
      if (mayLag && mayWait(state, 'echo', state.seen)) return waitFor(state, 'echo')
      return stopForPerson(state, step.conflict)
    }
    default:
      return write(state, here, step)
  }
}
