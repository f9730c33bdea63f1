import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openForReading } from '../../src-main/store/database.ts'
import type { BenchRig } from './bench-rig.ts'
import { type BridgeClient, StationGone } from './bridge-client.ts'
import type { ScanBook } from './scan-book.ts'
import { pause, type StationProcess, startStation } from './station-process.ts'

/** When a kill strikes: by the clock, or at something the station is in the middle of. */
const moments = [
  /** While it starts. */
  'starting',
  /** At any time. */
  'any-time',
  /** As a write reaches the store, which then never gets it. */
  'call-lost',
  /** As a write reaches the store, which applies it: the answer is lost. */
  'answer-lost',
  /** With a label in the printer. */
  'label-taken',
  /** As a label comes out. */
  'label-out',
  /** A few milliseconds after the person asked for something. */
  'asked',
] as const
type Moment = (typeof moments)[number]

/** A kill that waits for its moment in vain strikes anyway. */
const patienceMs = 2_500

/** Whoever makes a station go away: the person only waits until it is up again. */
export type Killer = {
  /** The running station, as soon as it is usable again. */
  up(): Promise<BridgeClient>
  /** Tells that the person has just asked the station for something. */
  asked(): void
  isOver(): boolean
  /** Kills by their moment, in the order in which they came to pass. */
  kills: string[]
  /** Start to usable, for each start that was let through. */
  usableAfterMs: number[]
  /** Stops killing and asks the station to end; its exit code. */
  end(): Promise<number | null>
  /** Stops everything at once, for a test that failed. */
  abandon(): Promise<void>
}

/** Keeps a station running on the rig's profile and kills it so many times, restarting it at once. */
export function openKiller(parts: {
  rig: BenchRig
  book: ScanBook
  random: () => number
  kills: number
  /** False: no create is lost on its way, which takes the station two and a half minutes to be sure of. */
  losesCreates: boolean
  /** How it strikes; a SIGKILL unless given. */
  strike?: (target: StationProcess) => void
  /** What must be done before the next start. */
  beforeStart?: () => Promise<void>
}): Killer {
  const { rig, book, random } = parts
  const kills: Moment[] = []
  const usableAfterMs: number[] = []
  let station: StationProcess | null = null
  let bridge: BridgeClient | null = null
  let isStopping = false
  let broken: Error | null = null
  let onAsked: () => void = () => undefined
  let disarm: () => void = () => undefined

  const between = (least: number, most: number) => least + Math.floor(random() * (most - least))

  /** Whether a create is noted as going out. A station that holds none is left stopped, so that none begins now. */
  function holdsCreate({ pid }: StationProcess): boolean {
    process.kill(pid, 'SIGSTOP')
    const isOut = isCreateNoted(join(rig.profile, 'station.sqlite'))
    if (isOut) process.kill(pid, 'SIGCONT')
    return isOut
  }

  function arm(target: StationProcess): void {
    if (kills.length >= parts.kills || isStopping) return
    const moment = moments[Math.floor(random() * moments.length)] as Moment
    const undo: (() => void)[] = []
    const strike = () => {
      if (target.isGone() || target !== station) return
      // Also the create of another consignment, which goes out beside the write that is waited for.
      if (!parts.losesCreates && holdsCreate(target)) {
        strikeIn(50)
        return
      }
      disarm()
      kills.push(moment)
      if (parts.strike === undefined) target.kill()
      else parts.strike(target)
    }
    const strikeIn = (ms: number) => {
      const timer = setTimeout(strike, ms)
      undo.push(() => clearTimeout(timer))
    }
    disarm = () => {
      for (const one of undo.splice(0)) one()
    }
    if (moment === 'starting') {
      strikeIn(between(30, 900))
      return
    }
    target.ready.then(
      () => {
        strikeIn(moment === 'any-time' ? between(20, 1_500) : patienceMs)
        undo.push(...lieInWait(moment, strike))
      },
      () => undefined,
    )
  }

  function lieInWait(moment: Moment, strike: () => void): (() => void)[] {
    switch (moment) {
      case 'call-lost':
      case 'answer-lost': {
        const on = parts.losesCreates && random() < 0.5 ? 'POST *' : 'PUT *'
        const where = { on, skip: between(0, 4), times: 1 }
        const faults = [rig.store.faults.add({ ...where, fault: { is: 'meanwhile', run: strike } })]
        if (moment === 'call-lost')
          faults.push(rig.store.faults.add({ ...where, fault: { is: 'drop-before' } }))
        return faults
      }
      case 'label-taken': {
        const look = setInterval(() => {
          if (rig.printer.waiting() > 0) strike()
        }, 5)
        return [() => clearInterval(look)]
      }
      case 'label-out':
        rig.onLabel(() => void setTimeout(strike, between(0, 200)))
        return [() => rig.onLabel(() => undefined)]
      case 'asked': {
        let left = between(1, 12)
        onAsked = () => {
          left -= 1
          if (left === 0) setTimeout(strike, between(0, 25))
        }
        return [() => (onAsked = () => undefined)]
      }
      default:
        return []
    }
  }

  async function live(): Promise<void> {
    while (!isStopping) {
      bridge = null
      await parts.beforeStart?.()
      await rig.plugIn()
      const target = startStation({ profile: rig.profile, words: rig.words, onNews: book.hear })
      station = target
      const killsBefore = kills.length
      arm(target)
      try {
        bridge = await target.ready
        usableAfterMs.push(target.usableAfterMs() ?? 0)
      } catch (thrown) {
        if (!(thrown instanceof StationGone)) throw thrown
      }
      await target.exited
      disarm()
      if (kills.length === killsBefore && !isStopping) {
        throw new Error(`The station ended by itself: ${target.said()}`)
      }
    }
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
    asked: () => onAsked(),
    isOver: () => kills.length >= parts.kills,
    kills,
    usableAfterMs,
    async end() {
      isStopping = true
      disarm()
      const code = (await station?.end()) ?? null
      await life
      if (broken !== null) throw broken
      return code
    },
    async abandon() {
      isStopping = true
      disarm()
      station?.kill()
      await life
    },
  }
}

function isCreateNoted(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    const db = openForReading(path)
    const out = `SELECT EXISTS (SELECT 1 FROM outbox WHERE state IN ('in_flight', 'unknown')
      AND json_extract(step, '$.do') = 'create') AS n`
    try {
      return db.prepare<[], { n: number }>(out).get()?.n === 1
    } finally {
      db.close()
    }
  } catch (thrown) {
    // A start that has not come as far as its tables, or its log, has noted nothing.
    if (/^SQLITE_(ERROR|CANTOPEN|READONLY)/.test(String((thrown as { code?: unknown }).code))) return false
    throw thrown
  }
}
