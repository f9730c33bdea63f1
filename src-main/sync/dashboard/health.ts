import type { Alert, AlertId, Health, Measures } from '../../../src-shared/model/health.ts'

/** Written at least this often, so that an older time says that the station is dead. */
export const healthEverySeconds = 30

/** Puts one station's health together: its worst alert makes the state, and the sentence. */
export function healthOf(parts: {
  lineSay: string
  measures: Measures
  alerts: readonly Alert[]
  at: string
  station: string
  version: string
  isTraining: boolean
}): Health {
  const { alerts, measures, lineSay } = parts
  const [worst, ...others] = alerts
  return {
    state: worst?.level ?? 'ok',
    say:
      worst === undefined
        ? `${lineSay}.`
        : `${worst.say}${alsoWords(others.length)}${lineWords(measures, alerts)}`,
    reasons: [...alerts],
    numbers: measures,
    at: parts.at,
    everySeconds: healthEverySeconds,
    station: parts.station,
    version: parts.version,
    isTraining: parts.isTraining,
  }
}

/** What the sync line of the frame says by itself. */
const saidInTheLine: readonly AlertId[] = ['sign-in', 'parked', 'conflicts', 'stopped']

/** The worst alert that needs a line of its own in the frame. */
export function alertForFrame({ reasons }: Health): Alert | null {
  return reasons.find(({ id }) => !saidInTheLine.includes(id)) ?? null
}

/** That the line is down, where no alert says it yet: what is wrong besides must not hide it. */
function lineWords({ link, waiting, parked }: Measures, alerts: readonly Alert[]): string {
  if (alerts.some(({ id }) => id === 'stopped')) return ''
  const moving = waiting - parked
  const wait = moving === 0 ? '' : `, ${moving} waiting`
  if (link === 'offline') return ` Offline${wait}.`
  return link === 'trouble' ? ` Lightspeed is in trouble${wait}.` : ''
}

function alsoWords(count: number): string {
  if (count === 0) return ''
  return count === 1
    ? ' One more thing is not as it should be.'
    : ` ${count} more things are not as they should be.`
}
