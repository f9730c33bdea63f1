import type { Clock } from '../../clock.ts'
import type { Conversation } from './conversation.ts'
import type { PrintAnswer } from './print-answer.ts'
import { askErrors, askLabelCount, askStatus } from './printer-questions.ts'
import { busyTrouble, type HostStatus, hostTrouble, isIdle, type PrinterTrouble } from './status.ts'

const lookEveryMs = 150
const printWithinMs = 15_000
/** A printer may call itself idle while its last label still runs out of it; a long one takes this long. */
const countWithinMs = 5_000

/**
 * Sends one label over an open connection and watches it come out. Nothing is sent to a printer that is not ready or
 * does not say so. Sent is not printed: that takes an idle printer and, where it has a label counter, one label more
 * on it. Everything between is `unsure`.
 */
export async function printLabel(
  talk: Conversation,
  zpl: string,
  options: { clock: Clock; reports: boolean; isStopping(): boolean },
): Promise<PrintAnswer> {
  if (!options.reports) {
    return talk.tell(zpl)
      ? { is: 'unsure', why: 'This printer takes labels without saying whether they came out.' }
      : brokenBefore
  }
  const status = await askStatus(talk)
  const trouble = status === null ? await silentTrouble(talk) : (hostTrouble(status) ?? busyTrouble(status))
  if (trouble !== null) return { is: 'not-ready', ...trouble }
  const countBefore = await askLabelCount(talk)
  if (!talk.tell(zpl)) return brokenBefore
  return watchPrinting(talk, countBefore, options)
}

const brokenBefore: PrintAnswer = {
  is: 'not-ready',
  why: 'The connection to the printer broke before the label was sent.',
  next: 'Check its cable, then print again.',
}

/** The trouble of a printer that does not answer the first question: what the second says, or that it is silent. */
export async function silentTrouble(talk: Conversation): Promise<PrinterTrouble> {
  const errors = await askErrors(talk)
  if (errors?.is === 'trouble') return errors.trouble
  return {
    why: 'The printer does not say whether it is ready.',
    next: 'Check that it is on, has labels and is closed, then print again.',
  }
}

async function watchPrinting(
  talk: Conversation,
  countBefore: number | null,
  { clock, isStopping }: { clock: Clock; isStopping(): boolean },
): Promise<PrintAnswer> {
  const deadline = clock.mono() + printWithinMs
  let idleSince: number | null = null
  while (clock.mono() < deadline && !isStopping()) {
    const status = await askStatus(talk)
    if (!talk.isOpen()) return unsure('The connection to the printer broke while the label was printed.')
    if (status === null) return unsure('The printer went silent while the label was printed.')
    if (await isOut(talk, status, countBefore)) return { is: 'printed' }
    const trouble = hostTrouble(status)
    if (trouble !== null) return unsure(`The label was sent, then: ${trouble.why}`)
    idleSince = isIdle(status) ? (idleSince ?? clock.mono()) : null
    if (idleSince !== null && clock.mono() - idleSince > countWithinMs)
      return unsure('The printer took the label, but has not counted it as printed.')
    await new Promise<void>((resolve) => clock.after(lookEveryMs, resolve))
  }
  return unsure('The printer has not finished the label in time.')
}

/** With a counter, one label more on it is proof even if the roll ended with it; without, idle and well must do. */
async function isOut(talk: Conversation, status: HostStatus, countBefore: number | null): Promise<boolean> {
  if (!isIdle(status)) return false
  if (countBefore === null) return hostTrouble(status) === null
  const count = await askLabelCount(talk)
  return count !== null && count > countBefore
}

function unsure(why: string): PrintAnswer {
  return { is: 'unsure', why }
}
