import { openPtyPair } from '../../src-main/training/device/pty.ts'
import { virtualScanner } from '../../src-main/training/device/virtual-scanner.ts'
import { deviceEnd } from '../fault/bench-rig.ts'
import { pause, until } from '../fault/station-process.ts'
import { type Figure, milliseconds, quantile, runRow } from './part/figure.ts'
import { scanRound } from './part/scan-round.ts'

const wireScans = 60
const everyMs = 50
const carriageReturn = 13
const budget = { p50: 3, p99: 15 }

/** A scan on a thousand lines, with nothing else to do. */
await runRow(async (context) => {
  const wire = await cableAlone()
  const { samples, floor, lines } = await scanRound(context)
  const [p50, p99] = [quantile(samples, 0.5), quantile(samples, 0.99)]
  const figures: Figure[] = [
    {
      what: `scan at the port → committed → news out, ${lines.toLocaleString('en')} lines, 20 a second`,
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
