import { describe, expect, it } from 'vitest'
import { type State, states } from '../../../src-shared/model/consignment.ts'
import { editables, mayEdit } from '../../../src-shared/rule/edit-right.ts'

/** One mark for each of the eleven editables, in their order: + may be changed, . may not. */
const expected: Record<State, string> = {
  draft: '++++....+++',
  rejected: '++++....+++',
  pending_approval: '...........',
  approved: '+.+.+...++.',
  packing: '+.+.+...++.',
  packed: '.........++',
  sent: '..........+',
  receiving: '..+..++++..',
  partial: '.....++++..',
  received: '...........',
  completed: '........+..',
  cancelled: '........+..',
  scheduled: '...........',
  counting: '...........',
  review: '...........',
}

describe('what may be changed', () => {
  it.each(states)('is as written by hand while a consignment is %s', (state) => {
    expect(editables.map((what) => (mayEdit(state, what) ? '+' : '.')).join('')).toBe(expected[state])
  })

  it('lets an approver adjust lines and quantities, and nothing else, while approval is waited for', () => {
    const allowed = editables.filter((what) => mayEdit('pending_approval', what, true))
    expect(allowed).toEqual(['add-line', 'remove-planned-line', 'remove-added-line', 'planned'])
  })

  it('gives an approver nothing more in any other state', () => {
    for (const state of states.filter((name) => name !== 'pending_approval')) {
      for (const what of editables) expect(mayEdit(state, what, true)).toBe(mayEdit(state, what))
    }
  })
})
