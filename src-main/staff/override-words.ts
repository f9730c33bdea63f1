import { StationError } from '../../src-shared/failure.ts'
import { waitSay } from './words.ts'

export { noSuchPerson } from './words.ts'

export function noSuchConsignment(text: string): StationError {
  return new StationError(
    'no-such-consignment',
    `This station knows no consignment ${text}.`,
    'Look at its code once more.',
  )
}

export function notForOneself(): StationError {
  return new StationError(
    'override-own',
    'A code is for somebody else: you cannot allow yourself anything.',
    'Ask another person with the right.',
  )
}

export function notTheirsToGive(): StationError {
  return new StationError(
    'override-not-yours',
    'You may not do this yourself, so you cannot allow it.',
    'Ask somebody who may, or an administrator.',
  )
}

export function notInThisState(): StationError {
  return new StationError(
    'override-state',
    'That cannot be done with this consignment now, by anybody.',
    'Look at where it stands, and choose what can be done.',
  )
}

export function notNeeded(): StationError {
  return new StationError(
    'override-not-needed',
    'This person may do that already.',
    'They need no code: let them try once more.',
  )
}

export function neverAllowed(): StationError {
  return new StationError(
    'override-never',
    'No code can allow this.',
    'Ask somebody who may do it to sign in.',
  )
}

export function overrideGone(): StationError {
  return new StationError(
    'override-gone',
    'This code is no longer open.',
    'Make a new one if it is still needed.',
  )
}

export function wrongCode(isSpent: boolean): StationError {
  return new StationError(
    'wrong-code',
    isSpent ? 'That code is not right, and no longer counts.' : 'That code is not right.',
    isSpent ? 'Ask for a new one.' : 'It counts for you, this act and this consignment only. Try again.',
    { retryable: !isSpent },
  )
}

export function waitForCode(ms: number): StationError {
  return new StationError(
    'code-wait',
    `Too many wrong codes: the next one is looked at in ${waitSay(ms)}.`,
    'Wait, then try again.',
    { retryable: true },
  )
}
