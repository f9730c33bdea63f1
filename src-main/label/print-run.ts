import { StationError } from '../../src-shared/failure.ts'
import { type PrinterRole, printerRole } from '../../src-shared/model/printer.ts'
import type { Bench } from '../bench.ts'
import { crashAt } from '../crash-point.ts'
import type { PrintAnswer } from '../device/printer/print-answer.ts'
import type { Printer } from '../device/printer/printer.ts'
import type { PrintRow } from '../store/print-rows.ts'
import { systemActor } from '../store/store.ts'
import { type LabelDrawing, labelJob, labelPdf } from './drawing.ts'
import { drawingOf } from './drawing-of.ts'
import { type PrinterMood, type PrintPlace, placeFor, routesOf, standInWords } from './print-desk.ts'
import { withOneMore } from './product-job.ts'

const printerAgainMs = 3_000
const prints = ' It prints by itself as soon as the printer can.'

/** `changed`: a printer was set up anew, or its state is another: what it could not do a moment ago, it may do now. */
export type PrintRun = { wake(): void; changed(role: PrinterRole): void; close(): Promise<void> }

type Parts = {
  bench: Bench
  printer: (role: PrinterRole) => Printer | null
  isTraining: boolean
}

/**
 * Prints what waits in the ledger, one label after the other on each printer, so that one that is out holds up nobody
 * else. The ledger says 'sending' before the first byte goes out; a printer that cannot print keeps the job waiting; a
 * label nobody can be sure of becomes a question. What the store cannot take now (a full disk) is noted as soon as it
 * can; until then the printer rests, so that nothing is sent that could not be noted.
 */
export function openPrintRun(parts: Parts): PrintRun {
  const { bench } = parts
  const { store, clock, log } = bench
  const running = new Map<PrinterRole, Promise<void>>()
  /** Printers that said just now that they cannot print, with what they said. */
  const resting = new Map<PrinterRole, { why: string; cancel(): void }>()
  /** Labels a printer can never make as it is set up: too small a roll. */
  const unfit = new Map<PrinterRole, Map<string, string>>()
  let isClosed = false
  let isSettled = false
  /** Ends the waits for a store that cannot write. */
  const impatient = new Set<() => void>()
  const note = ledgerNotes(bench)
  const mood: PrinterMood = {
    printer: parts.printer,
    isBusy: (role) => running.has(role),
    whyNot: (role, job) => unfit.get(role)?.get(job.id) ?? resting.get(role)?.why ?? null,
  }

  function look(): void {
    if (isClosed || !isSettled) return
    const routes = routesOf(store)
    for (const job of store.prints.waiting()) {
      const found = placeFor(job, routes, mood)
      if (found.is === 'go') start(job, found.place)
      else if (found.is === 'out' && !isTaken(() => note.waits(job, found.why, prints))) return
      if (running.size === printerRole.options.length) return
    }
  }

  /** Writes a note, again and again until the store takes it: what came out of a printer came out. */
  async function written(work: () => void): Promise<void> {
    for (let tries = 0; !isClosed; tries++) {
      try {
        return work()
      } catch (thrown) {
        if (!(thrown instanceof StationError)) throw thrown
        if (tries === 0) log.warn('label.not-noted', { why: thrown.message })
        await pauseFor(printerAgainMs)
      }
    }
  }

  function pauseFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel()
        impatient.delete(end)
        resolve()
      }
      const cancel = clock.after(ms, end)
      impatient.add(end)
    })
  }

  function start(job: PrintRow, place: PrintPlace): void {
    const { role } = place
    const work = print(job, place)
      .catch((thrown: unknown) => {
        if (thrown instanceof StationError) return rest(role, thrown.message)
        log.bug('label.print-broke', thrown, { job: job.id })
        rest(role, 'The station could not make this label: it is in the log.')
      })
      .finally(() => {
        running.delete(role)
        look()
      })
    running.set(role, work)
  }

  function rest(role: PrinterRole, why: string): void {
    resting.get(role)?.cancel()
    const cancel = clock.after(printerAgainMs, () => {
      resting.delete(role)
      look()
    })
    resting.set(role, { why, cancel })
  }

  async function print(job: PrintRow, place: PrintPlace): Promise<void> {
    // Called from inside a command: what is written here must wait until that one is done.
    await Promise.resolve()
    const found = drawingOf(store, job, parts.isTraining)
    if (found.is === 'void') return note.set(job, 'label:dropped', 'dropped', found.why)
    const bytes = await bytesFor(found.drawing, place.printer).catch((thrown: unknown) => {
      if (!(thrown instanceof StationError)) throw thrown
      return `${thrown.message} ${thrown.next}`
    })
    if (isClosed || store.prints.get(job.id)?.state !== 'waiting') return
    if (typeof bytes === 'string') {
      const known = unfit.get(place.role) ?? new Map<string, string>()
      unfit.set(place.role, known.set(job.id, bytes))
      return note.waits(job, bytes)
    }
    crashAt('print.before-note')
    note.set(job, 'label:sending', 'sending', null)
    crashAt('print.noted')
    const answer = await place.printer.print({ jobId: nameOf(job), bytes }).catch((thrown: unknown) => {
      log.bug('label.print-broke', thrown, { job: job.id })
      return brokeOff
    })
    crashAt('print.answered')
    // Closed meanwhile: the next start finds 'sending' and asks the person.
    await written(() => settle(job, place, answer))
    crashAt('print.settled')
  }

  function settle(job: PrintRow, place: PrintPlace, answer: PrintAnswer): void {
    const standIn = place.because === null ? null : standInWords(place.role, place.because)
    switch (answer.is) {
      case 'printed': {
        const document = withOneMore(job)
        if (document === null) note.set(job, 'label:printed', 'printed', standIn)
        else note.counted(job, document, standIn)
        return
      }
      case 'unsure':
        note.set(job, 'label:unsure', 'unsure', answer.why)
        return
      case 'not-ready':
        rest(place.role, answer.why)
        note.set(job, 'label:waits', 'waiting', `${answer.why} ${answer.next}`)
    }
  }

  // What an earlier run left behind is settled before anything is sent: afterwards nobody could tell the two apart.
  function begin(): void {
    isSettled = true
    look()
  }
  const beginning = isTaken(note.interrupted) ? begin() : written(note.interrupted).then(begin)

  return {
    wake: look,
    changed(role) {
      resting.get(role)?.cancel()
      resting.delete(role)
      unfit.delete(role)
      look()
    },
    async close() {
      isClosed = true
      for (const { cancel } of resting.values()) cancel()
      for (const end of impatient) end()
      await Promise.all([beginning, ...running.values()])
    },
  }
}

const brokeOff: PrintAnswer = {
  is: 'unsure',
  why: 'The station broke off in the middle of this label.',
}

/** Whether the store took it; false while it takes nothing. */
function isTaken(work: () => void): boolean {
  try {
    work()
    return true
  } catch (thrown) {
    if (!(thrown instanceof StationError)) throw thrown
    return false
  }
}

async function bytesFor(drawing: LabelDrawing, printer: Printer): Promise<Uint8Array> {
  return printer.takes === 'pdf' ? labelPdf(drawing, printer.paper.size) : labelJob(drawing, printer.paper)
}

/** What the job is called in a queue, in the log and as a file. */
function nameOf(job: PrintRow): string {
  if (job.kind === 'product-label') return `product-${job.id}`
  return job.copy === 1 ? job.labelNumber : `${job.labelNumber}-copy-${job.copy}`
}

/** Each step of a job as one command of its own. */
function ledgerNotes({ store, newTraceId }: Bench) {
  const record = (job: PrintRow, kind: string, work: () => void) =>
    store.write(
      {
        kind,
        actor: systemActor,
        subject: job.parcelId === null ? null : (store.parcels.get(job.parcelId)?.consignmentId ?? null),
        given: { job: job.id, copy: job.copy },
        traceId: newTraceId(),
      },
      work,
    )
  return {
    set(job: PrintRow, kind: string, state: PrintRow['state'], problem: string | null): void {
      const endedAt = state === 'printed' || state === 'dropped' ? store.now() : null
      record(job, kind, () => store.prints.set(job.id, state, endedAt, problem))
    },
    /** Notes once why a label waits: the same reason again is no news. */
    waits(job: PrintRow, why: string, next = ''): void {
      if (store.prints.get(job.id)?.problem?.startsWith(why) === true) return
      record(job, 'label:waits', () => store.prints.set(job.id, 'waiting', null, `${why}${next}`))
    },
    /** One of several came out: the next is due. */
    counted(job: PrintRow, document: { text: string; isDone: boolean }, standIn: string | null): void {
      record(job, 'label:printed', () => {
        store.prints.setDocument(job.id, document.text)
        if (document.isDone) store.prints.set(job.id, 'printed', store.now(), standIn)
        else store.prints.set(job.id, 'waiting', null, standIn)
      })
    },
    /** At start: what was being sent when the station stopped may or may not have come out. */
    interrupted(): void {
      if (!store.prints.anySending()) return
      const command = { kind: 'label:interrupted', actor: systemActor, subject: null, given: {} }
      store.write({ ...command, traceId: newTraceId() }, () =>
        store.prints.setSendingUnsure('The station stopped while this label was being printed.'),
      )
    },
  }
}
