import type { Bench } from '../bench.ts'
import type { FolderPrinter } from '../device/printer/folder-printer.ts'
import type { PrintAnswer } from '../device/printer/print-answer.ts'
import type { LabelPrinter } from '../device/printer/printer-driver.ts'
import type { PrintRow } from '../store/print-rows.ts'
import { systemActor } from '../store/store.ts'
import type { BoxLabel } from './box-label.ts'
import { boxLabelOf } from './box-label-of.ts'
import { boxLabelPdf } from './box-label-pdf.ts'
import { boxLabelZpl, type LabelStock } from './zpl.ts'

const printerAgainMs = 3_000

export type PrintRun = { wake(): void; close(): Promise<void> }

/**
 * Prints what waits in the ledger, one label after the other. The ledger says 'sending' before the first byte goes
 * out; a printer that cannot print keeps the job waiting; a label nobody can be sure of becomes a question.
 */
export function openPrintRun(parts: {
  bench: Bench
  printer: () => LabelPrinter | FolderPrinter
  stock: LabelStock
  isTraining: boolean
}): PrintRun {
  const { bench } = parts
  const { store, clock, log } = bench
  let isClosed = false
  let running: Promise<void> | null = null
  let cancelRest: () => void = () => undefined

  const record = (job: PrintRow, kind: string, work: () => void) =>
    store.write(
      {
        kind,
        actor: systemActor,
        subject: job.parcelId === null ? null : (store.parcels.get(job.parcelId)?.consignmentId ?? null),
        given: { job: job.id, copy: job.copy },
        traceId: bench.newTraceId(),
      },
      work,
    )

  if (store.prints.anySending()) {
    store.write(
      {
        kind: 'label:interrupted',
        actor: systemActor,
        subject: null,
        given: {},
        traceId: bench.newTraceId(),
      },
      () => store.prints.setSendingUnsure('The station stopped while this label was being printed.'),
    )
  }

  function look(): void {
    cancelRest()
    if (isClosed || running !== null) return
    const job = store.prints.nextWaiting()
    if (job === null) return
    running = print(job)
      .catch((thrown: unknown) => {
        log.bug('label.print-broke', thrown, { job: job.id })
        return 'rest' as const
      })
      .then((next) => {
        running = null
        if (isClosed) return
        if (next === 'go-on') look()
        else cancelRest = clock.after(printerAgainMs, look)
      })
  }

  async function print(job: PrintRow): Promise<'go-on' | 'rest'> {
    const copy = job.copy === 1 ? null : { number: job.copy, reason: job.reason ?? '' }
    const label = job.parcelId === null ? null : boxLabelOf(store, job.parcelId, copy, parts.isTraining)
    if (label === null) {
      record(job, 'label:dropped', () => store.prints.set(job.id, 'dropped', store.now(), 'the box is gone'))
      return 'go-on'
    }
    if (isCancelled(job)) {
      const why = 'the consignment was cancelled'
      record(job, 'label:dropped', () => store.prints.set(job.id, 'dropped', store.now(), why))
      return 'go-on'
    }
    record(job, 'label:sending', () => store.prints.set(job.id, 'sending', null, null))
    const answer = await send(job, label)
    // Closed meanwhile: the next start finds 'sending' and asks the person.
    if (isClosed) return 'rest'
    switch (answer.is) {
      case 'printed':
        record(job, 'label:printed', () => store.prints.set(job.id, 'printed', store.now(), null))
        return 'go-on'
      case 'unsure':
        record(job, 'label:unsure', () => store.prints.set(job.id, 'unsure', null, answer.why))
        return 'go-on'
      case 'not-ready':
        record(job, 'label:waits', () =>
          store.prints.set(job.id, 'waiting', null, `${answer.why} ${answer.next}`),
        )
        return 'rest'
    }
  }

  /** Cancelled here or in Lightspeed while the label waited: it is void. */
  function isCancelled(job: PrintRow): boolean {
    const box = job.parcelId === null ? null : store.parcels.get(job.parcelId)
    return box !== null && store.consignments.get(box.consignmentId)?.state === 'cancelled'
  }

  async function send(job: PrintRow, label: BoxLabel): Promise<PrintAnswer> {
    const printer = parts.printer()
    const jobId = job.copy === 1 ? job.labelNumber : `${job.labelNumber}-copy-${job.copy}`
    if (printer.takes === 'pdf')
      return printer.print({ jobId, pdf: await boxLabelPdf(label, parts.stock.size) })
    return printer.print({ jobId, zpl: boxLabelZpl(label, parts.stock) })
  }

  look()
  return {
    wake: look,
    async close() {
      isClosed = true
      cancelRest()
      await running
    },
  }
}
