import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../src-main/store/database.ts'
import { migrate } from '../../src-main/store/migration/index.ts'
import { settingRows } from '../../src-main/store/setting-rows.ts'
import { openPtyPair } from '../../src-main/training/device/pty.ts'
import { virtualScanner } from '../../src-main/training/device/virtual-scanner.ts'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import { deviceEnd } from '../fault/bench-rig.ts'
import { pause, until } from '../fault/station-process.ts'
import { feedsAtRest, longConsignmentHere, startOnBigStore } from './part/bench-station.ts'
import { type Figure, milliseconds, quantile, runRow } from './part/figure.ts'

const scans = 600
const wireScans = 60
const everyMs = 50
const carriageReturn = 13
const budget = { p50: 3, p99: 15 }

/**
 * A code enters the cable, the news with its count leaves the bridge: cable, driver, transaction with its journal row
 * and fsync, patch, socket. Twenty a second on a thousand lines, a commit of one row of our own between each two.
 */
await runRow(async (context) => {
  const wire = await cableAlone()
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
  await feedsAtRest(bridge)

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
  await station.end()
  await scanner.close()
  await cable.close()
  const [p50, p99] = [quantile(samples, 0.5), quantile(samples, 0.99)]
  const figures: Figure[] = [
    {
      what: `scan at the port → committed → news out, ${lines.length.toLocaleString('en')} lines, 20 a second`,
      measured: `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
      budget: `p50 ${budget.p50} ms, p99 ${budget.p99} ms`,
      floor: `commit of one row p50 ${milliseconds(quantile(floor, 0.5))}, p99 ${milliseconds(quantile(floor, 0.99))}; the cable alone p50 ${milliseconds(quantile(wire, 0.5))}`,
      samples: samples.length,
      verdict: p50 <= budget.p50 && p99 <= budget.p99 ? 'pass' : 'MISSED',
      numbers: {
        p50,
        p99,
        floorP50: quantile(floor, 0.5),
        floorP99: quantile(floor, 0.99),
        wireP50: quantile(wire, 0.5),
      },
    },
  ]
  return figures
})

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

/** What the same codes take through the same cable and serial library when nobody does anything with them. */
async function cableAlone(): Promise<number[]> {
  const cable = await openPtyPair()
  const scanner = virtualScanner()
  await scanner.connect(deviceEnd(cable.device))
  const samples: number[] = []
  let sentAt = Number.NaN
  const port = await deviceEnd(cable.host)({
    data: (bytes) => {
      if (bytes.at(-1) === carriageReturn) samples.push(performance.now() - sentAt)
    },
    lost: () => undefined,
  })
  for (let n = 0; n < wireScans; n++) {
    await pause(everyMs)
    sentAt = performance.now()
    scanner.scan(`WIRE-${1_000_000 + n}`)
    await until(() => (samples.length > n ? true : null), `code ${n} is through`, 5_000, 2)
  }
  await port.close()
  await scanner.close()
  await cable.close()
  return samples
}
