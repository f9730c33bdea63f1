import type { Handlers } from '../host/door.ts'
import type { Random } from '../random.ts'
import * as people from '../staff/people.ts'
import type { Workplace } from './workplace.ts'

type StaffHandlers = Pick<Handlers, Extract<keyof Handlers, `staff:${string}` | `override:${string}`>>

/** Who is at the station, and who the people are. */
export function staffHandlers(place: Workplace, random: Random): StaffHandlers {
  const { staff } = place
  const needs = { store: place.bench.store, staff, random }
  const nothing = {}
  return {
    'staff:state': () => staff.state(),
    'staff:sign-in': ({ personId, pin }) => staff.signIn(personId, pin),
    'staff:lock': () => {
      staff.lock()
      return nothing
    },
    'staff:touch': () => {
      staff.touch()
      return nothing
    },
    'staff:first': (taken) => people.addFirst(needs, taken),
    'staff:people': () => people.listPeople(needs),
    'staff:add': (taken) => people.addPerson(needs, taken),
    'staff:change': (taken) => people.changePerson(needs, taken),
    'staff:set-pin': (taken) => people.setPin(needs, taken),
    'staff:learn-badge': ({ personId }) => people.waitForBadge(needs, personId),
    'staff:drop-badge': ({ personId }) => people.dropBadge(needs, personId),
    'staff:set-active': (taken) => people.setActive(needs, taken),
    'staff:erase-name': (taken) => people.eraseName(needs, taken),
    'staff:unlock': ({ personId }) => people.unlockPerson(needs, personId),
    'staff:rules': (rules) => people.setRules(needs, rules),
    'override:issue': (taken) => staff.overrides.issue(taken),
    'override:list': () => staff.overrides.list(),
    'override:withdraw': ({ overrideId }) => staff.overrides.withdraw(overrideId),
    'override:enter': (taken) => staff.overrides.enter(taken),
  }
}
