import { join } from 'node:path'
import { intend } from '../../../src-main/outbox/intend.ts'
import { systemActor } from '../../../src-main/store/store.ts'
import { consignmentFeed } from '../../../src-main/sync/consignment-feed.ts'
import { pullFeed, pullFullPage } from '../../../src-main/sync/pull-feed.ts'
import { openUnread } from '../../../src-main/sync/unread.ts'
import { type InProcessSandbox, openSandboxInProcess } from '../../../src-main/training/store/in-process.ts'
import { seeded } from '../../../src-main/training/store/seeded.ts'
import type { Strictness } from '../../../src-main/training/store/strictness.ts'
import { remoteTypeOf } from '../../../src-shared/rule/status-map.ts'
import { begin, type Made } from './begin-consignment.ts'
import { type Goods, planDay } from './day-plan.ts'
import { judgeDay } from './judge-sim-day.ts'
import { type Unknown, watchReadBacks } from './read-backs.ts'
import { simCatalogue, simGoods, simOutlets } from './sim-catalogue.ts'
import { type SimClock, simClock } from './sim-clock.ts'
import { setLevelsInTime } from './sim-levels.ts'
import { otherHands, personLooks } from './sim-people.ts'
import { openSimStation, type SimStation } from './sim-station.ts'
import { families, lateLists, powerCuts, type Sky } from './weather.ts'

/** What one day came to. `wrongs` is empty where everything held. */
export type DayReport = {
  seed: number
  weather: string[]
  wrongs: string[]
  calls: number
  consignments: number
  told: number
  crashes: number
  parked: number
  turns: number
  hours: number
  unknown: Unknown[]
  haveListsLagged: boolean
  /** What people said, and how often. */
  said: Record<string, number>
  /** What the store refused: in good weather nothing. */
  refused: string[]
}

const registers = 20
/** Refusals and lists that are wrong: what is parked on such a day is a person's to send again. */
const needsPeople = ['F12', 'F16', 'F20', 'people']
const personLooksEveryMs = 300_000
const isRefusing = (name: string) => name !== 'people' && needsPeople.includes(name)
const longestDayMs = 60 * 3_600_000
const mostSteps = 60_000

/** Plays one day of a station from its seed: the same seed gives the same day. */
export async function simulateDay(
  seed: number,
  where: { folder: string; template: string; only: string | null; strictness?: Partial<Strictness> },
): Promise<DayReport> {
  const chance = seeded(seed)
  const clock = simClock()
  const sandbox = openSandboxInProcess({
    clock,
    catalogue: simCatalogue(),
    seed,
    registers,
    lineDelayMs: chance() < 0.5 ? 0 : 4_000,
    tokenCalls: 1_000,
    strictness: where.strictness ?? {},
  })
  const day = openDay(seed, clock, sandbox, where.folder, where.template)
  const weather = chooseWeather(day, chance, where.only)
  // Sold before it was booked in: a level may be below zero.
  const [oversold = ''] = simGoods().count
  sandbox.control.setStock({ productId: oversold, outletId: simOutlets().counted, level: -3 })
  const levels = levelsOf(sandbox)
  day.chance = chance
  day.saysAnything = weather.includes('people') || (weather.some(isRefusing) && chance() < 0.3)
  const made = planDay(chance, simGoods()).map((plan) => begin({ sandbox, store: day.station.store }, plan))
  day.made = made
  for (const one of made) tellInTime(day, one, chance)
  // Drawn apart, so that the rest of a day stays as it is known by its seed.
  const set = setLevelsInTime(day, seeded(seed + 7_919))
  try {
    const wrongs = await live(day)
    if (wrongs.length === 0) wrongs.push(...(await readToTheEnd(day, made)))
    if (wrongs.length === 0)
      wrongs.push(
        ...judgeDay({ sandbox, store: day.station.store, made, levels, set: set(), loose: day.loose }),
      )
    if (day.parked > 0 && !weather.some((name) => needsPeople.includes(name))) {
      wrongs.push(
        `a person was asked ${day.parked} times though the store refused nothing and showed no nonsense`,
      )
    }
    const { settled, unlike, turns } = day.reads
    return {
      seed,
      weather,
      wrongs: [
        ...wrongs,
        ...unlike.slice(0, 3).map((what) => `a turn came out differently the second time: ${what}`),
        ...day.station.bugs
          .slice(0, 3)
          .map((bug) => `a bug: ${bug instanceof Error ? bug.stack : String(bug)}`),
      ],
      calls: sandbox.ledger().calls,
      consignments: made.length,
      told: made.reduce((sum, { plan }) => sum + plan.told.length, 0),
      crashes: day.crashes,
      parked: day.parked,
      turns: turns(),
      hours: clock.mono() / 3_600_000,
      unknown: settled,
      haveListsLagged: day.haveListsLagged,
      said: day.said,
      refused: sandbox.ledger().refused.map(({ status, route, why }) => `${status} ${route}: ${why}`),
    }
  } finally {
    day.station.close()
    await sandbox.close()
  }
}

export type Day = ReturnType<typeof openDay>

function openDay(seed: number, clock: SimClock, sandbox: InProcessSandbox, folder: string, template: string) {
  const reads = watchReadBacks(seed % 10 === 0)
  const world = { wallOffMs: 0 }
  const station: SimStation = openSimStation({
    clock,
    sandbox,
    folder: join(folder, `day-${seed}`),
    template,
    registers,
    opensAgain: seed % 10 === 0,
    wallOffMs: () => world.wallOffMs,
    watch: reads.watch,
  })
  return {
    clock,
    sandbox,
    station,
    reads,
    world,
    /** What people still have to do. */
    toTell: 0,
    crashes: 0,
    parked: 0,
    haveListsLagged: false,
    feed: null as 'hints' | 'cursor' | null,
    made: [] as Made[],
    chance: (() => 0) as () => number,
    /** Whether whoever decides here says anything that is offered, and not only that it is tried again. */
    saysAnything: false,
    /** Consignments that somebody else touched, or of which a person said what they come to. */
    loose: new Set<string>(),
    said: {} as Record<string, number>,
  }
}

function skyOf(day: Day): Sky {
  const { clock, sandbox, station, world } = day
  return {
    addFault: (rule) => void sandbox.faults.add(rule),
    after: (ms, run) => void clock.after(ms, run),
    network: (to) => void sandbox.faults.network(to),
    insecure: (is) => sandbox.refuseTls(is),
    delayLists(minMs, maxMs) {
      day.haveListsLagged = true
      sandbox.faults.delayLists(minMs, maxMs)
    },
    crash(backAfterMs) {
      if (station.process() === null) return
      day.crashes += 1
      station.crash()
      day.reads.died()
      clock.after(backAfterMs, () => station.restart())
    },
    endAccess: () => sandbox.signIn.endAccess(),
    removeProgram: () => sandbox.signIn.remove(),
    skewDate: (ms) => sandbox.faults.skewDate(ms),
    setWall(offMs) {
      world.wallOffMs = offMs
    },
    otherHands: () => otherHands(day),
    readsFeed(how) {
      day.feed = how
    },
  }
}

/** One family where it is asked for, else up to three of them, and often a power cut. */
function chooseWeather(day: Day, chance: () => number, only: string | null): string[] {
  const sky = skyOf(day)
  const names = Object.keys(families).filter((name) => name !== 'calm')
  const wanted = only === null ? 1 + Math.floor(chance() * 3) : 1
  const chosen = new Set<string>(only === null ? [] : [only])
  while (chosen.size < wanted) chosen.add(names[Math.floor(chance() * names.length)] as string)
  // A store that denies what it has and does not list it either cannot be told from one that has it not.
  if (chosen.has('F16')) for (const other of ['F20', 'F27', 'F26']) if (only === null) chosen.delete(other)
  for (const name of chosen) families[name]?.(sky, chance)
  if (only === 'calm') return ['calm']
  const more: string[] = []
  if (chance() < 0.4) {
    powerCuts(sky, chance)
    more.push('power cut')
  }
  if (chance() < 0.2 && !chosen.has('F16')) {
    lateLists(sky, chance)
    more.push('late lists')
  }
  // Calls take time, so that consignments go out beside each other.
  sky.addFault({ on: '*', fault: { is: 'delay', ms: 80 }, chance: 0.4 })
  sky.addFault({ on: '*', fault: { is: 'delay', ms: 350 }, chance: 0.1 })
  return [...chosen, ...more]
}

/** What people do is told one after the other, at once or half an hour later, and never waits for Lightspeed. */
function tellInTime(day: Day, { plan, id }: Made, chance: () => number): void {
  let atMs = Math.floor(chance() * 600_000)
  let isNext = 0
  for (const [place, told] of plan.told.entries()) {
    day.toTell += 1
    day.clock.after(atMs, function tell() {
      // Without power nobody works either, and one thing is done after the other.
      if (day.station.process() === null || isNext < place) {
        day.clock.after(10_000, tell)
        return
      }
      const { store } = day.station
      const command = { kind: 'test', actor: systemActor, subject: id, given: {}, traceId: 'req_test' }
      store.write(command, () => {
        const consignment = store.consignments.get(id)
        if (consignment !== null) intend(store, consignment, { packed: null, received: null, ...told })
      })
      isNext += 1
      day.toTell -= 1
    })
    atMs += chance() < 0.3 ? Math.floor(chance() * 400) : 20_000 + Math.floor(chance() * 1_200_000)
  }
}

/** Runs until everything is told. Gives what went wrong where that does not come. */
async function live(day: Day): Promise<string[]> {
  const { clock, station } = day
  let lookAtMs = personLooksEveryMs
  for (let steps = 0; steps < mostSteps; steps += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    const isUp = station.process() !== null
    if (isUp && day.toTell === 0 && station.store.outbox.counts().waiting === 0) return []
    if (isUp && clock.mono() >= lookAtMs) {
      lookAtMs = clock.mono() + personLooksEveryMs
      personLooks(day)
      if (day.feed !== null) await readFeed(day)
    }
    if (!clock.step()) return ['nothing waits any more, and not everything is told']
    if (clock.mono() > longestDayMs) break
  }
  const left = station.store.outbox.allOpen().map(({ state, lastAnswer }) => `${state}: ${lastAnswer}`)
  return [`not everything was told after ${(clock.mono() / 3_600_000).toFixed(1)} h: ${left.join('; ')}`]
}

/** Hints only say that there is something to read: one, two or none of them, early or late, lead to the same. */
async function readFeed(day: Day): Promise<void> {
  const { station, clock } = day
  const process = station.process()
  if (process === null) return
  const { bench, lightspeed } = process
  const unread = openUnread(bench, lightspeed)
  const feed = consignmentFeed(bench, lightspeed, unread)
  const { cursor } = bench.store.feeds.get('consignments')
  const isClosed = () => station.process() !== process
  const pull = pullFeed(bench, feed, Math.max(0, cursor), { isClosed, onProgress: () => undefined })
  await whileClockRuns(clock, pull, isClosed)
}

/** Steps the clock until a reading has come to its end, or its process has died. */
async function whileClockRuns(
  clock: SimClock,
  work: Promise<unknown>,
  isClosed: () => boolean,
): Promise<void> {
  let isOver = false
  void work.finally(() => {
    isOver = true
  })
  for (let turns = 0; turns < 5_000; turns += 1) {
    for (let quiet = 0; quiet < 4 && !isOver; quiet += 1)
      await new Promise((resolve) => setImmediate(resolve))
    if (isOver || isClosed() || !clock.step()) return
  }
}

/** The next poll and the whole reading of the night: every consignment must then be here as it is there. */
async function readToTheEnd(day: Day, made: readonly Made[]): Promise<string[]> {
  if (day.feed === null) return []
  const { station, clock, sandbox } = day
  sandbox.faults.clear()
  const later = clock.mono() + 150_000
  while (clock.mono() < later && clock.step()) await new Promise((resolve) => setImmediate(resolve))
  station.signInAgain()
  await readFeed(day)
  const process = station.process()
  if (process !== null) {
    const { bench, lightspeed } = process
    const feed = consignmentFeed(bench, lightspeed, openUnread(bench, lightspeed))
    const run = { isClosed: () => false, onProgress: () => undefined }
    for (let pages = 0; pages < 20; pages += 1) {
      const page = pullFullPage(bench, feed, run)
      await whileClockRuns(clock, page, run.isClosed)
      if ((await page).is === 'end') break
    }
  }
  return made.flatMap(({ id, plan }) => {
    const remoteId = station.store.consignments.get(id)?.remoteId ?? null
    if (remoteId === null) return []
    const here = station.store.remote.get(remoteId)?.status
    const there = sandbox.control.consignment(remoteId).status
    return here === there ? [] : [`${remoteTypeOf(plan.kind)}: the feed ended at ${here}, it is ${there}`]
  })
}

function levelsOf({ control }: InProcessSandbox): Map<string, number> {
  const goods: Goods = simGoods()
  const outlets = simOutlets()
  const all = [outlets.home, outlets.shop, outlets.counted]
  return new Map(
    Object.values(goods)
      .flat()
      .flatMap((id) => all.map((at) => [`${id} ${at}`, control.level(id, at)] as const)),
  )
}
