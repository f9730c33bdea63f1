import type { ApprovalDesk, ApprovalView } from '../../src-shared/model/approval.ts'
import { type ApprovalRules, usualApprovalRules } from '../../src-shared/rule/approval-tiers.ts'
import * as desks from './fixture-desks.ts'

const hour = 3_600_000
const person = (name: string) => ({ is: 'person' as const, name })

/** A round that waits, an order of tier 1 unless said otherwise. */
export function approvalView(more: Partial<ApprovalView> = {}): ApprovalView {
  const id = more.roundId ?? 'r-1'
  return {
    consignmentId: `c-${id}`,
    roundId: id,
    number: 1,
    isRejected: false,
    kind: 'PO',
    code: `ST01-${id}`,
    from: null,
    to: { id: 'o-1', name: 'Warehouse' },
    supplier: { id: 's-1', name: 'Harbour Supply' },
    note: '',
    lines: 3,
    units: 40,
    valueCents: 123_450,
    tier: 1,
    roles: ['SM'],
    required: 1,
    missing: 1,
    given: [],
    noted: [],
    creator: person('Bench 2'),
    openedAt: new Date(desks.startedAt - 3 * hour).toISOString(),
    endedAt: null,
    resubmitUntil: null,
    reason: null,
    first: null,
    handedTo: null,
    hasAskedNext: false,
    rejections: 0,
    hearsOfRejections: false,
    remindedDays: 0,
    unusual: [],
    isMine: false,
    waitsForMe: true,
    may: 'yes',
    mayOverride: false,
    ...more,
  }
}

/** Approvals of the pretend station: three that wait, one that came back. */
export function fixtureApproval(tell: (what: 'approvals') => void) {
  const days = (count: number) => new Date(desks.startedAt - count * 24 * hour).toISOString()
  let open: ApprovalView[] = [
    approvalView({
      roundId: 'r-1',
      openedAt: days(6),
      unusual: ['1200 of Pod Kit Black.'],
      hasAskedNext: true,
    }),
    approvalView({ roundId: 'r-2', openedAt: days(2), required: 2, missing: 2 }),
    approvalView({
      roundId: 'r-3',
      valueCents: 612_000,
      tier: 3,
      roles: ['DI'],
      waitsForMe: false,
      may: 'wrong-role',
      noted: [person('Bench 1')],
    }),
  ]
  const rejected = [
    approvalView({
      roundId: 'r-4',
      isRejected: true,
      isMine: true,
      waitsForMe: false,
      may: 'creator',
      reason: 'Over budget: next month',
      endedAt: days(1),
      resubmitUntil: days(-6),
    }),
  ]
  const rules: ApprovalRules = usualApprovalRules
  const drop = (roundId: string) => {
    open = open.filter((one) => one.roundId !== roundId)
    tell('approvals')
  }

  return (ask: string, raw: unknown): unknown => {
    const takes = raw as {
      consignmentId: string
      roundId: string
      rounds: { consignmentId: string; roundId: string }[]
    }
    switch (ask) {
      case 'approval:inbox':
        return {
          open,
          rejected,
          counts: [
            {
              consignmentId: 'c-count',
              code: 'ST01-count',
              outlet: { id: 'o-1', name: 'Warehouse' },
              since: days(0.2),
              waitsForMe: true,
            },
          ],
          changed: [
            {
              consignmentId: 'c-changed',
              roundId: 'r-changed',
              code: 'PO-changed',
              kind: 'PO',
              at: days(0.1),
              changes: ['Pod Kit Black: 40 → 30'],
            },
          ],
          waitingForMe: open.filter(({ waitsForMe }) => waitsForMe).length + 2,
        }
      case 'approval:of': {
        const view = open.find(({ consignmentId }) => consignmentId === takes.consignmentId) ?? null
        const desk: ApprovalDesk = {
          consignmentId: takes.consignmentId,
          view,
          submit: { may: false, needs: view !== null, valueCents: view?.valueCents ?? 0, unknown: 0 },
          lines: [{ productId: 'p-1', name: 'Pod Kit Black', sku: 'POD-1', planned: 40, costCents: 3_086 }],
          acts:
            view === null
              ? []
              : [
                  {
                    id: 'a-1',
                    kind: 'submitted',
                    at: view.openedAt,
                    who: view.creator,
                    to: null,
                    reason: null,
                  },
                ],
          others: [{ id: 'h-2', name: 'Bench 3' }],
        }
        return desk
      }
      case 'approval:approve':
        drop(takes.roundId)
        return { is: 'approved', say: 'Approved.' }
      case 'approval:approve-several': {
        const results = takes.rounds.map(({ consignmentId, roundId }) => {
          const isOk = roundId !== 'r-2'
          return { consignmentId, isOk, say: isOk ? 'Approved.' : 'Somebody decided this meanwhile.' }
        })
        open = open.filter(({ roundId }) => roundId !== 'r-1')
        tell('approvals')
        return results
      }
      case 'approval:reject':
      case 'approval:ask-changes':
      case 'approval:delegate':
        drop(takes.roundId)
        return {}
      case 'approval:rules':
        return { rules, outlets: desks.places }
      default:
        return null
    }
  }
}
