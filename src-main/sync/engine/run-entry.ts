import { impossible } from '../../../src-shared/failure.ts'
import type { Bench } from '../../bench.ts'
import { crashAt } from '../../crash-point.ts'
import type { Answer } from '../../lightspeed/answer.ts'
import type { CallOptions } from '../../lightspeed/caller.ts'
import type { Lightspeed } from '../../lightspeed/lightspeed.ts'
import type { ConsignmentRow } from '../../lightspeed/rows.ts'
import { type Intention, intention, readIntention } from '../../outbox/intention.ts'
import type { OutboxRow } from '../../store/outbox-rows.ts'
import { findCreated } from '../find-created.ts'
import { newAttempt, turn } from './entry.ts'
import type { Command, Ending, EntryEvent, EntryState, Here, Turn } from './entry-state.ts'
import { adoptThere, type Noted, writeNote } from './notes.ts'
import { openStep, type WriteCall } from './write-step.ts'

/** What an attempt needs of this process. */
export type Attempt = {
  bench: Bench
  lightspeed: Lightspeed
  entry: OutboxRow
  isFromBefore: boolean
  writtenAtMs: number | null
  watch?: Watch
}

/** Sees every turn of every attempt, as data: what happened, and what was decided. */
export type Watch = (seen: { before: EntryState; event: EntryEvent; here: Here; turn: Turn }) => void

/**
 * Runs one attempt at an entry: takes what the machine asks for to the client and to the store, and the answers back.
 * It decides nothing. Gives how the attempt ended and when its last write was sent.
 */
export async function runEntry(attempt: Attempt): Promise<{ ending: Ending; writtenAtMs: number | null }> {
  const { bench, entry, isFromBefore, writtenAtMs } = attempt
  const noted: Noted = { id: entry.id, lane: entry.lane, traceId: bench.newTraceId() }
  const wanted = intention.parse(JSON.parse(entry.body))
  let state: EntryState = newAttempt(
    {
      id: entry.id,
      lane: entry.lane,
      isUnknown: entry.state === 'unknown',
      step: entry.step === null ? null : openStep.parse(JSON.parse(entry.step)),
      tries: entry.tries,
      lastAnswer: entry.lastAnswer,
      wanted,
      agreedTo: agreedTo(bench, entry, wanted),
      agreed: bench.store.agreed.of(entry.lane),
      isFromBefore,
      writtenAtMs,
    },
    bench.clock.mono(),
  )
  let event: EntryEvent | null = { is: 'due' }
  while (event !== null) {
    const here = hereNow(bench, entry)
    const next = turn(state, event, here)
    attempt.watch?.({ before: state, event, here, turn: next })
    state = next.state
    event = null
    for (const command of next.commands) event = await carryOut(attempt, noted, command)
  }
  if (state.phase.is !== 'ended') throw new Error(`an attempt stopped while it was ${state.phase.is}`)
  return { ending: state.phase.ending, writtenAtMs: state.writtenAtMs }
}

/**
 * Asked of counts only, whose lists get shorter. An older version of the station may have written it in a way that this
 * one does not know: as if nothing was.
 */
function agreedTo({ store }: Bench, { lane }: OutboxRow, { type }: Intention): Intention | null {
  const body = type === 'STOCKTAKE' ? store.outbox.lastAgreedOf(lane) : null
  return body === null ? null : readIntention(body)
}

/** Read anew for each turn: a later intention may have folded into the entry meanwhile. */
function hereNow({ store, clock }: Bench, entry: OutboxRow): Here {
  return {
    monoMs: clock.mono(),
    wanted: intention.parse(JSON.parse(store.outbox.get(entry.id)?.body ?? entry.body)),
    remoteId: store.consignments.get(entry.lane)?.remoteId ?? null,
    newestVersion: store.remote.newestVersion(),
    feedCursor: store.feeds.get('consignments').cursor,
  }
}

async function carryOut(
  { bench, lightspeed }: Attempt,
  noted: Noted,
  command: Command,
): Promise<EntryEvent | null> {
  const reading: CallOptions = { traceId: noted.traceId, priority: 'reconcile' }
  switch (command.do) {
    case 'note':
      crashAt('outbox.before-note')
      writeNote(bench, noted, command.note)
      crashAt('outbox.noted')
      return null
    case 'warn':
      bench.log.warn(command.event, command.about)
      return null
    case 'adopt':
      return adoptThere(bench, noted, command.row, command.wanted)
    case 'look-up':
      return { is: 'looked-up', answer: await findCreated(lightspeed, command, command.cursor) }
    case 'read-header':
      return { is: 'header', answer: await readBack(() => lightspeed.consignment(command.remoteId, reading)) }
    case 'read-lines':
      return { is: 'lines', answer: await readBack(() => lightspeed.allLines(command.remoteId, reading)) }
    case 'read-totals':
      return { is: 'totals', answer: await lightspeed.totals(command.remoteId, reading) }
    case 'write': {
      const options: CallOptions = { traceId: noted.traceId, priority: 'line' }
      crashAt(command.call.to === 'create' ? 'outbox.before-create' : 'outbox.before-send')
      const answer = await send(lightspeed, command.call, options)
      crashAt('outbox.answered')
      return { is: 'wrote', answer }
    }
    default:
      return impossible(command)
  }
}

async function readBack<T>(read: () => Promise<T>): Promise<T> {
  crashAt('outbox.before-read-back')
  const answer = await read()
  crashAt('outbox.read-back')
  return answer
}

/** The answer's value is the consignment where the call gives one, else null. */
function send(
  lightspeed: Lightspeed,
  call: WriteCall,
  options: CallOptions,
): Promise<Answer<ConsignmentRow | null>> {
  switch (call.to) {
    case 'create':
      return lightspeed.createConsignment(call.body, options)
    case 'update':
      return lightspeed.updateConsignment(call.remoteId, call.body, options)
    case 'add-line':
      return withoutValue(lightspeed.addLine(call.remoteId, call.line, options))
    case 'set-line':
      return withoutValue(lightspeed.setLine(call.remoteId, call.productId, call.line, options))
    case 'delete-line':
      return withoutValue(lightspeed.deleteLine(call.remoteId, call.productId, options))
    default:
      return impossible(call)
  }
}

async function withoutValue<T>(asked: Promise<Answer<T>>): Promise<Answer<null>> {
  const answer = await asked
  return answer.is === 'answer' ? { ...answer, value: null } : answer
}
