import type { Ask } from '../../src-shared/contract/contract.ts'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import { type RequestNeed, requestNeeds } from '../../src-shared/contract/request-rights.ts'
import { StationError } from '../../src-shared/failure.ts'
import type { PersonTile, StaffRules, StaffState } from '../../src-shared/model/staff.ts'
import { type Action, may } from '../../src-shared/rule/rights.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log/log.ts'
import type { Random } from '../random.ts'
import type { Secrets } from '../secret/secrets.ts'
import { readSetting } from '../station-settings.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { PersonRow } from '../store/staff-rows.ts'
import { type Actor, type Store, systemActor } from '../store/store.ts'
import { checkRequest, type DeskScreen, deskAction, mayWorkOn } from './guard.ts'
import { type Overrides, openOverrides } from './overrides.ts'
import { openPepper, type Pepper } from './pepper.ts'
import { badgeMark, isPin, usualPinCost } from './pin-key.ts'
import { openPinTries, type PinTries } from './pin-tries.ts'
import { openSession } from './session.ts'
import { locked, lockedSay, notAllowed, notYet, setUpFirst, wrongPin } from './words.ts'

/** PINs are checked one after the other; more than these do not wait for it. */
const mostWaiting = 4
const badgeWithinMs = 30_000
const shortestBadge = 8
const isLooking: ReadonlySet<Action> = new Set(['look', 'see-consignment'])

/** Without a person there is nothing to be allowed: commands that come of themselves carry this name. */
const nobody: Actor = { id: 'nobody', role: 'FI' }
/** Whoever works at a station where nobody is set up. */
const bench: Actor = { id: 'bench', role: 'SM' }
export const usualStaffRules: StaffRules = { lockAfterMinutes: 5, badge: 'alone' }

/** What a scan means here: go on with it; or it signed somebody in; or it is not taken, for this reason. */
export type StaffScan = { is: 'go' } | { is: 'person'; say: string } | { is: 'refused'; why: string }

export type StaffParts = {
  store: Store
  clock: Clock
  log: Log
  random: Random
  secrets: Pick<Secrets, 'get' | 'put'>
  tell(news: AnyNews): void
  newTraceId(): string
  /** scrypt's N for PINs that are set from now on. */
  pinCost?: number
  /** Whether the catalogue knows this code: it is no badge then. */
  isProduct(code: string): boolean
}

export type Staff = ReturnType<typeof openStaff>

/**
 * The people of a station and who of them is at it. Until there is an administrator with a PIN everybody works as `bench`;
 * from then on nothing is done without a person.
 */
export function openStaff(parts: StaffParts) {
  const { store, clock, log } = parts
  const pinCost = parts.pinCost ?? usualPinCost
  const pepper: Pepper = openPepper(parts.secrets, parts.random)
  const tries: PinTries = openPinTries(store, clock)
  const session = openSession(
    clock,
    () => {
      const { lockAfterMinutes } = rules()
      return lockAfterMinutes === null ? null : lockAfterMinutes * 60_000
    },
    () => {
      try {
        lock('idle')
      } catch (thrown) {
        // It is locked; that it could not be written down is told, and stops nothing.
        log.bug('staff.lock-not-kept', thrown)
      }
    },
  )
  let people = store.staff.all()
  let badgeOf: string | null = null
  let forgetBadge: () => void = () => undefined
  let learning: { personId: string; by: Actor; until: number } | null = null
  let waiting = 0
  let line: Promise<unknown> = Promise.resolve()

  const rules = (): StaffRules => readSetting(store, 'staff-rules') ?? usualStaffRules
  const canSignIn = (person: PersonRow) => person.isActive && person.hasPin
  const isSetUp = () => people.some((one) => canSignIn(one) && may(one, 'people', []))
  const actorOf = ({ id, role }: PersonRow): Actor => ({ id, role })

  function actor(): Actor {
    if (!isSetUp()) return bench
    const person = session.person()
    return person === null ? nobody : actorOf(person)
  }

  /** One command about people. Names and secrets never stand in `given`. */
  function write<T>(kind: string, by: Actor, given: object, work: () => T): T {
    const value = store.write({ kind, actor: by, subject: null, given, traceId: parts.newTraceId() }, work)
    refresh()
    return value
  }

  function refresh(): void {
    people = store.staff.all()
    const on = session.person()
    const now = on === null ? undefined : people.find(({ id }) => id === on.id)
    if (now?.isActive) session.renew(now)
    else session.end()
    parts.tell({ topic: 'changed', body: { what: 'staff' } })
  }

  function signedIn(
    person: PersonRow,
    by: 'pin' | 'badge' | 'first',
    more: () => void = () => undefined,
  ): void {
    badgeOf = null
    write('staff:signed-in', actorOf(person), { by }, more)
    session.begin(person)
  }

  /**
   * Who a request is answered as.
   * @throws StationError `locked`, `not-allowed` or `not-your-outlet`
   */
  function admit(ask: Ask, taken: unknown): Actor {
    if (!isSetUp()) return bench
    // A request that nobody wrote down is nobody's.
    const need = requestNeeds[ask] as RequestNeed | undefined
    if (need?.is === 'anybody') return actor()
    const person = session.person()
    if (person === null || need === undefined) throw locked()
    const allowed = overrides.actorFor(person, ask, taken)
    if (allowed === null) checkRequest(store, person, readSetting(store, 'outlet-id'), ask, taken)
    // Screens look by themselves when there is news; only doing something keeps the station open.
    if (!isLooking.has(need.action)) session.touch()
    return allowed ?? actorOf(person)
  }

  /** Why whoever is on may not count at this desk, as a sentence; null when they may, or a code allows them the next scan. */
  function standingAt(
    screen: DeskScreen,
    consignment: ConsignmentRow,
  ): { why: string | null; actor?: Actor } {
    const person = session.person()
    if (!isSetUp() || (person !== null && mayWorkOn(person, screen, consignment))) return { why: null }
    if (person === null) return { why: `${lockedSay.say} ${lockedSay.next}` }
    const actor = overrides.actorFor(person, 'desk:scan', { consignmentId: consignment.id })
    if (actor !== null) return { why: null, actor }
    const action = deskAction(screen)
    const { message, next } = notAllowed(person.role, action, may(person, action, person.outletIds))
    return { why: `${message} ${next}` }
  }

  function lock(why: 'person' | 'idle'): void {
    const person = session.person()
    badgeOf = null
    learning = null
    if (person === null) return
    session.end()
    overrides.forget()
    write(
      'staff:locked',
      why === 'idle' ? systemActor : actorOf(person),
      { why, personId: person.id },
      () => undefined,
    )
  }

  /** Whether nobody else could let this person try again. */
  function isAlone(personId: string): boolean {
    return !people.some(
      (one) =>
        one.id !== personId && canSignIn(one) && may(one, 'unlock-person', []) && !tries.isLockedOut(one.id),
    )
  }

  /** One PIN is checked at a time, so that guesses sent together are counted one by one. */
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= mostWaiting) {
      throw new StationError('sign-in-busy', 'Other PINs are being checked.', 'Try again in a moment.', {
        retryable: true,
      })
    }
    waiting += 1
    const done = line.then(work, work)
    const settled = done.finally(() => {
      waiting -= 1
    })
    line = settled.catch(() => undefined)
    return settled
  }

  async function checkPin(personId: string, pin: string): Promise<PersonTile> {
    const found = store.staff.get(personId)
    const who = found?.id ?? 'unknown'
    const why = tries.notYet(who, found !== null && isAlone(who))
    if (why !== null) throw notYet(why)
    const salted = await pepper.take()
    write('staff:pin-tried', systemActor, { personId: found?.id ?? null }, () => tries.begin(who))
    const key = found?.isActive === true ? store.staff.pinOf(found.id) : null
    const isRight = await isPin(salted, pin, key, pinCost)
    const person = store.staff.get(personId)
    // Somebody may have been taken off while the PIN was being checked.
    if (!isRight || person === null || !person.isActive) throw wrongPin()
    signedIn(person, 'pin', () => tries.passed(who))
    return tileOf(person)
  }

  function learnBadge(text: string): StaffScan {
    const wish = learning
    const salted = pepper.known()
    learning = null
    parts.tell({ topic: 'changed', body: { what: 'staff' } })
    if (wish === null || salted === null)
      return { is: 'refused', why: 'The badge could not be kept. Try again.' }
    if (text.length < shortestBadge) {
      return {
        is: 'refused',
        why: `This code is too short for a badge: ${shortestBadge} characters at least.`,
      }
    }
    if (parts.isProduct(text)) return { is: 'refused', why: 'This is the code of a product, not a badge.' }
    const mark = badgeMark(salted, text)
    const other = store.staff.byBadge(mark)
    if (other !== null && other.id !== wish.personId) {
      return { is: 'refused', why: 'This badge is somebody else’s already.' }
    }
    write('staff:badge-set', wish.by, { personId: wish.personId }, () =>
      store.staff.putBadge(wish.personId, mark),
    )
    return { is: 'person', say: 'The badge is kept: it signs in from now on.' }
  }

  function badgeScanned(person: PersonRow): StaffScan {
    if (!canSignIn(person)) return { is: 'refused', why: 'This badge is no longer in use.' }
    if (session.person()?.id === person.id) {
      session.touch()
      return { is: 'person', say: 'Signed in.' }
    }
    if (rules().badge === 'with-pin') {
      badgeOf = person.id
      forgetBadge()
      forgetBadge = clock.after(badgeWithinMs, () => {
        badgeOf = null
        parts.tell({ topic: 'changed', body: { what: 'staff' } })
      })
      parts.tell({ topic: 'changed', body: { what: 'staff' } })
      return { is: 'person', say: 'Now the PIN that goes with it.' }
    }
    signedIn(person, 'badge')
    return { is: 'person', say: 'Signed in.' }
  }

  function personOn(): PersonRow {
    const person = session.person()
    if (person === null) throw isSetUp() ? locked() : setUpFirst()
    return person
  }

  const overrides: Overrides = openOverrides({
    store,
    clock,
    random: parts.random,
    pepper,
    tries,
    pinCost,
    person: personOn,
    nameOf: (personId) => nameOf(store.staff.get(personId)),
    inLine,
    newTraceId: parts.newTraceId,
    onChange: () => parts.tell({ topic: 'changed', body: { what: 'staff' } }),
  })

  // Badges are known by the pepper: without it a scan is no badge, and a locked station stays locked.
  if (isSetUp()) {
    pepper.take().catch((thrown: unknown) => {
      if (!(thrown instanceof StationError)) log.bug('staff.pepper-not-read', thrown)
      else log.warn('staff.pepper-not-read', { why: thrown.code })
    })
  }

  return {
    isSetUp,
    /** Whether people are set up and none of them is on. */
    isLocked: () => isSetUp() && session.person() === null,
    actor,
    admit,
    standingAt,
    person: () => session.person(),
    people: () => people,
    rules,
    pepper,
    pinCost,
    tries,
    overrides,
    write,
    touch: () => session.touch(),
    lock: () => lock('person'),
    signIn: (personId: string, pin: string) => inLine(() => checkPin(personId, pin)),
    /** Another wait than the one for PINs: setting one is as slow, and takes its turn. */
    inLine,
    signedIn,
    /** Whoever starts the station may take all PINs and badges away: nobody is set up then. */
    forgetPins(): void {
      session.end()
      write('staff:pins-forgotten', systemActor, {}, () => store.staff.forgetKeys())
    },
    waitForBadge(personId: string | null): void {
      learning = personId === null ? null : { personId, by: actor(), until: clock.mono() + badgeWithinMs }
      parts.tell({ topic: 'changed', body: { what: 'staff' } })
    },
    badgeFor: () => (learning !== null && clock.mono() < learning.until ? learning.personId : null),
    /** What is typed is never a badge: else one could be guessed. */
    typed(): StaffScan {
      if (!isSetUp() || session.person() !== null) return { is: 'go' }
      return { is: 'refused', why: `${lockedSay.say} ${lockedSay.next}` }
    },
    /** Looks at a scan before anything else does. `text`: what was read, without a scanner's framing. */
    scanned(text: string): StaffScan {
      if (!isSetUp()) return { is: 'go' }
      if (learning !== null && clock.mono() < learning.until) return learnBadge(text)
      const salted = pepper.known()
      const person = salted === null ? null : store.staff.byBadge(badgeMark(salted, text))
      if (person !== null) return badgeScanned(person)
      if (session.person() === null) return { is: 'refused', why: `${lockedSay.say} ${lockedSay.next}` }
      session.touch()
      return { is: 'go' }
    },
    state(): StaffState {
      if (!isSetUp()) return { is: 'open' }
      const tiles = people.filter(canSignIn).map(tileOf)
      const on = session.person()
      return on === null
        ? { is: 'locked', people: tiles, badgeOf }
        : {
            is: 'on',
            person: tileOf(on),
            people: tiles,
            badgeOf,
            lockAfterMinutes: rules().lockAfterMinutes,
          }
    },
    close(): void {
      session.close()
      forgetBadge()
    },
  }
}

export function tileOf(person: PersonRow): PersonTile {
  return { id: person.id, name: nameOf(person), role: person.role }
}

function nameOf(person: PersonRow | null): string {
  return person?.name ?? 'Somebody'
}
