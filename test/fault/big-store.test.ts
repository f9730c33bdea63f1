import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { openForReading } from '../../src-main/store/database.ts'
import { openStore, systemActor } from '../../src-main/store/store.ts'
import { type AlertMemory, alertsOf } from '../../src-main/sync/dashboard/alerts.ts'
import { diskFactsOf } from '../../src-main/sync/dashboard/disk-facts.ts'
import { goods } from '../main/bench.ts'
import { quietMeasures } from '../main/sync/dashboard/quiet-measures.ts'
import { openBenchStation } from './bench-station.ts'
import { pause } from './station-process.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-big-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const products = 40_000
const everyMs = 20

it('F06: a copy made while fifty codes a second are scanned is whole, and holds all that was confirmed before it', async () => {
  const bench = await openBenchStation(folder)
  try {
    const { store } = bench.station.workplace().bench
    grow(store)
    const before: string[] = []
    for (let scan = 0; scan < 10; scan += 1) before.push((await bench.scan()).id)
    const tookMs: number[] = []
    let isOver = false
    const copying = store.backUp().finally(() => {
      isOver = true
    })
    while (!isOver || tookMs.length < 25) {
      const startedAt = performance.now()
      expect((await bench.scan()).outcome).toHaveProperty('counted')
      tookMs.push(performance.now() - startedAt)
      await pause(everyMs)
    }
    const copy = openForReading(await copying)
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    const held = new Set(copy.prepare('SELECT id FROM scan').pluck().all())
    copy.close()
    expect(before.filter((id) => !held.has(id))).toEqual([])
    const p95 = tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.95)] ?? 0
    process.stdout.write(
      `${JSON.stringify({ F06: { scans: tookMs.length, p95Ms: Math.round(p95 * 10) / 10 } })}\n`,
    )
  } finally {
    await bench.close()
  }
})

type Store = ReturnType<typeof openStore>['store']

const command = { kind: 'test:fill', actor: systemActor, subject: null, given: {}, traceId: 'test' }

/** A catalogue of some size, so that a copy takes longer than a scan. */
function grow(store: Store): void {
  store.repeat(command, () => {
    for (let n = 0; n < products; n += 1) {
      store.products.put({ ...goods.cup, id: `p-${n}`, sku: `SKU-${n}`, codes: [], supplierCodes: [] })
    }
  })
}

it('F38: a reader left open lets the log grow until an alarm says so; once it is gone the log is cut back', () => {
  const { store } = openStore(folder, systemClock)
  const wal = join(folder, 'station.sqlite-wal')
  const limit = 64 * 1024 * 1024
  const write = (n: number) =>
    store.write(command, () => store.settings.put('filler', `${n}`.padEnd(1_000_000, 'x')))
  let memory: AlertMemory = {}
  const alerts = (monoMs: number) => {
    const facts = { ...quietMeasures(), ...diskFactsOf(folder), diskFreeBytes: null }
    const found = alertsOf(facts, memory, { monoMs, at: '2026-11-22T06:00:00Z' })
    memory = found.memory
    return found.alerts.map(({ id }) => id)
  }
  try {
    write(0)
    const reader = openForReading(join(folder, 'station.sqlite'))
    const rows = reader.prepare('SELECT * FROM journal').iterate()
    rows.next()
    for (let n = 1; statSync(wal).size <= limit; n += 1) write(n)
    expect(alerts(0)).not.toContain('store-file')
    expect(alerts(61_000)).toContain('store-file')
    rows.return?.()
    reader.close()
    for (let n = 0; n < 8; n += 1) write(n)
    expect(statSync(wal).size).toBeLessThan(limit)
    expect(alerts(120_000)).not.toContain('store-file')
  } finally {
    store.close()
  }
})
