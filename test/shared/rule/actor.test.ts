import { describe, expect, it } from 'vitest'
import { roles } from '../../../src-shared/model/consignment.ts'
import { type Action, actions, mayDo, onlyAtOwnOutlet } from '../../../src-shared/rule/actor.ts'

const expected: Record<Action, string> = {
  create: 'SA SM OM DI',
  'edit-draft': 'SA SM OM DI',
  pack: 'SA SM OM DI',
  receive: 'SA SM OM DI',
  send: 'SA SM OM DI',
  approve: 'SM OM DI',
  'cancel-before-sent': 'SM OM DI',
  'cancel-sent': 'DI',
  'issue-override': 'SM OM DI AD',
  settings: 'DI AD',
  retry: 'DI AD',
  keys: 'DI AD',
  repair: 'AD',
  'see-audit': 'SA SM OM DI AD FI',
}

describe('what a role may do', () => {
  it.each(actions)('is as written by hand for %s', (action) => {
    expect(roles.filter((role) => mayDo(role, action)).join(' ')).toBe(expected[action])
  })

  it('is nothing for a role or an action nobody wrote down', () => {
    for (const action of [...actions, 'erase-everything', 'toString', '__proto__', '']) {
      expect(mayDo('owner', action)).toBe(false)
      expect(mayDo('', action)).toBe(false)
    }
    for (const role of roles) {
      for (const action of ['erase-everything', 'toString', '__proto__', 'constructor', '']) {
        expect(mayDo(role, action)).toBe(false)
      }
    }
  })

  it('keeps a store assistant to the own outlet, and whoever may not at all as well', () => {
    expect(onlyAtOwnOutlet('SA', 'pack')).toBe(true)
    expect(onlyAtOwnOutlet('SM', 'pack')).toBe(false)
    expect(onlyAtOwnOutlet('SM', 'see-audit')).toBe(true)
    expect(onlyAtOwnOutlet('FI', 'see-audit')).toBe(false)
    expect(onlyAtOwnOutlet('FI', 'pack')).toBe(true)
  })
})
