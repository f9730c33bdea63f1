import type { Measures, Stretch } from '../../../../src-shared/model/health.ts'

const stretch: Stretch = {
  acknowledged: null,
  done: 0,
  later: 0,
  setAside: 0,
  calls: { good: 0, refused: 0, limited: 0, failed: 0, offline: 0 },
}

/** A station with nothing to do and nothing wrong. */
export function quietMeasures(but: Partial<Measures> = {}): Measures {
  return {
    link: 'up',
    stoppedSeconds: null,
    waiting: 0,
    parked: 0,
    parkedUnasked: but.parked ?? 0,
    conflicts: 0,
    oldestSeconds: null,
    allSentAt: null,
    hour: stretch,
    day: stretch,
    allowance: { limit: 350, remaining: 300, resetsAt: null },
    breaker: { is: 'closed' },
    feeds: [{ name: 'consignments', cursor: 7, ageSeconds: 12, everySeconds: 15, hasProblem: false }],
    webhooks: null,
    relayDownSeconds: null,
    walBytes: 4_000_000,
    diskFreeBytes: 90_000_000_000,
    ...but,
  }
}

/** So many calls in the last hour. */
export function callsOfTheHour(calls: Partial<Stretch['calls']>): Partial<Measures> {
  return { hour: { ...stretch, calls: { ...stretch.calls, ...calls } } }
}
