import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../../src-main/store/database.ts'
import { migrate } from '../../../../src-main/store/migration/index.ts'
import { productRows } from '../../../../src-main/store/product-rows.ts'
import { goods } from '../../bench.ts'

it('a product of before is taken once more in the version it has, with its packaging, and no older one is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'migration-'))
  const db = openDatabase(join(folder, 'station.sqlite'))
  migrate(db, 60)
  db.exec(`INSERT INTO product (number, id, sku, name, is_active, has_inventory, is_composite, contains_nicotine, version)
    VALUES (1, 'p-tea', 'TEA-1', 'Old name', 1, 1, 0, 0, 9)`)
  migrate(db)
  const products = productRows(db)
  const row = { ...goods.tea, packs: [{ packId: 'p-case', unitId: 'p-tea', units: 12 }] }
  products.put({ ...row, name: 'Older', version: 8 })
  expect([products.get('p-tea')?.name, products.contentsOfPack('p-case')]).toEqual(['Old name', null])
  products.put({ ...row, name: 'Same', version: 9 })
  expect(products.contentsOfPack('p-case')).toEqual({ unitId: 'p-tea', units: 12 })
  products.put({ ...row, name: 'Again', version: 9 })
  expect(products.get('p-tea')?.name).toBe('Same')
  db.close()
  rmSync(folder, { recursive: true, force: true })
})
