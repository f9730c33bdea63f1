import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../../../src-main/clock.ts'
import { openStore } from '../../../src-main/store/store.ts'
import { simulateDay } from './sim-day.ts'
import { simFolder } from './sim-folder.ts'

/**
 * Plays days one after the other: `node run-days.ts --from 1 --days 500 [--only F10]`. One line of JSON a day, so that
 * whoever started it can go on as soon as one went wrong.
 */
const { values } = parseArgs({
  options: { from: { type: 'string' }, days: { type: 'string' }, only: { type: 'string' } },
})
const from = Number(values.from ?? 1)
const folder = mkdtempSync(join(simFolder(), 'engine-days-'))
try {
  openStore(folder, systemClock).store.close()
  const where = { folder, template: join(folder, 'station.sqlite'), only: values.only ?? null }
  for (let seed = from; seed < from + Number(values.days ?? 1); seed += 1) {
    process.stdout.write(`${JSON.stringify(await simulateDay(seed, where))}\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
