import type { ChartPoint, Health, Stretch } from '../../src-shared/model/health.ts'
import type { LaneStory } from '../../src-shared/model/sync.ts'

const stretch: Stretch = {
  acknowledged: { count: 212, p50Ms: 640, p95Ms: 1_840, p99Ms: 42_000 },
  done: 212,
  later: 9,
  setAside: 1,
  calls: { good: 2_310, refused: 4, limited: 0, failed: 71, offline: 3 },
}

/** A station with something to decide, standing still. */
export function fixtureHealth(at: string): Health {
  return {
    state: 'warn',
    say: '1 change needs a decision.',
    reasons: [
      {
        id: 'parked',
        level: 'warn',
        say: '1 change needs a decision.',
        next: 'Retry or discard it.',
        since: at,
      },
    ],
    numbers: {
      link: 'up',
      stoppedSeconds: null,
      waiting: 2,
      parked: 1,
      parkedUnasked: 1,
      conflicts: 1,
      oldestSeconds: 40,
      allSentAt: null,
      hour: stretch,
      day: stretch,
      allowance: { limit: 950, remaining: 612, resetsAt: null },
      breaker: { is: 'closed' },
      feeds: [
        { name: 'consignments', cursor: 7_120_044_518, ageSeconds: 30, everySeconds: 15, hasProblem: false },
      ],
      webhooks: null,
      relayDownSeconds: null,
      walBytes: 4_000_000,
      diskFreeBytes: 90_000_000_000,
    },
    at,
    everySeconds: 30,
    station: 'Bench 2',
    version: '0.1.0',
    isTraining: true,
  }
}

/** A day with a gap in it. */
export function fixtureDay(ago: (ms: number) => string): ChartPoint[] {
  return Array.from({ length: 96 }, (_, quarter) => {
    const isOff = quarter > 20 && quarter < 40
    return {
      at: ago((96 - quarter) * 900_000),
      waiting: isOff ? null : Math.round(20 * Math.abs(Math.sin(quarter / 9))),
      ackP95Ms: isOff ? null : 900 + quarter * 20,
      acknowledged: isOff ? 0 : 12,
      used: isOff ? null : Math.round(300 * Math.abs(Math.cos(quarter / 7))),
      limit: isOff ? null : 950,
    }
  })
}

export function fixtureStory(ago: (ms: number) => string): LaneStory {
  const event = (ms: number, is: LaneStory['events'][number]['is'], say: string) => ({
    at: ago(ms),
    is,
    say,
    times: 1,
    traceId: 'req_20261122_110000_0123456789abcdef',
  })
  return {
    consignmentId: 'c-pack',
    code: 'TR-STO-202611-000123-45',
    reference: 'PK-01',
    here: { state: 'packing', lines: 12, packedUnits: 41, receivedUnits: 0, boxes: 2 },
    there: null,
    events: [
      event(40_000, 'trouble', 'Lightspeed is having trouble (status 503).'),
      event(41_000, 'out', 'Asked to make it'),
      event(60_000, 'act', 'Packed and sent'),
    ],
    isCut: false,
  }
}
