import { describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../src-main/clock.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { moveUnits, newBox } from '../../../src-main/packing/boxes.ts'
import { undoLast } from '../../../src-main/packing/count.ts'
import { packDesk } from '../../../src-main/packing/pack-desk.ts'
import { labelCameOut, printAgain, sealBox, unsealBox } from '../../../src-main/packing/seal.ts'
import { markPacked } from '../../../src-main/packing/send.ts'
import type { PrintState } from '../../../src-main/store/print-rows.ts'
import { isSscc18 } from '../../../src-shared/rule/check-digit.ts'
import { depot, goods, type TestBench, testBench, write } from '../bench.ts'

const { tea } = goods
const typed = { grams: 700, from: 'typed', frame: null } as const
const steady = { grams: 655, from: 'scale', frame: '02 30 36' } as const

function oneBox(clock?: Clock): { bench: TestBench; id: string; parcelId: string } {
  const bench = clock === undefined ? testBench() : testBench(clock)
  const id = bench.transfer({ [tea.id]: 4 })
  bench.at('pack', id)
  bench.count('TEA-1')
  return { bench, id, parcelId: bench.store.parcels.of(id)[0]?.id ?? '' }
}

const jobs = (bench: TestBench, parcelId: string) =>
  bench.store.prints.of(parcelId).map(({ state, copy, reason }) => ({ state, copy, reason }))

/** What the print run would note about the newest job. */
function printed(bench: TestBench, parcelId: string, state: PrintState): void {
  const job = bench.store.prints.of(parcelId).findLast((row) => row.state !== 'dropped')
  write(bench.store, `label:${state}`, () => bench.store.prints.set(job?.id ?? '', state, null, null))
}

function standingClock(minutes: number): Clock {
  return { ...systemClock, now: () => Date.UTC(2026, 10, 20, 3, minutes) }
}

function underPrefix(bench: TestBench, prefix: string, own: number): void {
  write(bench.store, 'setup', () => {
    bench.store.settings.put(`gs1-prefix:${depot}`, prefix)
    bench.store.settings.put('station-number', own)
  })
}

describe('sealing a box', () => {
  it('keeps the weight with where it comes from, closes the box and asks for its label', () => {
    const { bench, id, parcelId } = oneBox()
    const sealed = sealBox(bench, parcelId, steady)
    expect(sealed).toEqual({
      grams: 655,
      weightFrom: 'scale',
      labelNumber: `${bench.consignment(id).code}-1`,
    })
    expect(bench.store.parcels.get(parcelId)).toMatchObject({
      state: 'sealed',
      grams: 655,
      weightFrom: 'scale',
    })
    expect(bench.consignment(id).currentParcelId).toBeNull()
    expect(jobs(bench, parcelId)).toEqual([{ state: 'waiting', copy: 1, reason: null }])
  })

  it('marks a typed weight as typed', () => {
    const { bench, id, parcelId } = oneBox()
    sealBox(bench, parcelId, typed)
    expect(packDesk(bench.store, bench.consignment(id)).parcels[0]).toMatchObject({
      grams: 700,
      weightFrom: 'typed',
      label: 'waiting',
      isCurrent: false,
    })
  })

  it('refuses an empty box and a sealed one', () => {
    const { bench, id, parcelId } = oneBox()
    const empty = newBox(bench, { consignmentId: id }).parcelId
    expect(() => sealBox(bench, empty, typed)).toThrow('Box 2 is empty')
    sealBox(bench, parcelId, typed)
    expect(() => sealBox(bench, parcelId, typed)).toThrow('Box 1 is sealed')
  })

  it('takes one number for ever: opening and sealing again keeps it and prints a marked copy', () => {
    const { bench, parcelId } = oneBox()
    const first = sealBox(bench, parcelId, typed)
    printed(bench, parcelId, 'printed')
    unsealBox(bench, { parcelId, reason: 'one more to add' })
    expect(bench.store.parcels.get(parcelId)).toMatchObject({ state: 'open', grams: null, weightFrom: null })
    bench.count('TEA-1')
    const second = sealBox(bench, parcelId, { ...typed, grams: 810 })
    expect(second.labelNumber).toBe(first.labelNumber)
    expect(jobs(bench, parcelId)).toEqual([
      { state: 'printed', copy: 1, reason: null },
      { state: 'waiting', copy: 2, reason: 'sealed again' },
    ])
  })

  it('numbers boxes with an SSCC where the outlet has a GS1 prefix, never one twice', () => {
    const { bench, id, parcelId } = oneBox()
    underPrefix(bench, '9521234', 42)
    const first = sealBox(bench, parcelId, typed).labelNumber
    bench.count('TEA-1')
    const second = sealBox(bench, bench.store.parcels.of(id)[1]?.id ?? '', typed).labelNumber
    for (const number of [first, second]) {
      expect(isSscc18(number)).toBe(true)
      expect(number.slice(1, 10)).toBe('952123442')
    }
    expect(second).not.toBe(first)
    expect(bench.scan(`]C100${first}`).outcome).toMatchObject({ is: 'box', number: 1 })
  })

  it('gives no number that another station, or this one set up anew, gave before', () => {
    const numbers = [42, 43, 42].map((own, place) => {
      // The third is station 42 with a new profile, a quarter of an hour later.
      const { bench, parcelId } = oneBox(standingClock(place === 2 ? 15 : 0))
      underPrefix(bench, '9521234', own)
      return sealBox(bench, parcelId, typed).labelNumber
    })
    expect(new Set(numbers).size).toBe(3)
  })

  it('keeps to internal numbers while the station has no number of its own', () => {
    const { bench, parcelId } = oneBox()
    write(bench.store, 'setup', () => bench.store.settings.put(`gs1-prefix:${depot}`, '9521234'))
    expect(sealBox(bench, parcelId, typed).labelNumber).toMatch(/^ST/)
  })

  it('drops a label that still waits when the box is opened, so that no label of an open box comes out', () => {
    const { bench, id, parcelId } = oneBox()
    sealBox(bench, parcelId, typed)
    unsealBox(bench, { parcelId, reason: 'wrong weight' })
    expect(jobs(bench, parcelId)).toEqual([{ state: 'dropped', copy: 1, reason: null }])
    expect(() => printAgain(bench, { parcelId, reason: 'please' })).toThrow('not sealed')
    sealBox(bench, parcelId, typed)
    expect(jobs(bench, parcelId).at(-1)).toEqual({ state: 'waiting', copy: 1, reason: null })
    expect(packDesk(bench.store, bench.consignment(id)).parcels[0]?.label).toBe('waiting')
  })

  it('is not opened while its label is being printed', () => {
    const { bench, parcelId } = oneBox()
    sealBox(bench, parcelId, typed)
    printed(bench, parcelId, 'sending')
    expect(() => unsealBox(bench, { parcelId, reason: 'too early' })).toThrow('being printed')
    expect(bench.store.parcels.get(parcelId)?.state).toBe('sealed')
  })
})

describe('a label again', () => {
  it('needs a reason and is marked as a copy', () => {
    const { bench, parcelId } = oneBox()
    sealBox(bench, parcelId, typed)
    expect(() => printAgain(bench, { parcelId, reason: null })).toThrow('already waiting')
    printed(bench, parcelId, 'printed')
    expect(() => printAgain(bench, { parcelId, reason: null })).toThrow('needs a reason')
    printAgain(bench, { parcelId, reason: 'torn' })
    expect(jobs(bench, parcelId).at(-1)).toEqual({ state: 'waiting', copy: 2, reason: 'torn' })
  })

  it('F32 asks once about a label nobody is sure of: no prints the same copy again', () => {
    const { bench, parcelId } = oneBox()
    sealBox(bench, parcelId, typed)
    expect(() => labelCameOut(bench, { parcelId, cameOut: true })).toThrow('no open question')
    printed(bench, parcelId, 'unsure')
    labelCameOut(bench, { parcelId, cameOut: false })
    expect(jobs(bench, parcelId)).toEqual([{ state: 'waiting', copy: 1, reason: null }])
    printed(bench, parcelId, 'unsure')
    labelCameOut(bench, { parcelId, cameOut: true })
    expect(jobs(bench, parcelId)).toEqual([{ state: 'printed', copy: 1, reason: null }])
  })

  it('F32 counts a label that may have come out: every later one is a marked copy', () => {
    const { bench, parcelId } = oneBox()
    sealBox(bench, parcelId, typed)
    printed(bench, parcelId, 'unsure')
    printAgain(bench, { parcelId, reason: 'nothing came' })
    expect(jobs(bench, parcelId).at(-1)).toEqual({ state: 'waiting', copy: 2, reason: 'nothing came' })
    unsealBox(bench, { parcelId, reason: 'one more' })
    sealBox(bench, parcelId, typed)
    expect(jobs(bench, parcelId).at(-1)).toEqual({ state: 'waiting', copy: 2, reason: 'sealed again' })
  })

  it('is void with the transfer: nothing waiting prints, nothing can be printed again', () => {
    const { bench, id, parcelId } = oneBox()
    sealBox(bench, parcelId, typed)
    cancelConsignment(bench, { consignmentId: id, reason: 'not wanted' })
    expect(jobs(bench, parcelId)[0]?.state).toBe('dropped')
    expect(() => printAgain(bench, { parcelId, reason: 'still want it' })).toThrow('cancelled')
  })
})

describe('a box that has its label but was emptied', () => {
  it('keeps the transfer from being packed with a plain sentence', () => {
    const { bench, id, parcelId } = oneBox()
    sealBox(bench, parcelId, typed)
    bench.count('TEA-1')
    const second = bench.store.parcels.of(id)[1]?.id ?? ''
    sealBox(bench, second, typed)
    unsealBox(bench, { parcelId: second, reason: 'belongs in box 1' })
    undoLast(bench, { consignmentId: id })
    expect(() => markPacked(bench, { consignmentId: id })).toThrow('has its label but nothing in it')
    unsealBox(bench, { parcelId, reason: 'move it over' })
    const lineId = bench.line(id, tea.id).id
    moveUnits(bench, { lineId, fromParcelId: parcelId, toParcelId: second, quantity: 1 })
    expect(() => markPacked(bench, { consignmentId: id })).toThrow('Box 2 is not sealed')
  })
})
