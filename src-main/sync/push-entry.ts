import type { Bench } from '../bench.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { LineRow } from '../lightspeed/rows.ts'
import { type Intention, intention } from '../outbox/intention.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import { findCreated } from './find-created.ts'
import { type Observed, observe } from './observed.ts'
import { nextStep, type Step } from './plan-push.ts'
import { type Ending, openRecord } from './push-record.ts'
import { assumeWritten, type OpenStep, openStep, sendStep, type WriteStep } from './push-step.ts'

/** An answer that is not the answer: why the push stops here for now. */
type Stop = Exclude<Answer<unknown>, { is: 'answer' }>

const lateLineMs = 30_000
const lookUpAfterMs = [5_000, 30_000, 120_000]
const mostSteps = 10_000

/** What one attempt at an entry needs. */
export type PushParts = { bench: Bench; lightspeed: Lightspeed }

/**
 * Makes one outbox entry true at Lightspeed, or leaves it in the one state that says how far it came: reads, does the
 * next step, reads back, and is done only when what was read back is what was wanted. Every write is noted before it
 * is sent; an outcome that is not known is looked up before anything is sent again.
 */
export async function pushEntry(parts: PushParts, entry: OutboxRow): Promise<Ending> {
  const { bench, lightspeed } = parts
  const record = openRecord(bench, entry)
  const wanted = intention.parse(JSON.parse(entry.body))
  let open = entry.state === 'unknown' && entry.step !== null ? openStep.parse(JSON.parse(entry.step)) : null
  const tried = new Map<string, number>()
  let seen: Observed | null = null
  let rows: LineRow[] = []
  let isFresh = false
  let isLookedUp = false

  for (let count = 0; count < mostSteps; count += 1) {
    const remoteId = bench.store.consignments.get(entry.lane)?.remoteId ?? null
    if (remoteId === null && open?.do === 'create' && !isLookedUp) {
      const ended = await settleCreate(parts, wanted, open, record)
      if (ended !== null) return ended
      isLookedUp = true
      open = { ...open, isResent: true }
      continue
    }
    if (remoteId !== null && (seen === null || !isFresh)) {
      const read = await readBack(lightspeed, remoteId, record.traceId)
      if (read.is !== 'read') return record.stop(read, { isWrite: false, step: open })
      seen = read.seen
      rows = read.rows
      isFresh = true
    }
    const step = nextStep(wanted, seen)
    switch (step.do) {
      case 'done':
        return record.done(wanted, seen, rows)
      case 'wait':
        return record.waitFor(step.why)
      case 'conflict':
        return record.conflict(step.conflict, seen)
      default: {
        const late = lateLine(open, step, bench.clock.now())
        if (late !== null) return record.lookAgain(open as OpenStep, late)
        const ended = await write(parts, record, wanted, seen, step, open, tried)
        if (ended.is === 'ended') return ended.ending
        open = null
        seen = ended.seen
        isFresh = ended.isFresh
      }
    }
  }
  return record.park('It did not settle after many steps.', 'Look at it in Lightspeed, then try again.')
}

type Wrote = { is: 'ended'; ending: Ending } | { is: 'go-on'; seen: Observed | null; isFresh: boolean }

async function write(
  { bench, lightspeed }: PushParts,
  record: ReturnType<typeof openRecord>,
  wanted: Intention,
  seen: Observed | null,
  step: WriteStep,
  open: OpenStep | null,
  tried: Map<string, number>,
): Promise<Wrote> {
  const name = JSON.stringify(step)
  const times = (tried.get(name) ?? 0) + 1
  tried.set(name, times)
  if (times > 2) {
    const ending = record.park(
      'Lightspeed said yes but shows another value.',
      'Look at it in Lightspeed: something changes it back. Then try again.',
    )
    return { is: 'ended', ending }
  }
  const opened = record.begin(step, open)
  const answer = await sendStep(lightspeed, wanted, seen, step, {
    traceId: record.traceId,
    priority: 'bench',
  })
  if (answer.is === 'answer') {
    if (step.do === 'create' && answer.value !== null) {
      record.created(answer.value)
      if (opened.isResent) await cancelTwins({ bench, lightspeed }, wanted, opened, answer.value.id)
      return { is: 'go-on', seen: null, isFresh: false }
    }
    const isLine = step.do === 'add-line' || step.do === 'set-line'
    // A run of line writes is read back once, at its end; a status is read back at once.
    if (isLine && seen !== null)
      return { is: 'go-on', seen: readBackNeeded(wanted, assumeWritten(seen, step)), isFresh: true }
    return { is: 'go-on', seen: null, isFresh: false }
  }
  if (answer.is === 'refused' && times === 1) return { is: 'go-on', seen: null, isFresh: false }
  return { is: 'ended', ending: record.stop(answer, { isWrite: true, step: opened, refused: step }) }
}

/** The assumed picture while line writes remain; null (read again) once the next step would be another kind. */
function readBackNeeded(wanted: Intention, assumed: Observed): Observed | null {
  const next: Step = nextStep(wanted, assumed)
  return next.do === 'add-line' || next.do === 'set-line' ? assumed : null
}

/** A POST whose answer was lost may still appear: the same line is not added again before half a minute passed. */
function lateLine(open: OpenStep | null, step: WriteStep, nowMs: number): number | null {
  if (open?.do !== 'add-line' || step.do !== 'add-line' || open.productId !== step.productId) return null
  const leftMs = Date.parse(open.at) + lateLineMs - nowMs
  return leftMs > 0 ? leftMs : null
}

/** Looks a create up after 5, 30 and 120 s. Null: go on (found, or certainly not made). */
async function settleCreate(
  { bench, lightspeed }: PushParts,
  wanted: Intention,
  open: OpenStep,
  record: ReturnType<typeof openRecord>,
): Promise<Ending | null> {
  const waitMs = lookUpAfterMs[open.lookups]
  if (waitMs !== undefined) {
    const leftMs = Date.parse(open.at) + waitMs - bench.clock.now()
    if (leftMs > 0) return record.lookAgain(open, leftMs)
  }
  const found = await findCreated(lightspeed, wanted, open.cursor)
  if (found.is !== 'answer') return record.stop(found, { isWrite: false, step: open })
  const oldest = found.value[0]
  if (oldest !== undefined) {
    record.created(oldest)
    await cancelTwins({ bench, lightspeed }, wanted, open, oldest.id)
    return null
  }
  const next = lookUpAfterMs[open.lookups + 1]
  if (next === undefined) return null
  return record.lookAgain(
    { ...open, lookups: open.lookups + 1 },
    Date.parse(open.at) + next - bench.clock.now(),
  )
}

/** Another consignment with our reference, open and empty, is ours by mistake: cancelled, and told in the log. */
async function cancelTwins(
  { bench, lightspeed }: PushParts,
  wanted: Intention,
  open: OpenStep,
  keptId: string,
): Promise<void> {
  const found = await findCreated(lightspeed, wanted, open.cursor)
  if (found.is !== 'answer') return
  for (const twin of found.value) {
    if (twin.id === keptId || twin.status !== 'OPEN') continue
    const lines = await lightspeed.allLines(twin.id)
    if (lines.is !== 'answer' || lines.value.length > 0) continue
    bench.log.warn('sync.twin-cancelled', { reference: wanted.reference, remoteId: twin.id })
    await lightspeed.updateConsignment(twin.id, {
      name: twin.name,
      type: twin.type,
      outlet_id: twin.outletId ?? wanted.outletId,
      status: 'CANCELLED',
    })
  }
}

async function readBack(
  lightspeed: Lightspeed,
  remoteId: string,
  traceId: string,
): Promise<{ is: 'read'; seen: Observed; rows: LineRow[] } | Stop> {
  const header = await lightspeed.consignment(remoteId, { traceId, priority: 'reconcile' })
  if (header.is !== 'answer') return header
  const lines = await lightspeed.allLines(remoteId, { traceId, priority: 'reconcile' })
  if (lines.is !== 'answer') return lines
  return { is: 'read', seen: observe(header.value, lines.value), rows: lines.value }
}
