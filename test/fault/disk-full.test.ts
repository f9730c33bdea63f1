import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeReserve } from '../../src-main/store/reserve.ts'
import { openBenchStation } from './bench-station.ts'
import { noVolumeSay, openSmallVolume } from './volume.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** Takes all that is free on a volume, down to the last block. */
function takeAllRoom(folder: string): { makeRoom(): void } {
  const path = join(folder, 'filler')
  const file = openSync(path, 'w')
  for (const bytes of [1024 * 1024, 4096]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(bytes, 1))
    } catch (thrown) {
      expect((thrown as { code?: string }).code).toBe('ENOSPC')
    }
  }
  closeSync(file)
  return { makeRoom: () => rmSync(path) }
}

const freeBytes = (folder: string) => statfsSync(folder).bavail * statfsSync(folder).bsize

describe.skipIf(noVolumeSay !== '')(`a disk that is full to the last block${noVolumeSay}`, () => {
  it('F03: refuses before it confirms, frees its reserve, goes on with it, and makes another once there is room', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'station-full-'))
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
    const disk = openSmallVolume(folder, 160)
    cleanups.push(() => disk.close())
    const { close, scan, packed } = await openBenchStation(disk.folder)
    cleanups.push(close)
    const place = join(disk.folder, 'training')
    expect(await makeReserve(place, 0)).toBe('made')
    await scan()
    const filler = takeAllRoom(disk.folder)

    const { confirmed, refused } = await scanUntilRefused(scan)
    expect(refused).toMatchObject({ code: 'disk-full', next: expect.stringContaining('reserve is free now') })
    expect(await packed()).toBe(1 + confirmed)
    expect(existsSync(join(place, 'reserve'))).toBe(false)
    expect(freeBytes(disk.folder)).toBeGreaterThan(60 * 1024 * 1024)

    for (let one = 0; one < 50; one += 1) expect((await scan()).outcome).toHaveProperty('counted')
    expect(await packed()).toBe(51 + confirmed)
    expect(await makeReserve(place, 0)).toBe('no-room')
    filler.makeRoom()
    expect(await makeReserve(place, 0)).toBe('made')
    expect(await makeReserve(place, 0)).toBe('there')
    expect((await scan()).outcome).toHaveProperty('counted')
  })

  it('F03: opens again on its reserve, and counts on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'station-full-'))
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
    const disk = openSmallVolume(folder, 120)
    cleanups.push(() => disk.close())
    const before = await openBenchStation(disk.folder)
    await before.scan()
    await before.close()
    expect(await makeReserve(join(disk.folder, 'training'), 0)).toBe('made')
    takeAllRoom(disk.folder)

    const { close, scan, packed } = await openBenchStation(disk.folder)
    cleanups.push(close)
    expect((await scan()).outcome).toHaveProperty('counted')
    expect(await packed()).toBe(2)
  })
})

async function scanUntilRefused(
  scan: () => Promise<unknown>,
): Promise<{ confirmed: number; refused: unknown }> {
  for (let confirmed = 0; confirmed < 5_000; confirmed += 1) {
    try {
      await scan()
    } catch (refused) {
      return { confirmed, refused }
    }
  }
  throw new Error('the disk never became full')
}
