import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openStationLog } from '../../../src-main/log/station-log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { openStation, type Station } from '../../../src-main/station.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const who = { traceId: 'test', pageId: 'page-1' }

async function trainingStation(): Promise<Station> {
  const folder = mkdtempSync(join(tmpdir(), 'second-cable-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  const log = openStationLog(join(folder, 'log'), systemClock)
  const station = await openStation({ profileFolder: folder, clock: systemClock, log, random: systemRandom })
  cleanups.push(() => station.close())
  return station
}

it('pulls the cable of the second printer in training, once there is one', async () => {
  const { handlers } = await trainingStation()
  const cables = async () => (await handlers['training:state']({}, who)).devices.map(({ role }) => role)
  const isSecond = (state: string) =>
    vi.waitFor(async () => {
      const second = (await handlers['device:list']({}, who)).find(({ role }) => role === 'printer2')
      expect(second?.state.is).toBe(state)
    }, 8_000)
  expect(await cables()).toEqual(['scanner', 'scale', 'printer'])

  await handlers['device:set']({ role: 'printer2', address: 'virtual?language=tspl' }, who)
  expect(await cables()).toEqual(['scanner', 'scale', 'printer', 'printer2'])
  await isSecond('ready')

  await handlers['training:plug']({ role: 'printer2', isPluggedIn: false }, who)
  await isSecond('lost')
  await handlers['training:plug']({ role: 'printer2', isPluggedIn: true }, who)
  await isSecond('ready')
})
