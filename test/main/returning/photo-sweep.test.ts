import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createReturn, planReturnLine } from '../../../src-main/returning/draft.ts'
import { sweepPhotos } from '../../../src-main/returning/photo-sweep.ts'
import { keepPhoto } from '../../../src-main/returning/photos.ts'
import { returnDesk } from '../../../src-main/returning/return-desk.ts'
import { goods, supplier, testBench, tickingClock } from '../bench.ts'
import { jpeg } from './pictures.ts'

const dayMs = 24 * 60 * 60 * 1000

async function withPhoto() {
  let lateMs = 0
  const clock = tickingClock()
  const bench = testBench({ ...clock, now: () => clock.now() + lateMs })
  const { consignmentId } = createReturn(bench, { supplierId: supplier, note: '' })
  const productId = goods.tea.id
  planReturnLine(bench, { consignmentId, productId, planned: 1 })
  const { id } = await keepPhoto(bench, bench.folder, { consignmentId, productId, bytes: jpeg(160, 120) })
  const folder = join(bench.folder, 'evidence', consignmentId)
  return {
    ...{ bench, consignmentId, id, folder },
    sweep: () => sweepPhotos(bench, bench.folder),
    later: (ms: number) => {
      lateMs += ms
    },
    /** A file that was written so long before now. */
    file(name: string, ageMs: number) {
      writeFileSync(join(folder, name), 'x')
      const at = new Date(bench.clock.now() - ageMs)
      utimesSync(join(folder, name), at, at)
    },
  }
}

const stray = (end: string) => `01KAG00000000000000000000${end}`

it('F34: a file that no row speaks of goes after a day, a photo and what is not ours stay', async () => {
  const at = await withPhoto()
  at.file(`${stray('A')}.jpg`, dayMs + 1_000)
  at.file(`${stray('B')}.png.part`, dayMs + 1_000)
  at.file(`${stray('C')}.jpg`, dayMs - 60_000)
  at.file('notes.txt', 9 * dayMs)
  at.later(1)
  expect(await at.sweep()).toEqual({ ended: 0, orphans: 2 })
  expect(readdirSync(at.folder).sort()).toEqual([`${stray('C')}.jpg`, `${at.id}.jpg`, 'notes.txt'].sort())
})

it('F34: while a damaged store lies there, nothing is taken for an orphan: its rows may come back', async () => {
  const at = await withPhoto()
  at.file(`${stray('A')}.jpg`, 9 * dayMs)
  writeFileSync(join(at.bench.folder, 'station.sqlite.damaged-7'), '')
  expect(await at.sweep()).toEqual({ ended: 0, orphans: 0 })
})

it('a photo is kept a year after its return has ended, a day longer than not at all; its row says when it went', async () => {
  const at = await withPhoto()
  at.later(400 * dayMs)
  expect(await at.sweep()).toMatchObject({ ended: 0 })
  at.bench.move(at.consignmentId, 'cancelled')
  at.bench.store.write(
    { kind: 'touch', actor: at.bench.actor(), subject: null, given: {}, traceId: 't' },
    () => at.bench.store.consignments.touch(at.consignmentId, at.bench.store.now()),
  )
  at.later(365 * dayMs - 60_000)
  expect(await at.sweep()).toMatchObject({ ended: 0 })
  expect(existsSync(join(at.folder, `${at.id}.jpg`))).toBe(true)
  at.later(120_000)
  expect(await at.sweep()).toMatchObject({ ended: 1 })
  expect(existsSync(join(at.folder, `${at.id}.jpg`))).toBe(false)
  expect([...at.bench.store.journalRowsInOrder()].at(-1)).toMatchObject({ kind: 'return:photo-expired' })
  const [line] = returnDesk(at.bench.store, at.bench.consignment(at.consignmentId)).lines
  expect(line?.photos).toMatchObject([{ id: at.id, isKept: false }])
  expect(await at.sweep()).toEqual({ ended: 0, orphans: 0 })
})
