import { impossible } from '../../src-shared/failure.ts'
import { type Bench, consignmentOrRefuse } from '../bench.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { ConsignmentRow, LineRow } from '../lightspeed/rows.ts'
import type { Intention } from '../outbox/intention.ts'
import type { ConflictChoice } from '../store/conflict-rows.ts'
import type { ConsignmentRow as ConsignmentRecord } from '../store/consignment-rows.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import { type Command, systemActor } from '../store/store.ts'
import { noteAgreement } from './agreement.ts'
import { pushChoices } from './choices.ts'
import { followShadow } from './follow-status.ts'
import { giveUp, heldChoices, heldWords, holderOf, isUntouched } from './held-conflict.ts'
import type { Observed } from './observed.ts'
import type { PushConflict, WaitFor } from './plan/step.ts'
import type { OpenStep, WriteStep } from './push-step.ts'
import { countChoices, countedChoices, receivedChoices, receivedWords } from './received-conflict.ts'
import { keepShadow } from './shadow.ts'
import type { WriteAges } from './write-ages.ts'

/** How an attempt ended, for whoever runs them. `waiting`: nothing was asked of the network. */
export type Ending = { is: 'done' | 'later' | 'waiting' | 'parked' | 'offline' | 'signed-out' }

const minuteMs = 60_000
const fourHoursMs = 240 * minuteMs
/**
 * After the tries inside a call: 1, 5, 15, 60, 240 minutes, and every 240 until a day is over; then a person decides.
 * An unknown outcome is looked up sooner.
 */
const steepMs = [5 * minuteMs, 15 * minuteMs, 60 * minuteMs, ...Array<number>(6).fill(fourHoursMs)]
const laterAfterMs = [minuteMs, ...steepMs]
const unknownAfterMs = [5_000, minuteMs, ...steepMs]
const offlineAgainMs = 10_000
const signedOutAgainMs = 60_000
const elsewhereAgainMs = 60_000

/** How often what is only not visible yet is looked at again: lists may lag two minutes, work on lines a day. */
const waits: Record<WaitFor, { say: string; ms: number[]; park: string; advice: string }> = {
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
    ms: [2_000, 5_000, 15_000, 30_000, 60_000, 60_000],
    park: 'Lightspeed said yes but shows another value.',
    advice: 'Look at it in Lightspeed: something changes it back. Then try again.',
  },
}

/** With the status in it: once that has moved, waiting begins anew. */
function waitWords(what: WaitFor, seen: Observed | null): string {
  return seen === null ? waits[what].say : `${waits[what].say} (${seen.header.status})`
}

function isWaitWords(text: string | null): boolean {
  return text !== null && Object.values(waits).some((wait) => text.startsWith(wait.say))
}

/** Writes down every turn of one entry: each is a command, with its journal row. */
export function openRecord(bench: Bench, entry: OutboxRow, ages: WriteAges) {
  const { store, clock } = bench
  const traceId = bench.newTraceId()
  const inMs = (ms: number) => new Date(clock.now() + ms).toISOString()
  const write = (kind: string, given: unknown, work: (command: Command) => void) => {
    const command = { kind, actor: systemActor, subject: entry.lane, given, traceId }
    store.write(command, () => work(command))
  }
  // Waiting for what is only not visible yet is no failure: a failure after it begins its own count.
  let tries = isWaitWords(entry.lastAnswer) ? 0 : entry.tries
  let hasNewLines = false
  let last: OpenStep | null = null

  function wait(state: 'pending' | 'unknown', triesNow: number, ms: number, why: string): void {
    write('sync:later', { entry: entry.id, why }, () =>
      store.outbox.wait(entry.id, {
        state,
        step: last === null ? null : JSON.stringify(last),
        tries: triesNow,
        dueAt: inMs(ms),
        why,
        traceId,
      }),
    )
  }

  /** `open` is a write whose outcome is still not known: it is looked up first when a person says go on. */
  function park(why: string, advice: string, open: OpenStep | null = null): Ending {
    write('sync:parked', { entry: entry.id, why }, () => {
      store.outbox.wait(entry.id, {
        state: open === null ? 'pending' : 'unknown',
        step: open === null ? null : JSON.stringify(open),
        tries,
        dueAt: store.now(),
        why,
        traceId,
      })
      store.outbox.park(entry.id, why, advice, traceId)
    })
    return { is: 'parked' }
  }

  function choicesFor(found: PushConflict, seen: Observed | null, wanted: Intention): ConflictChoice[] {
    const choices = pushChoices(found, seen, wanted)
    if (wanted.type === 'STOCKTAKE') return [...countChoices(store, entry.lane, found), ...choices]
    if (found.kind === 'counted') return countedChoices(store, entry.lane, found.received ?? [])
    return found.received === undefined
      ? choices
      : [...receivedChoices(store, entry.lane, found.received), ...choices]
  }

  function raise(
    found: PushConflict,
    seen: Observed | null,
    wanted: Intention,
    choices = choicesFor(found, seen, wanted),
  ): void {
    store.conflicts.raise({
      id: store.newId(),
      consignmentId: entry.lane,
      kind: `push-${found.kind}`,
      here: found.here,
      there: found.there,
      choices,
      raisedAt: store.now(),
    })
  }

  /** Somebody worked on another record of it: looked up again, never made again, once a person has chosen. */
  function held(holder: ConsignmentRecord, wanted: Intention, open: OpenStep): Ending {
    const ours = consignmentOrRefuse(store, entry.lane)
    const found: PushConflict = { kind: 'held', ...heldWords(ours, holder) }
    const ending = park(`${found.here}, but ${found.there}.`, 'Settle the conflict below.', open)
    write('sync:conflict', { entry: entry.id, held: holder.id }, () =>
      raise(found, null, wanted, heldChoices(ours, holder)),
    )
    return ending
  }

  /**
   * Stops for now. `open` is the write whose outcome was unknown before this call; `sent` the write this call was. An
   * unknown outcome keeps its step, so that it is looked up before anything is sent again.
   */
  function stop(
    answer: Exclude<Answer<unknown>, { is: 'answer' }>,
    at: { open: OpenStep | null; sent: OpenStep | null; refused?: WriteStep },
  ): Ending {
    const mayHaveApplied = at.sent !== null && answer.is === 'no-answer' && answer.mayHaveApplied
    // A create sent a second time may still have a late twin: it stays unknown until it was looked for again.
    const open = mayHaveApplied || at.sent?.isResent === true ? at.sent : at.sent === null ? at.open : null
    if (open !== null) last = open
    if (mayHaveApplied) ages.written(entry.id)
    const state = open === null ? 'pending' : 'unknown'
    switch (answer.is) {
      case 'offline':
        wait(state, tries, offlineAgainMs, answer.why)
        return { is: 'offline' }
      case 'limited':
        wait(state, tries, answer.retryAfterMs, answer.why ?? 'The call allowance is used up for now.')
        return { is: 'later' }
      case 'unauthorised':
        wait(state, tries, signedOutAgainMs, answer.say)
        return { is: 'signed-out' }
      case 'forbidden':
        return park(
          answer.say,
          'The token may not do this. Give it the right in Lightspeed, then retry.',
          open,
        )
      case 'refused':
        return park(answer.say, refusedAdvice(at.refused ?? null, answer.status), open)
      case 'no-answer': {
        if (answer.kind === 'stopped') {
          wait(state, tries, 0, answer.why)
          return { is: 'later' }
        }
        // Not Lightspeed at all: as good as no network, so no attempt is counted.
        if (answer.kind === 'elsewhere' || answer.kind === 'insecure') {
          wait(state, tries, elsewhereAgainMs, answer.why)
          return { is: 'later' }
        }
        const ms = (state === 'unknown' ? unknownAfterMs : laterAfterMs)[tries]
        if (ms === undefined)
          return park(answer.why, 'Lightspeed has not answered for a day. Retry when it does.', open)
        wait(state, tries + 1, ms, answer.why)
        return { is: 'later' }
      }
      default:
        return impossible(answer)
    }
  }

  return {
    traceId,
    park,
    stop,
    /** Since the last write was sent, or its answer known to be lost, milliseconds. */
    ageMs: () => ages.ms(entry.id),
    /** Keeps what an earlier attempt wrote last, until this one writes. */
    remember(step: OpenStep | null): void {
      last = step
    },
    /** Keeps, beside the last write, that every received zero was written. */
    keepZeroesTold(): void {
      if (last !== null) last = { ...last, areZeroesTold: true }
    },
    /** Notes a write before its first byte goes out. `lost` is a create that was looked up and not found. */
    begin(step: WriteStep, lost: OpenStep | null): OpenStep {
      const isCreate = step.do === 'create'
      const newest = () => Math.max(store.remote.newestVersion(), store.feeds.get('consignments').cursor)
      last = {
        do: step.do,
        productId: 'productId' in step ? step.productId : null,
        cursor: isCreate ? (lost?.cursor ?? newest()) : 0,
        lookups: 0,
        isResent: isCreate && lost !== null,
        areZeroesTold: last?.areZeroesTold ?? false,
      }
      const opened = last
      ages.written(entry.id)
      write('sync:begin', { entry: entry.id, step }, () => {
        store.outbox.begin(entry.id, JSON.stringify(opened), traceId)
        if ('received' in step && step.received !== null) {
          store.agreed.tell(entry.lane, step.productId, step.received)
        }
      })
      return opened
    },
    /** A write came through: failures are counted anew, and so is the wait for a list that must now show it. */
    progress(isListedAnew: boolean): void {
      tries = 0
      hasNewLines ||= isListedAnew
    },
    /**
     * The consignment exists at Lightspeed, whether this call made it (`open`) or an earlier one. Null: go on. Another
     * record here that stands for it is given up unless somebody worked on it: then a person says which one is right.
     */
    created(row: ConsignmentRow, wanted: Intention, open: OpenStep): Ending | null {
      const holder = holderOf(store, row.id, entry.lane)
      if (holder !== null && !isUntouched(store, holder)) return held(holder, wanted, open)
      write('sync:created', { entry: entry.id, remoteId: row.id }, (command) => {
        if (holder !== null) giveUp(bench, holder.id, `It is ${wanted.reference}.`, command)
        store.consignments.setRemoteId(entry.lane, row.id)
        keepShadow(store, row, null)
      })
      return null
    },
    /** An unknown outcome that is looked up again after a while. */
    lookAgain(step: OpenStep, ms: number, ending: 'later' | 'waiting' = 'later'): Ending {
      last = step
      wait('unknown', tries, Math.max(0, ms), 'The answer was lost: looking it up.')
      return { is: ending }
    },
    /** Whether it is too early to judge what a list does not show. */
    mayWait: (what: WaitFor, seen: Observed | null) =>
      entry.lastAnswer !== waitWords(what, seen) || entry.tries < waits[what].ms.length,
    /** What is only not visible yet: looked at again, then parked; a list that stays short is for a person to judge. */
    waitFor(what: WaitFor, seen: Observed | null, wanted: Intention): Ending {
      const { ms, park: why, advice } = waits[what]
      const say = waitWords(what, seen)
      const isSame = entry.lastAnswer === say && !(what === 'list' && hasNewLines)
      const turn = isSame ? entry.tries : 0
      const next = ms[turn]
      if (next !== undefined) {
        wait('pending', turn + 1, next, say)
        return { is: 'later' }
      }
      const ending = park(why, advice)
      if (what !== 'list') return ending
      write('sync:conflict', { entry: entry.id, list: true }, () =>
        raise(
          { kind: 'list', here: 'every line was told', there: 'its list does not show them all' },
          seen,
          wanted,
        ),
      )
      return ending
    },
    conflict(
      planned: PushConflict,
      seen: Observed | null,
      rows: readonly LineRow[],
      wanted: Intention,
    ): Ending {
      const already = planned.kind === 'counted' ? planned.there : null
      const found =
        planned.received === undefined
          ? planned
          : { ...planned, ...receivedWords(store, entry.lane, planned.received, already) }
      write('sync:conflict', { entry: entry.id, ...found }, () => {
        if (seen !== null) keepShadow(store, seen.header, rows)
        raise(found, seen, wanted)
        const why = `${found.here}, but ${found.there}.`
        store.outbox.wait(entry.id, {
          state: 'pending',
          step: null,
          tries: 0,
          dueAt: store.now(),
          why,
          traceId,
        })
        store.outbox.park(entry.id, why, 'Settle the conflict below.', traceId)
      })
      return { is: 'parked' }
    },
    /**
     * Read back and equal: the entry ends, stock effects are acknowledged, a received consignment is completed, and
     * what Lightspeed said meanwhile is followed. Nothing was seen of what is not there, which is all a cancelling
     * wants.
     */
    done(wanted: Intention, seen: Observed | null, rows: readonly LineRow[]): Ending {
      ages.forget(entry.id)
      write('sync:done', { entry: entry.id, status: seen?.header.status ?? 'not there' }, (command) => {
        store.outbox.end(entry.id, 'done', store.now(), null, 'Lightspeed agrees.')
        settlePushConflicts(bench, entry.lane, 'agrees', 'Lightspeed agrees.')
        if (seen !== null) keepShadow(store, seen.header, rows)
        noteAgreement(bench, entry.lane, wanted, seen, traceId)
        followShadow(bench, entry.lane, command)
      })
      return { is: seen === null ? 'waiting' : 'done' }
    },
  }
}
export type PushRecord = ReturnType<typeof openRecord>

/** Conflicts of the push stand only while its entry is parked. Call inside a write. */
export function settlePushConflicts({ store }: Bench, lane: string, choice: string, reason: string): void {
  for (const conflict of store.conflicts.open()) {
    if (conflict.consignmentId !== lane || !conflict.kind.startsWith('push-')) continue
    store.conflicts.settle(conflict.id, store.now(), choice, reason)
  }
}

function refusedAdvice(step: WriteStep | null, status: number): string {
  if (step?.do === 'set-line' && step.received !== null) {
    return 'Lightspeed does not take this received quantity. The count stays here; the office corrects the stock, then retry or discard.'
  }
  if (step?.do === 'add-line')
    return 'Lightspeed does not take this product. The office adds it there, then retry.'
  return `Lightspeed refused (${status}). Look at it in Lightspeed, then retry.`
}
