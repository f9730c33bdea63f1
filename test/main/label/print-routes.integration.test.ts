import { describe, expect, it, vi } from 'vitest'
import type { PrintAnswer } from '../../../src-main/device/printer/print-answer.ts'
import type { Printer } from '../../../src-main/device/printer/printer.ts'
import { openPrintRun } from '../../../src-main/label/print-run.ts'
import {
  dropProductLabels,
  productCameOut,
  productLabelJobs,
  requestProductLabels,
} from '../../../src-main/label/product-labels.ts'
import { packDesk } from '../../../src-main/packing/pack-desk.ts'
import { labelCameOut, sealBox } from '../../../src-main/packing/seal.ts'
import { keepSetting } from '../../../src-main/station-settings.ts'
import { type PrintRoutes, usualRoutes } from '../../../src-shared/model/print-route.ts'
import { type PrinterRole, usualPaper } from '../../../src-shared/model/printer.ts'
import { soon } from '../../soon.ts'
import { goods, testBench, write } from '../bench.ts'
import { pretendPrinter } from './pretend-printer.ts'

const out: PrintAnswer = { is: 'not-ready', why: 'The printer is out of labels.', next: 'Load labels.' }
const printed: PrintAnswer = { is: 'printed' }

/** A bench with a sealed box, and what each printer answers. */
function bench(answers: { first: () => PrintAnswer | Promise<PrintAnswer>; second?: () => PrintAnswer }) {
  const station = testBench()
  const id = station.transfer({ [goods.tea.id]: 1 })
  station.at('pack', id)
  station.count('TEA-1')
  const parcelId = station.store.parcels.of(id)[0]?.id ?? ''
  sealBox(station, parcelId, { grams: 500, from: 'typed', frame: null })
  const sent = { printer: [] as string[], printer2: [] as string[] }
  const printers: Record<PrinterRole, Printer | null> = {
    printer: pretendPrinter(answers.first, sent.printer),
    printer2: answers.second === undefined ? null : pretendPrinter(answers.second, sent.printer2),
  }
  const open = () => {
    const run = openPrintRun({ bench: station, printer: (role) => printers[role], isTraining: false })
    station.store.onWritten(() => run.wake())
    return run
  }
  const route = (changes: Partial<PrintRoutes>) =>
    write(station.store, 'setup:set', () =>
      keepSetting(station.store, 'print-routes', { ...usualRoutes, ...changes }),
    )
  const job = () => station.store.prints.of(parcelId)[0]
  const parcel = () => {
    const consignment = station.store.consignments.get(id)
    return consignment === null ? undefined : packDesk(station.store, consignment).parcels[0]
  }
  return { station, id, parcelId, sent, printers, open, route, job, parcel }
}

describe('while the first printer is out', () => {
  it('the second prints its labels, and the bench says which and why (F32)', async () => {
    const { open, job, sent, parcel } = bench({ first: () => out, second: () => printed })
    const run = open()
    await vi.waitFor(() => expect(job()?.state).toBe('printed'), soon)
    expect(sent.printer2).toHaveLength(1)
    expect(parcel()).toMatchObject({
      label: 'printed',
      labelNote: 'Printed on the second printer, because: The printer is out of labels.',
    })
    await run.close()
  })

  it('keeps its labels where the route allows no stand-in, and prints them when it is back (F32)', async () => {
    let answer: PrintAnswer = out
    const { open, job, sent, route } = bench({ first: () => answer, second: () => printed })
    route({ 'box-label': { to: 'printer', hasStandIn: false } })
    const run = open()
    await vi.waitFor(() => expect(job()?.problem).toMatch(/out of labels/), soon)
    expect(job()?.state).toBe('waiting')
    answer = printed
    run.changed('printer')
    await vi.waitFor(() => expect(job()?.state).toBe('printed'), soon)
    expect(sent.printer2).toEqual([])
    await run.close()
  })

  it('holds up nobody else: labels of the second printer go on (F32)', async () => {
    const { open, station, sent, route } = bench({ first: () => out, second: () => printed })
    route({
      'box-label': { to: 'printer', hasStandIn: false },
      'product-label': { to: 'printer2', hasStandIn: false },
    })
    requestProductLabels(station, { productId: goods.tea.id, consignmentId: null, count: 2, hasPrice: false })
    const run = open()
    await vi.waitFor(() => expect(sent.printer2).toHaveLength(2), soon)
    expect(productLabelJobs(station.store, null)).toEqual([])
    await run.close()
  })
})

describe('one number for one box', () => {
  it('F33 keeps through a power loss between print and commit: one question, the same number again', async () => {
    const { open, job, station, parcelId, sent } = bench({
      first: () => new Promise<PrintAnswer>(() => undefined),
    })
    open()
    await vi.waitFor(() => expect(sent.printer).toHaveLength(1), soon)
    // The label is out of the printer, the row still says 'sending': the power goes now.
    expect(job()?.state).toBe('sending')
    const number = job()?.labelNumber
    const again: string[] = []
    const next = openPrintRun({
      bench: station,
      printer: (role) => (role === 'printer' ? pretendPrinter(() => printed, again) : null),
      isTraining: false,
    })
    expect(job()).toMatchObject({ state: 'unsure', labelNumber: number, copy: 1 })
    expect(again).toEqual([])
    labelCameOut(station, { parcelId, cameOut: false })
    next.wake()
    await vi.waitFor(() => expect(job()?.state).toBe('printed'), soon)
    expect(station.store.prints.of(parcelId)).toHaveLength(1)
    expect(again).toEqual(sent.printer)
    await next.close()
  })

  it('F32 keeps through a label nobody is sure of: it is not sent to the stand-in by itself', async () => {
    const { open, job, sent } = bench({
      first: () => ({ is: 'unsure', why: 'The printer took the label, but has not counted it as printed.' }),
      second: () => printed,
    })
    const run = open()
    await vi.waitFor(() => expect(job()?.state).toBe('unsure'), soon)
    expect(sent.printer2).toEqual([])
    await run.close()
  })
})

describe('a roll that is too small for box labels', () => {
  it('keeps the label waiting with a next step, and the other printer takes it', async () => {
    const { open, job, sent, printers, route } = bench({ first: () => printed })
    printers.printer = pretendPrinter(() => printed, sent.printer, { paper: { ...usualPaper, size: '2x1' } })
    route({})
    const run = open()
    await vi.waitFor(
      () => expect(job()?.problem).toMatch(/too small for a box label\. Load larger labels/),
      soon,
    )
    printers.printer2 = pretendPrinter(() => printed, sent.printer2)
    run.changed('printer2')
    await vi.waitFor(() => expect(job()?.state).toBe('printed'), soon)
    expect(sent.printer).toEqual([])
    await run.close()
  })
})

describe('product labels', () => {
  const wish = { productId: goods.tea.id, consignmentId: null, count: 3, hasPrice: false }

  it('come out one by one, each counted', async () => {
    const { open, station, sent } = bench({ first: () => printed })
    const { jobId } = requestProductLabels(station, wish)
    const run = open()
    await vi.waitFor(() => expect(station.store.prints.get(jobId)?.state).toBe('printed'), soon)
    expect(sent.printer).toHaveLength(4)
    expect(new Set(sent.printer.slice(1)).size).toBe(1)
    await run.close()
  })

  it('stop at the one nobody is sure of; the answer decides how many follow (F32)', async () => {
    let calls = 0
    const { open, station, sent } = bench({
      first: () => (++calls === 3 ? { is: 'unsure', why: 'It went silent.' } : printed),
    })
    const { jobId } = requestProductLabels(station, wish)
    const run = open()
    await vi.waitFor(() => expect(productLabelJobs(station.store, null)[0]?.state).toBe('unsure'), soon)
    expect(productLabelJobs(station.store, null)).toMatchObject([
      { done: 1, count: 3, problem: 'It went silent.' },
    ])
    productCameOut(station, { jobId, cameOut: true })
    await vi.waitFor(() => expect(station.store.prints.get(jobId)?.state).toBe('printed'), soon)
    expect(sent.printer).toHaveLength(4)
    await run.close()
  })

  it.each([
    [['19400000000013', '9400000000016'], '9400000000016'],
    [['9400000000016', 'OWN-1'], '9400000000016'],
    [['19400000000013', 'OWN-1'], 'OWN-1'],
    [['19400000000013'], '19400000000013'],
    [['É'], 'TEA-1'],
    [[], 'TEA-1'],
  ])('of a product with the codes %j say %s', (codes, code) => {
    const { station } = bench({ first: () => out })
    const keyed = codes.map((each) => ({ key: each, code: each }))
    const version = goods.tea.version + 1
    write(station.store, 'feed:page', () =>
      station.store.products.put({ ...goods.tea, codes: keyed, version }),
    )
    const { jobId } = requestProductLabels(station, wish)
    expect(JSON.parse(station.store.prints.get(jobId)?.document ?? '')).toMatchObject({ code })
  })

  it('with the price of a product that has none are refused, and say what to do', () => {
    const { station } = bench({ first: () => out })
    const free = { ...goods.tea, priceCents: null, version: goods.tea.version + 1 }
    write(station.store, 'feed:page', () => station.store.products.put(free))
    expect(() => requestProductLabels(station, { ...wish, hasPrice: true })).toThrow(/has no price/)
    expect(() => requestProductLabels(station, wish)).not.toThrow()
  })

  it('are bounded, and what waits can be dropped', async () => {
    const { station } = bench({ first: () => out })
    const first = requestProductLabels(station, { ...wish, count: 200 })
    requestProductLabels(station, { ...wish, count: 200 })
    expect(() => requestProductLabels(station, { ...wish, count: 200 })).toThrow(/500 is the most/)
    dropProductLabels(station, { jobId: first.jobId })
    expect(() => requestProductLabels(station, { ...wish, count: 200 })).not.toThrow()
    expect(() => productCameOut(station, { jobId: first.jobId, cameOut: true })).toThrow(/done already/)
  })
})
