import { monitorEventLoopDelay } from 'node:perf_hooks'
import { systemClock } from '../../src-main/clock.ts'
import { pipe } from '../../src-main/device/pipe-port.ts'
import type { OpenPort } from '../../src-main/device/port.ts'
import { scaleProtocols } from '../../src-main/device/scale/protocols.ts'
import { openScale } from '../../src-main/device/scale/scale-driver.ts'
import { openScanner } from '../../src-main/device/scanner/scanner-driver.ts'
import { quietLog } from '../../src-main/log/log.ts'
import { openPtyPair } from '../../src-main/training/device/pty.ts'
import { virtualScale } from '../../src-main/training/device/virtual-scale.ts'
import { virtualScanner } from '../../src-main/training/device/virtual-scanner.ts'
import { deviceEnd } from '../fault/bench-rig.ts'
import { pause } from '../fault/station-process.ts'
import { type Figure, milliseconds, runRow } from './part/figure.ts'

const forMs = 20_000
const idleMs = 5_000
const scanEveryMs = 50
const budgetMs = 20
const protocols = ['toledo-8217', 'generic', 'toledo-continuous', 'mt-sics'] as const

/**
 * Four scales and four scanners at once, half of each at pseudo-terminals: scales that stream or are asked ten times a
 * second, scanners at twenty codes a second. The virtual devices work in the same process, which makes it worse.
 */
await runRow(async () => {
  const closers: (() => Promise<void>)[] = []
  const floor = await delayDuring(idleMs)
  let scans = 0
  let weights = 0
  const guns: ReturnType<typeof virtualScanner>[] = []
  for (const [at, protocol] of protocols.entries()) {
    const gun = virtualScanner()
    const plate = virtualScale({ protocol, clock: systemClock })
    const [scannerEnds, scaleEnds] = [await cableAt(at), await cableAt(at)]
    await gun.connect(scannerEnds.device)
    await plate.connect(scaleEnds.device)
    plate.place(1_234)
    guns.push(gun)
    const common = { clock: systemClock, log: quietLog, onState: () => undefined }
    const scanner = openScanner({
      ...common,
      name: `scanner ${at}`,
      open: scannerEnds.station,
      onScan: () => (scans += 1),
      onDropped: () => undefined,
    })
    const scale = openScale({
      ...common,
      name: protocol,
      protocol: scaleProtocols[protocol],
      unit: null,
      open: scaleEnds.station,
      onReading: () => (weights += 1),
    })
    closers.push(scanner.close, scale.close, gun.close, plate.close, scannerEnds.close, scaleEnds.close)
  }
  await pause(1_000)
  const pulling = setInterval(() => {
    for (const gun of guns) gun.scan('9400000000016', ']E0')
  }, scanEveryMs)
  const busy = await delayDuring(forMs)
  clearInterval(pulling)
  for (const close of closers) await close()
  const figures: Figure[] = [
    {
      what: 'event-loop delay with 8 devices at once',
      measured: `p50 ${milliseconds(busy.p50)}, p99 ${milliseconds(busy.p99)}; ${scans} codes, ${weights} weights`,
      budget: `p99 ${budgetMs} ms`,
      floor: `the same process at rest p50 ${milliseconds(floor.p50)}, p99 ${milliseconds(floor.p99)}`,
      samples: busy.count,
      verdict: busy.p99 <= budgetMs && scans > 0 && weights > 0 ? 'pass' : 'MISSED',
      numbers: { p50: busy.p50, p99: busy.p99, floorP99: floor.p99, scans, weights },
    },
  ]
  return figures
})

async function delayDuring(ms: number): Promise<{ p50: number; p99: number; count: number }> {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  await pause(ms)
  histogram.disable()
  // The histogram counts the millisecond it waits as delay, too.
  const at = (share: number) => Math.max(0, histogram.percentile(share) / 1e6 - 1)
  return { p50: at(50), p99: at(99), count: histogram.count }
}

type Ends = { station: OpenPort; device: OpenPort; close(): Promise<void> }

/** Every other cable is a pair of pseudo-terminals, the rest are in memory. */
async function cableAt(at: number): Promise<Ends> {
  if (at % 2 === 1) return { ...pipe(`Cable ${at}`), close: async () => undefined }
  const pair = await openPtyPair()
  return { station: deviceEnd(pair.host), device: deviceEnd(pair.device), close: pair.close }
}
