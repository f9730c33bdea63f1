import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bench } from '../../../../src-main/bench.ts'
import { openAllowance } from '../../../../src-main/lightspeed/allowance.ts'
import { openBreaker } from '../../../../src-main/lightspeed/breaker.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { type Store, systemActor } from '../../../../src-main/store/store.ts'
import { type Dashboard, openDashboard } from '../../../../src-main/sync/dashboard/dashboard.ts'
import { openSyncNews } from '../../../../src-main/sync/dashboard/sync-news.ts'
import type { HintLineState } from '../../../../src-main/sync/hint-line.ts'
import type { Link } from '../../../../src-main/sync/link.ts'
import { retryCause, retryEntry } from '../../../../src-main/sync/settle.ts'
import type { News } from '../../../../src-shared/contract/news.ts'
import type { Health } from '../../../../src-shared/model/health.ts'
import { soon } from '../../../soon.ts'
import { openFreshStore } from '../../fresh-store.ts'
import { type StepClock, stepClock } from '../step-clock.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const emptyMinute = {
  waiting: 0,
  parked: 0,
  conflicts: 0,
  allowanceLimit: null,
  allowanceLeft: null,
  done: 0,
  later: 0,
  setAside: 0,
  callsGood: 0,
  callsRefused: 0,
  callsLimited: 0,
  callsFailed: 0,
  callsOffline: 0,
  callP95Ms: null,
}
let folder: string
let clock: StepClock
let store: Store
let bench: Bench
let bugs: unknown[]
let dashboard: Dashboard | null
let heard: Health[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dashboard-'))
  clock = stepClock()
  store = openFreshStore(folder, clock)
  bugs = []
  heard = []
  dashboard = null
  bench = {
    store,
    clock,
    log: { ...quietLog, bug: (_event, thrown) => void bugs.push(thrown) },
    actor: () => ({ id: 'bench', role: 'SM' }),
    outletId: () => null,
    newTraceId: () => 'req_test',
  }
})
afterEach(async () => {
  await dashboard?.close()
  store.close()
  rmSync(folder, { recursive: true, force: true })
  expect(bugs).toEqual([])
})

function open(link: Link | null = null): Dashboard {
  dashboard = openDashboard({
    bench,
    link: () => link,
    storeFolder: folder,
    profileFolder: folder,
    version: '1',
    isTraining: false,
    onHealth: (health) => void heard.push(health),
  })
  store.onWritten(dashboard.wrote)
  return dashboard
}

/** A line that is asked nothing but how it stands. */
const quietLine = () => ({
  allowance: openAllowance({ clock }),
  breaker: openBreaker({ clock, onChange: () => undefined }),
  allSentAt: () => null,
  relay: () => null,
})

function write(work: () => void, kind = 'test'): void {
  store.write({ kind, actor: systemActor, subject: null, given: {}, traceId: 'req_test' }, work)
}
const put = (id: string, lane = `lane-${id}`) =>
  store.outbox.put(id, lane, 'tell-consignment', '{"packed":[1,2]}', store.now())
const park = (id: string, why: string) => store.outbox.park(id, why, 'Retry.', null)
const health = () => JSON.parse(readFileSync(join(folder, 'health.json'), 'utf8')) as Health

it('a relay that answers no more is told after ten minutes, and no longer once it answers', () => {
  let relay: HintLineState = { is: 'listening', since: '2026-11-20T03:00:00.000Z' }
  const line = {
    ...quietLine(),
    relay: () => relay,
    state: () => ({ isOffline: false, since: null, isSignedOut: false, access: 'token' as const }),
  }
  const { health: now } = open(line as Partial<Link> as Link)
  const told = () => now().reasons.map(({ id }) => id)
  clock.pass(20 * minuteMs)
  relay = { is: 'down', since: '2026-11-20T03:20:00.000Z', why: 'The relay cannot be reached.' }
  now()
  clock.pass(9 * minuteMs)
  expect(told()).toEqual([])
  clock.pass(2 * minuteMs)
  expect(told()).toEqual(['relay'])
  relay = { is: 'listening', since: '2026-11-20T03:31:00.000Z' }
  clock.pass(minuteMs)
  expect(told()).toEqual([])
})

describe('what is kept of sync', () => {
  it('is a row a minute for two days and not one more, and no row of the journal', () => {
    const nowMs = clock.now()
    const old = { ...emptyMinute, waiting: 7 }
    const at = (minutes: number) => new Date(nowMs + minutes * minuteMs).toISOString()
    // The last two days and an hour, and a day that a wrong clock noted ahead.
    write(() => {
      for (let minute = -49 * 60; minute < 0; minute += 1) store.syncMinutes.put({ ...old, at: at(minute) })
      store.syncMinutes.put({ ...old, at: at(24 * 60) })
    })
    open()
    const before = store.journal.head().seq
    clock.pass(5 * minuteMs)
    const minutes = store.syncMinutes.since('')
    expect(minutes.map(({ at }) => at).at(0)).toBe(at(5 - 48 * 60))
    expect(minutes.map(({ at }) => at).at(-1)).toBe(at(4))
    expect(minutes).toHaveLength(48 * 60)
    expect(store.journal.head().seq).toBe(before)
  })

  it('counts calls and endings into the minute in which they were', () => {
    const { call } = open()
    call('good', 40)
    call('down', 900)
    write(() => undefined, 'sync:done')
    clock.pass(minuteMs)
    call('good', 60)
    clock.pass(minuteMs)
    expect(
      store.syncMinutes.since('').map(({ callsGood, callsFailed, done }) => [callsGood, callsFailed, done]),
    ).toEqual([
      [1, 1, 1],
      [1, 0, 0],
    ])
    expect(dashboard?.health().numbers.hour.calls).toMatchObject({ good: 2, failed: 1 })
  })

  it('knows how long it took from noted to acknowledged, also over a restart', async () => {
    open()
    write(() => put('a'))
    clock.pass(1_500)
    write(() => store.outbox.end('a', 'done', store.now(), null, 'agrees'))
    clock.pass(10_000)
    expect(heard.at(-1)?.numbers.hour.acknowledged).toEqual({
      count: 1,
      p50Ms: 1_500,
      p95Ms: 1_500,
      p99Ms: 1_500,
    })
    await dashboard?.close()
    expect(open().health().numbers.day.acknowledged).toMatchObject({ count: 1, p95Ms: 1_500 })
    clock.pass(2 * hourMs)
    expect(dashboard?.health().numbers.hour.acknowledged).toBeNull()
  })
})

describe('health', () => {
  it('is written at least twice a minute, with the time in it', async () => {
    open()
    clock.pass(10 * minuteMs)
    expect(heard.length).toBeGreaterThanOrEqual(20)
    const gaps = heard.slice(1).map(({ at }, index) => Date.parse(at) - Date.parse(heard[index]?.at ?? ''))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30_000)
    await dashboard?.close()
    expect(health().at).toBe(heard.at(-1)?.at)
  })

  it('stands in the file at once when the line goes down, and within five seconds when a figure moves', async () => {
    let isOffline = false
    const line = {
      ...quietLine(),
      state: () => ({ isOffline, since: null, isSignedOut: false, access: 'token' }),
    }
    const { changed } = open(line as Link)
    clock.pass(31_000)
    isOffline = true
    changed()
    clock.pass(1_000)
    await vi.waitFor(() => expect(health().numbers.link).toBe('offline'), soon)
    write(() => put('a'))
    clock.pass(5_100)
    await vi.waitFor(() => expect(health().numbers.waiting).toBe(1), soon)
  })

  it('looks at most once a second, however much changes', () => {
    open()
    clock.pass(1_000)
    const before = heard.length
    for (let at = 0; at < 100; at += 1) {
      write(() => put(`e${at}`))
      clock.pass(100)
    }
    expect(heard.length - before).toBeLessThanOrEqual(11)
    expect(heard.at(-1)?.numbers.waiting).toBeGreaterThan(80)
  })

  it('tells each episode once in the journal, however long it lasts', () => {
    open()
    const told = () =>
      store.journal
        .lastKinds(1_000)
        .flatMap(({ kind }) => (kind.startsWith('health:') ? [kind] : []))
        .reverse()
    write(() => {
      put('a')
      park('a', 'refused')
    })
    clock.pass(3 * hourMs)
    expect(told()).toEqual(['health:alert'])
    write(() => store.outbox.unpark('a', false, store.now()))
    clock.pass(minuteMs)
    write(() => park('a', 'refused'))
    clock.pass(minuteMs)
    expect(told()).toEqual(['health:alert', 'health:alert-over', 'health:alert'])
  })
})

describe('news of sync', () => {
  it('carries only the entries that changed, four times a second at most', () => {
    const told: News<'sync'>[] = []
    const news = openSyncNews({ bench, link: () => null, tell: (body) => void told.push(body) })
    store.onWritten(news.wrote)
    write(() => {
      for (let at = 0; at < 500; at += 1) put(`e${at}`)
    })
    expect(told.map(({ entries }) => entries.length)).toEqual([500])
    for (let at = 0; at < 10; at += 1) {
      write(() => store.outbox.end(`e${at}`, 'done', store.now(), null, 'agrees'))
      clock.pass(50)
    }
    write(() => park('e20', 'refused'))
    clock.pass(250)
    const later = told.slice(1)
    expect(later.length).toBeLessThanOrEqual(4)
    expect(later.flatMap(({ gone }) => gone)).toHaveLength(10)
    expect(later.flatMap(({ entries }) => entries.map(({ id, state }) => [id, state]))).toEqual([
      ['e20', 'parked'],
    ])
    expect(later.every(({ conflicts }) => conflicts === null)).toBe(true)
    news.close()
  })

  it('tells how many calls are left also of calls that change nothing here, every other second', () => {
    const told: News<'sync'>[] = []
    let remaining = 350
    const link = {
      allowance: { state: () => ({ limit: 350, remaining, resetsAt: null }) },
      state: () => ({ isOffline: false, since: null, isSignedOut: false, access: 'good' }),
      allSentAt: () => null,
      puller: { running: () => null },
    } as unknown as Link
    const news = openSyncNews({ bench, link: () => link, tell: (body) => void told.push(body) })
    for (let call = 0; call < 40; call += 1) {
      remaining -= 1
      news.called()
      clock.pass(100)
    }
    clock.pass(2_000)
    expect(told.at(-1)?.allowance).toMatchObject({ remaining: 310 })
    expect(told.length).toBeLessThanOrEqual(4)
    news.close()
  })
})

describe('what is parked', () => {
  it('F35 goes out again, everything of one cause and nothing else, each with its own key', () => {
    write(() => {
      for (const id of ['a', 'b', 'c']) put(id)
      for (const id of ['a', 'c']) park(id, 'The outlet is closed.')
      park('b', 'No such product.')
    })
    expect(retryCause(bench, { lastAnswer: 'The outlet is closed.' })).toEqual({ count: 2 })
    expect(store.outbox.allOpen().map(({ id, state }) => [id, state])).toEqual([
      ['b', 'parked'],
      ['a', 'pending'],
      ['c', 'pending'],
    ])
    expect(store.journal.newestOf('lane-c', 5).map(({ kind, actor }) => [kind, actor])).toEqual([
      ['sync:retry', 'bench'],
    ])
  })

  it('is decided by a person, never by the station itself', () => {
    write(() => {
      put('a')
      park('a', 'refused')
    })
    const itself: Bench = { ...bench, actor: () => systemActor }
    expect(() => retryEntry(itself, { entryId: 'a' })).toThrow('A person has to decide this.')
    expect(() => retryCause(itself, { lastAnswer: 'refused' })).toThrow('A person has to decide this.')
    expect(store.outbox.get('a')?.state).toBe('parked')
  })
})
