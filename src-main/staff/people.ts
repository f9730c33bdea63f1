import type { Gives, Taken } from '../../src-shared/contract/contract.ts'
import type { PersonTile } from '../../src-shared/model/staff.ts'
import { pinProblem } from '../../src-shared/rule/pin.ts'
import { may } from '../../src-shared/rule/rights.ts'
import type { Random } from '../random.ts'
import { keepSetting } from '../station-settings.ts'
import type { PersonRow, PinKey } from '../store/staff-rows.ts'
import type { Store } from '../store/store.ts'
import { pinHash } from './pin-key.ts'
import { type Staff, tileOf } from './staff.ts'
import * as words from './words.ts'

const saltBytes = 16

type Needs = { store: Store; staff: Staff; random: Random }

/** Everybody, with what there is to choose from. */
export function listPeople({ store, staff }: Needs): Gives<'staff:people'> {
  return {
    people: staff.people().map((person) => ({
      ...tileOf(person),
      outletIds: person.outletIds,
      remoteUserId: person.remoteUserId,
      isActive: person.isActive,
      hasPin: person.hasPin,
      hasBadge: person.hasBadge,
      isLockedOut: staff.tries.isLockedOut(person.id),
    })),
    users: store.catalogue.users(),
    outlets: store.catalogue.outlets(),
    rules: staff.rules(),
    badgeFor: staff.badgeFor(),
  }
}

/** @throws StationError `set-up-already`, a PIN's own refusal, or what the keychain says */
export async function addFirst(needs: Needs, taken: Taken<'staff:first'>): Promise<PersonTile> {
  const { store, staff } = needs
  if (staff.isSetUp()) throw words.setUpAlready()
  const key = await keyOf(needs, taken.pin)
  // Two of these may have waited for the same slow hash.
  if (staff.isSetUp()) throw words.setUpAlready()
  const id = store.newId()
  const first = { id, role: taken.role, outletIds: [], remoteUserId: null }
  staff.write('staff:first', staff.actor(), { personId: id, role: taken.role }, () => {
    addRows(store, first, taken.name, key)
  })
  const person = personOrRefuse(store, id)
  staff.signedIn(person, 'first')
  return tileOf(person)
}

/** @throws StationError `name-taken`, `set-up-first`, a PIN's own refusal, or what the keychain says */
export async function addPerson(needs: Needs, taken: Taken<'staff:add'>): Promise<{ personId: string }> {
  const { store, staff } = needs
  if (!staff.isSetUp()) throw words.setUpFirst()
  mustBeTold(store, taken.name, null)
  const by = staff.actor()
  const key = await keyOf(needs, taken.pin)
  const { role, outletIds, remoteUserId } = taken
  const id = store.newId()
  staff.write('staff:add', by, { personId: id, role, outletIds, remoteUserId }, () =>
    addRows(store, { id, role, outletIds, remoteUserId }, taken.name, key),
  )
  return { personId: id }
}

/** On the list to sign in from, a name and a role are all there is to tell people by. @throws StationError `name-taken` */
function mustBeTold(store: Store, name: string, ownId: string | null): void {
  const spelt = (one: string | null) => one?.trim().toLocaleLowerCase('en-NZ')
  const others = store.staff.all().filter(({ id, isActive }) => isActive && id !== ownId)
  if (others.some((other) => spelt(other.name) === spelt(name))) throw words.nameTaken(name.trim())
}

function addRows(
  store: Store,
  person: Pick<PersonRow, 'id' | 'role' | 'outletIds' | 'remoteUserId'>,
  name: string,
  key: PinKey,
): void {
  store.staff.add(person, store.now())
  store.staff.putName(person.id, name)
  store.staff.putPin(person.id, key)
}

export function changePerson({ store, staff }: Needs, taken: Taken<'staff:change'>): Record<string, never> {
  const { personId, name, ...given } = taken
  const before = personOrRefuse(store, personId)
  const after: PersonRow = {
    ...before,
    role: given.role ?? before.role,
    outletIds: given.outletIds ?? before.outletIds,
    remoteUserId: given.remoteUserId === undefined ? before.remoteUserId : given.remoteUserId,
  }
  mustLeaveOne(staff, after)
  if (name !== undefined) mustBeTold(store, name, personId)
  staff.write('staff:change', staff.actor(), { personId, ...given, isNamed: name !== undefined }, () => {
    store.staff.change(after)
    if (name !== undefined) store.staff.putName(personId, name)
  })
  return {}
}

export async function setPin(needs: Needs, taken: Taken<'staff:set-pin'>): Promise<Record<string, never>> {
  const { store, staff } = needs
  const by = staff.actor()
  personOrRefuse(store, taken.personId)
  const key = await keyOf(needs, taken.pin)
  staff.write('staff:set-pin', by, { personId: taken.personId }, () => {
    store.staff.putPin(taken.personId, key)
    staff.tries.forgive(taken.personId)
  })
  return {}
}

export function setActive({ store, staff }: Needs, taken: Taken<'staff:set-active'>): Record<string, never> {
  const after = { ...personOrRefuse(store, taken.personId), isActive: taken.isActive }
  mustLeaveOne(staff, after)
  staff.write('staff:set-active', staff.actor(), taken, () => store.staff.change(after))
  return {}
}

/**
 * Erases the name of somebody who has left, and what they signed in with. What they did stays, under their id: names stand
 * beside the journal, so that its chain still verifies. The daily copies of before hold it until they are replaced.
 *
 * @throws StationError `still-here` or `no-such-person`
 */
export function eraseName(
  { store, staff }: Needs,
  { personId, reason }: Taken<'staff:erase-name'>,
): Record<string, never> {
  const person = personOrRefuse(store, personId)
  if (person.isActive) throw words.stillHere()
  staff.write('staff:name-erased', staff.actor(), { personId, reason }, () => {
    store.staff.erase(personId)
    store.staff.change({ ...person, remoteUserId: null })
  })
  store.emptyLog()
  return {}
}

export async function waitForBadge(
  { store, staff }: Needs,
  personId: string | null,
): Promise<Record<string, never>> {
  if (personId !== null) {
    personOrRefuse(store, personId)
    // Without it the badge could not be kept, and that is better said now.
    await staff.pepper.take()
  }
  staff.waitForBadge(personId)
  return {}
}

export function dropBadge({ store, staff }: Needs, personId: string): Record<string, never> {
  personOrRefuse(store, personId)
  staff.write('staff:badge-dropped', staff.actor(), { personId }, () => store.staff.putBadge(personId, null))
  return {}
}

export function unlockPerson({ store, staff }: Needs, personId: string): Record<string, never> {
  personOrRefuse(store, personId)
  staff.write('staff:unlock', staff.actor(), { personId }, () => staff.tries.forgive(personId))
  return {}
}

export function setRules({ store, staff }: Needs, rules: Taken<'staff:rules'>): Record<string, never> {
  staff.write('staff:rules', staff.actor(), rules, () => keepSetting(store, 'staff-rules', rules))
  return {}
}

/** @throws StationError `last-administrator` when with this change nobody would be left who can set up people. */
function mustLeaveOne(staff: Staff, changed: PersonRow): void {
  const isOneLeft = staff
    .people()
    .map((person) => (person.id === changed.id ? changed : person))
    .some((person) => person.isActive && person.hasPin && may(person, 'people', []))
  if (staff.isSetUp() && !isOneLeft) throw words.lastAdministrator()
}

async function keyOf({ staff, random }: Needs, pin: string): Promise<PinKey> {
  const problem = pinProblem(pin)
  if (problem !== null) throw words.badPin(problem)
  const salt = random(saltBytes)
  const pepper = await staff.pepper.takeOrMake()
  const hash = await staff.inLine(() => pinHash(pepper, pin, salt, staff.pinCost))
  return { salt, hash, cost: staff.pinCost }
}

function personOrRefuse(store: Store, personId: string): PersonRow {
  const person = store.staff.get(personId)
  if (person === null) throw words.noSuchPerson()
  return person
}
