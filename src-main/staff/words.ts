import { StationError } from '../../src-shared/failure.ts'
import type { PinProblem } from '../../src-shared/rule/pin.ts'
import { type Action, type PersonRole, rolesThatMay } from '../../src-shared/rule/rights.ts'
import type { NotYet } from './pin-tries.ts'

const roleWords: Record<PersonRole, string> = {
  SA: 'a store assistant',
  SM: 'a store manager',
  OM: 'an operations manager',
  DI: 'a director',
  AD: 'an administrator',
  FI: 'finance',
}

const actionWords: Record<Action, string> = {
  create: 'start a consignment',
  'edit-draft': 'change a draft',
  pack: 'pack',
  receive: 'receive',
  count: 'count stock',
  send: 'send goods',
  approve: 'approve',
  'cancel-before-sent': 'cancel a consignment',
  'cancel-sent': 'cancel what was sent',
  'note-refund': 'note what a supplier gave back',
  'issue-override': 'issue an override code',
  settings: 'change settings',
  retry: 'send again or give up what Lightspeed refused',
  keys: 'change the connection to the store',
  people: 'change who works here',
  'erase-text': 'erase what people wrote',
  repair: 'force a repair',
  'see-audit': 'read the journal',
  look: 'look at this',
  'see-consignment': 'open this consignment',
  label: 'print product labels',
  care: 'set up devices',
  settle: 'settle differences with Lightspeed',
  'unlock-person': 'let somebody try their PIN again',
}

export const lockedSay = { say: 'Locked: sign in.', next: 'Use your PIN or scan your badge.' }

export function locked(): StationError {
  return new StationError('locked', lockedSay.say, lockedSay.next)
}

/** A role that may not, or not there: says who may. */
export function notAllowed(role: PersonRole, action: Action, isElsewhere: boolean): StationError {
  const what = actionWords[action]
  return isElsewhere
    ? new StationError(
        'not-your-outlet',
        `This is at another outlet: there you may not ${what}.`,
        'Ask somebody of that outlet, or an administrator to add it to yours.',
      )
    : new StationError(
        'not-allowed',
        `You are signed in as ${roleWords[role]} and may not ${what}.`,
        `Ask ${oneOf(rolesThatMay(action).map((one) => roleWords[one]))} to sign in.`,
      )
}

export function wrongPin(): StationError {
  return new StationError('wrong-pin', 'That PIN is not right.', 'Try again.', { retryable: true })
}

export function notYet(why: NotYet): StationError {
  if (why.is === 'manager') {
    return new StationError(
      'pin-locked-out',
      'Too many wrong PINs: this person cannot sign in with a PIN now.',
      'A manager can let them try again under Setup, People.',
    )
  }
  return new StationError(
    'pin-wait',
    `Too many wrong PINs: the next one is looked at in ${waitSay(why.ms)}.`,
    'Wait, or sign in as somebody else with a badge.',
    { retryable: true },
  )
}

export function waitSay(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds <= 90) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
  return `${Math.ceil(seconds / 60)} minutes`
}

const pinSay: Record<PinProblem, string> = {
  'not-digits': 'A PIN is made of digits.',
  'too-short': 'A PIN has at least 6 digits.',
  'too-long': 'A PIN has at most 8 digits.',
  'too-plain': 'This PIN is too easy to guess.',
}

export function badPin(problem: PinProblem): StationError {
  return new StationError(`pin-${problem}`, pinSay[problem], 'Choose another one.')
}

export function noKeychain(): StationError {
  return new StationError(
    'keychain-not-ready',
    'The keychain of this computer does not answer, so no PIN or badge can be checked.',
    'Unlock the keychain (sign out of the computer and in again), then try once more. If it was lost for good, start the station with --forget-pins.',
    { retryable: true },
  )
}

/** What the keychain would not keep here are PINs: the words of a store's key say nothing of that. */
export function keychainRefused(thrown: unknown): unknown {
  if (!(thrown instanceof StationError)) return thrown
  const { code } = thrown
  if (code !== 'keychain-missing' && code !== 'keychain-locked') return thrown
  const isLocked = code === 'keychain-locked'
  return new StationError(
    code,
    isLocked
      ? 'The keychain of this computer is locked, so no PIN can be kept safely.'
      : 'This computer has no keychain, so no PIN can be kept safely.',
    isLocked
      ? 'Unlock it (sign out of the computer and in again), then try once more. Work goes on meanwhile.'
      : 'Install a keychain service (on Debian: gnome-keyring) and start the station again. Work goes on meanwhile.',
    { retryable: true, cause: thrown },
  )
}

export function noSuchPerson(): StationError {
  return new StationError('no-such-person', 'This station does not know that person.', 'Choose another one.')
}

export function stillHere(): StationError {
  return new StationError(
    'still-here',
    'This person still works here: only the name of somebody who has left is erased.',
    'Say first that they have left.',
  )
}

export function lastAdministrator(): StationError {
  return new StationError(
    'last-administrator',
    'This is the last person who can set up people: somebody must be left who can.',
    'Set up another administrator or director first.',
  )
}

export function nameTaken(name: string): StationError {
  return new StationError(
    'name-taken',
    `There is a “${name}” here already: on the list nobody could tell the two apart.`,
    'Add a letter of the surname, or what people call them.',
  )
}

export function setUpAlready(): StationError {
  return new StationError(
    'set-up-already',
    'This station has its first administrator.',
    'Ask them to add you under Setup, People.',
  )
}

export function setUpFirst(): StationError {
  return new StationError(
    'set-up-first',
    'Nobody is set up at this station yet.',
    'Set up the first administrator under Setup, People.',
  )
}

function oneOf(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}
