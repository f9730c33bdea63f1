import type { Dpi } from '../../../src-shared/model/printer.ts'
import type { Clock } from '../../clock.ts'
import type { Conversation } from './conversation.ts'
import type { PrintAnswer } from './print-answer.ts'
import { askErrors, askIdentity, askLabelCount, askStatus } from './printer-questions.ts'
import { busyTrouble, type HostStatus, hostTrouble, isIdle, type PrinterTrouble } from './status.ts'
import {
  brokenBefore,
  brokeWhilePrinting,
  notFinished,
  type PrinterTongue,
  silent,
  silentWhilePrinting,
  unsure,
} from './tongue.ts'

const lookEveryMs = 150
const printWithinMs = 15_000
/** A printer may call itself idle while its last label still runs out of it; a long one takes this long. */
const countWithinMs = 5_000

/**
 * Zebra printers and their clones. Nothing is sent to a printer that is not ready or does not say so. Sent is not
 * printed: that takes an idle printer and, where it has a label counter, one label more on it. Everything between is
 * `unsure`. `dpi` is what the labels are drawn for: a printer that says it has another head is in trouble, since its
 * labels would come out too large or too small.
 */
export function zplTongue(dpi: Dpi): PrinterTongue {
  let about: string | null = null
  let wrongHead: PrinterTrouble | null = null
  let isAsked = false

  async function look(
    talk: Conversation,
  ): Promise<{ trouble: PrinterTrouble | null; status: HostStatus | null }> {
    const status = await askStatus(talk)
    if (status === null) return { trouble: await silentTrouble(talk), status }
    if (!isAsked) {
      isAsked = true
      const identity = await askIdentity(talk)
      if (identity !== null) about = `${identity.model} ${identity.firmware}`
      wrongHead = identity === null ? null : headTrouble(identity.dpi, dpi)
    }
    return { trouble: hostTrouble(status) ?? wrongHead, status }
  }

  return {
    look: async (talk) => (await look(talk)).trouble,
    async print(talk, job, options) {
      const { trouble, status } = await look(talk)
      const inTheWay = trouble ?? (status === null ? null : busyTrouble(status))
      if (inTheWay !== null) return { is: 'not-ready', ...inTheWay }
      const countBefore = await askLabelCount(talk)
      if (!talk.tell(job)) return brokenBefore
      return watchPrinting(talk, countBefore, options)
    },
    about: () => about,
  }
}

function headTrouble(has: Dpi | null, expected: Dpi): PrinterTrouble | null {
  if (has === null || has === expected) return null
  return {
    why: `The printer has ${has} dots an inch, but is set up for ${expected}.`,
    next: `Set it up with ${has} dpi under Devices, then print again.`,
  }
}

/** The trouble of a printer that does not answer the first question: what the second says, or that it is silent. */
async function silentTrouble(talk: Conversation): Promise<PrinterTrouble> {
  const errors = await askErrors(talk)
  return errors?.is === 'trouble' ? errors.trouble : silent
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
    if (!talk.isOpen()) return brokeWhilePrinting
    if (status === null) return silentWhilePrinting
    if (await isOut(talk, status, countBefore)) return { is: 'printed' }
    const trouble = hostTrouble(status)
    if (trouble !== null) return unsure(`The label was sent, then: ${trouble.why}`)
    idleSince = isIdle(status) ? (idleSince ?? clock.mono()) : null
    if (idleSince !== null && clock.mono() - idleSince > countWithinMs)
      return unsure('The printer took the label, but has not counted it as printed.')
    await new Promise<void>((resolve) => clock.after(lookEveryMs, resolve))
  }
  return notFinished
}

/** With a counter, one label more on it is proof even if the roll ended with it; without, idle and well must do. */
async function isOut(talk: Conversation, status: HostStatus, countBefore: number | null): Promise<boolean> {
  if (!isIdle(status)) return false
  if (countBefore === null) return hostTrouble(status) === null
  const count = await askLabelCount(talk)
  return count !== null && count > countBefore
}
