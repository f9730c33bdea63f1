import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BenchPerson, labelsAreOut, workOn } from './bench-person.ts'
import type { BenchRig } from './bench-rig.ts'
import { type BridgeClient, Refused, StationGone } from './bridge-client.ts'
import { type DayJob, isOnTheRoad, newJob } from './day-jobs.ts'
import { judgeDay, levelsNow } from './judge-day.ts'
import type { Killer } from './killer.ts'
import { openPhotoBook, type PhotoBook } from './photo-book.ts'
import { pause, until } from './station-process.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** A create whose outcome is not known is looked up after 5 and 151 s before it is made again. */
const drainWithinMs = 260_000
const mostSteps = 400
/** The share of jobs at which something is damaged. */
const photosOfJobs = 0.7

/**
 * A person works at a station that goes away again and again, until the killer has done all it wants, and everything is
 * told and printed. Gives every broken promise as a sentence; `jobs` grows as the day goes on, by so many `atOnce`.
 */
export async function workThrough(
  day: { person: BenchPerson; killer: Killer; jobs: DayJob[]; atOnce?: number; photos?: PhotoBook },
  fewestJobs: number,
): Promise<string[]> {
  const { person, killer, jobs, atOnce = 1, photos = openPhotoBook() } = day
  const { rig, book, random } = person
  const levelsBefore = levelsNow(rig)
  await (await killer.up())
    .ask('setup:gs1-prefix', { prefix: '9412345', stationNumber: 7 })
    .catch((thrown: unknown) => ifGone(thrown, killer.kills.length > 0))
  while (!killer.isOver() || jobs.length < fewestJobs) {
    // What others send comes some at a time: one look brings all of it.
    const next = Array.from({ length: atOnce }, (_, at) => newJob(rig, jobs.length + at, random))
    jobs.push(...next)
    for (const job of next) {
      await until(() => (isOnTheRoad(rig, job) ? null : true), 'the goods arrive')
      await finish(person, killer, job, photos)
    }
  }
  await drain(person, killer)
  const code = await killer.end()
  return [
    ...(code === 0 ? [] : [`the station ended with ${code}`]),
    ...verified(rig.profile),
    ...judgeDay({ rig, book, jobs, levelsBefore }),
    ...(await photos.judge(rig.profile)),
  ]
}

/** The station's own `verify`: its journal from the first row to the last. */
export function verified(profile: string): string[] {
  const verify = [join(root, 'src-main/cli.ts'), 'verify', '--profile', profile]
  try {
    execFileSync(process.execPath, verify)
    return []
  } catch (thrown) {
    return [`verify: ${String((thrown as { stdout?: Buffer }).stdout ?? thrown)}`]
  }
}

/** The station may go away in the middle of anything: the person goes on from what it says afterwards. */
async function finish(person: BenchPerson, killer: Killer, job: DayJob, photos: PhotoBook): Promise<void> {
  let steps = 0
  let isPhotoDue = job.number === 0 || person.random() < photosOfJobs
  while (steps < mostSteps) {
    const strikes = killer.kills.length
    const bridge = await killer.up()
    try {
      if (isPhotoDue) {
        person.asked()
        isPhotoDue = !(await photos.take(bridge))
      }
      if (await workOn(person, bridge, job)) return
      steps += 1
    } catch (thrown) {
      ifGone(thrown, killer.kills.length > strikes)
      await pause(10)
    }
  }
  throw new Error(`job ${job.number} (${job.kind}) did not come to an end`)
}

/** Waits until all is told and all is printed; kills that are still due strike meanwhile. */
async function drain(person: BenchPerson, killer: Killer): Promise<void> {
  await until(
    async () => {
      const strikes = killer.kills.length
      const bridge = await killer.up()
      try {
        return (await labelsAreOut(person, bridge)) && (await isQuiet(bridge, person.rig)) ? true : null
      } catch (thrown) {
        ifGone(thrown, killer.kills.length > strikes)
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

/** @throws anything but the station's going away; its disk may go a moment before it, and it may still say so */
function ifGone(thrown: unknown, wasStruck: boolean): void {
  if (!(thrown instanceof StationGone || (wasStruck && thrown instanceof Refused))) throw thrown
}
