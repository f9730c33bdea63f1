import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../../src-main/store/database.ts'
import { migrate } from '../../../src-main/store/migration/index.ts'
import { settingRows } from '../../../src-main/store/setting-rows.ts'
import { openPtyPair } from '../../../src-main/training/device/pty.ts'
import { virtualScanner } from '../../../src-main/training/device/virtual-scanner.ts'
import type { AnyNews } from '../../../src-shared/contract/news.ts'
import { deviceEnd } from '../../fault/bench-rig.ts'
import type { BridgeClient } from '../../fault/bridge-client.ts'
import { pause, until } from '../../fault/station-process.ts'
import { feedsAtRest, longConsignmentHere, startOnBigStore } from './bench-station.ts'
import type { BenchContext } from './figure.ts'

const scans = 600
const everyMs = 50

/** How long each scan took, a commit of one row beside each, and on how many lines. */
export type ScanRound = { samples: number[]; floor: number[]; lines: number }

/**
 * A code enters the cable, the news with its count leaves the bridge: cable, driver, transaction with its journal row
 * and fsync, patch, socket. Twenty a second on a thousand lines, a commit of one row of our own between each two.
 * `look` is asked before the first scan and after the last.
 */
export async function scanRound(
  context: BenchContext,
  look: (bridge: BridgeClient) => Promise<void> = feedsAtRest,
): Promise<ScanRound> {
  const cable = await openPtyPair()
  const scanner = virtualScanner()
  await scanner.connect(deviceEnd(cable.device))
  let sentAt = Number.NaN
  const samples: number[] = []
  const hear = (news: AnyNews) => {
    if (news.topic !== 'pack' || news.body.scan?.by !== 'serial') return
    samples.push(performance.now() - sentAt)
  }
  const station = startOnBigStore(context, ['--scanner', `serial:${cable.host}`], hear)
  const bridge = await station.ready
  const consignmentId = await longConsignmentHere(bridge, context)
  await bridge.ask('desk:show', { screen: 'pack', consignmentId })
  const { lines } = await bridge.ask('pack:open', { consignmentId })
  await until(async () => {
    const { devices } = await bridge.ask('frame:state', {})
    return devices.find(({ role }) => role === 'scanner')?.state.is === 'ready' ? true : null
  }, 'the scanner is there')
  // The first count starts packing and is told another way; it is not one of the samples.
  await bridge.ask('desk:scan', { text: lines[0]?.sku ?? '', by: 'keyboard' })
  await look(bridge)

  const floor: number[] = []
  const commit = floorCommit(context.profile)
  const startedAt = performance.now()
  for (let n = 0; n < scans; n++) {
    await pause(Math.max(0, startedAt + n * everyMs - performance.now()))
    sentAt = performance.now()
    scanner.scan(lines[(n * 7) % lines.length]?.sku ?? '')
    await until(() => (samples.length > n ? true : null), `scan ${n} is heard`, 5_000, 2)
    floor.push(commit.once())
  }
  commit.close()
  await look(bridge)
  await station.end()
  await scanner.close()
  await cable.close()
  return { samples, floor, lines: lines.length }
}

/** One row, one transaction, one fsync, in a file of its own on the same disk. */
function floorCommit(profile: string): { once(): number; close(): void } {
  const path = join(profile, 'floor.sqlite')
  const db = openDatabase(path)
  migrate(db)
  const settings = settingRows(db)
  const put = db.transaction((n: number) => settings.put('floor', n))
  let n = 0
  return {
    once() {
      n += 1
      const startedAt = performance.now()
      put.immediate(n)
      return performance.now() - startedAt
    },
    close() {
      db.close()
      for (const tail of ['', '-wal', '-shm']) rmSync(path + tail, { force: true })
    },
  }
}
