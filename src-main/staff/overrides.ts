import type { Ask, Gives, Taken } from '../../src-shared/contract/contract.ts'
import { type RequestNeed, requestNeeds } from '../../src-shared/contract/request-rights.ts'
import {
  mayIssue,
  type Overridable,
  overridableOf,
  overrideCode,
  roleFor,
} from '../../src-shared/rule/override.ts'
import { type Action, may } from '../../src-shared/rule/rights.ts'
import { isFinal } from '../../src-shared/rule/transition.ts'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import { readSetting } from '../station-settings.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { OverrideRow } from '../store/override-rows.ts'
import type { PersonRow } from '../store/staff-rows.ts'
import type { Actor, Command, Store } from '../store/store.ts'
import { consignmentsNamed, deskAction } from './guard.ts'
import * as words from './override-words.ts'
import type { Pepper } from './pepper.ts'
import { isPin, pinHash } from './pin-key.ts'
import type { PinTries } from './pin-tries.ts'

const saltBytes = 16
const mostWrong = 5
/** How long an entered code waits for the request it is for. */
const holdMs = 60_000
const minuteMs = 60_000

type Parts = {
  store: Store
  clock: Clock
  random: Random
  pepper: Pepper
  tries: PinTries
  pinCost: number
  /** Who is signed in. @throws StationError `locked` */
  person(): PersonRow
  nameOf(personId: string): string
  inLine<T>(work: () => Promise<T>): Promise<T>
  newTraceId(): string
  onChange(): void
}

/** A code that was entered and waits for the request it allows. */
type Held = { overrideId: string; personId: string; ask: Ask; consignmentId: string; untilMs: number }

export type Overrides = ReturnType<typeof openOverrides>

/**
 * Codes that allow one person one act on one consignment, once. The act itself uses the code up, in its own transaction:
 * a crash leaves it used with the act done, or open with nothing done, and the store refuses a second use.
 */
export function openOverrides(parts: Parts) {
  const { store, clock, pepper, tries } = parts
  const openedAtMs = clock.mono()
  const issuedAtMs = new Map<string, number>()
  let held: Held | null = null

  function command(kind: string, actor: Actor, subject: string, given: object): Command {
    return { kind, actor, subject, given, traceId: parts.newTraceId() }
  }

  function write(kind: string, actor: Actor, subject: string, given: object, work: () => void): void {
    store.write(command(kind, actor, subject, given), work)
    parts.onChange()
  }

  /** By the clock that never jumps, from its issue or from the start of the station; and by the one on the wall. */
  function isLive(row: OverrideRow): boolean {
    const lastsMs = row.minutes * minuteMs
    const age = clock.now() - Date.parse(row.issuedAt)
    const runs = clock.mono() - (issuedAtMs.get(row.id) ?? openedAtMs)
    return row.state === 'open' && age > -minuteMs && age < lastsMs && runs < lastsMs
  }

  const endsAt = (row: Pick<OverrideRow, 'issuedAt' | 'minutes'>) =>
    new Date(Date.parse(row.issuedAt) + row.minutes * minuteMs).toISOString()

  async function issue(taken: Taken<'override:issue'>): Promise<Gives<'override:issue'>> {
    const issuer = parts.person()
    const { action, personId, minutes } = taken
    const consignment = consignmentOf(store, taken.consignment)
    const person = store.staff.get(personId)
    if (person === null || !person.isActive) throw words.noSuchPerson()
    mustBeIssuable(issuer, person, consignment, action)
    const salted = await pepper.takeOrMake()
    const id = store.newId()
    const digits = [...parts.random(overrideCode.length)]
      .map((byte) => overrideCode.digits[byte % overrideCode.digits.length])
      .join('')
    const salt = parts.random(saltBytes)
    const hash = await parts.inLine(() => pinHash(salted, bound(id, digits), salt, parts.pinCost))
    const bond = { action, consignmentId: consignment.id, personId }
    const row = {
      id,
      ...bond,
      issuedBy: issuer.id,
      issuedRole: issuer.role,
      issuedAt: store.now(),
      minutes,
    }
    write('override:issued', actorOf(issuer), consignment.id, { overrideId: id, ...bond, minutes }, () => {
      const before = store.overrides.openFor(bond)
      if (before !== null) store.overrides.end(before.id, 'withdrawn', row.issuedAt)
      store.overrides.add(row, { salt, hash, cost: parts.pinCost })
    })
    issuedAtMs.set(id, clock.mono())
    return { overrideId: id, digits, endsAt: endsAt(row), code: consignment.code }
  }

  function list(): Gives<'override:list'> {
    return {
      open: store.overrides
        .open()
        .filter(isLive)
        .map((row) => ({
          id: row.id,
          action: row.action as Overridable,
          code: store.consignments.get(row.consignmentId)?.code ?? row.consignmentId,
          person: parts.nameOf(row.personId),
          issuedBy: parts.nameOf(row.issuedBy),
          endsAt: endsAt(row),
        })),
    }
  }

  function withdraw(overrideId: string): Record<string, never> {
    const by = parts.person()
    const row = store.overrides.get(overrideId)
    if (row === null || row.state !== 'open') throw words.overrideGone()
    write('override:withdrawn', actorOf(by), row.consignmentId, { overrideId }, () => {
      store.overrides.end(overrideId, 'withdrawn', store.now())
    })
    if (held?.overrideId === overrideId) held = null
    return {}
  }

  async function enter({ ask, about, digits }: Taken<'override:enter'>): Promise<Record<string, never>> {
    const person = parts.person()
    const what = whatFor(store, ask, about)
    if (what === null) throw words.neverAllowed()
    const { action, consignment } = what
    const who = `override ${person.id}`
    const wait = tries.notYet(who, true)
    if (wait !== null) throw words.waitForCode(wait.is === 'wait' ? wait.ms : 0)
    const salted = await pepper.take()
    const found = store.overrides.openFor({ action, consignmentId: consignment.id, personId: person.id })
    const open = found !== null && isLive(found) ? found : null
    const given = { overrideId: open?.id ?? null, action, personId: person.id }
    const by = actorOf(person)
    write('override:tried', by, consignment.id, given, () => {
      tries.begin(who)
      if (open !== null) store.overrides.countTry(open.id)
    })
    const key = open === null ? null : store.overrides.keyOf(open.id)
    const isRight = await isPin(salted, bound(open?.id ?? '', digits), key, parts.pinCost)
    if (!isRight || open === null) {
      const isSpent = open !== null && (store.overrides.keyOf(open.id)?.wrong ?? 0) >= mostWrong
      write('override:refused', by, consignment.id, { ...given, isSpent }, () => {
        if (isSpent) store.overrides.end(open.id, 'spent', store.now())
      })
      throw words.wrongCode(isSpent)
    }
    write('override:accepted', by, consignment.id, given, () => tries.passed(who))
    held = {
      overrideId: open.id,
      personId: person.id,
      ask,
      consignmentId: consignment.id,
      untilMs: clock.mono() + holdMs,
    } as Held
    return {}
  }

  /** The actor of a request that an entered code allows; null when none does. Used up by the first thing it writes. */
  function actorFor(person: PersonRow, ask: Ask, taken: unknown): Actor | null {
    if (held === null || held.personId !== person.id || held.ask !== ask) return null
    const row = store.overrides.get(held.overrideId)
    if (clock.mono() >= held.untilMs || row === null || !isLive(row)) return null
    const what = whatFor(store, ask, taken)
    if (what?.consignment.id !== held.consignmentId || what.action !== row.action) return null
    return { id: person.id, role: roleFor(what.action), once: { overrideId: row.id, isUsed: false } }
  }

  return {
    issue,
    list,
    withdraw,
    enter: (taken: Taken<'override:enter'>) => parts.inLine(() => enter(taken)),
    actorFor,
    /** Whoever entered a code has gone. */
    forget(): void {
      held = null
    },
  }
}

function mustBeIssuable(
  issuer: PersonRow,
  person: PersonRow,
  consignment: ConsignmentRow,
  action: Overridable,
): void {
  const where = [consignment.sourceOutletId, consignment.outletId]
  if (issuer.id === person.id) throw words.notForOneself()
  if (isFinal(consignment.state) || overridableOf(action, consignment.state) !== action) {
    throw words.notInThisState()
  }
  if (!mayIssue(issuer, action, where)) throw words.notTheirsToGive()
  if (may(person, action, where) && where.every((outlet) => may(person, action, [outlet]))) {
    throw words.notNeeded()
  }
}

/** The act and the one consignment a request is about; null where no code can allow it. */
function whatFor(
  store: Store,
  ask: string,
  taken: unknown,
): { action: Overridable; consignment: ConsignmentRow } | null {
  const asked = actionAsked(store, ask)
  const named = consignmentsNamed(store, taken)
  const [consignment] = named
  if (asked === null || consignment == null) return null
  if (named.some((other) => other?.id !== consignment.id)) return null
  const action = overridableOf(asked, consignment.state)
  return action === null ? null : { action, consignment }
}

/** What a request needs; of a scan, what it does at the desk that is shown. */
function actionAsked(store: Store, ask: string): Action | null {
  if (ask === 'desk:scan') {
    const screen = readSetting(store, 'desk')?.screen
    return screen === undefined || screen === 'work' || screen === 'other' ? null : deskAction(screen)
  }
  if (!Object.hasOwn(requestNeeds, ask)) return null
  const need: RequestNeed = requestNeeds[ask as Ask]
  return need.is === 'person' ? need.action : null
}

function consignmentOf(store: Store, text: string): ConsignmentRow {
  const found = store.consignments.byCode(text) ?? store.consignments.get(text)
  if (found === null) throw words.noSuchConsignment(text)
  return found
}

const actorOf = ({ id, role }: PersonRow): Actor => ({ id, role })

/** The digits are worth nothing beside another code's salt. */
const bound = (id: string, digits: string) => `override:${id}:${digits}`
