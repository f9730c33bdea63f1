import type { Conversation } from './conversation.ts'
import { patience, patientMs } from './patience.ts'
import type { PrinterTrouble } from './status.ts'
import { brokenBefore, brokeWhilePrinting, noAnswer, type PrinterTongue, unsure } from './tongue.ts'

const statusTimeoutMs = 1_000
const printWithinMs = 15_000

const paperEnd: PrinterTrouble = {
  why: 'The printer is out of paper.',
  next: 'Load a roll, close the printer, then print again.',
}
const coverOpen: PrinterTrouble = {
  why: 'The cover of the printer is open.',
  next: 'Close it, then print again.',
}

/** The three bytes of `DLE EOT 1`, `2` and `4`: printer, cause of being offline, paper. */
export type ReceiptStatus = { printer: number; offline: number; paper: number }

/** Bits 1 and 4 are always set, 0 and 7 never: anything else is no status byte (Epson ESC/POS, DLE EOT). */
export function isReceiptStatus(byte: number): boolean {
  return (byte & 0x93) === 0x12
}

/** What keeps a receipt printer from printing; paper that is only near its end does not. */
export function receiptTrouble({ printer, offline, paper }: ReceiptStatus): PrinterTrouble | null {
  if (offline & 0x04) return coverOpen
  if (paper & 0x60 || offline & 0x20) return paperEnd
  if (offline & 0x40) {
    return { why: 'The printer reports an error.', next: 'Switch it off and on, then print again.' }
  }
  if (offline & 0x08) {
    return { why: 'Somebody is feeding paper by hand.', next: 'Let go of the feed button, then print again.' }
  }
  if (printer & 0x08)
    return { why: 'The printer is offline.', next: 'Press its online button, then print again.' }
  return null
}

/** Some send four bytes by themselves when something changes; whatever is longer is no answer of these printers. */
const longestAnswer = 8

function readReceipt(text: string): number | null {
  if (text.length > longestAnswer) return null
  return [...text].map((letter) => letter.charCodeAt(0)).find(isReceiptStatus) ?? null
}

/** The answer to `GS r 1`: bits 4 and 7 are never set (Epson ESC/POS, GS r). */
function readPaperStatus(text: string): true | null {
  const isStatus = (letter: string) => (letter.charCodeAt(0) & 0x90) === 0
  return text.length <= longestAnswer && [...text].some(isStatus) ? true : null
}

/** Bytes came, and none of them can be a status. */
function isForeign(heard: string): boolean {
  return heard !== '' && readReceipt(heard) === null
}

/**
 * Receipt printers. `GS r 1`, unlike `DLE EOT`, waits its turn behind the label: its answer says that everything before
 * it was printed.
 */
export function escposTongue(): PrinterTongue {
  const { answer, moreMs, about } = patience()

  const ask = (talk: Conversation, which: number) =>
    talk.ask(`\x10\x04${String.fromCharCode(which)}`, readReceipt, statusTimeoutMs + moreMs())

  async function statusOf(talk: Conversation): Promise<ReceiptStatus | null> {
    const quick = await talk.ask('\x10\x04\x01', readReceipt, statusTimeoutMs)
    const printer = await answer(quick, async () =>
      isForeign(talk.heard()) ? null : talk.hearMore(readReceipt, patientMs),
    )
    const offline = printer === null ? null : await ask(talk, 2)
    const paper = offline === null ? null : await ask(talk, 4)
    return printer === null || offline === null || paper === null ? null : { printer, offline, paper }
  }

  async function troubleOf(talk: Conversation): Promise<PrinterTrouble | null> {
    const status = await statusOf(talk)
    if (status !== null) return receiptTrouble(status)
    return noAnswer(talk.isEcho(), 'escpos', isForeign(talk.heard()))
  }

  return {
    look: troubleOf,
    async print(talk, job, { clock }) {
      const trouble = await troubleOf(talk)
      if (trouble !== null) return { is: 'not-ready', ...trouble }
      if (!talk.tell(job)) return brokenBefore
      const sentAt = clock.mono()
      const isThrough = await talk.ask('\x1dr\x01', readPaperStatus, printWithinMs)
      if (!talk.isOpen()) return brokeWhilePrinting
      const after = await statusOf(talk)
      const since = after === null ? null : receiptTrouble(after)
      if (since !== null) return unsure(`The label was sent, then: ${since.why}`)
      if (isThrough !== null) return { is: 'printed' }
      const seconds = Math.round((clock.mono() - sentAt) / 1000)
      return unsure(`The printer took the label, but has not said in ${seconds} s that it came out.`)
    },
    about: () => about(null),
  }
}
