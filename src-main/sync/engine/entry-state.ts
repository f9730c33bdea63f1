import type { Answer } from '../../lightspeed/answer.ts'
import type { ConsignmentRow, LineRow, TotalsRow } from '../../lightspeed/rows.ts'
import type { Intention } from '../../outbox/intention.ts'
import type { Agreed } from '../../store/agreed-rows.ts'
import type { Observed } from '../observed.ts'
import type { PushConflict } from '../plan/step.ts'
import type { OpenStep, WriteCall, WriteStep } from './write-step.ts'

/**
 * One attempt at one outbox entry, as data. `turn` (entry.ts) takes a state and an event and gives the next state and
 * what is to be done; it asks nothing, waits for nothing and knows no clock, so a run can be played again.
 *
 * ```
 *  due ──► looking-up ──► adopting ──┐
 *   │          (a create whose       │
 *   │           answer was lost)     ▼
 *   └──────► reading header, lines, totals ──► plan ──► writing ──► reading … ──► ended
 * ```
 */
export type EntryState = {
  id: string
  lane: string
  /**
   * Lightspeed may have it already: the entry is older than this process, for a store brought back from a copy may have
   * told it; or a person gave up the one before, of which a create may have been lost.
   */
  isFromBefore: boolean
  phase: Phase
  wanted: Intention
  remoteId: string | null
  /** As the store had it when the attempt began. */
  stored: { lastAnswer: string | null; tries: number }
  tries: number
  /** The write whose outcome is not known. */
  open: OpenStep | null
  /** The one whose outcome this attempt has settled: applied, or to be sent once more. */
  settled: OpenStep | null
  /** What is noted as the last write. */
  last: OpenStep | null
  /** When the last write was sent, or its answer known to be lost, by the clock that nobody sets. */
  writtenAtMs: number | null
  seen: Observed | null
  rows: readonly LineRow[]
  /** Null: it must be read before anything else. */
  readAtMs: number | null
  /** Made by this attempt: nothing can be on it that it did not write. */
  isOwnMake: boolean
  isLookedUp: boolean
  /** Those that a person has had made again were asked for: none of them goes on after all. */
  isLeftGone: boolean
  /** Our reference was looked for before the first create of an entry from an earlier process. */
  isSought: boolean
  hasNewLines: boolean
  /** Effects Lightspeed said yes to. */
  said: ReadonlySet<string>
  /** Products whose lines an earlier attempt or entry took off a count: they are not asked for again and again. */
  takenOff: ReadonlySet<string>
  /** Products whose received zero this attempt wrote; all, once an earlier one had written them. */
  zeroes: ReadonlySet<string> | 'all'
  /** Received units both sides last agreed on, and those sent since. */
  agreed: ReadonlyMap<string, Agreed>
  /** Products Lightspeed said it has no line for. */
  noLine: ReadonlySet<string>
  refused: { effect: string; answer: Refusal } | null
  writes: number
}

type Refusal = Extract<Answer<unknown>, { is: 'refused' }>

/** What is out and waited for. `ready`: nothing; the next thing can be decided. */
export type Phase =
  | { is: 'ready' }
  | { is: 'looking-up'; open: OpenStep; why: 'lost' | 'earlier' }
  | { is: 'asking-after-left'; left: readonly string[] }
  | { is: 'adopting'; row: ConsignmentRow; open: OpenStep; how: 'made' | 'found' | 'earlier'; twins: Twins }
  | { is: 'reading'; isInRun: boolean; header: ConsignmentRow | null; lines: readonly LineRow[] | null }
  | { is: 'writing'; planned: WriteStep; step: WriteStep; isProbe: boolean; sent: OpenStep }
  | { is: 'finding-twins'; keptId: string }
  | { is: 'reading-twin'; left: Twins }
  | { is: 'cancelling-twin'; left: Twins }
  | { is: 'ended'; ending: Ending }

/** Consignments with our reference besides the one that is kept; the first is the one in work. */
export type Twins = readonly ConsignmentRow[]

/** How an attempt ended, for whoever runs them. `waiting`: nothing was asked of the network. */
export type Ending = { is: 'done' | 'later' | 'waiting' | 'parked' | 'offline' | 'signed-out' }

/** What happened: something is due, or what was asked for has come to an end, lost or not. */
export type EntryEvent =
  | { is: 'due' }
  | { is: 'looked-up'; answer: Answer<ConsignmentRow[]> }
  | { is: 'adopted' }
  | { is: 'held'; holderId: string; here: string; there: string }
  | { is: 'header'; answer: Answer<ConsignmentRow> }
  | { is: 'lines'; answer: Answer<LineRow[]> }
  | { is: 'totals'; answer: Answer<TotalsRow> }
  | { is: 'wrote'; answer: Answer<ConsignmentRow | null> }

/** What is true here at the moment of an event. A later intention may have been folded into the entry meanwhile. */
export type Here = {
  monoMs: number
  wanted: Intention
  remoteId: string | null
  /** The newest version known of any consignment, and how far the feed of them has come. */
  newestVersion: number
  feedCursor: number
}

/** Notes of one transaction, each with its journal row. Times are waits from now. */
export type Note =
  | { note: 'begin'; step: WriteStep; open: OpenStep }
  | {
      note: 'later'
      state: 'pending' | 'unknown'
      step: OpenStep | null
      tries: number
      afterMs: number
      why: string
    }
  | { note: 'park'; step: OpenStep | null; tries: number; why: string; advice: string; found?: FoundConflict }
  | { note: 'done'; wanted: Intention; seen: Observed | null; rows: readonly LineRow[] }

/** A difference a person has to settle. `holderId`: the other record here, where there are two. */
export type FoundConflict = {
  conflict: PushConflict
  wanted: Intention
  seen: Observed | null
  rows: readonly LineRow[]
  holderId: string | null
}

/** What to do, in this order. At most the last one asks for something, and its end is the next event. */
export type Command =
  | { do: 'note'; note: Note }
  /** In one transaction: the consignment at Lightspeed is this one, unless another record here holds it. */
  | { do: 'adopt'; row: ConsignmentRow; wanted: Intention }
  | { do: 'look-up'; type: Intention['type']; reference: string; cursor: number }
  | { do: 'read-header' | 'read-lines' | 'read-totals'; remoteId: string }
  | { do: 'write'; call: WriteCall }
  | { do: 'warn'; event: string; about: Record<string, string> }

export type Turn = { state: EntryState; commands: Command[] }

/** The next state, with nothing to do but to decide. */
export function ready(state: EntryState, changed: Partial<EntryState> = {}): Turn {
  return { state: { ...state, ...changed, phase: { is: 'ready' } }, commands: [] }
}

/** Asks for one thing, after these notes. */
export function ask(state: EntryState, phase: Phase, ...commands: Command[]): Turn {
  return { state: { ...state, phase }, commands }
}

/** Milliseconds since the last write was sent, or its answer known to be lost. */
export function ageMs(state: EntryState, here: Here): number {
  return state.writtenAtMs === null ? 0 : here.monoMs - state.writtenAtMs
}
