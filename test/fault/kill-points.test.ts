import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CrashPoint, crashPoints } from '../../src-main/crash-point.ts'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { openBenchRig } from './bench-rig.ts'
import type { DayJob } from './day-jobs.ts'
import { workThrough } from './kill-day.ts'
import { openPointKiller } from './point-killer.ts'
import { scanBook } from './scan-book.ts'
import { chosen, wishes } from './wishes.ts'

const { isLong, seed, visits } = wishes
/** What a restarted station waits minutes for (a create that may have been made) comes about in seconds. */
const speed = 8
const mostSkipped: Record<string, number> = { store: 40, outbox: 6, pull: 4, seal: 1, photo: 1, print: 2 }

const stemOf = (point: CrashPoint) => point.split('.')[0] ?? ''
/** Those that a day at the bench passes; the others have days of their own below. */
const atTheBench = chosen(
  crashPoints.filter((point) => stemOf(point) in mostSkipped),
  1,
)

describe.skipIf(!hasSocat)(`a station that loses its power at a known point${skippedSay}`, () => {
  it(`F01 F33 F34 I1–I5 I8: loses nothing at any of ${atTheBench.length} points, ${visits} times each (seed ${seed})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'station-points-'))
    const rig = await openBenchRig(folder, seed)
    const [random, book] = [seeded(seed), scanBook()]
    const killer = openPointKiller({
      ...{ rig, book, random: seeded(seed + 1), points: atTheBench, times: visits },
      mostSkipped: (point) => mostSkipped[stemOf(point)] ?? 0,
      clock: { speed, from: Date.now() },
    })
    const jobs: DayJob[] = []
    try {
      const person = { rig, book, random, asked: killer.asked }
      expect(await workThrough({ person, killer, jobs }, isLong ? 4 : 2)).toEqual([])
      expect(new Set(killer.kills)).toEqual(new Set(atTheBench))
      tell(killer.kills.length, killer.usableAfterMs, jobs.length, book.confirmed.size)
      rmSync(folder, { recursive: true, force: true })
    } catch (thrown) {
      await killer.abandon()
      const so = `after ${killer.kills.length} (${killer.kills.slice(-4).join(', ')}), job ${jobs.length - 1}`
      throw new Error(`--seed ${seed} --only F01: ${so}; the profile is kept in ${folder}`, { cause: thrown })
    } finally {
      await rig.close()
    }
  })
})

/** How soon it was usable again is told, not judged: a busy machine says more there than the station. */
function tell(kills: number, starts: readonly number[], jobs: number, confirmed: number): void {
  const sorted = starts.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
  const usableAfterMs = { starts: sorted.length, p50: at(0.5), p95: at(0.95), most: at(1) }
  process.stdout.write(`${JSON.stringify({ seed, kills, jobs, confirmed, usableAfterMs })}\n`)
}
