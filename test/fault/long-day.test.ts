import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { openBenchRig } from './bench-rig.ts'
import type { DayJob } from './day-jobs.ts'
import { workThrough } from './kill-day.ts'
import type { Killer } from './killer.ts'
import { scanBook } from './scan-book.ts'
import { startStation } from './station-process.ts'
import { wishes } from './wishes.ts'

const { jobs: jobsWanted, seed } = wishes
const mostResidentMb = 400
const mostLogMb = 64
const megabyte = 1024 * 1024
/** Sockets and files come and go: so many more at the end than after the first quarter are still no growth. */
const mostMoreHandles = 8
const lookEveryMs = 250

type Sample = { residentMb: number; handles: number; logMb: number }

/** What the process holds, as Linux tells it, and how long the store's write-ahead log is. */
function sampleOf(pid: number, profile: string): Sample {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0)
  const log = statSync(join(profile, 'station.sqlite-wal'), { throwIfNoEntry: false })?.size ?? 0
  return {
    residentMb: Math.round(kilobytes / 1024),
    handles: readdirSync(`/proc/${pid}/fd`).length,
    logMb: Math.round((log / megabyte) * 10) / 10,
  }
}

describe.skipIf(!hasSocat || process.platform !== 'linux')(`a long day${skippedSay}`, () => {
  it(`F39: ${jobsWanted} jobs one after the other keep memory, handles and the log of the store where they were (seed ${seed})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'station-long-'))
    const rig = await openBenchRig(folder, seed)
    const [random, book] = [seeded(seed), scanBook()]
    await rig.plugIn()
    const station = startStation({ profile: rig.profile, words: rig.words, onNews: book.hear })
    const samples: Sample[] = []
    const looking = setInterval(() => {
      if (!station.isGone()) samples.push(sampleOf(station.pid, rig.profile))
    }, lookEveryMs)
    const nobody: Killer = {
      up: () => station.ready,
      asked: () => undefined,
      isOver: () => true,
      kills: [],
      usableAfterMs: [],
      end: () => {
        clearInterval(looking)
        return station.end()
      },
      abandon: async () => station.kill(),
    }
    const jobs: DayJob[] = []
    try {
      const person = { rig, book, random, asked: nobody.asked }
      expect(await workThrough({ person, killer: nobody, jobs, atOnce: 6 }, jobsWanted)).toEqual([])
      const most = (of: (sample: Sample) => number) => samples.reduce((max, one) => Math.max(max, of(one)), 0)
      const mostMb = { resident: most(({ residentMb }) => residentMb), log: most(({ logMb }) => logMb) }
      const quarter = handlesAt(samples, 0.25)
      const end = handlesAt(samples, 0.95)
      const told = { seed, jobs: jobs.length, confirmed: book.confirmed.size, mostMb }
      process.stdout.write(`${JSON.stringify({ F39: { ...told, handles: [quarter, end] } })}\n`)
      expect(mostMb.resident).toBeLessThan(mostResidentMb)
      expect(mostMb.log).toBeLessThan(mostLogMb)
      expect(end - quarter).toBeLessThanOrEqual(mostMoreHandles)
    } finally {
      clearInterval(looking)
      station.kill()
      await station.exited
      await rig.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

/** The middle of some samples around a moment of the day. */
function handlesAt(samples: readonly Sample[], share: number): number {
  const at = Math.floor(samples.length * share)
  const around = samples.slice(Math.max(0, at - 5), at + 5).map(({ handles }) => handles)
  return around.toSorted((a, b) => a - b)[Math.floor(around.length / 2)] ?? 0
}
