import type { DeviceState } from '../../../src-shared/model/device.ts'
import { type Clock, isoNow } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import type { OpenPort } from '../port.ts'
import { type Conversation, converse } from './conversation.ts'
import type { PrintAnswer } from './print-answer.ts'
import { printLabel, silentTrouble } from './print-label.ts'
import { askStatus } from './printer-questions.ts'
import { hostTrouble } from './status.ts'

const watchEveryMs = 1_500
const unreachableNext = 'Check that the printer is on and its cable is in, then print again.'

/** A printer that takes ZPL. One label after the other; a status watch in between. */
export type LabelPrinter = {
  takes: 'zpl'
  /** Prints one label: `zpl` is one format, ^XA to ^XZ. Never rejects for a reason of the printer. */
  print(job: { jobId: string; zpl: string }): Promise<PrintAnswer>
  state(): DeviceState
  close(): Promise<void>
}

export type PrinterOptions = {
  name: string
  open: OpenPort
  /** False for a printer that never answers: every label is then `unsure`. */
  reports: boolean
  clock: Clock
  log: Log
  onState(state: DeviceState): void
}

/**
 * Drives a ZPL printer over TCP 9100 (or the cable of the virtual one). Every job and every look at the status is a
 * connection of its own, ended at once: many printers serve one client at a time, and others share this one.
 */
export function openPrinter(options: PrinterOptions): LabelPrinter {
  const { clock, log, name } = options
  let state: DeviceState = { is: 'opening' }
  let isClosed = false
  let cancelWatch: () => void = () => undefined
  let turn: Promise<unknown> = Promise.resolve()

  /** One at a time, in the order they came; one that fails does not hold up the next. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function enter(next: DeviceState): void {
    const why = 'why' in next ? next.why : ''
    const isSame = next.is === state.is && why === ('why' in state ? state.why : '')
    if (isSame || isClosed) return
    state = next
    log.info('printer state', { port: name, is: next.is, why })
    options.onState(next)
  }

  function unreachable(thrown: unknown): string {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    if (state.is === 'opening' || state.is === 'absent') enter({ is: 'absent', why })
    else if (state.is !== 'lost') enter({ is: 'lost', why, since: isoNow(clock) })
    return why
  }

  async function connected<T>(
    work: (talk: Conversation) => Promise<T>,
    otherwise: (why: string) => T,
  ): Promise<T> {
    let talk: Conversation
    try {
      talk = await converse(options.open, clock)
    } catch (thrown) {
      return otherwise(unreachable(thrown))
    }
    try {
      return await work(talk)
    } finally {
      await talk.close()
    }
  }

  async function lookAt(talk: Conversation): Promise<void> {
    if (!options.reports) return enter({ is: 'ready' })
    const status = await askStatus(talk)
    const trouble = status === null ? await silentTrouble(talk) : hostTrouble(status)
    enter(trouble === null ? { is: 'ready' } : { is: 'trouble', why: trouble.why })
  }

  async function watch(): Promise<void> {
    await inTurn(() => (isClosed ? Promise.resolve() : connected(lookAt, () => undefined)))
    if (!isClosed) cancelWatch = clock.after(watchEveryMs, () => void watch())
  }

  async function sendLabel(talk: Conversation, zpl: string): Promise<PrintAnswer> {
    const answer = await printLabel(talk, zpl, {
      clock,
      reports: options.reports,
      isStopping: () => isClosed,
    })
    if (answer.is === 'printed') enter({ is: 'ready' })
    if (answer.is === 'not-ready') enter({ is: 'trouble', why: answer.why })
    return answer
  }

  async function print(job: { jobId: string; zpl: string }): Promise<PrintAnswer> {
    const answer = await connected<PrintAnswer>(
      (talk) => sendLabel(talk, job.zpl),
      (why) => ({ is: 'not-ready', why, next: unreachableNext }),
    )
    log.info('label', { port: name, jobId: job.jobId, is: answer.is, why: 'why' in answer ? answer.why : '' })
    return answer
  }

  void watch()
  return {
    takes: 'zpl',
    print: (job) => inTurn(() => print(job)),
    state: () => state,
    close: async () => {
      isClosed = true
      cancelWatch()
      await turn
    },
  }
}
