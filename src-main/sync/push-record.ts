import { impossible } from '../../src-shared/failure.ts'
import type { Bench } from '../bench.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { ConsignmentRow, LineRow } from '../lightspeed/rows.ts'
import type { Intention } from '../outbox/intention.ts'
import type { OutboxRow } from '../store/outbox-rows.ts'
import { systemActor } from '../store/store.ts'
import { pushChoices } from './choices.ts'
import type { Observed } from './observed.ts'
import type { PushConflict } from './plan-push.ts'
import type { OpenStep, WriteStep } from './push-step.ts'
import { keepShadow } from './shadow.ts'

/** How an attempt ended, for whoever runs them. */
export type Ending = { is: 'done' | 'later' | 'parked' | 'offline' | 'signed-out' }

const minuteMs = 60_000
/** After the tries inside a call: 1, 5, 15, 60, 240 minutes, then a person decides. */
const laterAfterMs = [1, 5, 15, 60, 240].map((minutes) => minutes * minuteMs)
const unknownAfterMs = [5_000, 30_000, 120_000, ...laterAfterMs.slice(1)]
const offlineAgainMs = 10_000
const signedOutAgainMs = 60_000
const backgroundAgainMs = 2_000

/** Writes down every turn of one entry: each is a command, with its journal row. */
export function openRecord(bench: Bench, entry: OutboxRow) {
  const { store, clock } = bench
  const traceId = bench.newTraceId()
  const inMs = (ms: number) => new Date(clock.now() + ms).toISOString()
  const write = (kind: string, given: unknown, work: () => void) =>
    store.write({ kind, actor: systemActor, subject: entry.lane, given, traceId }, work)

  function wait(
    state: 'pending' | 'unknown',
    step: OpenStep | null,
    tries: number,
    ms: number,
    why: string,
  ): void {
    write('sync:later', { entry: entry.id, why }, () =>
      store.outbox.wait(entry.id, {
        state,
        step: step === null ? null : JSON.stringify(step),
        tries,
        dueAt: inMs(ms),
        why,
        traceId,
      }),
    )
  }

  function park(why: string, advice: string): Ending {
    write('sync:parked', { entry: entry.id, why }, () => store.outbox.park(entry.id, why, advice, traceId))
    return { is: 'parked' }
  }

  /** Stops for now. An unknown outcome keeps its step, so that it is looked up before anything is sent again. */
  function stop(
    answer: Exclude<Answer<unknown>, { is: 'answer' }>,
    at: { isWrite: boolean; step: OpenStep | null; refused?: WriteStep },
  ): Ending {
    // A create sent a second time may still have a late twin: it stays unknown until it was looked for again.
    const before = at.isWrite && at.step?.isResent !== true ? null : at.step
    const stateNow = before === null ? 'pending' : 'unknown'
    switch (answer.is) {
      case 'offline':
        wait(stateNow, before, entry.tries, offlineAgainMs, answer.why)
        return { is: 'offline' }
      case 'limited':
        wait(stateNow, before, entry.tries, answer.retryAfterMs, 'The call allowance is used up for now.')
        return { is: 'later' }
      case 'unauthorised':
        wait(stateNow, before, entry.tries, signedOutAgainMs, answer.say)
        return { is: 'signed-out' }
      case 'forbidden':
        return park(answer.say, 'The token may not do this. Give it the right in Lightspeed, then retry.')
      case 'refused':
        return park(answer.say, refusedAdvice(at.refused ?? null, answer.status))
      case 'no-answer': {
        const isUnknown = at.isWrite ? answer.mayHaveApplied : before !== null
        const waits = isUnknown ? unknownAfterMs : laterAfterMs
        const ms = waits[entry.tries]
        if (ms === undefined)
          return park(answer.why, 'Lightspeed does not answer for hours. Retry when it does.')
        wait(isUnknown ? 'unknown' : 'pending', isUnknown ? at.step : null, entry.tries + 1, ms, answer.why)
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
    /** Notes a write before its first byte goes out. */
    begin(step: WriteStep, open: OpenStep | null): OpenStep {
      const opened: OpenStep = {
        do: step.do,
        productId: 'productId' in step ? step.productId : null,
        at: store.now(),
        cursor:
          open?.cursor ?? Math.max(store.remote.newestVersion(), store.feeds.get('consignments').cursor),
        lookups: 0,
        isResent: open?.isResent ?? false,
      }
      write('sync:begin', { entry: entry.id, step }, () =>
        store.outbox.begin(entry.id, JSON.stringify(opened), traceId),
      )
      return opened
    },
    /** The consignment exists at Lightspeed, whether this call made it or an earlier one. */
    created(row: ConsignmentRow): void {
      write('sync:created', { entry: entry.id, remoteId: row.id }, () => {
        store.consignments.setRemoteId(entry.lane, row.id)
        keepShadow(store, row, null)
      })
    },
    /** An unknown outcome that is looked up again after a while. */
    lookAgain(step: OpenStep, ms: number): Ending {
      wait('unknown', step, entry.tries, Math.max(0, ms), 'The answer was lost: looking it up.')
      return { is: 'later' }
    },
    waitFor(why: string): Ending {
      wait('pending', null, entry.tries, backgroundAgainMs, why)
      return { is: 'later' }
    },
    conflict(found: PushConflict, seen: Observed | null): Ending {
      write('sync:conflict', { entry: entry.id, ...found }, () => {
        if (seen !== null) keepShadow(store, seen.header, null)
        store.conflicts.raise({
          id: store.newId(),
          consignmentId: entry.lane,
          kind: `push-${found.kind}`,
          here: found.here,
          there: found.there,
          choices: pushChoices(found, seen),
          raisedAt: store.now(),
        })
        store.outbox.park(
          entry.id,
          `${found.here}, but ${found.there}.`,
          'Settle the conflict below.',
          traceId,
        )
      })
      return { is: 'parked' }
    },
    /** Read back and equal: the entry ends, stock effects are acknowledged, a received consignment is completed. */
    done(wanted: Intention, seen: Observed | null, rows: readonly LineRow[]): Ending {
      write('sync:done', { entry: entry.id, status: seen?.header.status ?? 'never told' }, () => {
        store.outbox.end(entry.id, 'done', store.now(), null, 'Lightspeed agrees.')
        if (seen === null) return
        keepShadow(store, seen.header, rows)
        acknowledge(bench, entry.lane, wanted, seen.header.status, traceId)
      })
      return { is: 'done' }
    },
  }
}

function acknowledge(bench: Bench, id: string, wanted: Intention, status: string, traceId: string): void {
  const { store } = bench
  const hasLeft = status === 'SENT' || status === 'DISPATCHED' || status === 'RECEIVED'
  if (hasLeft && wanted.sourceOutletId !== null)
    store.stock.acknowledge(id, wanted.sourceOutletId, store.now())
  if (status !== 'RECEIVED') return
  store.stock.acknowledge(id, wanted.outletId, store.now())
  if (store.consignments.get(id)?.state !== 'received') return
  const trigger = 'sync:done'
  store.states.move(id, { to: 'completed', trigger, actor: systemActor, station: store.station.id, traceId })
}

function refusedAdvice(step: WriteStep | null, status: number): string {
  if (step?.do === 'set-line' && step.received !== null) {
    return 'Lightspeed does not take this received quantity. The count stays here; the office corrects the stock, then retry or discard.'
  }
  if (step?.do === 'add-line')
    return 'Lightspeed does not take this product. The office adds it there, then retry.'
  return `Lightspeed refused (${status}). Look at it in Lightspeed, then retry.`
}
