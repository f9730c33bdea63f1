import { describe, expect, it } from 'vitest'
import { type AlertMemory, alertsOf } from '../../../../src-main/sync/dashboard/alerts.ts'
import { alertForFrame, healthOf } from '../../../../src-main/sync/dashboard/health.ts'
import type { Measures } from '../../../../src-shared/model/health.ts'
import { callsOfTheHour, quietMeasures } from './quiet-measures.ts'

const at = (monoMs: number) => ({ monoMs, at: new Date(Date.UTC(2026, 10, 20, 3) + monoMs).toISOString() })
const found = (measures: Measures, memory: AlertMemory = {}, monoMs = 0) =>
  alertsOf(measures, memory, at(monoMs)).alerts.map(({ id, level }) => `${id} ${level}`)

const feed = (name: string, ageSeconds: number, everySeconds: number) => ({
  name,
  cursor: 1,
  ageSeconds,
  everySeconds,
  hasProblem: false,
})
const webhooks = {
  heardAt: '2026-11-20T03:00:00.000Z',
  taken: 100,
  doubled: 0,
  refused: 40,
  waiting: 0,
  refusedLately: 10,
}
const mebibytes = (count: number) => count * 1024 * 1024

describe('what is an alert', () => {
  it.each<[string, Partial<Measures>, string[]]>([
    ['a quiet station', {}, []],
    ['a station that is connected to nothing', { link: 'none', allowance: null }, []],
    ['not signed in', { link: 'signed-out', stoppedSeconds: 4_000 }, ['sign-in bad']],
    ['stopped for 9 min 59 s', { link: 'offline', stoppedSeconds: 599 }, []],
    ['stopped for 10 min', { link: 'offline', stoppedSeconds: 600 }, ['stopped warn']],
    ['stopped for 29 min 59 s', { link: 'trouble', stoppedSeconds: 1_799 }, ['stopped warn']],
    ['stopped for 30 min', { link: 'trouble', stoppedSeconds: 1_800 }, ['stopped bad']],
    ['2 of 100 calls failed', callsOfTheHour({ good: 98, failed: 2 }), []],
    ['3 of 100 calls failed', callsOfTheHour({ good: 97, failed: 3 }), ['call-errors warn']],
    ['a 429 is a failed call too', callsOfTheHour({ good: 97, limited: 3 }), ['call-errors warn']],
    ['a refusal is an answer', callsOfTheHour({ good: 60, refused: 40 }), []],
    ['a network that is away is told as that', callsOfTheHour({ good: 60, offline: 400 }), []],
    ['11 of 100 calls failed', callsOfTheHour({ good: 89, failed: 11 }), ['call-errors bad']],
    ['half of a handful failed', callsOfTheHour({ good: 24, failed: 24 }), []],
    ['10 webhooks refused in ten minutes', { webhooks }, []],
    ['11 of them', { webhooks: { ...webhooks, refusedLately: 11 } }, ['webhooks warn']],
    ['a relay that was down for 9 min 59 s', { relayDownSeconds: 599 }, []],
    ['a relay that is down for 10 min', { relayDownSeconds: 600 }, ['relay warn']],
    ['a relay behind a network that is away', { relayDownSeconds: 900, link: 'offline' }, []],
    ['something parked', { parked: 1 }, ['parked warn']],
    [
      'something parked that a conflict asks about',
      { parked: 1, parkedUnasked: 0, conflicts: 1 },
      ['conflicts warn'],
    ],
    ['something differs', { conflicts: 2 }, ['conflicts warn']],
    ['consignments not read for 10 min', { feeds: [feed('consignments', 600, 15)] }, []],
    ['not for 10 min and a second', { feeds: [feed('consignments', 601, 15)] }, ['feed-behind warn']],
    ['outlets not read for an hour', { feeds: [feed('outlets', 3_600, 900)] }, []],
    ['outlets not read for over two', { feeds: [feed('outlets', 7_201, 900)] }, ['feed-behind warn']],
    ['no feed is read while offline', { link: 'offline', feeds: [feed('outlets', 90_000, 900)] }, []],
    ['500 MB free', { diskFreeBytes: mebibytes(500) }, ['disk warn']],
    ['100 MB free', { diskFreeBytes: mebibytes(100) }, ['disk bad']],
    ['a disk that does not tell', { diskFreeBytes: null }, []],
    [
      'several at once, worst first',
      { parked: 3, link: 'offline', stoppedSeconds: 2_000 },
      ['stopped bad', 'parked warn'],
    ],
  ])('%s', (_say, but, alerts) => {
    expect(found(quietMeasures(but))).toEqual(alerts)
  })

  it('the oldest change over ten minutes, once it has been so for five', () => {
    const old = quietMeasures({ waiting: 3, oldestSeconds: 601 })
    const first = alertsOf(old, {}, at(0))
    expect(first.alerts).toEqual([])
    expect(alertsOf(old, first.memory, at(299_999)).alerts).toEqual([])
    const [alert] = alertsOf(old, first.memory, at(300_000)).alerts
    expect(alert).toMatchObject({ id: 'oldest', level: 'bad', since: at(0).at })
    expect(found(quietMeasures({ oldestSeconds: 601, link: 'offline' }), first.memory, 300_000)).toEqual([
      'oldest warn',
    ])
    expect(found(quietMeasures({ oldestSeconds: 600 }), first.memory, 300_000)).toEqual([])
  })

  it('a condition that went away in between begins anew', () => {
    const big = quietMeasures({ walBytes: mebibytes(65) })
    const first = alertsOf(big, {}, at(0))
    const gone = alertsOf(quietMeasures({ walBytes: mebibytes(64) }), first.memory, at(30_000))
    expect(gone.memory).toEqual({})
    expect(found(big, gone.memory, 70_000)).toEqual([])
    expect(found(big, first.memory, 60_000)).toEqual(['store-file warn'])
  })

  it('F38 a write-ahead file of more than 64 MB for a minute is one', () => {
    const first = alertsOf(quietMeasures({ walBytes: mebibytes(200) }), {}, at(0))
    expect(found(quietMeasures({ walBytes: mebibytes(200) }), first.memory, 60_000)).toEqual([
      'store-file warn',
    ])
  })
})

describe('the health of a station', () => {
  const healthFor = (measures: Measures, lineSay = 'All sent') =>
    healthOf({
      lineSay,
      measures,
      alerts: alertsOf(measures, {}, at(0)).alerts,
      at: at(0).at,
      station: 'AB12',
      version: '1',
      isTraining: false,
    })

  it('is the line of the frame where nothing is wrong', () => {
    expect(healthFor(quietMeasures())).toMatchObject({ state: 'ok', say: 'All sent.', reasons: [] })
  })

  it('is its worst alert, and how many there are besides', () => {
    const { state, say } = healthFor(
      quietMeasures({ parked: 1, link: 'offline', stoppedSeconds: 1_800, waiting: 4 }),
    )
    expect(state).toBe('bad')
    expect(say).toBe('Nothing has gone out for 30 min, 4 waiting. One more thing is not as it should be.')
  })

  it('says beside its worst alert that the line is down, until an alert does', () => {
    const say = (but: Partial<Measures>) => healthFor(quietMeasures({ parked: 1, waiting: 4, ...but })).say
    expect(say({})).toBe('1 change needs a decision.')
    expect(say({ link: 'offline' })).toBe('1 change needs a decision. Offline, 3 waiting.')
    expect(say({ link: 'trouble', waiting: 1 })).toBe('1 change needs a decision. Lightspeed is in trouble.')
    expect(say({ link: 'offline', stoppedSeconds: 700 })).not.toContain('Offline')
  })

  it('stands in the frame where the line does not say it already', () => {
    expect(alertForFrame(healthFor(quietMeasures({ parked: 1 })))).toBeNull()
    expect(alertForFrame(healthFor(quietMeasures({ parked: 1, diskFreeBytes: 0 })))?.id).toBe('disk')
  })
})
