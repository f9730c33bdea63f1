import { approve } from '../../../src-main/approval/decide.ts'
import { type ApprovalParts, submit } from '../../../src-main/approval/submit.ts'
import type { Clock } from '../../../src-main/clock.ts'
import type { RoundRow } from '../../../src-main/store/approval-rows.ts'
import type { Kind, State } from '../../../src-shared/model/consignment.ts'
import type { PersonRole } from '../../../src-shared/rule/rights.ts'
import { depot, goods, supplier, type TestBench, testBench, write } from '../bench.ts'

/** A clock that stands still until a test moves it. */
export function handClock(startMs = Date.UTC(2026, 10, 2, 8)): Clock & { pass(ms: number): void } {
  let now = startMs
  return {
    now: () => now,
    mono: () => now,
    after: () => () => undefined,
    pass(ms) {
      now += ms
    },
  }
}

export type Team = Record<'buyer' | 'manager' | 'manager2' | 'office' | 'director' | 'helper', string>

/** A bench with people of each role, at which one after the other acts. */
export function approvalBench(clock = handClock()) {
  const bench = testBench(clock)
  const { store } = bench
  const reach = { is: true }
  const parts: ApprovalParts = { isReachable: () => reach.is, ready: {} }
  const roles = {
    buyer: 'SA',
    manager: 'SM',
    manager2: 'SM',
    office: 'OM',
    director: 'DI',
    helper: 'SA',
  } as const
  const add = (role: PersonRole): string => {
    const id = store.newId()
    write(store, 'staff:add', () => {
      store.staff.add({ id, role, outletIds: [depot], remoteUserId: null }, store.now())
      store.staff.putPin(id, { salt: new Uint8Array(1), hash: new Uint8Array(1), cost: 2 })
    })
    return id
  }
  const team = Object.fromEntries(Object.entries(roles).map(([who, role]) => [who, add(role)])) as Team
  const as = (who: keyof Team) => bench.actAs(roles[who], team[who])

  /** A draft of any kind by the buyer, worth so many cents. */
  function draft(valueCents: number, kind: Kind = 'PO', state: State = 'draft'): string {
    const id = store.newId()
    write(store, 'test:draft', () => {
      store.states.add({
        id,
        station: store.station.id,
        code: `T-${id.slice(-6)}`,
        kind,
        state,
        reference: `PK-${id}`,
        remoteId: null,
        origin: 'here',
        sourceOutletId: kind === 'PO' ? null : depot,
        outletId: depot,
        supplierId: kind === 'PO' ? supplier : null,
        note: '',
        dueAt: null,
        createdAt: store.now(),
        createdBy: team.buyer,
        readOnlyBecause: null,
      })
      addLine(bench, id, 'p-tea', 1, valueCents)
    })
    return id
  }

  const roundOf = (consignmentId: string): RoundRow => {
    const round = store.approvals.lastOf(consignmentId)
    if (round === null) throw new Error('no round')
    return round
  }
  return {
    bench,
    store,
    clock,
    reach,
    parts,
    team,
    as,
    draft,
    roundOf,
    seen: (consignmentId: string) => ({ consignmentId, roundId: roundOf(consignmentId).id }),
    /** Handed in by the buyer. */
    waiting(valueCents: number, kind: Kind = 'PO'): string {
      const id = draft(valueCents, kind)
      as('buyer')
      submit(bench, parts, { consignmentId: id })
      return id
    },
    approveAs(who: keyof Team, consignmentId: string) {
      as(who)
      return approve(bench, parts, { consignmentId, roundId: roundOf(consignmentId).id })
    },
    acts: (consignmentId: string) =>
      store.approvals.actsOf(roundOf(consignmentId).id).map(({ kind }) => kind),
    kinds: () => [...store.journalRowsInOrder()].map(({ kind }) => kind),
  }
}

export type ApprovalBench = ReturnType<typeof approvalBench>

/** Call inside a write. */
export function addLine(
  bench: TestBench,
  consignmentId: string,
  productId: string,
  planned: number,
  costCents: number | null,
): void {
  const product = Object.values(goods).find(({ id }) => id === productId)
  bench.store.lines.add({
    id: bench.store.newId(),
    consignmentId,
    productId,
    name: product?.name ?? productId,
    sku: product?.sku ?? productId,
    planned,
    costCents,
    origin: 'plan',
    touchedAt: null,
  })
}

/** Another number of units on the one line of a draft. */
export function replan(bench: TestBench, consignmentId: string, planned: number): void {
  write(bench.store, 'test:replan', () => {
    const line = bench.store.lines.of(consignmentId)[0]
    if (line !== undefined) bench.store.lines.plan(line.id, planned)
  })
}

/** The code of what is thrown; 'done' where nothing is. */
export function codeOf(work: () => unknown): string {
  try {
    work()
    return 'done'
  } catch (thrown) {
    return (thrown as { code?: string }).code ?? String(thrown)
  }
}
