import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quietLog } from '../../../../src-main/log/log.ts'
import { outletId } from '../../../../src-main/training/store/training-names.ts'
import { openStore, until } from './sandbox.ts'

let folder: string
let keepIn: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  keepIn = join(folder, 'store.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const lines = { 'Pod Kit Black': 3 }

describe('a kept store', () => {
  it('is the same after it was closed and opened again, and gives out newer versions and other ids', async () => {
    const first = await openStore({ keepIn })
    const { id } = await first.consignment('OUTLET', ['SENT'], lines)
    const rows = await first.call('GET', '/consignments?page_size=500')
    const left = first.control.level(first.product('Pod Kit Black'), outletId('Warehouse'))
    await first.close()

    const second = await openStore({ keepIn })
    expect((await second.call('GET', '/consignments?page_size=500')).json).toEqual(rows.json)
    expect(second.control.level(second.product('Pod Kit Black'), outletId('Warehouse'))).toBe(left)
    expect(second.control.lines(id)).toHaveLength(1)
    const fresh = await second.call('POST', '/consignments', {
      data: { type: 'SUPPLIER', name: 'New', outlet_id: outletId('Warehouse') },
    })
    expect(fresh.json.data.version).toBeGreaterThan(rows.json.version.max)
    expect(rows.json.data.map((row: { id: string }) => row.id)).not.toContain(fresh.json.data.id)
    await second.close()
  })

  it('finishes the lines it was working on when it closed', async () => {
    const first = await openStore({ keepIn, lineDelayMs: 5000 })
    const { id } = await first.consignment('OUTLET', ['SENT'], lines)
    const before = first.control.level(first.product('Pod Kit Black'), outletId('Warehouse'))
    await first.close()
    first.clock.pass(60_000)
    expect(first.clock.waiting()).toBe(0)
    expect(first.control.lines(id)[0]?.status).toBe('PENDING')
    const second = await openStore({ keepIn, lineDelayMs: 5000 })
    expect(second.control.lines(id)[0]?.status).toBe('PENDING')
    second.clock.pass(5000)
    expect(second.control.lines(id)[0]?.status).toBe('SENT_SUCCESS')
    expect(second.control.level(second.product('Pod Kit Black'), outletId('Warehouse'))).toBe(before - 3)
    await second.close()
  })

  it('sets a file aside that it cannot read, and starts from its catalogue', async () => {
    writeFileSync(keepIn, '{"form":1,"catalog')
    const store = await openStore({ keepIn })
    expect(store.control.consignments()).toHaveLength(6)
    await store.close()
    const aside = readdirSync(folder).find((name) => name.includes('set-aside'))
    expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe('{"form":1,"catalog')
  })

  it('is written a moment after a change, once for many', async () => {
    const store = await openStore({ keepIn })
    for (const _ of [1, 2, 3]) await store.consignment('OUTLET')
    expect(readdirSync(folder)).toEqual([])
    store.clock.pass(250)
    await store.close()
    expect(JSON.parse(readFileSync(keepIn, 'utf8')).consignments).toHaveLength(9)
    expect(readdirSync(folder)).toEqual(['store.json'])
  })

  it('says when it cannot be written, and stands there at the next change', async () => {
    const nowhere = join(folder, 'later', 'store.json')
    const said: string[] = []
    const store = await openStore({ keepIn: nowhere, log: { ...quietLog, bug: (event) => said.push(event) } })
    await store.consignment('OUTLET')
    store.clock.pass(250)
    await until(() => said.length === 1)
    mkdirSync(join(folder, 'later'))
    await store.close()
    expect(said).toEqual(['training-store-not-kept'])
    expect(JSON.parse(readFileSync(nowhere, 'utf8')).consignments).toHaveLength(7)
  })
})
