import type { Bench } from '../bench.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { LineRow } from '../lightspeed/rows.ts'
import { type Intention, intention } from '../outbox/intention.ts'
import type { Agreed } from '../store/agreed-rows.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import { addsUp, type Observed, observe } from './observed.ts'
import { isCountListed } from './plan/plan-stocktake.ts'
import { nextStep } from './plan-push.ts'
import { type Ending, openRecord, type PushRecord } from './push-record.ts'
import {
  asSetLine,
  assumeWritten,
  effectOf,
  type OpenStep,
  openStep,
  sendStep,
  type WriteStep,
} from './push-step.ts'
import { cancelTwins, findEarlier, settleCreate } from './settle-create.ts'
import type { WriteAges } from './write-ages.ts'

/** A POST whose answer was lost may still be on its way: the line is not added again before. */
const lateLineMs = 30_000
/** What was written so long ago is in every list. */
const listedAfterMs = 150_000
/** What was read longer ago is read again before anything is written. */
const freshMs = 30_000
const mostTurns = 20_000

/** What one attempt at an entry needs. */
export type PushParts = {
  bench: Bench
  lightspeed: Lightspeed
  ages: WriteAges
  /** Whether an entry is older than this process: a store brought back from a copy may have told it already. */
  isFromBefore(entryId: string): boolean
}

/** One attempt: what it read, what it wrote, and what an earlier one left unknown. */
type Attempt = PushParts & {
  entry: OutboxRow
  record: PushRecord
  wanted: Intention
  /** The write whose outcome is not known. */
  open: OpenStep | null
  /** The last write of an earlier attempt: a line that is absent may be one it wrote. */
  before: OpenStep | null
  seen: Observed | null
  rows: LineRow[]
  readAtMs: number
  /** Made by this attempt: nothing can be on it that it did not write. */
  isOwnMake: boolean
  isLookedUp: boolean
  /** Our reference was looked for before the first create of an entry from an earlier process. */
  isSought: boolean
  /** Effects Lightspeed said yes to. */
  said: Set<string>
  /** Products whose received zero this attempt wrote; all, once an earlier one had written them. */
  zeroes: Set<string> | 'all'
  /** Received units both sides last agreed on, and those sent since. */
  agreed: Map<string, Agreed>
  /** Products Lightspeed said it has no line for. */
  noLine: Set<string>
  refused: { effect: string; answer: Extract<Answer<unknown>, { is: 'refused' }> } | null
}

/**
 * Makes one outbox entry true at Lightspeed, or leaves it in the one state that says how far it came: reads, does the
 * next step, reads back, and is done only when what was read back is what was wanted. Every write is noted before it
 * is sent; an outcome that is not known is looked up before anything is sent again.
 */
export async function pushEntry(parts: PushParts, entry: OutboxRow): Promise<Ending> {
  const step = entry.step === null ? null : openStep.parse(JSON.parse(entry.step))
  const attempt: Attempt = {
    ...parts,
    entry,
    record: openRecord(parts.bench, entry, parts.ages),
    wanted: intention.parse(JSON.parse(entry.body)),
    open: entry.state === 'unknown' ? step : null,
    before: step,
    seen: null,
    rows: [],
    readAtMs: Number.NEGATIVE_INFINITY,
    isOwnMake: false,
    isLookedUp: false,
    isSought: false,
    said: new Set(),
    zeroes: step?.areZeroesTold === true ? 'all' : new Set(),
    agreed: parts.bench.store.agreed.of(entry.lane),
    noLine: new Set(),
    refused: null,
  }
  attempt.record.remember(step)
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const ending = await takeTurn(attempt)
    if (ending !== null) return ending
  }
  return attempt.record.park(
    'It did not settle after many steps.',
    'Look at it in Lightspeed, then try again.',
  )
}

/** Reads where that is needed, then does one step. Null: go on. */
async function takeTurn(attempt: Attempt): Promise<Ending | null> {
  const { bench, record, entry } = attempt
  const remoteId = bench.store.consignments.get(entry.lane)?.remoteId ?? null
  if (remoteId === null && attempt.open?.do === 'create' && !attempt.isLookedUp) {
    const settled = await settleCreate(attempt, attempt.wanted, attempt.open, record)
    if (settled.is === 'ended') return settled.ending
    attempt.isLookedUp = true
    if (settled.is === 'found') attempt.open = null
    return null
  }
  if (remoteId === null && attempt.open === null && !attempt.isSought && attempt.isFromBefore(entry.id)) {
    attempt.isSought = true
    return findEarlier(attempt, attempt.wanted, record)
  }
  if (remoteId !== null && bench.clock.mono() - attempt.readAtMs > freshMs) {
    const isInRun = attempt.seen !== null && attempt.readAtMs !== Number.NEGATIVE_INFINITY
    const ending = isInRun ? await readInRun(attempt, remoteId) : await readBack(attempt, remoteId)
    if (ending !== null) return ending
  }
  // A later intention may have folded into this entry while it was being read.
  const body = bench.store.outbox.get(entry.id)?.body ?? entry.body
  attempt.wanted = intention.parse(JSON.parse(body))
  const step = nextStep(attempt.wanted, attempt.seen, attempt.agreed)
  switch (step.do) {
    case 'done':
      return record.done(attempt.wanted, attempt.seen, attempt.rows)
    case 'wait':
      return record.waitFor(step.for, attempt.seen, attempt.wanted)
    case 'conflict':
      // What we wrote a moment ago may not be shown yet: an older value is no other person's.
      if (
        step.conflict.received?.some((line) => line.mayLag) === true &&
        record.mayWait('echo', attempt.seen)
      ) {
        return record.waitFor('echo', attempt.seen, attempt.wanted)
      }
      return record.conflict(step.conflict, attempt.seen, attempt.rows, attempt.wanted)
    default:
      return write(attempt, step)
  }
}

/**
 * In the middle of a run of line writes: somebody may have moved the consignment meanwhile, or booked units on lines
 * that are still to be written. Those written already stay as they were said to be: a list may lag.
 */
async function readInRun(attempt: Attempt, remoteId: string): Promise<Ending | null> {
  const { lightspeed, said, seen, wanted } = attempt
  const header = await lightspeed.consignment(remoteId, readOptions(attempt))
  if (header.is !== 'answer') return stopReading(attempt, header, 'header')
  if (seen === null) return null
  attempt.seen = { ...seen, header: header.value }
  if (wanted.received !== null) {
    const rows = await lightspeed.allLines(remoteId, readOptions(attempt))
    if (rows.is !== 'answer') return stopReading(attempt, rows, 'lines')
    const listed = observe(header.value, rows.value, { isWhole: seen.isWhole, zeroes: attempt.zeroes })
    const fresh = [...listed.lines].filter(([productId]) => !said.has(`line ${productId}`))
    attempt.seen = { ...attempt.seen, lines: new Map([...seen.lines, ...fresh]) }
  }
  attempt.readAtMs = attempt.bench.clock.mono()
  return null
}

/** Reads header, lines and, unless nothing can be missing, the total the lines must add up to. */
async function readBack(attempt: Attempt, remoteId: string): Promise<Ending | null> {
  const { lightspeed, wanted } = attempt
  const options = readOptions(attempt)
  const header = await lightspeed.consignment(remoteId, options)
  if (header.is !== 'answer') return stopReading(attempt, header, 'header')
  const lines = await lightspeed.allLines(remoteId, options)
  if (lines.is !== 'answer') return stopReading(attempt, lines, 'lines')
  const isCount = wanted.type === 'STOCKTAKE'
  let isWhole = wanted.trustsList === true || (!isCount && attempt.isOwnMake && attempt.said.size === 0)
  // A count has no totals: it is whole when the products it was made for stand on it.
  if (!isWhole && isCount) {
    isWhole = isCountListed(wanted, new Set(lines.value.map((line) => line.productId)))
  } else if (!isWhole) {
    const totals = await lightspeed.totals(remoteId, options)
    if (totals.is !== 'answer' && totals.is !== 'refused') return stopReading(attempt, totals, 'lines')
    isWhole = totals.is === 'refused' || addsUp(lines.value, totals.value)
  }
  attempt.seen = observe(header.value, lines.value, { isWhole, zeroes: attempt.zeroes })
  attempt.rows = lines.value
  attempt.readAtMs = attempt.bench.clock.mono()
  return null
}

function readOptions({ record }: Attempt) {
  return { traceId: record.traceId, priority: 'reconcile' } as const
}

function stopReading(
  attempt: Attempt,
  answer: Exclude<Answer<unknown>, { is: 'answer' }>,
  of: 'header' | 'lines',
): Ending {
  const { record, open, wanted } = attempt
  if (answer.is !== 'refused' || answer.status !== 404) return record.stop(answer, { open, sent: null })
  // What is not there is as good as cancelled.
  if (wanted.status === 'CANCELLED' && of === 'header') return record.done(wanted, null, [])
  const gone = { kind: 'gone', here: 'it is known here', there: 'it is gone there' } as const
  return record.conflict(gone, null, [], wanted)
}

async function write(attempt: Attempt, planned: WriteStep): Promise<Ending | null> {
  const { bench, lightspeed, record, wanted, seen } = attempt
  const effect = effectOf(planned)
  if (attempt.refused?.effect === effect) {
    return record.stop(attempt.refused.answer, { open: null, sent: null, refused: planned })
  }
  // Said yes, read back, and not to be seen: never sent again in one go.
  if (attempt.said.has(effect))
    return record.waitFor(isListed(attempt, planned) ? 'echo' : 'list', seen, wanted)
  const late = lateLine(attempt, planned)
  if (late !== null) return record.lookAgain(late.step, late.ms)
  const isProbe = planned.do === 'add-line' && mayStandThere(attempt, planned)
  // A list may lag two minutes: a line it does not show is waited for before anything is sent.
  if (isProbe && record.mayWait('list', seen)) return record.waitFor('list', seen, wanted)
  const step = isProbe ? asSetLine(planned) : planned
  const sent = record.begin(step, attempt.isLookedUp ? attempt.open : null)
  if ('received' in step && step.received !== null) {
    const before = attempt.agreed.get(step.productId)?.received ?? 0
    attempt.agreed.set(step.productId, { received: before, told: step.received })
  }
  const answer = await sendStep(lightspeed, wanted, seen, step, {
    traceId: record.traceId,
    priority: 'bench',
  })
  if (answer.is === 'refused' && answer.status === 404 && step.do === 'set-line') {
    if (attempt.noLine.has(step.productId)) return record.waitFor('echo', seen, wanted)
    attempt.noLine.add(step.productId)
    if (!isProbe) readAgain(attempt)
    return null
  }
  if (answer.is === 'refused') {
    attempt.refused = { effect, answer }
    readAgain(attempt)
    return seen === null ? record.stop(answer, { open: null, sent, refused: step }) : null
  }
  if (answer.is !== 'answer') return record.stop(answer, { open: attempt.open, sent, refused: step })
  attempt.open = null
  record.progress(!isProbe)
  if (step.do === 'create') {
    if (answer.value === null) throw new Error('a create answered without its consignment')
    const held = record.created(answer.value, wanted, sent)
    if (held !== null) return held
    attempt.isOwnMake = true
    if (sent.isResent) await cancelTwins({ bench, lightspeed }, wanted, sent, answer.value.id)
    readAgain(attempt)
    return null
  }
  attempt.said.add(effect)
  if ('received' in step && step.received === 0 && attempt.zeroes !== 'all')
    attempt.zeroes.add(step.productId)
  goOn(attempt, step)
  return null
}

/** A run of line writes is read back once, at its end; a status is read back at once. */
function goOn(attempt: Attempt, step: WriteStep): void {
  const assumed = attempt.seen === null ? null : assumeWritten(attempt.seen, step)
  const next = assumed === null ? null : nextStep(attempt.wanted, assumed, attempt.agreed)
  const isRun = step.do !== 'set-status' && (next?.do === 'add-line' || next?.do === 'set-line')
  if (isRun) {
    attempt.seen = assumed
    return
  }
  const isEnd = next?.do === 'set-status' && ['RECEIVED', 'STOCKTAKE_COMPLETE'].includes(next.status)
  if (isEnd) attempt.record.keepZeroesTold()
  readAgain(attempt)
}

function readAgain(attempt: Attempt): void {
  attempt.readAtMs = Number.NEGATIVE_INFINITY
}

function isListed({ seen }: Attempt, step: WriteStep): boolean {
  return !('productId' in step) || seen?.lines.has(step.productId) === true
}

function lateLine({ open, record }: Attempt, step: WriteStep): { step: OpenStep; ms: number } | null {
  if (open?.do !== 'add-line' || step.do !== 'add-line' || open.productId !== step.productId) return null
  const ms = lateLineMs - record.ageMs()
  return ms > 0 ? { step: open, ms } : null
}

/**
 * Whether a line that is not listed may exist all the same: then it is set first, and added only when Lightspeed says
 * that it has none. The totals tell it by the counts; what has none is judged by the time since the last write.
 */
function mayStandThere(attempt: Attempt, step: Extract<WriteStep, { do: 'add-line' }>): boolean {
  if (attempt.noLine.has(step.productId)) return false
  if (attempt.seen?.isWhole === false) return true
  const { before, record } = attempt
  return step.count === null && before !== null && record.ageMs() < listedAfterMs
}
