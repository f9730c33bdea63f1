import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { installStateGuard } from '../../../src-main/store/consignment-state-rows.ts'
import { openDatabase } from '../../../src-main/store/database.ts'
import { migrate } from '../../../src-main/store/migration/index.ts'
import { type Kind, kinds, roles, type State, states } from '../../../src-shared/model/consignment.ts'
import { allowedFrom, findTransition, statesOf } from '../../../src-shared/rule/transition.ts'
import { depot, type TestBench, testBench, testFolder, write } from '../bench.ts'
import { doStep, type Step } from '../random-day.ts'
import { wrongsIn } from '../wrongs.ts'

const step: fc.Arbitrary<Step> = fc.record({ act: fc.nat(), a: fc.nat(99), b: fc.nat(99), c: fc.nat(99) })

describe('no sequence of commands', () => {
  it('writes an illegal state: every role, every desk, every order', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 60, maxLength: 160, size: 'max' }), (steps) => {
        const bench = testBench()
        bench.actAs('SM', 'bench-SM')
        for (const one of steps) doStep(bench, one)
        expect(wrongsIn(bench)).toEqual([])
      }),
      // Shrinking would replay thousands of commands: the seed of a failure is in its message.
      { numRuns: 12, endOnFailure: true },
    )
  })
})

describe('the guard in the store', () => {
  /** A consignment of any kind in any state it knows. */
  function put(bench: TestBench, kind: Kind, state: State): string {
    const id = bench.store.newId()
    write(bench.store, 'test:put', () =>
      bench.store.states.add({
        id,
        station: 'st',
        code: id,
        kind,
        state,
        reference: id,
        remoteId: null,
        origin: 'here',
        sourceOutletId: depot,
        outletId: depot,
        supplierId: null,
        note: '',
        dueAt: null,
        createdAt: bench.store.now(),
        createdBy: 'bench-SM',
        readOnlyBecause: null,
      }),
    )
    return id
  }

  it('moves along the table’s rows and refuses every other pair of states, for every kind and role', () => {
    const bench = testBench()
    for (const kind of kinds) {
      for (const from of statesOf(kind)) {
        const id = put(bench, kind, from)
        for (const to of states) {
          if (to === from) continue
          const row = findTransition(kind, from, to)
          for (const role of roles) {
            const move = () =>
              write(bench.store, 'test:move', () => {
                bench.store.states.move(id, {
                  to,
                  trigger: 'test',
                  actor: { id: `somebody-${role}`, role },
                  station: 'st',
                  traceId: 'req',
                })
                throw new Error('moved')
              })
            const may = row?.who.some((who) => who === role) === true
            expect(move, `${kind} ${from} ${to} ${role}`).toThrow(
              may ? 'moved' : row === null ? 'cannot become' : 'You may not',
            )
          }
        }
        expect(bench.state(id)).toBe(from)
      }
    }
  })

  it('refuses any other statement that writes a state the table has no row for', () => {
    const db = openDatabase(join(testFolder(), 'raw.sqlite'))
    migrate(db)
    installStateGuard(db)
    db.exec(`INSERT INTO consignment (id, station, code, kind, state, reference, origin, created_at, created_by, updated_at)
      VALUES ('c', 's', 'c', 'OUTLET', 'draft', 'c', 'here', 't', 'b', 't')`)
    const set = (state: State) =>
      db.prepare("UPDATE consignment SET state = ?, note = 'x' WHERE id = 'c'").run(state)
    for (const to of states.filter(
      (state) => !allowedFrom('OUTLET', 'draft').includes(state) && state !== 'draft',
    )) {
      expect(() => set(to), to).toThrow('not in the transition table')
    }
    expect(db.prepare('SELECT state, note FROM consignment').get()).toEqual({ state: 'draft', note: '' })
    set('approved')
    set('packing')
    expect(() => set('sent')).toThrow('not in the transition table')
    db.close()
  })
})
