import type { CrashPoint } from '../../src-main/crash-point.ts'
import type { BenchRig } from './bench-rig.ts'
import { type BridgeClient, StationGone } from './bridge-client.ts'
import { crashWord } from './crash-wish.ts'
import type { Killer } from './killer.ts'
import type { ScanBook } from './scan-book.ts'
import { pause, type StationProcess, startStation } from './station-process.ts'

/** A point that is not passed in this time is tried again without letting any pass through first. */
const patienceMs = 20_000
const mostVain = 3

type Visit = { point: CrashPoint; skip: number; vain: number }

/**
 * Keeps a station running and has it end at one point after the other, each so many times, in an order the seed decides.
 * A point that is never passed breaks the campaign.
 */
export function openPointKiller(parts: {
  rig: BenchRig
  book: ScanBook
  random: () => number
  points: readonly CrashPoint[]
  times: number
  /** How many passes of a point are let through at most, before it strikes. */
  mostSkipped: (point: CrashPoint) => number
  clock: { speed: number; from: number }
}): Killer {
  const { rig, book, random } = parts
  const due: Visit[] = parts.points
    .flatMap((point) => Array.from({ length: parts.times }, () => point))
    .map((point) => ({ point, skip: Math.floor(random() * (parts.mostSkipped(point) + 1)), vain: 0 }))
    .map((visit) => ({ visit, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ visit }) => visit)
  const kills: string[] = []
  const usableAfterMs: number[] = []
  let station: StationProcess | null = null
  let bridge: BridgeClient | null = null
  let isStopping = false
  let broken: Error | null = null

  async function live(): Promise<void> {
    while (!isStopping) {
      bridge = null
      await rig.plugIn()
      const visit = due[0]
      const wish = visit === undefined ? {} : { at: visit.point, skip: visit.skip }
      const target = startStation({
        profile: rig.profile,
        words: rig.words,
        onNews: book.hear,
        wish: { ...wish, clock: parts.clock },
      })
      station = target
      const tooLong = setTimeout(() => visit !== undefined && target.kill(), patienceMs)
      try {
        bridge = await target.ready
        usableAfterMs.push(target.usableAfterMs() ?? 0)
      } catch (thrown) {
        if (!(thrown instanceof StationGone)) throw thrown
      }
      await target.exited
      clearTimeout(tooLong)
      if (!isStopping) note(visit, target)
    }
  }

  function note(visit: Visit | undefined, target: StationProcess): void {
    if (visit === undefined) throw new Error(`The station ended by itself: ${target.said()}`)
    due.shift()
    if (target.said().includes(crashWord(visit.point))) {
      kills.push(visit.point)
      return
    }
    if (visit.vain + 1 === mostVain) throw new Error(`${visit.point} was not passed: ${target.said()}`)
    due.push({ point: visit.point, skip: 0, vain: visit.vain + 1 })
  }

  const life = live().catch((thrown: unknown) => {
    broken = thrown instanceof Error ? thrown : new Error(String(thrown))
  })

  return {
    async up() {
      for (;;) {
        if (broken !== null) throw broken
        if (bridge !== null && station?.isGone() === false) return bridge
        await pause(10)
      }
    },
    asked: () => undefined,
    isOver: () => due.length === 0,
    kills,
    usableAfterMs,
    async end() {
      isStopping = true
      const code = (await station?.end()) ?? null
      await life
      if (broken !== null) throw broken
      return code
    },
    async abandon() {
      isStopping = true
      station?.kill()
      await life
    },
  }
}
