import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemRandom } from '../../../src-main/random.ts'
import { eraseName, setActive } from '../../../src-main/staff/people.ts'
import { verifyFile } from '../../../src-main/store/verify-file.ts'
import { depot, testBench, tickingClock } from '../bench.ts'
import { fillStaff, staffOver } from './staff-bench.ts'

it('a name that is erased is in no byte of the store any more, and the chain of what they did still verifies', async () => {
  const clock = tickingClock()
  const bench = testBench(clock)
  const { store } = bench
  const staff = staffOver(store, clock)
  const ids = await fillStaff(store, staff, [depot])
  bench.actAs('SA', ids.SA)
  bench.transfer({ 'p-tea': 2 })
  const needs = { store, staff, random: systemRandom }
  const path = join(bench.folder, 'station.sqlite')
  const isIn = (text: string) =>
    ['', '-wal'].some((tail) => readFileSync(path + tail).includes(Buffer.from(text)))
  expect(isIn('Person SA')).toBe(true)

  const erase = () => eraseName(needs, { personId: ids.SA, reason: 'asked for it' })
  expect(erase).toThrow('still works here')
  setActive(needs, { personId: ids.SA, isActive: false })
  erase()
  expect(isIn('Person SA')).toBe(false)
  expect(isIn('Person SM')).toBe(true)
  expect(store.staff.get(ids.SA)).toMatchObject({ name: null, hasPin: false, role: 'SA' })
  expect(verifyFile({ path })).toMatchObject({ verdict: { is: 'sound' }, differs: null })
  expect([...store.journalRowsInOrder()].some(({ actor }) => actor === ids.SA)).toBe(true)
  expect([...store.journalRowsInOrder()].at(-1)).toMatchObject({ kind: 'staff:name-erased' })
})
