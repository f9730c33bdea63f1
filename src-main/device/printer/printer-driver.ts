import type { DeviceState } from '../../../src-shared/model/device.ts'
import type { PrinterLanguage, PrinterPaper } from '../../../src-shared/model/printer.ts'
import { type Clock, isoNow } from '../../clock.ts'
import type { Log } from '../../log/log.ts'
import { floodGate } from '../flood-gate.ts'
import { type OpenPort, PortTrouble } from '../port.ts'
import { type Conversation, converse } from './conversation.ts'
import { eplTongue } from './epl-tongue.ts'
import { escposTongue } from './escpos-tongue.ts'
import type { PrintAnswer } from './print-answer.ts'
import type { Printer, PrintJob } from './printer.ts'
import { brokenBefore, type PrinterTongue, putAway, unsure } from './tongue.ts'
import { tsplTongue } from './tspl-tongue.ts'
import { zplTongue } from './zpl-tongue.ts'

const watchEveryMs = 1_500
const unreachableNext = 'Check that the printer is on and its cable is in, then print again.'
const setAside = {
  why: 'The printer sends without end and was set aside.',
  next: 'Unplug it or switch it off and on, or press "Use it again" under Devices.',
}

export type PrinterOptions = {
  name: string
  open: OpenPort
  paper: PrinterPaper
  /** False for a printer that never answers: every label is then `unsure`. */
  reports: boolean
  clock: Clock
  log: Log
  onState(state: DeviceState): void
}

function tongueOf({ language, dpi }: PrinterPaper): PrinterTongue {
  const tongues: Record<Exclude<PrinterLanguage, 'pdf'>, () => PrinterTongue> = {
    zpl: () => zplTongue(dpi),
    epl: eplTongue,
    tspl: tsplTongue,
    escpos: escposTongue,
  }
  if (language === 'pdf') throw new Error('a PDF goes through a print queue')
  return tongues[language]()
}

/**
 * Drives a label printer over TCP 9100, USB or the cable of the virtual one. One label after the other; a status watch
 * in between. Every job and every look at the status is a
 * connection of its own, ended at once: many printers serve one client at a time, and others share this one. A printer
 * that floods the station is set aside: nothing it sends is read and no label goes to it until it was out of reach once,
 * or somebody sets it up anew.
 */
export function openPrinter(options: PrinterOptions): Printer {
  const { clock, log, name } = options
  const tongue = tongueOf(options.paper)
  let state: DeviceState = { is: 'opening' }
  let isClosed = false
  let cancelWatch: () => void = () => undefined
  let turn: Promise<unknown> = Promise.resolve()
  let gate = floodGate()
  let isSetAside = false

  /** One at a time, in the order they came; one that fails does not hold up the next. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function enter(next: DeviceState): void {
    const why = 'why' in next ? next.why : ''
    const isSame = next.is === state.is && why === ('why' in state ? state.why : '')
    // What the printer said before it was cut off does not take that back.
    const isLate = isSetAside && (next.is === 'ready' || next.is === 'trouble')
    if (isSame || isClosed || isLate) return
    state = next
    log.info('printer state', { port: name, is: next.is, why })
    options.onState(next)
  }

  /** Answers of a printer are some hundred bytes, even where one is asked ten times a second. */
  function isTooMuch(bytes: Uint8Array): boolean {
    if (!gate.bytes(bytes.length, clock.mono())) return false
    log.warn('device set aside', { port: name, why: setAside.why })
    isSetAside = true
    enter({ is: 'set-aside', why: setAside.why, since: isoNow(clock) })
    return true
  }

  function unreachable(thrown: unknown): string {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    isSetAside = false
    gate = floodGate()
    if (thrown instanceof PortTrouble) enter({ is: 'trouble', why })
    else if (state.is === 'opening' || state.is === 'absent') enter({ is: 'absent', why })
    else if (state.is !== 'lost') enter({ is: 'lost', why, since: isoNow(clock) })
    return why
  }

  async function connected<T>(
    work: (talk: Conversation) => Promise<T>,
    otherwise: (why: string) => T,
  ): Promise<T> {
    let talk: Conversation
    try {
      talk = await converse(options.open, clock, isTooMuch)
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
    const trouble = await tongue.look(talk)
    enter(trouble === null ? { is: 'ready' } : { is: 'trouble', ...trouble })
  }

  /** Whether a printer that was set aside is still there; what it sends is not looked at. */
  async function probe(): Promise<void> {
    try {
      const port = await options.open({ data: () => undefined, lost: () => undefined })
      await port.close()
    } catch (thrown) {
      unreachable(thrown)
    }
  }

  function lookOnce(): Promise<void> {
    if (isClosed) return Promise.resolve()
    return isSetAside ? probe() : connected(lookAt, () => undefined)
  }

  async function watch(): Promise<void> {
    await inTurn(lookOnce)
    if (!isClosed) cancelWatch = clock.after(watchEveryMs, () => void watch())
  }

  async function sendLabel(talk: Conversation, job: Uint8Array): Promise<PrintAnswer> {
    if (!options.reports) {
      if (!talk.tell(job)) return brokenBefore
      return unsure('This printer takes labels without saying whether they came out.')
    }
    const answer = await tongue.print(talk, job, { clock, isStopping: () => isClosed })
    if (answer.is === 'printed') enter({ is: 'ready' })
    if (answer.is === 'not-ready') enter({ is: 'trouble', why: answer.why, next: answer.next })
    return answer
  }

  async function print(job: PrintJob): Promise<PrintAnswer> {
    if (isClosed) return putAway
    const said = isSetAside
      ? brokenBefore
      : await connected<PrintAnswer>(
          (talk) => sendLabel(talk, job.bytes),
          (why) => ({ is: 'not-ready', why, next: unreachableNext }),
        )
    const answer: PrintAnswer =
      isSetAside && said.is === 'not-ready' ? { is: 'not-ready', ...setAside } : said
    log.info('label', { port: name, jobId: job.jobId, is: answer.is, why: 'why' in answer ? answer.why : '' })
    return answer
  }

  void watch()
  return {
    takes: 'job',
    isFolder: false,
    paper: options.paper,
    about: tongue.about,
    print: (job) => inTurn(() => print(job)),
    state: () => state,
    close: async () => {
      isClosed = true
      cancelWatch()
      await turn
    },
  }
}
