import type { Dpi } from '../../../src-shared/model/printer.ts'
import type { Clock } from '../../clock.ts'
import type { Conversation } from './conversation.ts'
import { patience } from './patience.ts'
import type { PrintAnswer } from './print-answer.ts'
import { askErrors, askIdentity, askLabelCount, askStatus, awaitStatus } from './printer-questions.ts'
import { busyTrouble, type HostStatus, hostTrouble, isIdle, type PrinterTrouble } from './status.ts'
import {
  brokenBefore,
  brokeWhilePrinting,
  noAnswer,
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
  const { answer, moreMs, about: withPace } = patience()

  async function statusOf(talk: Conversation): Promise<HostStatus | null> {
    const quick = await askStatus(talk)
    return answer(quick, async () => (isForeign(talk.heard()) ? null : awaitStatus(talk)))
  }

  async function look(
    talk: Conversation,
  ): Promise<{ trouble: PrinterTrouble | null; status: HostStatus | null }> {
    const status = await statusOf(talk)
    if (status === null) return { trouble: await silentTrouble(talk), status }
    if (!isAsked) {
      isAsked = true
      const identity = await askIdentity(talk, moreMs())
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
      const countBefore = await askLabelCount(talk, moreMs())
      if (!talk.tell(job)) return brokenBefore
      return watchPrinting(talk, countBefore, { ...options, statusOf, moreMs })
    },
    about: () => withPace(about),
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
  const [first, wasEcho] = [talk.heard(), talk.isEcho()]
  const errors = await askErrors(talk)
  if (errors?.is === 'trouble') return errors.trouble
  if (errors !== null) return silent
  return noAnswer(wasEcho || talk.isEcho(), 'zpl', isForeign(first) || isForeign(talk.heard()))
}

/** Something came, and it is not what came of an answer so far: those are digits and commas between STX and ETX. */
function isForeign(heard: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: STX and ETX frame the answers
  return heard !== '' && !/^[\x02\x03\d,\s]*$/.test(heard) && !/^\x02?\s*PRINTER STATUS/.test(heard)
}

type Watch = {
  clock: Clock
  isStopping(): boolean
  statusOf(talk: Conversation): Promise<HostStatus | null>
  moreMs(): number
}

async function watchPrinting(
  talk: Conversation,
  countBefore: number | null,
  { clock, isStopping, statusOf, moreMs }: Watch,
): Promise<PrintAnswer> {
  const deadline = clock.mono() + printWithinMs + 2 * moreMs()
  let idleSince: number | null = null
  while (clock.mono() < deadline && !isStopping()) {
    const status = await statusOf(talk)
    if (!talk.isOpen()) return brokeWhilePrinting
    if (status === null) return silentWhilePrinting
    if (await isOut(talk, status, countBefore, moreMs())) return { is: 'printed' }
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
async function isOut(
  talk: Conversation,
  status: HostStatus,
  countBefore: number | null,
  moreMs: number,
): Promise<boolean> {
  if (!isIdle(status)) return false
  if (countBefore === null) return hostTrouble(status) === null
  const count = await askLabelCount(talk, moreMs)
  return count !== null && count > countBefore
}
