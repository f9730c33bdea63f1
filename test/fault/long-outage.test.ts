import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { openStore } from '../../src-main/store/store.ts'
import { simFolder } from './engine/sim-folder.ts'
import { simulateOutage } from './engine/sim-outage.ts'
import { wishes } from './wishes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const { hours, operations, oneIn } = wishes.isLong
  ? { hours: 72, operations: 10_000, oneIn: 1 }
  : { hours: 8, operations: 1_200, oneIn: 3 }

it(`F36 ${hours} h offline, ${operations} operations: all is told in order, no 429, over 85 % used, people never wait`, async () => {
  const folder = mkdtempSync(join(simFolder(), 'outage-'))
  try {
    openStore(folder, systemClock).store.close()
    const { figures, wrongs, outOfOrder, personWaitsMs } = await simulateOutage({
      folder,
      template: join(folder, 'station.sqlite'),
      hours,
      operations,
      oneIn,
      registers: 1,
    })
    const longestWaitMs = Math.max(...personWaitsMs)
    const said = { ...figures, personReads: personWaitsMs.length, longestPersonWaitMs: longestWaitMs }
    process.stdout.write(`${JSON.stringify(said)}\n`)
    mkdirSync(join(root, 'out'), { recursive: true })
    writeFileSync(join(root, 'out/long-outage.json'), JSON.stringify(said, null, 2))
    expect(wrongs).toEqual([])
    expect(outOfOrder).toEqual([])
    expect(figures.operations).toBeGreaterThanOrEqual(operations)
    expect(figures.consignments).toBeGreaterThanOrEqual(60 / oneIn)
    expect(figures.status429).toBe(0)
    expect(figures.leastUsedOfAWindow).toBeGreaterThan(0.85)
    // Said to people: within a third of what it came to be.
    expect(figures.forecastMinutes / figures.drainMinutes).toBeGreaterThan(2 / 3)
    expect(figures.forecastMinutes / figures.drainMinutes).toBeLessThan(4 / 3)
    expect(figures.mostUsedOfAWindow).toBeLessThanOrEqual(0.9)
    // A person asks every 4.3 seconds, a fifth of the whole allowance: each time the answer is there at once.
    expect(longestWaitMs).toBeLessThan(1_000)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 600_000)
