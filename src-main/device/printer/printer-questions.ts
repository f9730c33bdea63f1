import type { Conversation } from './conversation.ts'
import { patientMs } from './patience.ts'
import {
  type HostStatus,
  type PrinterIdentity,
  readErrorStatus,
  readHostStatus,
  readIdentity,
  readLabelCount,
} from './status.ts'

const statusTimeoutMs = 1_000
const countTimeoutMs = 500

/** Host status. Null when the printer is silent, which a Zebra may be exactly when it is in trouble. */
export function askStatus(talk: Conversation): Promise<HostStatus | null> {
  return talk.ask('~HS', readHostStatus, statusTimeoutMs)
}

/** The rest of an answer to host status, or one that comes late. Null when there is none this time either. */
export function awaitStatus(talk: Conversation): Promise<HostStatus | null> {
  return talk.hearMore(readHostStatus, patientMs)
}

/** Error status, for printers that are silent to the first question. Null when silent to this one too. */
export function askErrors(talk: Conversation) {
  return talk.ask(
    '~HQES',
    (text) => {
      const errors = readErrorStatus(text)
      return errors.is === 'unread' ? null : errors
    },
    statusTimeoutMs,
  )
}

/** How many labels the printer has made in its life; null when it does not count or does not say. `moreMs` for a slow one. */
export async function askLabelCount(talk: Conversation, moreMs: number): Promise<number | null> {
  const answer = await talk.ask(
    '! U1 getvar "odometer.total_label_count"\r\n',
    (text) => (/"[^"]*"|\?/.test(text) ? { count: readLabelCount(text) } : null),
    countTimeoutMs + moreMs,
  )
  return answer?.count ?? null
}

/** What a ZPL printer says it is. Null when it does not say. */
export function askIdentity(talk: Conversation, moreMs: number): Promise<PrinterIdentity | null> {
  return talk.ask('~HI', readIdentity, countTimeoutMs + moreMs)
}
