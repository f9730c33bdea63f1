import {
  cancelAfterMs,
  clockSteps,
  daysWaited,
  intentsWaiting,
  mayDecide,
  mayResubmit,
} from '../../src-shared/rule/approval.ts'
import { approverRoles } from '../../src-shared/rule/approval-tiers.ts'
import { type Bench, consignmentOrRefuse } from '../bench.ts'
import type { RoundRow } from '../store/approval-rows.ts'
import { type Command, systemActor } from '../store/store.ts'
import { complete } from './decide.ts'
import { addAct, amountsChanged, canSignIn, factsOf, moveOn } from './round.ts'
import type { ApprovalParts } from './submit.ts'

/** Not in the first seconds: a person is waiting for the screen then. */
const firstAfterMs = 5_000
const everyMs = 60_000

/** Follows the clock for what waits, as long as the station runs; what was due while it was off is done at the start. */
export function openApprovalClock(
  bench: Bench,
  parts: Pick<ApprovalParts, 'isReachable'>,
): { close(): void; lineChanged(): void } {
  let wasReachable = parts.isReachable()
  let cancel = bench.clock.after(firstAfterMs, tick)
  function look(): void {
    try {
      runApprovalClock(bench, parts)
    } catch (thrown) {
      bench.log.bug('approval.clock-broke', thrown)
    }
  }
  function tick(): void {
    look()
    cancel = bench.clock.after(everyMs, tick)
  }
  return {
    close: () => cancel(),
    /** What was noted out of reach is looked at as soon as the line is back. */
    lineChanged() {
      const isReachable = parts.isReachable()
      if (isReachable && !wasReachable) look()
      wasReachable = isReachable
    },
  }
}

/**
 * Does once what the clock asks now: confirms what was noted out of reach, reminds, asks the next tier, cancels after ten
 * days, puts away what was rejected and not handed in again. Each is a command of the station itself. Never approves what
 * no person approved.
 */
export function runApprovalClock(bench: Bench, parts: Pick<ApprovalParts, 'isReachable'>): void {
  const { store, clock } = bench
  if (parts.isReachable()) for (const round of store.approvals.open()) confirmNoted(bench, round)
  for (const round of store.approvals.open()) {
    const openedAt = Date.parse(round.openedAt)
    const steps = clockSteps(
      {
        openedAt,
        remindedDays: round.remindedDays,
        hasAskedNext: round.askedNextAt !== null,
        hasNext: round.nextRoles.some((role) => !round.roles.includes(role)),
      },
      clock.now(),
    )
    for (const step of steps) {
      if (step === 'cancel') cancelOld(bench, round)
      else if (step === 'ask-next-tier') askNextTier(bench, round)
      else remind(bench, round, daysWaited(openedAt, clock.now()))
    }
  }
  for (const round of store.approvals.rejected()) {
    if (!mayResubmit(Date.parse(round.endedAt ?? ''), clock.now())) putAway(bench, round)
  }
}

/** One command of the station itself about a consignment. */
function bySelf(
  bench: Bench,
  kind: string,
  round: RoundRow,
  given: object,
  work: (command: Command) => void,
): void {
  const { store } = bench
  const command: Command = {
    kind,
    actor: systemActor,
    subject: round.consignmentId,
    given: { roundId: round.id, ...given },
    traceId: bench.newTraceId(),
  }
  store.write(command, () => {
    work(command)
    store.consignments.touch(round.consignmentId, store.now())
  })
}

function cancelOld(bench: Bench, round: RoundRow): void {
  const { store } = bench
  const reason = `Nobody approved it within ${cancelAfterMs / 86_400_000} days.`
  bySelf(bench, 'approval:cancelled', round, {}, (command) => {
    addAct(store, round.id, 'cancelled', systemActor, { reason })
    moveOn(store, round.consignmentId, 'cancelled', command, { reason })
  })
}

function putAway(bench: Bench, round: RoundRow): void {
  const { store } = bench
  const reason = 'It was rejected and not handed in again within 7 days.'
  bySelf(bench, 'approval:put-away', round, {}, (command) => {
    addAct(store, round.id, 'cancelled', systemActor, { reason })
    moveOn(store, round.consignmentId, 'cancelled', command, { reason })
    store.consignments.archive(round.consignmentId, store.now())
  })
}

function askNextTier(bench: Bench, round: RoundRow): void {
  const { store } = bench
  const roles = approverRoles.filter((role) => round.roles.includes(role) || round.nextRoles.includes(role))
  bySelf(bench, 'approval:next-tier-asked', round, { roles }, () => {
    store.approvals.askNext(round.id, store.now(), roles)
    addAct(store, round.id, 'next-tier-asked', systemActor)
  })
}

function remind(bench: Bench, round: RoundRow, days: number): void {
  const { store } = bench
  bySelf(bench, 'approval:reminded', round, { days }, () => {
    store.approvals.setReminded(round.id, days)
    addAct(store, round.id, 'reminded', systemActor)
  })
}

/** Approvals noted out of reach count now, where the person still may give them and the amounts are the same. */
function confirmNoted(bench: Bench, round: RoundRow): void {
  const { store } = bench
  const { createdBy } = consignmentOrRefuse(store, round.consignmentId)
  for (const personId of intentsWaiting(factsOf(store, round, createdBy))) {
    if (store.approvals.round(round.id)?.state !== 'open') return
    bySelf(bench, 'approval:confirmed', round, { personId }, (command) => {
      const person = store.staff.get(personId)
      const why = !canSignIn(person)
        ? 'This person no longer works here.'
        : mayDecide(factsOf(store, round, createdBy), person).is !== 'yes'
          ? 'This person may not approve it any more.'
          : amountsChanged(store, round)
            ? 'The amounts were changed meanwhile.'
            : null
      const actor = { id: personId, role: person?.role ?? ('FI' as const) }
      if (why !== null) {
        addAct(store, round.id, 'intent-refused', actor, { reason: why })
        return
      }
      addAct(store, round.id, 'approved', actor)
      complete(store, round, createdBy, command, actor)
    })
  }
}
