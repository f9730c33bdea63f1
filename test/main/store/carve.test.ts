import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { carve } from '../../../src-main/store/carve.ts'
import { salvageJournal } from '../../../src-main/store/salvage.ts'
import { systemActor } from '../../../src-main/store/store.ts'
import { testBench } from '../bench.ts'

const start = { seq: 0, hash: '0'.repeat(64) }
const schemaLeft = 12

/** A store with rows of every length, those that go over several pages too, and reasons beside its journal. */
function station() {
  const bench = testBench()
  const { store, folder } = bench
  for (const length of [10, 488, 489, 3_900, 4_061, 4_092, 9_000, 40_000]) {
    const given = { text: 'x'.repeat(length) }
    store.write({ kind: 'test', actor: systemActor, subject: null, given, traceId: 't' }, () => undefined)
  }
  cancelConsignment(bench, { consignmentId: bench.transfer({ 'p-tea': 1 }), reason: 'packed by mistake' })
  const taken = join(folder, 'taken.sqlite')
  for (const tail of ['', '-wal']) copyFileSync(join(folder, `station.sqlite${tail}`), taken + tail)
  const rows = [...store.journalRowsInOrder()]
  store.close()
  return { taken, closed: join(folder, 'station.sqlite'), rows }
}

/** Turns every pointer of the schema's first page elsewhere: no table can be found by its name any more. */
function withoutSchema(path: string): void {
  const bytes = readFileSync(path)
  bytes.fill(0xe4, 100 + schemaLeft, 100 + schemaLeft + 40)
  writeFileSync(path, bytes)
}

it('F07: every row and text is read from its pages, however long, out of the file and out of its log', () => {
  const { taken, closed, rows } = station()
  expect(existsSync(`${closed}-wal`)).toBe(false)
  for (const [path, wal] of [[taken, readFileSync(`${taken}-wal`)] as const, [closed, null] as const]) {
    const found = carve(readFileSync(path), wal)
    const bySeq = new Map(found.rows.map((row) => [row.seq, row]))
    expect(rows.map(({ seq }) => bySeq.get(seq))).toEqual(rows)
    expect(found.texts.map(({ text }) => text)).toContain('packed by mistake')
  }
})

it('F07: a journal whose schema is gone is read to its end, and so are the texts beside it', () => {
  const { closed, rows } = station()
  withoutSchema(closed)
  const salvaged = salvageJournal(closed, start)
  expect(salvaged.rows).toEqual(rows)
  expect(salvaged.texts.map(({ text }) => text)).toEqual(['packed by mistake'])
  expect(salvageJournal(closed, { seq: rows.length - 1, hash: rows.at(-2)?.hash ?? '' }).rows).toEqual(
    rows.slice(-1),
  )
})

it('what was not committed when the power went is no row', () => {
  const { taken } = station()
  const wal = readFileSync(`${taken}-wal`)
  const before = carve(readFileSync(taken), wal).rows.length
  // The last frame says how large the store is once it is committed: without it the change never was.
  wal.writeUInt32BE(0, wal.length - 4096 - 24 + 4)
  expect(carve(readFileSync(taken), wal).rows.length).toBeLessThan(before)
})
