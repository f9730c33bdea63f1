import type {
  ApprovalDesk,
  ApprovalView,
  ChangedForMe,
  CountToApprove,
} from '../../src-shared/model/approval.ts'
import type { Doer } from '../../src-shared/model/history.ts'
import {
  approvalsGiven,
  approvalsMissing,
  hearsOfRejections,
  intentsWaiting,
  mayDecide,
  mayResubmit,
  rejectionsInARow,
  resubmitWithinMs,
  waitsFor,
} from '../../src-shared/rule/approval.ts'
import { transferNeedsApproval, worthOf } from '../../src-shared/rule/approval-tiers.ts'
import { findTransition } from '../../src-shared/rule/transition.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { headOf } from '../consignment/head.ts'
import { doerOf } from '../consignment/history.ts'
import { approvalRulesOf } from '../station-settings.ts'
import type { ActRow, RoundRow } from '../store/approval-rows.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Actor, Store } from '../store/store.ts'
import { reasonOf } from './reason.ts'
import { addAct, canSignIn, factsOf, mayDecideHere } from './round.ts'
import { unusualOf } from './unusual.ts'

const mostCounts = 200

/** `approval:inbox`: everything that waits, and how much of it waits for the person who asks. */
export function inbox(bench: Bench): {
  open: ApprovalView[]
  rejected: ApprovalView[]
  counts: CountToApprove[]
  changed: ChangedForMe[]
  waitingForMe: number
} {
  const { store } = bench
  const actor = bench.actor()
  return store.read(() => {
    const views = (rounds: RoundRow[]) =>
      rounds.flatMap((round) => {
        const consignment = store.consignments.get(round.consignmentId)
        return consignment === null ? [] : [viewOf(bench, actor, round, consignment)]
      })
    const open = views(store.approvals.open())
    const rejected = views(store.approvals.rejected())
    const counts = countsToApprove(store, actor)
    const mine = [...open, ...counts].filter(({ waitsForMe }) => waitsForMe)
    // What came back is the creator's to see, as long as something can be done about it; again and again, also others'.
    const back = rejected.filter((view) => view.isMine || view.hearsOfRejections)
    const changed = changedFor(store, actor)
    return { open, rejected, counts, changed, waitingForMe: mine.length + back.length + changed.length }
  })
}

/** One entry a round, the round changed longest ago first. */
function changedFor(store: Store, actor: Actor): ChangedForMe[] {
  const rounds = Map.groupBy(store.approvals.unseenChangesOf(actor.id), ({ roundId }) => roundId)
  return [...rounds.values()].flatMap((changes) => {
    const [first] = changes
    const consignment = first === undefined ? null : store.consignments.get(first.consignmentId)
    if (first === undefined || consignment === null) return []
    const { id: consignmentId, code, kind } = consignment
    const told = changes.flatMap(({ reason }) => reason ?? [])
    return [{ consignmentId, roundId: first.roundId, code, kind, at: first.at, changes: told }]
  })
}

/** `approval:changes-seen`: whoever made it has read what an approver changed; nobody else can. A second press does nothing. */
export function changesSeen(
  bench: Bench,
  taken: { consignmentId: string; roundId: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'approval:changes-seen', taken.consignmentId, taken, (_, command) => {
    const unseen = store.approvals.unseenChangesOf(command.actor.id)
    if (unseen.some(({ roundId }) => roundId === taken.roundId))
      addAct(store, taken.roundId, 'changes-seen', command.actor)
    return {}
  })
}

function countsToApprove(store: Store, actor: Actor): CountToApprove[] {
  const row = findTransition('STOCKTAKE', 'review', 'approved')
  const may = row?.who.some((who) => who === actor.role) === true
  return store.consignments
    .inStates(['review'], mostCounts)
    .map((consignment) => ({
      consignmentId: consignment.id,
      code: consignment.code,
      outlet: headOf(store, consignment).to,
      since:
        store.transitions.of(consignment.id).findLast(({ to }) => to === 'review')?.at ??
        consignment.createdAt,
      waitsForMe: may,
    }))
    .sort((one, other) => one.since.localeCompare(other.since))
}

/** `approval:of`: what the approval of one consignment stands at, for its screen. */
export function approvalDesk(bench: Bench, consignment: ConsignmentRow): ApprovalDesk {
  const { store } = bench
  const actor = bench.actor()
  return store.read(() => {
    const last = store.approvals.lastOf(consignment.id)
    const isShown = consignment.state === 'pending_approval' || consignment.state === 'rejected'
    const lines = store.lines.of(consignment.id)
    const facts = last === null ? null : factsOf(store, last, consignment.createdBy)
    const others =
      facts === null || last?.state !== 'open'
        ? []
        : store.staff
            .all()
            .filter((person) => canSignIn(person) && person.hasPin && person.id !== actor.id)
            .filter((person) => mayDecide(facts, person).is === 'yes')
            .map(({ id, name }) => ({ id, name: name ?? 'Somebody' }))
    return {
      consignmentId: consignment.id,
      view: last !== null && isShown ? viewOf(bench, actor, last, consignment) : null,
      submit: submitState(bench, consignment, actor, last),
      lines: lines.map(({ productId, name, sku, planned, costCents }) => ({
        productId,
        name,
        sku,
        planned,
        costCents,
      })),
      acts: store.approvals
        .roundsOf(consignment.id)
        .flatMap((round) => store.approvals.actsOf(round.id))
        .map((act) => actView(store, act)),
      others,
    }
  })
}

function actView(store: Store, act: ActRow): ApprovalDesk['acts'][number] {
  const { id, kind, at, actor, toPerson } = act
  return {
    id,
    kind,
    at,
    who: doerOf(store, actor),
    to: toPerson === null ? null : doerOf(store, toPerson),
    reason: reasonOf(act),
  }
}

function submitState(
  bench: Bench,
  consignment: ConsignmentRow,
  actor: Actor,
  last: RoundRow | null,
): ApprovalDesk['submit'] {
  const { store } = bench
  const { kind, state } = consignment
  const worth = worthOf(store.lines.of(consignment.id))
  const isTransferAbove = transferNeedsApproval(approvalRulesOf(store), worth)
  const needs =
    kind === 'PO' || kind === 'RETURN' || (kind === 'OUTLET' && (state === 'rejected' || isTransferAbove))
  const row = findTransition(kind, state, 'pending_approval')
  const isMover = row?.who.some(
    (who) => who === actor.role || (who === 'creator' && consignment.createdBy === actor.id),
  )
  const isInTime =
    state !== 'rejected' || mayResubmit(Date.parse(last?.endedAt ?? consignment.updatedAt), bench.clock.now())
  return {
    may: needs && isMover === true && isInTime,
    needs,
    valueCents: worth.valueCents,
    unknown: worth.unknown,
  }
}

/** A round as a card shows it, seen by this person. */
function viewOf(bench: Bench, actor: Actor, round: RoundRow, consignment: ConsignmentRow): ApprovalView {
  const { store } = bench
  const facts = factsOf(store, round, consignment.createdBy)
  const head = headOf(store, consignment)
  const isOpen = round.state === 'open'
  const may = mayDecideHere(store, facts, actor)
  const named = (ids: string[]): Doer[] => ids.map((id) => doerOf(store, id))
  const rejections = rejectionsInARow(store.approvals.roundsOf(consignment.id).map(({ state }) => state))
  const ended = facts.acts.findLast(({ kind }) => kind === 'rejected')
  const handed = facts.acts.findLast(({ kind }) => kind === 'delegated')?.toPerson ?? null
  return {
    consignmentId: consignment.id,
    roundId: round.id,
    number: round.number,
    isRejected: !isOpen,
    kind: consignment.kind,
    code: consignment.code,
    from: head.from,
    to: head.to,
    supplier: head.supplier,
    note: consignment.note,
    lines: head.lines,
    units: head.plannedUnits,
    valueCents: round.valueCents,
    tier: round.tier + 1,
    roles: round.roles,
    required: round.required,
    missing: approvalsMissing(facts),
    given: named(approvalsGiven(facts)),
    noted: named(intentsWaiting(facts)),
    creator: doerOf(store, consignment.createdBy),
    openedAt: round.openedAt,
    endedAt: round.endedAt,
    resubmitUntil: isOpen || round.endedAt === null ? null : until(round.endedAt),
    reason: ended === undefined ? null : reasonOf(ended),
    first: round.firstPerson === null || round.askedNextAt !== null ? null : doerOf(store, round.firstPerson),
    handedTo: handed === null ? null : doerOf(store, handed),
    rejections,
    hearsOfRejections: !isOpen && hearsOfRejections(rejections, actor.role),
    hasAskedNext: round.askedNextAt !== null,
    remindedDays: round.remindedDays,
    unusual: unusualOf(store, round),
    isMine: consignment.createdBy === actor.id,
    waitsForMe: isOpen && may === 'yes' && waitsFor(facts, actor),
    may,
    mayOverride: isOpen && may === 'yes' && actor.role === 'DI' && approvalsMissing(facts) > 1,
  }
}

function until(endedAt: string): string {
  return new Date(Date.parse(endedAt) + resubmitWithinMs).toISOString()
}
