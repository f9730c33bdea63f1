import { describe, expect, it } from 'vitest'
import {
  type Action,
  actions,
  may,
  personRoles,
  rightOf,
  rolesThatMay,
} from '../../../src-shared/rule/rights.ts'

// Written out a second time, by letter: y anywhere, o at own outlets, - not at all. SA SM OM DI AD FI.
const expected: Record<Action, string> = {
  create: 'yyyy--',
  'edit-draft': 'oyyy--',
  pack: 'oyyy--',
  receive: 'oyyy--',
  count: 'oyyy--',
  send: 'oyyy--',
  approve: '-yyy--',
  'cancel-before-sent': '-yyy--',
  'cancel-sent': '---y--',
  'note-refund': '-yyy--',
  'issue-override': '-yyyy-',
  settings: '---yy-',
  retry: '---yy-',
  keys: '---yy-',
  people: '---yy-',
  repair: '----y-',
  'see-audit': 'ooyyyy',
  look: 'yyyyyy',
  'see-consignment': 'oyyyyy',
  label: 'yyyy--',
  care: '-yyyy-',
  settle: '-yyyy-',
  'unlock-person': '-yyyy-',
  'erase-text': '---yy-',
}
const own = { own: 'o', yes: 'y', no: '-' }

describe('the table of rights', () => {
  it.each(actions)('says for %s what the owner said, for every role', (action) => {
    expect(personRoles.map((role) => own[rightOf(role, action)]).join('')).toBe(expected[action])
  })

  it.each(actions.flatMap((action) => personRoles.map((role) => [role, action] as const)))(
    'decides for %s and %s by own outlet, another outlet, and nobody knowing where',
    (role, action) => {
      const letter = expected[action][personRoles.indexOf(role)]
      const person = { role, outletIds: ['mine', 'mine-too'] }
      expect(may(person, action, ['mine'])).toBe(letter !== '-')
      expect(may(person, action, ['theirs', 'mine-too'])).toBe(letter !== '-')
      expect(may(person, action, ['theirs'])).toBe(letter === 'y')
      expect(may(person, action, [])).toBe(letter === 'y')
      expect(may(person, action, [null])).toBe(letter === 'y')
    },
  )

  it('gives nothing to a role or for an action that it does not know', () => {
    for (const action of actions) {
      for (const role of ['SY', 'owner', '', 'sa', '__proto__', 'length']) {
        expect(may({ role, outletIds: ['mine'] }, action, ['mine'])).toBe(false)
      }
    }
    for (const role of personRoles) {
      for (const action of ['fly', '', 'toString', 'constructor', '__proto__']) {
        expect(may({ role, outletIds: ['mine'] }, action, ['mine'])).toBe(false)
      }
    }
  })

  it('names who may, for the sentence of a refusal', () => {
    expect(rolesThatMay('settings')).toEqual(['DI', 'AD'])
    expect(rolesThatMay('see-audit')).toEqual([...personRoles])
  })
})
