import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StationError } from '../../../src-shared/failure.ts'
import { type Kind, kinds, roles, type State, states } from '../../../src-shared/model/consignment.ts'
import {
  type Actor,
  allowedFrom,
  findTransition,
  isFinal,
  mayTransition,
  refuseTransition,
  statesOf,
} from '../../../src-shared/rule/transition.ts'
import {
  guards,
  localEffects,
  remoteEffects,
  transitions,
} from '../../../src-shared/rule/transition-table.ts'

/** Written by hand, apart from the table: `from > to who`, `creator` = the person who made it, `tier` = its approver. */
const expected: Record<Kind, string> = {
  PO: `
    draft > pending_approval SA SM OM DI; draft > cancelled SM OM DI
    pending_approval > approved tier; pending_approval > rejected tier
    pending_approval > draft tier creator; pending_approval > cancelled SY SM OM DI
    rejected > pending_approval creator; rejected > cancelled SY SM OM DI
    approved > sent creator SM OM DI; approved > packing SA SM OM; approved > cancelled SM OM DI
    packing > approved SA SM OM; packing > packed SA SM OM; packing > cancelled SM OM DI
    packed > packing SA SM OM; packed > sent SA SM OM SY; packed > cancelled SM OM DI
    sent > receiving SA SM OM; sent > cancelled DI
    receiving > partial SA SM OM; receiving > received SA SM OM; receiving > sent SM OM DI
    partial > receiving SA SM OM; partial > received SM OM DI
    received > completed SY`,
  OUTLET: `
    draft > pending_approval SA SM OM DI; draft > approved creator SM SY; draft > cancelled SM OM DI
    pending_approval > approved tier; pending_approval > rejected tier
    pending_approval > draft tier creator; pending_approval > cancelled SY SM OM DI
    rejected > pending_approval creator; rejected > cancelled SY SM OM DI
    approved > packing SA SM; approved > cancelled SM OM DI
    packing > approved SA SM; packing > packed SA SM; packing > cancelled SM OM DI
    packed > packing SA SM; packed > sent SA SM SY; packed > cancelled SM OM DI
    sent > packed SM OM DI; sent > receiving SA SM OM; sent > cancelled DI
    receiving > partial SA SM OM; receiving > received SA SM OM; receiving > sent SM OM DI
    partial > receiving SA SM OM; partial > received SM OM DI
    received > completed SY`,
  RETURN: `
    draft > pending_approval SA SM OM DI; draft > cancelled SM OM DI
    pending_approval > approved SM OM DI; pending_approval > rejected SM OM DI
    pending_approval > draft SM OM DI creator; pending_approval > cancelled SY SM OM DI
    rejected > pending_approval creator; rejected > cancelled SY SM OM DI
    approved > packing SA SM; approved > cancelled SM OM DI
    packing > approved SA SM; packing > packed SA SM; packing > cancelled SM OM DI
    packed > packing SA SM; packed > sent SA SM SY; packed > cancelled SM OM DI
    sent > completed SM OM DI`,
  STOCKTAKE: `
    scheduled > counting SA SM; scheduled > cancelled SM OM DI
    counting > review SA SM; counting > cancelled SM OM DI
    review > counting SA SM; review > approved SM OM DI SY; review > cancelled SM OM DI
    approved > completed SY`,
}

const expectedMovers = new Map<string, string[]>()
for (const kind of kinds) {
  for (const move of expected[kind].split(/[;\n]/).map((text) => text.trim())) {
    if (move === '') continue
    const [from, , to, ...who] = move.split(' ')
    expectedMovers.set(`${kind} ${from} ${to}`, who)
  }
}

/** Every actor there can be: each role, alone, as creator, as approver of the tier. */
const actors: Actor[] = roles.flatMap((role) =>
  [false, true].flatMap((isCreator) =>
    [false, true].map((isTierApprover) => ({ role, isCreator, isTierApprover })),
  ),
)

function mayByHand(who: string[], actor: Actor): boolean {
  return (
    who.includes(actor.role) ||
    (who.includes('creator') && actor.isCreator) ||
    (who.includes('tier') && actor.isTierApprover)
  )
}

describe('the transition table', () => {
  it('holds 76 moves, each once, and the test expects the same 76', () => {
    expect(transitions).toHaveLength(76)
    expect(expectedMovers.size).toBe(76)
    expect(new Set(transitions.map((row) => `${row.kind} ${row.from} ${row.to}`)).size).toBe(76)
  })

  it('answers for every kind, every pair of states and every actor as written by hand', () => {
    let allowed = 0
    let refused = 0
    for (const kind of kinds) {
      for (const from of states) {
        for (const to of states) {
          const who = expectedMovers.get(`${kind} ${from} ${to}`)
          if (who) allowed += 1
          else refused += 1
          expect(findTransition(kind, from, to) !== null, `${kind} ${from} > ${to}`).toBe(who !== undefined)
          for (const actor of actors) {
            const known = statesOf(kind).includes(from)
            const byHand = who
              ? mayByHand(who, actor)
                ? 'allowed'
                : 'not-permitted'
              : from === to && known
                ? 'same'
                : 'illegal'
            const verdict = mayTransition({ kind, from, to, actor })
            expect(verdict.is, `${kind} ${from} > ${to} by ${JSON.stringify(actor)}`).toBe(byHand)
          }
        }
      }
    }
    expect({ allowed, refused }).toEqual({ allowed: 76, refused: 4 * 15 * 15 - 76 })
  })

  it('names only guards and effects that have words, and uses every one of them', () => {
    const used = (pick: (row: (typeof transitions)[number]) => string | null) =>
      [...new Set(transitions.map(pick).filter((name) => name !== null))].sort()
    expect(used((row) => row.guard)).toEqual(Object.keys(guards).sort())
    expect(used((row) => row.localEffect)).toEqual(Object.keys(localEffects).sort())
    expect(used((row) => row.remoteEffect)).toEqual(Object.keys(remoteEffects).sort())
  })

  it('asks nothing of Lightspeed before goods are packed, except for a stocktake', () => {
    const early: State[] = ['draft', 'pending_approval', 'rejected']
    for (const row of transitions) {
      if (row.kind !== 'STOCKTAKE' && early.includes(row.from)) expect(row.remoteEffect).toBeNull()
    }
  })

  it('reaches every state of a kind from its first one, and ends only in completed and cancelled', () => {
    for (const kind of kinds) {
      const reached = new Set<State>([statesOf(kind)[0] as State])
      for (const state of reached) for (const to of allowedFrom(kind, state)) reached.add(to)
      expect([...reached].sort()).toEqual([...statesOf(kind)].sort())
      for (const state of statesOf(kind)) expect(allowedFrom(kind, state).length === 0).toBe(isFinal(state))
    }
  })

  it('keeps a consignment among its own states, and in its end, whatever moves are proposed', () => {
    const move = fc.record({ to: fc.constantFrom(...states), actor: fc.constantFrom(...actors) })
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.array(move, { maxLength: 60 }), (kind, moves) => {
        let now = statesOf(kind)[0] as State
        for (const { to, actor } of moves) {
          const verdict = mayTransition({ kind, from: now, to, actor })
          if (verdict.is === 'allowed') {
            expect(isFinal(now)).toBe(false)
            expect(verdict.row.to).toBe(to)
            now = verdict.row.to
          }
          expect(statesOf(kind)).toContain(now)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a refused move', () => {
  const nobody: Actor = { role: 'FI', isCreator: false, isTierApprover: false }

  it('says what the consignment is, what it cannot become, and what it can', () => {
    const move = { kind: 'OUTLET', from: 'sent', to: 'draft' } as const
    const verdict = mayTransition({ ...move, actor: nobody })
    if (verdict.is !== 'illegal') throw new Error(`expected illegal, got ${verdict.is}`)
    expect(verdict.allowed).toEqual(['packed', 'receiving', 'cancelled'])
    const refusal = refuseTransition(move, verdict)
    expect(refusal).toBeInstanceOf(StationError)
    expect(refusal.code).toBe('ILLEGAL_TRANSITION')
    expect(refusal.message).toBe('It is sent and cannot become a draft.')
    expect(refusal.next).toBe('From here it can become packed, being received or cancelled.')
  })

  it('says that an end is an end', () => {
    const move = { kind: 'PO', from: 'cancelled', to: 'draft' } as const
    const verdict = mayTransition({ ...move, actor: nobody })
    if (verdict.is !== 'illegal') throw new Error(`expected illegal, got ${verdict.is}`)
    expect(refuseTransition(move, verdict).next).toMatch(/^Nothing more can happen/)
  })

  it('says who may, when the move exists but the person may not make it', () => {
    const move = { kind: 'PO', from: 'pending_approval', to: 'draft' } as const
    const verdict = mayTransition({ ...move, actor: nobody })
    if (verdict.is !== 'not-permitted') throw new Error(`expected not-permitted, got ${verdict.is}`)
    const refusal = refuseTransition(move, verdict)
    expect(refusal.code).toBe('TRANSITION_NOT_PERMITTED')
    expect(refusal.next).toBe('Ask an approver of its tier or the person who created it.')
  })
})
