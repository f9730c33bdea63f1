import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CrashPoint, crashPoints } from '../../src-main/crash-point.ts'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import type { BridgeClient } from './bridge-client.ts'
import { crashWord } from './crash-wish.ts'
import { verified } from './kill-day.ts'
import { type StationProcess, startStation, until } from './station-process.ts'
import { chosen, inLongForm } from './wishes.ts'

let profile: string
let station: StationProcess
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'station-bring-back-'))
})
afterEach(async () => {
  station.kill()
  await station.exited
  rmSync(profile, { recursive: true, force: true })
})

/** What a screen shows of the work: read again whenever the station says that it changed. */
let shown: unknown = null
function hear({ topic, body }: AnyNews): void {
  if (topic !== 'changed' || body.what !== 'work') return
  const read = async () => (await station.ready).ask('work:list', {})
  read().then(
    (lanes) => (shown = lanes),
    () => undefined,
  )
}

function start(at?: CrashPoint): Promise<BridgeClient> {
  station = startStation({
    ...{ profile, words: [], onNews: hear },
    ...(at === undefined ? {} : { wish: { at } }),
  })
  return station.ready
}

const store = () => join(profile, 'training', 'station.sqlite')

/** Scans at a transfer until the power goes. Gives what was confirmed, and where. */
async function workUntilPowerGoes(): Promise<{ consignmentId: string; packed: number }> {
  const bridge = await start()
  const consignmentId = await until(async () => {
    const { toPack } = await bridge.ask('work:list', {})
    return toPack.find(({ kind, lines }) => kind === 'OUTLET' && lines > 0)?.id ?? null
  }, 'a transfer to pack')
  await bridge.ask('training:network', { isUp: false })
  await bridge.ask('desk:show', { screen: 'pack', consignmentId })
  const { lines } = await bridge.ask('pack:open', { consignmentId })
  for (let scan = 0; scan < 6; scan += 1) {
    await bridge.ask('desk:scan', { text: lines[0]?.sku ?? '', by: 'keyboard' })
  }
  const { totals } = await bridge.ask('pack:open', { consignmentId })
  station.kill()
  await station.exited
  return { consignmentId, packed: totals.packed }
}

/** One wrong byte where the log says what it is: SQLite then passes over all of it. */
function damage(path: string, at: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.from([0xff]), 0, 1, at)
  closeSync(file)
}

it.each(inLongForm('the log'))(
  'F07: what a wrong byte in %s hid is offered at the next start, and is all there once a person said so',
  async () => {
    const { consignmentId, packed } = await workUntilPowerGoes()
    damage(`${store()}-wal`, 32 + 24 + 100)
    let bridge = await start()
    const found = await bridge.ask('frame:state', {})
    expect(found.canBringBack).toBe(true)
    expect(found.notice).toContain('which is everything that was confirmed')

    await bridge.ask('frame:bring-back', {})
    const { totals } = await bridge.ask('pack:open', { consignmentId })
    expect(totals.packed).toBe(packed)
    const after = await bridge.ask('frame:state', {})
    expect(after.canBringBack).toBe(false)
    expect(after.notice).toContain('is brought back')
    await expect(bridge.ask('frame:bring-back', {})).rejects.toMatchObject({ code: 'nothing-to-restore' })
    // Sent as if nothing had happened.
    await bridge.ask('training:network', { isUp: true })
    await until(
      async () => {
        const { entries } = await bridge.ask('sync:screen', {})
        return entries.every(({ state }) => state === 'done') ? true : null
      },
      'everything is told',
      60_000,
    )
    const isNamed = () => (JSON.stringify(shown).includes('unknown outlet') ? null : true)
    // A network that is back is noticed within half a minute.
    await until(isNamed, 'the names of places are back on the screen', 45_000)
    await bridge.ask('frame:notice-seen', {})
    expect(await station.end()).toBe(0)
    expect(verified(profile)).toEqual([])
    expect(readdirSync(join(profile, 'training')).filter((name) => name.includes('.begun-'))).toHaveLength(1)

    bridge = await start()
    expect((await bridge.ask('frame:state', {})).notice).toBeNull()
  },
)

it.each(inLongForm('a store'))(
  'F07: %s in which something was counted since is not put aside for the old one',
  async () => {
    const { consignmentId } = await workUntilPowerGoes()
    damage(store(), 0)
    const bridge = await start()
    expect((await bridge.ask('frame:state', {})).canBringBack).toBe(true)
    const other = await until(async () => {
      const { toPack } = await bridge.ask('work:list', {})
      return toPack.find(({ kind, lines }) => kind === 'OUTLET' && lines > 0)?.id ?? null
    }, 'a transfer to pack')
    await bridge.ask('desk:show', { screen: 'pack', consignmentId: other })
    await bridge.ask('desk:scan', { text: 'NO SUCH', by: 'keyboard' })
    await expect(bridge.ask('frame:bring-back', {})).rejects.toMatchObject({ code: 'counted-since' })
    expect((await bridge.ask('pack:open', { consignmentId: other })).lastScans).toHaveLength(1)
    expect(consignmentId).not.toBe('')
  },
)

const points = chosen(
  crashPoints.filter((point) => point.startsWith('restore.')),
  1,
)

it.each(points)('F01 F07: power that goes at %s leaves one store or the other, and all of it', async (at) => {
  const { consignmentId, packed } = await workUntilPowerGoes()
  damage(store(), 16)
  let bridge = await start(at)
  await expect(bridge.ask('frame:bring-back', {})).rejects.toThrow('was not answered')
  await station.exited
  expect(station.said()).toContain(crashWord(at))
  expect(existsSync(store())).toBe(true)
  bridge = await start()
  if ((await bridge.ask('frame:state', {})).canBringBack) await bridge.ask('frame:bring-back', {})
  expect((await bridge.ask('pack:open', { consignmentId })).totals.packed).toBe(packed)
  expect(await station.end()).toBe(0)
  expect(verified(profile)).toEqual([])
})
