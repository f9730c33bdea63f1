import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { checkAhead } from '../../../src-main/store/file-check.ts'
import { openStore } from '../../../src-main/store/store.ts'
import { goods, testBench, write } from '../bench.ts'

/** A profile with a store that was closed. */
function closedProfile(): string {
  const bench = testBench()
  write(bench.store, 'feed', () => {
    for (let n = 0; n < 800; n++) {
      bench.store.products.put({ ...goods.cup, id: `p-${n}`, sku: `SKU-${n}`, codes: [], supplierCodes: [] })
    }
  })
  bench.store.close()
  return bench.folder
}

function damage(folder: string): void {
  const path = join(folder, 'station.sqlite')
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, Math.floor(statSync(path).size / 8192) * 4096)
  closeSync(file)
}

describe('the check that begins before the station stands', () => {
  it('finds a sound store sound', async () => {
    const folder = closedProfile()
    expect(await checkAhead(folder)?.isSound).toBe(true)
  })

  it('F07 gives no clean word for a damaged store, and the opening sets it aside', async () => {
    const folder = closedProfile()
    damage(folder)
    const isSound = (await checkAhead(folder)?.isSound) ?? false
    expect(isSound).toBe(false)
    const { store, setAside } = openStore(folder, systemClock, isSound)
    expect(setAside).toContain('station.sqlite.damaged-')
    store.close()
  })

  it('has nothing to check in a new profile', () => {
    expect(checkAhead(join(testBench().folder, 'none'))).toBeNull()
  })
})
