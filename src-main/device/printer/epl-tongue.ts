import type { Conversation } from './conversation.ts'
import type { PrinterTrouble } from './status.ts'
import { brokenBefore, brokeWhilePrinting, noAnswer, type PrinterTongue, unsure } from './tongue.ts'

const startTimeoutMs = 500
const printWithinMs = 12_000

/**
 * Reports on (`US`), as `$` with a two-digit code on every change (`eR`), and the state now (`^ee`); Zebra's EPL
 * programming guide 14245L.
 */
const reportsOn = '\nUS\neR$,2\n^ee\n'

/** What an EPL printer said: the label is out, or something is wrong. */
export type EplReport = { is: 'done' } | { is: 'ready' } | { is: 'trouble'; trouble: PrinterTrouble }

const known: Record<string, PrinterTrouble> = {
  '07': {
    why: 'The printer is out of labels or ribbon.',
    next: 'Load what is missing, close the printer, then print again.',
  },
  '62': { why: 'The print head is too hot.', next: 'Let it cool for some minutes, then print again.' },
  '81': { why: 'The cutter of the printer is stuck.', next: 'Switch the printer off and free the cutter.' },
  '92': { why: 'The printer is paused.', next: 'Press its pause button, then print again.' },
  '11': { why: 'The printer is open.', next: 'Close it until it clicks, then print again.' },
}

const [ack, nak] = ['\x06', '\x15']
const report = new RegExp(`${ack}|[${nak}$](\\d\\d)|(?:^|\\n)(\\d\\d)\\r\\n`, 'g')

/** Codes below ten but 07 tell of a command the printer did not like, perhaps long ago: it can print all the same. */
const isHarmless = (code: string) => /^0[0-689]$/.test(code)

/** Reads the newest whole report: ACK, NAK or `$` with a code, or a code alone. Null while there is none. */
export function readEplReport(text: string): EplReport | null {
  const found = [...text.matchAll(report)].at(-1)
  if (found === undefined) return null
  const code = found[1] ?? found[2]
  if (code === undefined) return { is: 'done' }
  if (isHarmless(code)) return { is: 'ready' }
  return {
    is: 'trouble',
    trouble: known[code] ?? {
      why: `The printer reports error ${code}.`,
      next: 'Switch it off and on; if the error stays, look it up in its manual.',
    },
  }
}

/** Reports are signs, digits and line ends, with XON and XOFF between them. */
function isForeign(heard: string): boolean {
  return [...heard].some((sign) => !/[\d$\r\n]/.test(sign) && !'\x00\x06\x11\x13\x15'.includes(sign))
}

function hear(talk: Conversation, say: string, withinMs: number): Promise<EplReport | null> {
  return talk.ask(say, readEplReport, withinMs)
}

/**
 * Old Zebra and Eltron printers. They have no question that every one of them answers: they report by themselves, and
 * only if asked to. So silence is no trouble here, but without a word from the printer no label counts as printed.
 */
export function eplTongue(): PrinterTongue {
  const troubleOf = (report: EplReport | null) => (report?.is === 'trouble' ? report.trouble : null)
  /** `US` itself may be acknowledged: only a code tells of the printer's state. */
  async function lookAt(talk: Conversation): Promise<PrinterTrouble | null> {
    const read = (text: string) => readEplReport(text.replaceAll(ack, ''))
    const report = await talk.ask(reportsOn, read, startTimeoutMs)
    const isMute = report === null && (talk.isEcho() || isForeign(talk.heard()))
    return isMute ? noAnswer(talk.isEcho(), 'epl', true) : troubleOf(report)
  }
  return {
    look: lookAt,
    async print(talk, job, { clock, isStopping }) {
      const trouble = await lookAt(talk)
      if (trouble !== null) return { is: 'not-ready', ...trouble }
      if (!talk.isOpen()) return brokenBefore
      const deadline = clock.mono() + printWithinMs
      let say = Buffer.from(job).toString('latin1')
      while (clock.mono() < deadline && !isStopping()) {
        const report = await hear(talk, say, deadline - clock.mono())
        if (!talk.isOpen()) return brokeWhilePrinting
        const since = troubleOf(report)
        if (since !== null) return unsure(`The label was sent, then: ${since.why}`)
        if (report?.is === 'done') return { is: 'printed' }
        say = ''
      }
      return unsure('The printer took the label without saying whether it came out.')
    },
    about: () => null,
  }
}
