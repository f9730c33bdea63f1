import { type RejectionReason, rejectionWords } from '../../src-shared/rule/approval.ts'

/** Why, as a person reads it: the chosen reason and what was written beside it; null where neither was given. */
export function reasonOf(act: { reasonCode: string | null; reason: string | null }): string | null {
  const chosen = act.reasonCode === null ? null : rejectionWords[act.reasonCode as RejectionReason]
  const parts = [chosen, act.reason].filter((part) => part !== null && part !== '')
  return parts.length === 0 ? null : parts.join(': ')
}
