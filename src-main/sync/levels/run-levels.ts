import { impossible } from '../../../src-shared/failure.ts'
import type { Bench } from '../../bench.ts'
import { crashAt } from '../../crash-point.ts'
import type { Answer } from '../../lightspeed/answer.ts'
import type { CallOptions } from '../../lightspeed/caller.ts'
import type { LevelChangeRow } from '../../store/level-change-rows.ts'
import {
  echoAgainMs,
  elsewhereAgainMs,
  failedAgainMs,
  forbiddenAdvice,
  offlineAgainMs,
  signedOutAgainMs,
} from '../engine/ending.ts'
import type { Ending } from '../engine/entry-state.ts'
import type { Noted } from '../engine/notes.ts'
import type { Attempt } from '../engine/run-entry.ts'
import { levelStep, type Shown } from './level-step.ts'
import { type LevelsEnd, noteAsked, noteEnd, noteSent, noteSet, noteTold, noteUnsent } from './notes.ts'

type NoGood = Exclude<Answer<unknown>, { is: 'answer' }>

/** What one attempt keeps beside the store. */
type Run = {
  attempt: Attempt
  noted: Noted
  /** When the last write was sent, or its answer known to be lost, by the clock that nobody sets. */
  writtenAtMs: number | null
  /** How often it failed or waited without anything having come of it. */
  tries: number
}

/** How one product was left: nothing more to do now, looked at again later, or everything stops. */
type Left =
  | { is: 'over' }
  | { is: 'waits'; for: 'echo' | 'late'; ms: number }
  | { is: 'stop'; answer: NoGood; isOpen: boolean }

/**
 * Sets the levels of one stocktake, product by product: read, noted, written, read back. What is refused or unclear is left
 * aside until the rest is done. Any stop leaves each product in the one state that says how far it came, so that the next
 * attempt goes on there and nothing is written twice that may have arrived.
 */
export async function runLevels(attempt: Attempt): Promise<{ ending: Ending; writtenAtMs: number | null }> {
  const { bench, entry } = attempt
  const open = bench.store.levelChanges.of(entry.lane).filter(isOpen)
  const wasSent = open.some(({ state }) => state === 'sent' || state === 'told')
  const run: Run = {
    attempt,
    noted: { id: entry.id, lane: entry.lane, traceId: bench.newTraceId() },
    // Of a write of an earlier process the age is counted from its first mention here, which is never too early.
    writtenAtMs: attempt.writtenAtMs ?? (wasSent ? bench.clock.mono() : null),
    tries: entry.tries,
  }
  const waits: { ms: number; for: 'echo' | 'late' }[] = []
  for (const change of open) {
    const left = await settleOne(run, change)
    if (left.is === 'stop') return ended(run, stopped(run, left.answer, left.isOpen))
    if (left.is === 'waits') waits.push(left)
  }
  return ended(run, waits.length > 0 ? looksAgain(run, waits) : settled(bench, entry.lane))
}

const isOpen = ({ state }: LevelChangeRow) => state === 'waiting' || state === 'sent' || state === 'told'

/** Turns on one product until it is where it should be, has to wait, or cannot be gone on with. */
async function settleOne(run: Run, from: LevelChangeRow): Promise<Left> {
  const { bench } = run.attempt
  let change = from
  for (;;) {
    const read = await levelNow(run, change)
    if (read.is === 'refused') {
      noteUnsent(bench, run.noted, change, 'refused', read.say)
      return { is: 'over' }
    }
    if (read.is !== 'answer') return { is: 'stop', answer: read, isOpen: change.state === 'sent' }
    const seen = read.value
    if (seen === null)
      return waitsForEcho(run, change, 'Lightspeed shows no stock level of this product, or an old one.')
    const own = bench.store.stock.ownBesides(change.productId, change.outletId, change.consignmentId)
    const sentAgoMs = run.writtenAtMs === null ? 0 : bench.clock.mono() - run.writtenAtMs
    const step = levelStep(change, seen, { own, sentAgoMs })
    switch (step.do) {
      case 'done':
        noteSet(bench, run.noted, change, seen, step.as)
        run.tries = 0
        return { is: 'over' }
      case 'ask':
        noteAsked(bench, run.noted, change, seen)
        return { is: 'over' }
      case 'wait':
        return step.for === 'late' ? { is: 'waits', ...step } : waitsForEcho(run, change)
      case 'set': {
        const next = await set(run, change, step)
        if (next.is !== 'told') return next
        change = next.change
        break
      }
      default:
        return impossible(step)
    }
  }
}

/**
 * The level at the outlet, read just now; null where it cannot be so: none, though one was counted against, or one of before
 * the last that was heard. What is written is reckoned from it, so nothing is written on a guess.
 */
async function levelNow(
  { attempt, noted }: Run,
  { productId, outletId, expected }: LevelChangeRow,
): Promise<Answer<Shown | null>> {
  const options: CallOptions = { traceId: noted.traceId, priority: 'reconcile' }
  crashAt('outbox.before-read-back')
  const answer = await attempt.lightspeed.levelsOfProduct(productId, options)
  crashAt('outbox.read-back')
  if (answer.is !== 'answer') return answer
  const row = answer.value.find((one) => one.outletId === outletId && one.productId === productId)
  const known = attempt.bench.store.stock.level(productId, outletId)
  const isSure =
    row === undefined ? expected === null && known === null : row.version >= (known?.version ?? 0)
  return { ...answer, value: isSure ? { level: row?.level ?? 0, version: row?.version ?? 0 } : null }
}

async function set(
  run: Run,
  change: LevelChangeRow,
  step: { base: number; baseVersion: number; target: number },
): Promise<Left | { is: 'told'; change: LevelChangeRow }> {
  const { bench, lightspeed } = run.attempt
  crashAt('outbox.before-note')
  const sent = noteSent(bench, run.noted, change, step)
  crashAt('outbox.noted')
  run.writtenAtMs = bench.clock.mono()
  crashAt('outbox.before-send')
  const options: CallOptions = { traceId: run.noted.traceId, priority: 'line' }
  const answer = await lightspeed.setLevel(change.productId, change.outletId, step.target, options)
  crashAt('outbox.answered')
  if (answer.is === 'answer') return { is: 'told', change: noteTold(bench, run.noted, sent) }
  if (answer.is === 'refused') {
    // As it was before this write: with the note of an earlier one that may have arrived, or with none.
    noteUnsent(bench, run.noted, change, 'refused', answer.say)
    return { is: 'over' }
  }
  const mayHaveApplied = answer.is === 'no-answer' && answer.mayHaveApplied
  if (mayHaveApplied) run.writtenAtMs = bench.clock.mono()
  // An earlier write of it may still have arrived: then its note stays.
  else if (change.state === 'waiting') noteUnsent(bench, run.noted, change, 'waiting', whyOf(answer))
  return { is: 'stop', answer, isOpen: mayHaveApplied || change.state === 'sent' }
}

const untracked = 'Lightspeed said yes but keeps the old level: it may not track the stock of this product.'

function waitsForEcho(run: Run, change: LevelChangeRow, why = untracked): Left {
  const ms = echoAgainMs[run.tries]
  if (ms !== undefined) return { is: 'waits', for: 'echo', ms }
  noteUnsent(run.attempt.bench, run.noted, change, 'refused', why)
  return { is: 'over' }
}

function looksAgain({ tries }: Run, waits: readonly { ms: number; for: 'echo' | 'late' }[]): LevelsEnd {
  const isLost = waits.some((wait) => wait.for === 'late')
  const isEcho = waits.some((wait) => wait.for === 'echo')
  return {
    is: 'later',
    state: isLost ? 'unknown' : 'pending',
    tries: isEcho ? tries + 1 : tries,
    afterMs: Math.max(0, Math.min(...waits.map(({ ms }) => ms))),
    why: isLost ? 'The answer was lost: looking it up.' : 'Lightspeed does not show the new stock level yet.',
  }
}

/** Everything was tried: done, or what is left is for a person. */
function settled({ store }: Bench, lane: string): LevelsEnd {
  const changes = store.levelChanges.of(lane)
  const asked = changes.find(({ state }) => state === 'asked')
  if (asked !== undefined) return { is: 'asked', change: asked }
  const refused = changes.filter(({ state }) => state === 'refused')
  const [first] = refused
  if (first === undefined) return { is: 'done' }
  const name = store.products.get(first.productId)?.name ?? first.productId
  const more = refused.length === 1 ? '' : ` and of ${refused.length - 1} more`
  return {
    is: 'parked',
    why: whyLeft(first, `${name}${more}`),
    advice:
      'The other levels are set. Look at it in Lightspeed, then retry; or set it there and discard this.',
  }
}

function whyLeft({ target, said }: LevelChangeRow, name: string): string {
  const why = said ?? 'Lightspeed refused it.'
  return target === null
    ? `The level of ${name} was not set: ${why}`
    : `It is not known whether the level of ${name} was set: ${why}`
}

/** Nothing more can be done now. `isOpen`: a write has an outcome that is not known. */
function stopped(run: Run, answer: NoGood, isOpen: boolean): LevelsEnd & { as?: Ending['is'] } {
  const state = isOpen ? 'unknown' : 'pending'
  const later = (afterMs: number, why: string, as: Ending['is'] = 'later', tries = run.tries) =>
    ({ is: 'later', state, tries, afterMs, why, as }) as const
  switch (answer.is) {
    case 'offline':
      return later(offlineAgainMs, answer.why, 'offline')
    case 'limited':
      return later(answer.retryAfterMs, answer.why ?? 'The call allowance is used up for now.')
    case 'unauthorised':
      return later(signedOutAgainMs, answer.say, 'signed-out')
    case 'forbidden':
      return {
        is: 'parked',
        why: answer.say,
        advice: `${forbiddenAdvice} It has to be allowed to change products.`,
      }
    case 'refused':
      return { is: 'parked', why: answer.say, advice: 'Look at it in Lightspeed, then retry.' }
    case 'no-answer': {
      if (answer.kind === 'stopped') return later(0, answer.why)
      if (answer.kind === 'elsewhere' || answer.kind === 'insecure')
        return later(elsewhereAgainMs, answer.why)
      const afterMs = failedAgainMs(state, run.tries)
      if (afterMs !== undefined) return later(afterMs, answer.why, 'later', run.tries + 1)
      const advice = 'Lightspeed has not answered for a day. Retry when it does.'
      return { is: 'parked', why: answer.why, advice }
    }
    default:
      return impossible(answer)
  }
}

function whyOf(answer: NoGood): string {
  return 'say' in answer ? answer.say : (answer.why ?? 'The call allowance is used up for now.')
}

function ended(
  run: Run,
  end: LevelsEnd & { as?: Ending['is'] },
): { ending: Ending; writtenAtMs: number | null } {
  noteEnd(run.attempt.bench, run.noted, end)
  const as = { done: 'done', later: end.as ?? 'later', parked: 'parked', asked: 'parked' } as const
  return { ending: { is: as[end.is] }, writtenAtMs: end.is === 'done' ? null : run.writtenAtMs }
}
