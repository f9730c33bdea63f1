import { impossible } from '../../../src-shared/failure.ts'
import type { Answer } from '../../lightspeed/answer.ts'
import type { Observed } from '../observed.ts'
import type { PushConflict, WaitFor } from '../plan/step.ts'
import type { EntryState, FoundConflict, Here, Note, Turn } from './entry-state.ts'
import { type OpenStep, removedIn, type WriteStep } from './write-step.ts'

const minuteMs = 60_000
const fourHoursMs = 240 * minuteMs
/**
 * After the tries inside a call: 1, 5, 15, 60, 240 minutes, and every 240 until a day is over; then a person decides.
 * An unknown outcome is looked up sooner.
 */
const steepMs = [5 * minuteMs, 15 * minuteMs, 60 * minuteMs, ...Array<number>(6).fill(fourHoursMs)]
const laterAfterMs = [minuteMs, ...steepMs]
const unknownAfterMs = [5_000, minuteMs, ...steepMs]
export const offlineAgainMs = 10_000
export const signedOutAgainMs = 60_000
export const elsewhereAgainMs = 60_000
/** What Lightspeed said yes to and does not show yet is looked at again after so long, this many times. */
export const echoAgainMs: readonly number[] = [2_000, 5_000, 15_000, 30_000, 60_000, 60_000]

/** After so many failures, how long until the next try; undefined once a person has to decide. */
export function failedAgainMs(as: 'pending' | 'unknown', tries: number): number | undefined {
  return (as === 'unknown' ? unknownAfterMs : laterAfterMs)[tries]
}

/** How often what is only not visible yet is looked at again: lists may lag two minutes, work on lines a day. */
const waits: Record<WaitFor, { say: string; ms: readonly number[]; park: string; advice: string }> = {
  lines: {
    say: 'Lightspeed is still working on the lines.',
    ms: [500, 1_000, 2_000, 5_000, 15_000, 30_000, 60_000, ...Array<number>(288).fill(5 * minuteMs)],
    park: 'Lightspeed has been working on the lines for a day.',
    advice: 'Look at it in Lightspeed, then retry.',
  },
  list: {
    say: 'Lightspeed does not list all lines yet.',
    ms: [2_000, 5_000, 15_000, 30_000, 60_000, 60_000],
    park: 'Lightspeed lists fewer lines than it counts.',
    advice: 'Look at the lines in Lightspeed, then settle the conflict.',
  },
  echo: {
    say: 'Lightspeed said yes but still shows the old value.',
    ms: echoAgainMs,
    park: 'Lightspeed said yes but shows another value.',
    advice: 'Look at it in Lightspeed: something changes it back. Then try again.',
  },
}

/** With the status in it: once that has moved, waiting begins anew. */
function waitWords(what: WaitFor, seen: Observed | null): string {
  return seen === null ? waits[what].say : `${waits[what].say} (${seen.header.status})`
}

/** Waiting for what is only not visible yet is no failure: a failure after it begins its own count. */
export function triesOf(lastAnswer: string | null, tries: number): number {
  const isWait = lastAnswer !== null && Object.values(waits).some((wait) => lastAnswer.startsWith(wait.say))
  return isWait ? 0 : tries
}

type EndingWord = 'later' | 'waiting' | 'parked' | 'offline' | 'signed-out' | 'done'

function end(state: EntryState, is: EndingWord, note: Note): Turn {
  return {
    state: { ...state, phase: { is: 'ended', ending: { is } } },
    commands: [{ do: 'note', note }],
  }
}

function later(
  state: EntryState,
  is: EndingWord,
  next: { state?: 'pending' | 'unknown'; tries?: number; afterMs: number; why: string },
): Turn {
  return end(state, is, {
    note: 'later',
    state: next.state ?? 'pending',
    step: withWhatWasTold(state),
    tries: next.tries ?? state.tries,
    afterMs: next.afterMs,
    why: next.why,
  })
}

/**
 * A zero that was told looks like one that never was, and a line that was taken off like one that is not listed yet:
 * written again and again, they would put everything else off.
 */
function withWhatWasTold(state: EntryState): OpenStep | null {
  const { last, zeroes } = state
  if (last === null) return null
  const removed = [...removedIn(state)]
  return zeroes === 'all' ? { ...last, removed } : { ...last, zeroes: [...zeroes], removed }
}

/** `open` is a write whose outcome is still not known: it is looked up first when a person says go on. */
export function park(
  state: EntryState,
  why: string,
  advice: string,
  open: OpenStep | null = null,
  found?: FoundConflict,
): Turn {
  const note: Note = { note: 'park', step: open, tries: state.tries, why, advice }
  return end(state, 'parked', found === undefined ? note : { ...note, found })
}

/** An unknown outcome that is looked up again after a while. */
export function lookAgain(
  state: EntryState,
  step: OpenStep,
  ms: number,
  is: 'later' | 'waiting' = 'later',
): Turn {
  const why = 'The answer was lost: looking it up.'
  return later({ ...state, last: step }, is, { state: 'unknown', afterMs: Math.max(0, ms), why })
}

/** Whether it is too early to judge what a list does not show. */
export function mayWait({ stored }: EntryState, what: WaitFor, seen: Observed | null): boolean {
  return stored.lastAnswer !== waitWords(what, seen) || stored.tries < waits[what].ms.length
}

/** What is only not visible yet: looked at again, then parked; a list that stays short is for a person to judge. */
export function waitFor(state: EntryState, what: WaitFor): Turn {
  const { stored, seen, wanted, rows } = state
  const { ms, park: parkWhy, advice } = waits[what]
  const why = waitWords(what, seen)
  const isSame = stored.lastAnswer === why && !(what === 'list' && state.hasNewLines)
  const turn = isSame ? stored.tries : 0
  const next = ms[turn]
  // An outcome that is still not known stays so: a line whose POST may be on its way must not be added meanwhile.
  const as = state.open === null ? 'pending' : 'unknown'
  if (next !== undefined) return later(state, 'later', { state: as, tries: turn + 1, afterMs: next, why })
  if (what !== 'list') return park(state, parkWhy, advice)
  const conflict = {
    kind: 'list',
    here: 'every line was told',
    there: 'its list does not show them all',
  } as const
  return park(state, parkWhy, advice, null, { conflict, wanted, seen, rows, holderId: null })
}

/** Stops for a person, with both sides of it. */
export function stopForPerson(state: EntryState, conflict: PushConflict, seen = state.seen): Turn {
  const { wanted, rows } = state
  const why = `${conflict.here}, but ${conflict.there}.`
  const found = { conflict, wanted, seen, rows: seen === null ? [] : rows, holderId: null }
  return park({ ...state, tries: 0 }, why, 'Settle it under Differences.', null, found)
}

/** Somebody worked on another record of it: looked up again, never made again, once a person has chosen. */
export function stopForHolder(
  state: EntryState,
  held: { holderId: string; here: string; there: string },
  open: OpenStep,
): Turn {
  const conflict = { kind: 'held', here: held.here, there: held.there } as const
  const found = { conflict, wanted: state.wanted, seen: null, rows: [], holderId: held.holderId }
  return park(state, `${held.here}, but ${held.there}.`, 'Settle it under Differences.', open, found)
}

/** Read back and equal. Nothing was seen of what is not there, which is all a cancelling wants. */
export function finish(state: EntryState, seen = state.seen): Turn {
  const { wanted, rows } = state
  const note: Note = { note: 'done', wanted, seen, rows: seen === null ? [] : rows }
  return end({ ...state, writtenAtMs: null }, seen === null ? 'waiting' : 'done', note)
}

/**
 * Stops for now. `open` is the write whose outcome was unknown before this call; `sent` the write this call was. An
 * unknown outcome keeps its step, so that it is looked up before anything is sent again.
 */
export function stop(
  before: EntryState,
  here: Here,
  answer: Exclude<Answer<unknown>, { is: 'answer' }>,
  at: { open: OpenStep | null; sent: OpenStep | null; refused?: WriteStep },
): Turn {
  const mayHaveApplied = at.sent !== null && answer.is === 'no-answer' && answer.mayHaveApplied
  // A create sent a second time may still have a late twin: it stays unknown until it was looked for again.
  const open = mayHaveApplied || at.sent?.isResent === true ? at.sent : at.sent === null ? at.open : null
  const state: EntryState = {
    ...before,
    last: open ?? before.last,
    writtenAtMs: mayHaveApplied ? here.monoMs : before.writtenAtMs,
  }
  const as = open === null ? 'pending' : 'unknown'
  switch (answer.is) {
    case 'offline':
      return later(state, 'offline', { state: as, afterMs: offlineAgainMs, why: answer.why })
    case 'limited': {
      const why = answer.why ?? 'The call allowance is used up for now.'
      return later(state, 'later', { state: as, afterMs: answer.retryAfterMs, why })
    }
    case 'unauthorised':
      return later(state, 'signed-out', { state: as, afterMs: signedOutAgainMs, why: answer.say })
    case 'forbidden':
      return park(state, answer.say, forbiddenAdvice, open)
    case 'refused':
      return park(state, answer.say, refusedAdvice(at.refused ?? null, answer.status), open)
    case 'no-answer':
      return withoutAnswer(state, answer, as, open)
    default:
      return impossible(answer)
  }
}

function withoutAnswer(
  state: EntryState,
  { kind, why }: Extract<Answer<unknown>, { is: 'no-answer' }>,
  as: 'pending' | 'unknown',
  open: OpenStep | null,
): Turn {
  if (kind === 'stopped') return later(state, 'later', { state: as, afterMs: 0, why })
  // Not Lightspeed at all: as good as no network, so no attempt is counted.
  if (kind === 'elsewhere' || kind === 'insecure') {
    return later(state, 'later', { state: as, afterMs: elsewhereAgainMs, why })
  }
  const afterMs = failedAgainMs(as, state.tries)
  if (afterMs === undefined) {
    return park(state, why, 'Lightspeed has not answered for a day. Retry when it does.', open)
  }
  return later(state, 'later', { state: as, tries: state.tries + 1, afterMs, why })
}

export const forbiddenAdvice = 'The token may not do this. Give it the right in Lightspeed, then retry.'

function refusedAdvice(step: WriteStep | null, status: number): string {
  if (step?.do === 'set-line' && step.received !== null) {
    return 'Lightspeed does not take this received quantity. The count stays here; the office corrects the stock, then retry or discard.'
  }
  if (step?.do === 'add-line')
    return 'Lightspeed does not take this product. The office adds it there, then retry.'
  return `Lightspeed refused (${status}). Look at it in Lightspeed, then retry.`
}
