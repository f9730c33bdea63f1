import type { Conversation } from './conversation.ts'
import { patience, patientMs } from './patience.ts'
import type { PrinterTrouble } from './status.ts'
import {
  brokenBefore,
  brokeWhilePrinting,
  noAnswer,
  notFinished,
  type PrinterTongue,
  silentWhilePrinting,
  unsure,
} from './tongue.ts'

const lookEveryMs = 100
const printWithinMs = 15_000
const startWithinMs = 5_000
const readyTimeoutMs = 1_000
/** A question asked behind a picture waits until that has gone through the cable. */
const busyTimeoutMs = 4_000

const isPrinting = 0x20

/** The bits of the answer to `ESC ! ?` (TSC and Gprinter programming manuals), the cause a person can see first. */
const troubles: readonly [bit: number, trouble: PrinterTrouble][] = [
  [0x01, { why: 'The printer is open.', next: 'Close it until it clicks, then print again.' }],
  [0x40, { why: 'The cover of the printer is open.', next: 'Close it, then print again.' }],
  [0x04, { why: 'The printer is out of labels.', next: 'Load labels, close the printer, then print again.' }],
  [0x08, { why: 'The printer is out of ribbon.', next: 'Load ribbon, close the printer, then print again.' }],
  [0x02, { why: 'Labels are jammed in the printer.', next: 'Open it, free the labels, then print again.' }],
  [0x10, { why: 'The printer is paused.', next: 'Press its pause button, then print again.' }],
  [0x80, { why: 'The print head is too hot.', next: 'Let it cool for some minutes, then print again.' }],
]

/** What one status byte says keeps the printer from printing; null for a printer that is ready or printing. */
export function tsplTrouble(status: number): PrinterTrouble | null {
  return troubles.find(([bit]) => (status & bit) !== 0)?.[1] ?? null
}

/**
 * An answer is one byte, whatever it is: every bit of it means something. A late one may stand in front of it; whatever is
 * longer is no answer of these printers.
 */
const mostAnswers = 4

function readTspl(text: string): number | null {
  return text === '' || text.length > mostAnswers ? null : text.charCodeAt(text.length - 1)
}

function askTspl(talk: Conversation, withinMs: number): Promise<number | null> {
  return talk.ask('\x1b!?', readTspl, withinMs)
}

/**
 * TSC printers and their kin. There is no label counter: a label is out when the printer was seen printing and then
 * called itself ready. One that never was seen printing may have lost it, so the person is asked.
 */
export function tsplTongue(): PrinterTongue {
  const { answer, moreMs, about } = patience()

  async function statusOf(talk: Conversation): Promise<number | null> {
    const quick = await askTspl(talk, readyTimeoutMs)
    return answer(quick, async () => (isForeign(talk) ? null : talk.hearMore(readTspl, patientMs)))
  }

  const isForeign = (talk: Conversation) => talk.heard().length > mostAnswers
  const silence = (talk: Conversation) => noAnswer(talk.isEcho(), 'tspl', isForeign(talk))
  return {
    async look(talk) {
      const status = await statusOf(talk)
      return status === null ? silence(talk) : tsplTrouble(status)
    },
    async print(talk, job, { clock, isStopping }) {
      const before = await statusOf(talk)
      if (before === null) return { is: 'not-ready', ...silence(talk) }
      const trouble = tsplTrouble(before) ?? (before & isPrinting ? busy : null)
      if (trouble !== null) return { is: 'not-ready', ...trouble }
      if (!talk.tell(job)) return brokenBefore
      const sentAt = clock.mono()
      let wasPrinting = false
      while (clock.mono() - sentAt < printWithinMs + 2 * moreMs() && !isStopping()) {
        const status = await askTspl(talk, busyTimeoutMs + moreMs())
        if (!talk.isOpen()) return brokeWhilePrinting
        if (status === null) return silentWhilePrinting
        const since = tsplTrouble(status)
        if (since !== null) return unsure(`The label was sent, then: ${since.why}`)
        if (status & isPrinting) wasPrinting = true
        else if (wasPrinting) return { is: 'printed' }
        else if (clock.mono() - sentAt > startWithinMs + moreMs())
          return unsure('The printer took the label, but was not seen printing it.')
        await new Promise<void>((resolve) => clock.after(lookEveryMs, resolve))
      }
      return notFinished
    },
    about: () => about(null),
  }
}

const busy: PrinterTrouble = {
  why: 'The printer is still printing something else.',
  next: 'Print again in a moment.',
}
