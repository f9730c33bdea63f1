import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { type BenchPerson, labelsAreOut, workOn } from './bench-person.ts'
import { type BenchRig, openBenchRig } from './bench-rig.ts'
import { type BridgeClient, StationGone } from './bridge-client.ts'
import { type DayJob, isOnTheRoad, newJob } from './day-jobs.ts'
import { judgeDay, levelsNow } from './judge-day.ts'
import { type Killer, openKiller } from './killer.ts'
import { scanBook } from './scan-book.ts'
import { pause, until } from './station-process.ts'

const isLong = process.env.STATION_CAMPAIGN === 'long'
const kills = Number(process.env.FAULT_KILLS ?? (isLong ? 200 : 8))
const seed = Number(process.env.FAULT_SEED ?? (isLong ? Date.now() % 1_000_000 : 1))
const fewestJobs = 4
const usableWithinMs = 3_000
/** A create whose outcome is not known is looked up after 5, 30 and 120 s before it is made again. */
const drainWithinMs = 200_000
const mostSteps = 400

const root = fileURLToPath(new URL('../..', import.meta.url))

describe.skipIf(!hasSocat)(`a station that is killed without warning${skippedSay}`, () => {
  it(`F01 F33 I1–I5 I8: loses no confirmed scan, label or unit in ${kills} kills of a day (seed ${seed})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'station-kills-'))
    const rig = await openBenchRig(folder, seed)
    const random = seeded(seed)
    const book = scanBook()
    const killer = openKiller({ rig, book, random: seeded(seed + 1), kills, losesCreates: isLong })
    const person: BenchPerson = { rig, book, random, asked: killer.asked }
    const levelsBefore = levelsNow(rig)
    const jobs: DayJob[] = []
    try {
      await (await killer.up()).ask('setup:gs1-prefix', { prefix: '9412345', stationNumber: 7 }).catch(ifGone)
      while (!killer.isOver() || jobs.length < fewestJobs) {
        const job = newJob(rig, jobs.length, random)
        jobs.push(job)
        await until(() => (isOnTheRoad(rig, job) ? null : true), 'the goods arrive')
        await finish(person, killer, job)
      }
      await drain(person, killer)
      expect(await killer.end()).toBe(0)
      const verified = execFileSync(process.execPath, [
        join(root, 'src-main/cli.ts'),
        'verify',
        '--profile',
        rig.profile,
      ])
      expect(String(verified)).toContain('sound')
      expect(judgeDay({ rig, book, jobs, levelsBefore })).toEqual([])
      report(killer, jobs, book.confirmed.size, rig)
      expect(middleOf(killer.usableAfterMs)).toBeLessThan(usableWithinMs)
      rmSync(folder, { recursive: true, force: true })
    } catch (thrown) {
      await killer.abandon()
      const so = `after ${killer.kills.length} kills (${killer.kills.slice(-5).join(', ')}), job ${jobs.length - 1}`
      throw new Error(`FAULT_SEED=${seed} FAULT_KILLS=${kills} ${so}; the profile is kept in ${folder}`, {
        cause: thrown,
      })
    } finally {
      await rig.close()
    }
  })
})

/** The station may go away in the middle of anything: the person goes on from what it says afterwards. */
async function finish(person: BenchPerson, killer: Killer, job: DayJob): Promise<void> {
  let steps = 0
  while (steps < mostSteps) {
    const bridge = await killer.up()
    try {
      if (await workOn(person, bridge, job)) return
      steps += 1
    } catch (thrown) {
      ifGone(thrown)
      await pause(10)
    }
  }
  throw new Error(`job ${job.number} (${job.kind}) did not come to an end`)
}

/** Waits until all is told and all is printed; kills that are still due strike meanwhile. */
async function drain(person: BenchPerson, killer: Killer): Promise<void> {
  await until(
    async () => {
      const bridge = await killer.up()
      try {
        return (await labelsAreOut(person, bridge)) && (await isQuiet(bridge, person.rig)) ? true : null
      } catch (thrown) {
        ifGone(thrown)
        return null
      }
    },
    'everything is told and printed',
    drainWithinMs,
    300,
  )
}

async function isQuiet(bridge: BridgeClient, rig: BenchRig): Promise<boolean> {
  const { entries, conflicts } = await bridge.ask('sync:screen', {})
  const stuck = entries.find((entry) => entry.state === 'parked')
  if (stuck !== undefined) throw new Error(`${stuck.code} is parked: ${stuck.lastAnswer} ${stuck.advice}`)
  if (conflicts[0] !== undefined) throw new Error(`conflict: ${conflicts[0].here} / ${conflicts[0].there}`)
  const isTold = entries.every((entry) => entry.state === 'done' || entry.state === 'discarded')
  return isTold && rig.printer.waiting() === 0
}

function ifGone(thrown: unknown): void {
  if (!(thrown instanceof StationGone)) throw thrown
}

/** Of single starts a busy machine says more than the station; all of them are reported. */
function middleOf(many: readonly number[]): number {
  return many.toSorted((a, b) => a - b)[Math.floor(many.length / 2)] ?? 0
}

/** What the campaign saw, for a person who runs it by hand; kept beside the bench's figures for the long one. */
function report(killer: Killer, jobs: readonly DayJob[], confirmed: number, rig: BenchRig): void {
  const starts = killer.usableAfterMs.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(starts[Math.floor((starts.length - 1) * share)] ?? 0)
  const seen = {
    seed,
    kills: Object.fromEntries(
      [...Map.groupBy(killer.kills, (moment) => moment)].map(([moment, all]) => [moment, all.length]),
    ),
    jobs: jobs.length,
    confirmedCounts: confirmed,
    labels: rig.printed.length,
    storeCalls: rig.store.ledger().calls,
    usableAfterMs: { starts: starts.length, p50: at(0.5), p95: at(0.95), most: at(1) },
  }
  process.stdout.write(`${JSON.stringify(seen)}\n`)
  if (!isLong) return
  mkdirSync(join(root, 'bench-out'), { recursive: true })
  writeFileSync(join(root, 'bench-out', 'random-kills.json'), JSON.stringify(seen, null, 2))
}
