import { describe, expect, it } from 'vitest'
import type { SyncMinute } from '../../../../src-main/store/sync-minute-rows.ts'
import { chartOf } from '../../../../src-main/sync/dashboard/chart.ts'
import { spreadOf } from '../../../../src-main/sync/dashboard/percentile.ts'
import { stretchSince } from '../../../../src-main/sync/dashboard/stretches.ts'
import { openTally } from '../../../../src-main/sync/dashboard/tally.ts'

const minute = (at: string, but: Partial<SyncMinute> = {}): SyncMinute => ({
  at,
  waiting: 0,
  parked: 0,
  conflicts: 0,
  allowanceLimit: 350,
  allowanceLeft: 350,
  done: 0,
  later: 0,
  setAside: 0,
  callsGood: 0,
  callsRefused: 0,
  callsLimited: 0,
  callsFailed: 0,
  callsOffline: 0,
  callP95Ms: null,
  ...but,
})

describe('how times are spread', () => {
  it('is nothing where there are none', () => {
    expect(spreadOf([])).toBeNull()
  })
  it('is by nearest rank, in whatever order they come', () => {
    const times = Array.from({ length: 100 }, (_, at) => 100 - at)
    expect(spreadOf(times)).toEqual({ count: 100, p50Ms: 50, p95Ms: 95, p99Ms: 99 })
    expect(spreadOf([7])).toEqual({ count: 1, p50Ms: 7, p95Ms: 7, p99Ms: 7 })
  })
})

describe('what is counted', () => {
  it('is by outcome, and begins anew once it was taken', () => {
    const tally = openTally()
    for (const outcome of [
      'good',
      'good',
      'refused',
      'limited',
      'down',
      'failed',
      'broken',
      'offline',
    ] as const)
      tally.call(outcome, 20)
    for (const kind of ['sync:done', 'sync:later', 'sync:later', 'sync:conflict', 'pack:scan'])
      tally.command(kind)
    expect(tally.take()).toEqual({
      callsGood: 2,
      callsRefused: 1,
      callsLimited: 1,
      callsFailed: 2,
      callsOffline: 2,
      done: 1,
      later: 2,
      setAside: 1,
      callP95Ms: 20,
    })
    expect(tally.now()).toMatchObject({ callsGood: 0, done: 0, callP95Ms: null })
  })

  it('adds up to a stretch of time, with the minute under way and without what was before', () => {
    const minutes = [
      minute('2026-11-20T01:00:00.000Z', { callsGood: 1_000 }),
      minute('2026-11-20T02:30:00.000Z', { callsGood: 10, done: 2 }),
    ]
    const tally = openTally()
    tally.call('good', 5)
    const acknowledged = [
      { at: '2026-11-20T01:00:00.000Z', afterMs: 90_000 },
      { at: '2026-11-20T02:59:00.000Z', afterMs: 300 },
    ]
    const hour = stretchSince('2026-11-20T02:00:00.000Z', minutes, tally.now(), acknowledged)
    expect(hour).toMatchObject({ done: 2, calls: { good: 11 }, acknowledged: { count: 1, p95Ms: 300 } })
  })
})

describe('the chart of a day', () => {
  const nowMs = Date.UTC(2026, 10, 20, 3, 7)
  it('has a point for each quarter of an hour, the one under way last, and gaps where nothing was noted', () => {
    const points = chartOf(
      [
        minute('2026-11-20T02:46:00.000Z', { waiting: 4, allowanceLeft: 100 }),
        minute('2026-11-20T02:59:00.000Z', { waiting: 9, allowanceLeft: 300 }),
        minute('2026-11-20T03:01:00.000Z', { waiting: 1, allowanceLimit: null, allowanceLeft: null }),
        minute('2026-11-18T03:01:00.000Z', { waiting: 99 }),
      ],
      [
        { at: '2026-11-20T02:50:00.000Z', afterMs: 500 },
        { at: '2026-11-20T02:51:00.000Z', afterMs: 1_500 },
      ],
      nowMs,
    )
    expect(points).toHaveLength(96)
    expect(points.at(-1)).toEqual({
      at: '2026-11-20T03:00:00.000Z',
      waiting: 1,
      ackP95Ms: null,
      acknowledged: 0,
      used: null,
      limit: null,
    })
    expect(points.at(-2)).toEqual({
      at: '2026-11-20T02:45:00.000Z',
      waiting: 9,
      ackP95Ms: 1_500,
      acknowledged: 2,
      used: 250,
      limit: 350,
    })
    expect(points[0]).toMatchObject({ at: '2026-11-19T03:15:00.000Z', waiting: null })
  })
})
