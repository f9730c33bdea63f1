import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openForReading, quickCheck } from '../../src-main/store/database.ts'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { openBenchRig } from './bench-rig.ts'
import type { DayJob } from './day-jobs.ts'
import { workThrough } from './kill-day.ts'
import { openKiller } from './killer.ts'
import { openPhotoBook } from './photo-book.ts'
import { scanBook } from './scan-book.ts'
import { noVolumeSay, openPowerVolume } from './volume.ts'
import { wishes } from './wishes.ts'

const { seed, powerCuts, isLong } = wishes

describe.skipIf(!hasSocat || noVolumeSay !== '')(`a power cut${noVolumeSay}${skippedSay}`, () => {
  it(`F02 I1–I5 I8: nothing that was confirmed is missing after ${powerCuts} power cuts at random (seed ${seed})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'station-power-'))
    const disk = openPowerVolume(folder)
    const rig = { ...(await openBenchRig(folder, seed)), profile: join(disk.folder, 'profile') }
    const [random, book] = [seeded(seed), scanBook()]
    const damaged: string[] = []
    let isCut = false
    const killer = openKiller({
      ...{ rig, book, random: seeded(seed + 1), kills: powerCuts, losesCreates: isLong },
      strike(target) {
        isCut = true
        disk.cut(target.pid)
      },
      async beforeStart() {
        if (!isCut) return
        isCut = false
        disk.restore()
        damaged.push(...checked(join(rig.profile, 'station.sqlite')))
      },
    })
    const jobs: DayJob[] = []
    const photos = openPhotoBook()
    try {
      const person = { rig, book, random, asked: killer.asked }
      expect(await workThrough({ person, killer, jobs, photos }, 4)).toEqual([])
      expect(damaged).toEqual([])
      expect(photos.confirmed.size).toBeGreaterThan(0)
      const [confirmed, pictures] = [book.confirmed.size, photos.confirmed.size]
      process.stdout.write(`${JSON.stringify({ seed, powerCuts, confirmed, photos: pictures })}\n`)
    } catch (thrown) {
      await killer.abandon()
      const so = `after ${killer.kills.length} power cuts (${killer.kills.slice(-3).join(', ')})`
      throw new Error(`--seed ${seed} --only F02: ${so}`, { cause: thrown })
    } finally {
      await rig.close()
      disk.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

/** What SQLite says of the recovered store; a cut before its first write leaves none. */
function checked(path: string): string[] {
  if (!existsSync(path)) return []
  const db = openForReading(path)
  try {
    const answer = quickCheck(db)
    return answer === null ? [] : [answer]
  } finally {
    db.close()
  }
}
