import { pino } from 'pino'
import type { Clock } from '../clock.ts'
import { fileTrouble } from '../file-trouble.ts'
import { cleanFields, cleanThrown } from './fields.ts'
import type { Log } from './log.ts'
import { type LogFileLimits, type LogFiles, openLogFiles } from './log-files.ts'
import { escapeUnseen, openRedactor } from './redact.ts'

export type StationLog = Log & {
  /** Takes a secret out of every later line, whatever it looks like. */
  hide(secret: string): void
  close(): void
}

/**
 * The station's log: one line of JSON an event, in files below the given folder. Fields by allow-list, everything
 * token-like taken out behind it, every control character written out.
 * @throws StationError when the folder or its file cannot be used.
 */
export function openStationLog(folder: string, clock: Clock, limits?: LogFileLimits): StationLog {
  const files = openFiles(folder, clock, limits)
  const redactor = openRedactor()
  const lines = pino(
    {
      base: { pid: process.pid },
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => files.write(`${escapeUnseen(line.trimEnd())}\n`) },
  )
  const event = (text: string) => redactor.clean(text).slice(0, 100)
  return {
    info: (text, fields = {}) => lines.info(cleanFields(fields, redactor), event(text)),
    warn: (text, fields = {}) => lines.warn(cleanFields(fields, redactor), event(text)),
    bug: (text, thrown, fields = {}) =>
      lines.error({ ...cleanFields(fields, redactor), bug: cleanThrown(thrown, redactor) }, event(text)),
    hide: (secret) => redactor.hide(secret),
    close: () => files.close(),
  }
}

function openFiles(folder: string, clock: Clock, limits: LogFileLimits | undefined): LogFiles {
  try {
    return openLogFiles(folder, clock, limits)
  } catch (thrown) {
    throw fileTrouble(thrown, folder) ?? thrown
  }
}
