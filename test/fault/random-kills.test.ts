import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { type BenchRig, openBenchRig } from './bench-rig.ts'
import type { DayJob } from './day-jobs.ts'
import { workThrough } from './kill-day.ts'
import { type Killer, openKiller } from './killer.ts'
import { scanBook } from './scan-book.ts'
import { wishes } from './wishes.ts'

const { isLong, kills, seed } = wishes
const fewestJobs = isLong ? 4 : 2

const root = fileURLToPath(new URL('../..', import.meta.url))

describe.skipIf(!hasSocat)(`a station that is killed without warning${skippedSay}`, () => {
  it(`F01 F33 I1–I5 I8: loses no confirmed scan, label or unit in ${kills} kills of a day (seed ${seed})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'station-kills-'))
    const rig = await openBenchRig(folder, seed)
    const random = seeded(seed)
    const book = scanBook()
    const killer = openKiller({ rig, book, random: seeded(seed + 1), kills, losesCreates: isLong })
    const jobs: DayJob[] = []
    try {
      const person = { rig, book, random, asked: killer.asked }
      expect(await workThrough({ person, killer, jobs }, fewestJobs)).toEqual([])
      report(killer, jobs, book.confirmed.size, rig)
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
