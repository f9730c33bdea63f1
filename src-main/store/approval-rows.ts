import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { ApprovalActKind } from '../../src-shared/rule/approval.ts'
import type { ApproverRole } from '../../src-shared/rule/approval-tiers.ts'

/** A round of approval: open, or the state the consignment went to when it ended. */
export type RoundRow = {
  id: string
  consignmentId: string
  number: number
  state: 'open' | 'approved' | 'rejected' | 'draft' | 'cancelled'
  valueCents: number
  /** Lines nobody knows the cost of. */
  unknownCosts: number
  amounts: string
  /** The tier's place in the list at that time, from 0. */
  tier: number
  required: number
  roles: ApproverRole[]
  nextRoles: ApproverRole[]
  firstPerson: string | null
  openedAt: string
  remindedDays: number
  askedNextAt: string | null
  endedAt: string | null
}

export type ActRow = {
  id: string
  roundId: string
  kind: ApprovalActKind
  actor: string
  role: string
  at: string
  toPerson: string | null
  reasonCode: string | null
  reason: string | null
}

type RawRound = Omit<RoundRow, 'roles' | 'nextRoles'> & { roles: string; nextRoles: string }

const columns = `id, consignment_id AS consignmentId, number, state, value_cents AS valueCents,
  unknown_costs AS unknownCosts, amounts, tier, required, roles, next_roles AS nextRoles, first_person AS firstPerson,
  opened_at AS openedAt, reminded_days AS remindedDays, asked_next_at AS askedNextAt, ended_at AS endedAt`

/** What a value is made of, as a hash: the same products, units and costs give the same, in whatever order. */
export function amountsMark(
  lines: readonly { productId: string; planned: number; costCents: number | null }[],
): string {
  const amounts = lines
    .filter(({ planned }) => planned > 0)
    .map(({ productId, planned, costCents }) => JSON.stringify([productId, planned, costCents]))
    .sort()
  return createHash('sha256').update(amounts.join('\n')).digest('hex')
}

/** What changes of a round with its amounts. */
type Regraded = Pick<
  RoundRow,
  | 'id'
  | 'valueCents'
  | 'unknownCosts'
  | 'amounts'
  | 'tier'
  | 'required'
  | 'roles'
  | 'nextRoles'
  | 'firstPerson'
>

type UnseenChange = { roundId: string; consignmentId: string; at: string; reason: string | null }

export function approvalRows(db: Database) {
  const one = db.prepare<[string], RawRound>(`SELECT ${columns} FROM approval_round WHERE id = ?`)
  const last = db.prepare<[string], RawRound>(
    `SELECT ${columns} FROM approval_round WHERE consignment_id = ? ORDER BY number DESC LIMIT 1`,
  )
  const of = db.prepare<[string], RawRound>(
    `SELECT ${columns} FROM approval_round WHERE consignment_id = ? ORDER BY number`,
  )
  const open = db.prepare<[], RawRound>(
    `SELECT ${columns} FROM approval_round WHERE state = 'open' ORDER BY opened_at, value_cents DESC, id`,
  )
  const rejected = db.prepare<[], RawRound>(`
    SELECT ${columns} FROM approval_round WHERE state = 'rejected' AND consignment_id IN
      (SELECT id FROM consignment WHERE state = 'rejected') AND number =
      (SELECT max(number) FROM approval_round later WHERE later.consignment_id = approval_round.consignment_id)
    ORDER BY ended_at, id`)
  // Ids rise with time: only changes after the last look.
  const unseen = db.prepare<[string], UnseenChange>(`
    SELECT a.round_id AS roundId, r.consignment_id AS consignmentId, a.at, a.reason
    FROM approval_act a JOIN approval_round r ON r.id = a.round_id JOIN consignment c ON c.id = r.consignment_id
    WHERE a.kind = 'adjusted' AND c.created_by = ? AND c.state <> 'cancelled' AND a.id > coalesce((
      SELECT max(seen.id) FROM approval_act seen WHERE seen.round_id = a.round_id AND seen.kind = 'changes-seen'), '')
    ORDER BY a.id LIMIT 500`)
  const insert = db.prepare(`
    INSERT INTO approval_round (id, consignment_id, number, state, value_cents, unknown_costs, amounts, tier, required,
      roles, next_roles, first_person, opened_at)
    VALUES (@id, @consignmentId, @number, 'open', @valueCents, @unknownCosts, @amounts, @tier, @required, @roles,
      @nextRoles, @firstPerson, @openedAt)`)
  const reminded = db.prepare('UPDATE approval_round SET reminded_days = ? WHERE id = ?')
  const askNext = db.prepare('UPDATE approval_round SET asked_next_at = ?, roles = ? WHERE id = ?')
  const regrade = db.prepare(`
    UPDATE approval_round SET value_cents = @valueCents, unknown_costs = @unknownCosts, amounts = @amounts, tier = @tier,
      required = @required, roles = @roles, next_roles = @nextRoles, first_person = @firstPerson
    WHERE id = @id AND state = 'open'`)
  const acts = db.prepare<[string], ActRow>(`
    SELECT id, round_id AS roundId, kind, actor, role, at, to_person AS toPerson, reason_code AS reasonCode, reason
    FROM approval_act WHERE round_id = ? ORDER BY id`)
  const addAct = db.prepare(`
    INSERT INTO approval_act (id, round_id, kind, actor, role, at, to_person, reason_code, reason)
    VALUES (@id, @roundId, @kind, @actor, @role, @at, @toPerson, @reasonCode, @reason)`)
  const found = (raw: RawRound | undefined) => (raw === undefined ? null : toRound(raw))
  return {
    round: (id: string): RoundRow | null => found(one.get(id)),
    /** The newest round of a consignment, open or not. */
    lastOf: (consignmentId: string): RoundRow | null => found(last.get(consignmentId)),
    roundsOf: (consignmentId: string): RoundRow[] => of.all(consignmentId).map(toRound),
    /** Oldest first, then the dearest. */
    open: (): RoundRow[] => open.all().map(toRound),
    /** The last rounds of what is rejected now, the longest ago first. */
    rejected: (): RoundRow[] => rejected.all().map(toRound),
    /** Ended by the one module that moves the consignment out of waiting. */
    begin(round: Omit<RoundRow, 'state' | 'remindedDays' | 'askedNextAt' | 'endedAt'>): void {
      insert.run({
        ...round,
        roles: JSON.stringify(round.roles),
        nextRoles: JSON.stringify(round.nextRoles),
      })
    },
    /** Other amounts than it was opened with: another value, and perhaps another tier. */
    regrade(round: Regraded): void {
      regrade.run({
        ...round,
        roles: JSON.stringify(round.roles),
        nextRoles: JSON.stringify(round.nextRoles),
      })
    },
    setReminded: (id: string, days: number) => void reminded.run(days, id),
    askNext: (id: string, at: string, roles: readonly ApproverRole[]) =>
      void askNext.run(at, JSON.stringify(roles), id),
    /** What approvers changed on what this person made, since they looked last; oldest first. */
    unseenChangesOf: (creator: string) => unseen.all(creator),
    actsOf: (roundId: string): ActRow[] => acts.all(roundId),
    addAct: (act: ActRow) => void addAct.run(act),
  }
}

function toRound(raw: RawRound): RoundRow {
  return {
    ...raw,
    roles: JSON.parse(raw.roles) as ApproverRole[],
    nextRoles: JSON.parse(raw.nextRoles) as ApproverRole[],
  }
}
