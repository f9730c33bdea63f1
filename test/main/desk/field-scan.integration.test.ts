import { describe, expect, it } from 'vitest'
import { readRaw, takeScan } from '../../../src-main/desk/desk-scan.ts'
import { openFieldScans } from '../../../src-main/desk/field-scan.ts'
import { openDeskMemory } from '../../../src-main/station/desk-memory.ts'
import { deskRoutes } from '../../../src-main/station/desk-routes.ts'
import { newsOf } from '../../../src-main/station/news.ts'
import type { ScanBy } from '../../../src-shared/model/scan.ts'
import { goods, testBench } from '../bench.ts'
import { manualClock } from '../device/manual-clock.ts'

const field = { id: 'field-one', what: 'tracking' } as const
const tracking = 'CP123456785NZ'

/** A packing bench with a transfer on it, and what screens and desk were given. */
function benchWithField() {
  const clock = manualClock()
  const bench = testBench(clock)
  const id = bench.transfer({ [goods.tea.id]: 4 })
  bench.at('pack', id)
  const toField: string[] = []
  const toDesk: string[] = []
  const ids: string[] = []
  const fields = openFieldScans({
    bench,
    tell: (fieldId, scan) => {
      toField.push(`${fieldId} ${scan.text}`)
      ids.push(scan.id)
    },
    toDesk: (text, by) => {
      toDesk.push(text)
      takeScan(bench, deskRoutes, readRaw(text, by), by)
    },
  })
  const scan = (text: string, by: ScanBy = 'serial') =>
    fields.offer(text, by) ?? takeScan(bench, deskRoutes, readRaw(text, by), by)
  const packed = () => bench.line(id, goods.tea.id).packed
  return { clock, bench, id, fields, scan, packed, toField, toDesk, ids }
}

describe('a field that waits for a tracking number', () => {
  it.each(['serial', 'hid', 'keyboard', 'camera'] as const)(
    'gets what the %s scanner reads, as one journal row that counts nothing',
    (by) => {
      const { bench, id, fields, scan, toField } = benchWithField()
      fields.show(field)
      const seq = bench.store.journal.head().seq
      expect(scan(`]C0${tracking}`, by)).toMatchObject({
        text: tracking,
        by,
        consignmentId: null,
        outcome: { is: 'for-field', what: 'tracking' },
      })
      expect(toField).toEqual([`field-one ${tracking}`])
      expect(bench.store.journal.head().seq).toBe(seq + 1)
      expect(bench.store.scans.newestOf(id, 5)).toEqual([])
    },
  )

  it('gets two rapid scans both, in their order', async () => {
    const { clock, fields, scan, toField, toDesk, ids } = benchWithField()
    fields.show(field)
    scan('NZ1')
    scan('NZ2')
    for (const scanId of ids) fields.took(scanId)
    await clock.pass(10_000)
    expect(toField).toEqual(['field-one NZ1', 'field-one NZ2'])
    expect(toDesk).toEqual([])
  })

  it('leaves a product’s own code and a typed code to the desk', () => {
    const { fields, scan, packed, toField } = benchWithField()
    fields.show(field)
    expect(scan('9400000000016').outcome).toMatchObject({ is: 'counted' })
    expect(scan('TEA-1', 'typed').outcome).toMatchObject({ is: 'counted' })
    expect(scan(tracking, 'typed').outcome).toMatchObject({ is: 'unknown' })
    expect(packed()).toBe(2)
    expect(toField).toEqual([])
  })

  it('is no news of a loose scan, so that no search is filled with it', () => {
    const { bench, fields, scan } = benchWithField()
    const topics: string[] = []
    const memory = openDeskMemory(bench.store)
    bench.store.onWritten((written) =>
      topics.push(...newsOf(bench, memory, written).map(({ topic }) => topic)),
    )
    fields.show(field)
    scan(tracking)
    expect(topics).toEqual([])
  })

  it('gets nothing any more once it is shown no longer', () => {
    const { fields, scan, toField } = benchWithField()
    fields.show(field)
    fields.show(null)
    expect(scan(tracking).outcome).toMatchObject({ is: 'unknown' })
    expect(toField).toEqual([])
  })

  it('gives back at once what nobody had confirmed when the page went away, in order', () => {
    const { fields, scan, toDesk } = benchWithField()
    fields.show(field)
    scan('NZ1')
    scan('NZ2')
    fields.show(null)
    expect(toDesk).toEqual(['NZ1', 'NZ2'])
  })

  it('swallows nothing when its page died: what is not confirmed in time goes to the desk', async () => {
    const { clock, bench, id, fields, scan, toDesk } = benchWithField()
    fields.show(field)
    scan(tracking)
    await clock.pass(1_900)
    expect(toDesk).toEqual([])
    await clock.pass(200)
    expect(toDesk).toEqual([tracking])
    expect(bench.store.scans.newestOf(id, 1)).toMatchObject([{ text: tracking, outcome: { is: 'unknown' } }])
  })

  it('is not asked twice when the same field is told again after a lost connection', () => {
    const { fields, scan, toDesk } = benchWithField()
    fields.show(field)
    scan(tracking)
    fields.show({ ...field })
    expect(toDesk).toEqual([])
  })
})

describe('a field to try a scanner with', () => {
  it('gets every code, a product’s too, and counts nothing', () => {
    const { fields, scan, packed, toField } = benchWithField()
    fields.show({ id: 'field-two', what: 'tryout' })
    expect(scan('9400000000016').outcome).toEqual({ is: 'for-field', what: 'tryout' })
    expect(packed()).toBe(0)
    expect(toField).toEqual(['field-two 9400000000016'])
  })
})
