import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkFile } from '../../../src-main/store/file-check.ts'
import { goods, testBench, write } from '../bench.ts'

/** A store large enough that some page is not the first. */
function filled() {
  const bench = testBench()
  write(bench.store, 'feed', () => {
    for (let n = 0; n < 800; n++) {
      bench.store.products.put({ ...goods.cup, id: `p-${n}`, sku: `SKU-${n}`, codes: [], supplierCodes: [] })
    }
  })
  return bench
}

/** Overwrites bytes in the middle of a file. */
function damage(path: string): void {
  const file = openSync(path, 'r+')
  const middle = Math.floor(statSync(path).size / 2 / 4096) * 4096
  writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, middle)
  closeSync(file)
}

describe('the daily copy', () => {
  it('F06 is whole, and its check waits in a thread of its own', async () => {
    const bench = filled()
    let turns = 0
    let isDone = false
    const count = () => {
      turns += 1
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    const path = await bench.store.backUp()
    isDone = true
    expect(await checkFile({ path, how: 'integrity_check' })).toBe('ok')
    expect(turns).toBeGreaterThan(10)
    const copies = readdirSync(join(bench.folder, 'backup')).filter((name) => name.endsWith('.sqlite'))
    expect(copies).toHaveLength(1)
  })

  it('F06 that is damaged is told from one that is whole', async () => {
    const bench = filled()
    const path = await bench.store.backUp()
    damage(path)
    expect(await checkFile({ path, how: 'integrity_check' })).not.toBe('ok')
  })
})
