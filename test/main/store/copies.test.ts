import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { eraseText } from '../../../src-main/record/erase-text.ts'
import { openRow } from '../../../src-main/record/record-list.ts'
import { testBench, tickingClock, write } from '../bench.ts'

const dayMs = 24 * 60 * 60 * 1000

it('copies of before updates go after a week but for the last, and that one loses what is erased in the store', async () => {
  const clock = tickingClock()
  const bench = testBench(clock)
  const { store, folder } = bench
  const person = { id: store.newId(), role: 'SA' as const, outletIds: [], remoteUserId: null }
  write(store, 'staff:add', () => {
    store.staff.add(person, store.now())
    store.staff.putName(person.id, 'Bench Example')
  })
  cancelConsignment(bench, { consignmentId: bench.transfer({ 'p-tea': 1 }), reason: 'Told by Hidden Lane' })
  const seq = store.record.length()
  store.emptyLog()
  const made = [30, 9, 8].map((days) => `before-300-${clock.now() - days * dayMs}.sqlite`)
  for (const name of made) copyFileSync(join(folder, 'station.sqlite'), join(folder, name))
  const last = join(folder, made[2] ?? '')
  const holds = (text: string) => readFileSync(last).includes(Buffer.from(text))
  expect(store.tidyCopies()).toEqual(made.slice(0, 2))
  expect([holds('Bench Example'), holds('Hidden Lane')]).toEqual([true, true])

  write(store, 'staff:name-erased', () => store.staff.erase(person.id))
  eraseText(bench, { seq, textId: openRow(bench, seq).texts[0]?.id ?? 0, reason: 'they asked for it' })
  expect(store.tidyCopies()).toEqual([])
  expect([holds('Bench Example'), holds('Hidden Lane')]).toEqual([false, false])
  expect(existsSync(last)).toBe(true)

  await store.backUp()
  copyFileSync(last, join(folder, 'station.sqlite.damaged-12'))
  expect(
    store
      .copies()
      .map(({ is }) => is)
      .sort(),
  ).toEqual(['before-update', 'daily', 'damaged'])
  for (const { file, bytes } of store.copies()) {
    expect(existsSync(join(folder, file)), file).toBe(true)
    expect(bytes).toBeGreaterThan(4096)
  }
})
