import type { DeviceState } from '../../../../src-shared/model/device.ts'
import type { PrinterPaper } from '../../../../src-shared/model/printer.ts'
import { type Clock, isoNow } from '../../../clock.ts'
import type { Log } from '../../../log/log.ts'
import { PortTrouble } from '../../port.ts'
import type { PrintAnswer } from '../print-answer.ts'
import type { Printer, PrintJob } from '../printer.ts'
import { putAway, unsure } from '../tongue.ts'
import type { QueueTools } from './queue-tools.ts'

const watchEveryMs = 5_000

export type QueuePrinterOptions = {
  name: string
  queue: string
  paper: PrinterPaper
  /** False: a job the queue calls done is no proof for this printer, and the person is asked. */
  reports: boolean
  tools: QueueTools
  clock: Clock
  log: Log
  onState(state: DeviceState): void
}

/** A printer behind a print queue of this computer. One job after the other; a look at the queue in between. */
export function openQueuePrinter(options: QueuePrinterOptions): Printer {
  const { clock, log, name, queue, tools } = options
  let state: DeviceState = { is: 'opening' }
  let isClosed = false
  let cancelWatch: () => void = () => undefined
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function enter(next: DeviceState): void {
    const why = 'why' in next ? next.why : ''
    if (isClosed || (next.is === state.is && why === ('why' in state ? state.why : ''))) return
    state = next
    log.info('printer state', { port: name, is: next.is, why })
    options.onState(next)
  }

  function fail(thrown: unknown): string {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    if (thrown instanceof PortTrouble) enter({ is: 'trouble', why })
    else if (state.is === 'opening' || state.is === 'absent') enter({ is: 'absent', why })
    else if (state.is !== 'lost') enter({ is: 'lost', why, since: isoNow(clock) })
    return why
  }

  async function watch(): Promise<void> {
    await inTurn(async () => {
      if (isClosed) return
      try {
        const trouble = await tools.look(queue)
        enter(trouble === null ? { is: 'ready' } : { is: 'trouble', ...trouble })
      } catch (thrown) {
        fail(thrown)
      }
    })
    if (!isClosed) cancelWatch = clock.after(watchEveryMs, () => void watch())
  }

  async function print(job: PrintJob): Promise<PrintAnswer> {
    if (isClosed) return putAway
    const handed = { queue, title: job.jobId, bytes: job.bytes, isRaw: options.paper.language !== 'pdf' }
    let answer: PrintAnswer
    try {
      answer = await tools.print(handed, { clock, isStopping: () => isClosed })
    } catch (thrown) {
      answer = { is: 'not-ready', why: fail(thrown), next: 'Check the print queue, then print again.' }
    }
    if (answer.is === 'printed') enter({ is: 'ready' })
    if (answer.is === 'not-ready' && state.is !== 'absent' && state.is !== 'lost')
      enter({ is: 'trouble', why: answer.why, next: answer.next })
    log.info('label', { port: name, jobId: job.jobId, is: answer.is, why: 'why' in answer ? answer.why : '' })
    return answer.is === 'printed' && !options.reports
      ? unsure('The print queue took the label; this printer does not say whether it came out.')
      : answer
  }

  void watch()
  return {
    takes: options.paper.language === 'pdf' ? 'pdf' : 'job',
    isFolder: false,
    paper: options.paper,
    about: () => null,
    print: (job) => inTurn(() => print(job)),
    state: () => state,
    close: async () => {
      isClosed = true
      cancelWatch()
      await turn
    },
  }
}
