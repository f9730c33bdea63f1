import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { openStore } from '../../src-main/store/store.ts'
import type { Strictness } from '../../src-main/training/store/strictness.ts'
import { simulateDay } from './engine/sim-day.ts'
import { simFolder } from './engine/sim-folder.ts'
import { wishes } from './wishes.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(simFolder(), 'never-refused-'))
  openStore(folder, systemClock).store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const readings: Record<string, Partial<Strictness>> = {
  'as it is documented': {},
  'at its strictest': {
    envelope: 'wrapped',
    extraFields: 'refused',
    forbiddenEdits: 'refused',
    missingOnUpdate: 'refused',
    linePutAnswer: 'collection',
  },
}

describe.each(Object.entries(readings))('a store %s', (_name, strictness) => {
  it('refuses nothing of any day of transfers, orders, returns and counts, told in any order and at any time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000_000 }), async (seed) => {
        const where = { folder, template: join(folder, 'station.sqlite'), only: 'calm', strictness }
        const { refused, wrongs, parked } = await simulateDay(seed, where)
        expect({ refused, wrongs, parked }).toEqual({ refused: [], wrongs: [], parked: 0 })
      }),
      { numRuns: wishes.isLong ? 50 : 5 },
    )
  }, 120_000)
})
