import { describe, expect, it, vi } from 'vitest'
import type { PrintAnswer } from '../../../src-main/device/printer/print-answer.ts'
import { openPrintRun } from '../../../src-main/label/print-run.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { sealBox } from '../../../src-main/packing/seal.ts'
import { soon } from '../../soon.ts'
import { goods, testBench, write } from '../bench.ts'
import { pretendPrinter } from './pretend-printer.ts'

/** A bench with one sealed box, and a printer that answers as told and keeps what it was sent. */
function oneLabel(answer: PrintAnswer) {
  const bench = testBench()
  const id = bench.transfer({ [goods.tea.id]: 1 })
  bench.at('pack', id)
  bench.count('TEA-1')
  const parcelId = bench.store.parcels.of(id)[0]?.id ?? ''
  sealBox(bench, parcelId, { grams: 500, from: 'typed', frame: null })
  const sent: string[] = []
  const printer = pretendPrinter(() => answer, sent)
  const open = () =>
    openPrintRun({ bench, printer: (role) => (role === 'printer' ? printer : null), isTraining: false })
  const job = () => bench.store.prints.of(parcelId)[0]
  return { bench, id, sent, open, job }
}

describe('the print run', () => {
  it('prints what waits and notes that it came out', async () => {
    const { open, job, sent } = oneLabel({ is: 'printed' })
    const run = open()
    await vi.waitFor(() => expect(job()?.state).toBe('printed'), soon)
    expect(sent).toHaveLength(1)
    await run.close()
  })

  it('F33 asks about a label that was being sent when the station stopped, and sends it to nobody', async () => {
    const { bench, open, job, sent } = oneLabel({ is: 'printed' })
    write(bench.store, 'label:sending', () => bench.store.prints.set(job()?.id ?? '', 'sending', null, null))
    const run = open()
    expect(job()?.state).toBe('unsure')
    await run.close()
    expect(sent).toEqual([])
  })

  it('drops a label of a transfer that was cancelled while the printer was out', async () => {
    const { bench, id, open, job, sent } = oneLabel({ is: 'printed' })
    const waiting = job()?.id ?? ''
    cancelConsignment(bench, { consignmentId: id, reason: 'not wanted' })
    write(bench.store, 'label:waits', () => bench.store.prints.set(waiting, 'waiting', null, 'no paper'))
    const run = open()
    await vi.waitFor(() => expect(job()?.state).toBe('dropped'), soon)
    expect(sent).toEqual([])
    await run.close()
  })
})
