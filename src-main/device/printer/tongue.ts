import { type PrinterLanguage, printerLanguageNames } from '../../../src-shared/model/printer.ts'
import type { Clock } from '../../clock.ts'
import type { Conversation } from './conversation.ts'
import type { PrintAnswer } from './print-answer.ts'
import type { PrinterTrouble } from './status.ts'

export type PrintOptions = { clock: Clock; isStopping(): boolean }

/** How a printer of one language is asked whether it can print, and how a label is sent and watched. */
export type PrinterTongue = {
  /** What keeps it from printing; null when nothing does. */
  look(talk: Conversation): Promise<PrinterTrouble | null>
  /** Sends one label to a printer that says it is ready, and finds out whether it came out. */
  print(talk: Conversation, job: Uint8Array, options: PrintOptions): Promise<PrintAnswer>
  /** What the printer said it is, like `ZD421-203dpi V93.21`; null when it did not say. */
  about(): string | null
}

export const brokenBefore: PrintAnswer = {
  is: 'not-ready',
  why: 'The connection to the printer broke before the label was sent.',
  next: 'Check its cable, then print again.',
}

export const silent: PrinterTrouble = {
  why: 'The printer does not say whether it is ready.',
  next: 'Check that it is on, has labels and is closed, then print again.',
}

/** The trouble of a printer that answers, and not in the language that was chosen for it. */
export function otherLanguage(language: PrinterLanguage): PrinterTrouble {
  const name = printerLanguageNames[language]
  return {
    why: `The printer answers in another language than ${name}, with which it is set up.`,
    next: `Choose its language under Devices, or set the printer to ${name}, then print again.`,
  }
}

/** Nothing goes out through a printer that is put away: another may stand in its place by now. */
export const putAway: PrintAnswer = {
  is: 'not-ready',
  why: 'The printer was set up anew.',
  next: 'Print again.',
}

/** The trouble of a printer of which nothing comes but the question itself. */
export const onlyEcho: PrinterTrouble = {
  why: 'The printer sends back what it is asked, and no answer.',
  next: 'Switch off "echo" in its cable or serial server, and check that it is the printer at this address; then print again.',
}

/** The trouble of a printer that gives no answer: it echoes, speaks another language, or is silent. */
export function noAnswer(isEcho: boolean, language: PrinterLanguage, isForeign: boolean): PrinterTrouble {
  if (isEcho) return onlyEcho
  return isForeign ? otherLanguage(language) : silent
}

export function unsure(why: string): PrintAnswer {
  return { is: 'unsure', why }
}

export const brokeWhilePrinting = unsure('The connection to the printer broke while the label was printed.')
export const silentWhilePrinting = unsure('The printer went silent while the label was printed.')
export const notFinished = unsure('The printer has not finished the label in time.')
