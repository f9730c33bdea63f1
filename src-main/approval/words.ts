import { StationError } from '../../src-shared/failure.ts'
import type { ApproverRole } from '../../src-shared/rule/approval-tiers.ts'

const roleWords: Record<ApproverRole, string> = {
  SM: 'a store manager',
  OM: 'an operations manager',
  DI: 'a director',
}

/** `a store manager or an operations manager`. */
export function anyOf(roles: readonly ApproverRole[]): string {
  const words = roles.map((role) => roleWords[role])
  const last = words.at(-1) ?? 'nobody'
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

/** Whole cents as dollars, for sentences: `$1,999.99`. */
export function dollars(cents: number): string {
  return new Intl.NumberFormat('en-NZ', { style: 'currency', currency: 'NZD' }).format(cents / 100)
}

export const setUpFirst = () =>
  new StationError(
    'set-up-first',
    'An approval takes two people, and nobody is set up at this station yet.',
    'Set up people under Setup, People; then the one who made it hands it in, and another one approves.',
  )

export const ownApproval = () =>
  new StationError(
    'own-approval',
    'You made this yourself: somebody else has to approve it.',
    'Ask another manager or director.',
  )

export const notYourTier = (roles: readonly ApproverRole[]) =>
  new StationError('not-your-tier', `This amount is approved by ${anyOf(roles)}.`, `Ask ${anyOf(roles)}.`)

export const roundOver = () =>
  new StationError(
    'round-over',
    'Somebody decided this meanwhile, or it was handed in anew.',
    'Look at it again before you decide.',
  )

export const changedSince = (cents: number) =>
  new StationError(
    'changed-since',
    `How much this is was changed since you looked: it is worth ${dollars(cents)} now.`,
    'Look at it again, then decide.',
  )

export const notWaiting = () =>
  new StationError('not-waiting', 'This does not wait for approval.', 'Look at it again.')

export const directorOnly = () =>
  new StationError(
    'director-only',
    'Only a director can approve past the rules.',
    'Ask a director to sign in.',
  )

export const outOfReach = () =>
  new StationError(
    'store-out-of-reach',
    'The store is out of reach, so nothing can be approved past the rules now.',
    'Wait for the network, or approve it as usual: that is noted and counts once the store is back.',
    { retryable: true },
  )

export const onlyCreator = () =>
  new StationError('not-the-creator', 'Only who made this can take it back.', 'Ask for changes instead.')

export const otherNeedsText = () =>
  new StationError('reason-needed', "The reason 'Other' needs a text.", 'Write why it is rejected.')

export const tooLate = () =>
  new StationError(
    'resubmit-too-late',
    'It was rejected more than seven days ago and can no longer be handed in.',
    'Make a new one.',
  )

export const notForThem = (roles: readonly ApproverRole[]) =>
  new StationError(
    'cannot-delegate',
    'That person could not approve this.',
    `Choose somebody else who works here and did not make it: ${anyOf(roles)}.`,
  )
