import type { Answer } from '../lightspeed/answer.ts'

/** Why a pull stopped before the end. */
export type PullStop = Exclude<Answer<unknown>, { is: 'answer' }>

const offlineAgainMs = 10_000
const signedOutAgainMs = 60_000
const troubleAgainMs = 30_000

/** How long to leave it before asking again, milliseconds. */
export function afterStopMs(stop: PullStop): number {
  if (stop.is === 'offline') return offlineAgainMs
  if (stop.is === 'unauthorised') return signedOutAgainMs
  return stop.is === 'limited' ? stop.retryAfterMs : troubleAgainMs
}

/** What a person reads beside the feed. */
export function stopWords(stop: PullStop): string {
  switch (stop.is) {
    case 'offline':
      return 'No network.'
    case 'limited':
      return stop.why ?? 'The call allowance is used up for now.'
    case 'no-answer':
      return stop.why
    default:
      return stop.say
  }
}
