import type { LogFields } from './log.ts'
import type { Redactor } from './redact.ts'

const longest = 300

/** Fields that hold a number, an id of ours or of the store, or one of a few words: never free text. */
const plain = new Set([
  'ask',
  'attempt',
  'attempts',
  'code',
  'conflictId',
  'consignmentId',
  'copies',
  'count',
  'cursor',
  'due',
  'durationMs',
  'entity',
  'entry',
  'entryId',
  'exitCode',
  'feed',
  'forMs',
  'is',
  'job',
  'jobId',
  'kind',
  'lane',
  'limit',
  'lineId',
  'method',
  'migration',
  'mode',
  'ms',
  'outcome',
  'outletId',
  'pages',
  'parcelId',
  'photoId',
  'photosEnded',
  'photosLost',
  'pid',
  'platform',
  'port',
  'productId',
  'protocol',
  'remoteId',
  'revision',
  'role',
  'rows',
  'scanId',
  'seconds',
  'sequence',
  'signal',
  'size',
  'state',
  'status',
  'table',
  'topic',
  'traceId',
  'tries',
  'unsentBytes',
  'used',
  'version',
  'waitMs',
])

/** Fields that may hold a sentence, a file or a store's address: they stay on this machine. */
const own = new Set([
  'after',
  'afterMs',
  'asked',
  'before',
  'bytes',
  'device',
  'file',
  'from',
  'gone',
  'hex',
  'host',
  'id',
  'line',
  'labelNumber',
  'left',
  'page',
  'path',
  'permission',
  'profile',
  'reason',
  'reference',
  'setAside',
  'store',
  'to',
  'url',
  'why',
])

/** Whether a log line may carry it. None of these fields holds a person's name, a note or a scanned text. */
export function isKnownField(name: string): boolean {
  return plain.has(name) || own.has(name)
}

/** Whether its value may be shown to whoever helps from outside. */
export function isPlainField(name: string): boolean {
  return plain.has(name)
}

/** The fields that may stand in a line, cleaned; the names of those left out are told, their values are not. */
export function cleanFields(fields: LogFields, redactor: Redactor): LogFields {
  const kept: LogFields = {}
  const leftOut: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (!isKnownField(name)) leftOut.push(name.slice(0, 40))
    else kept[name] = typeof value === 'string' ? redactor.clean(value).slice(0, longest) : value
  }
  if (leftOut.length > 0) kept.leftOut = leftOut.slice(0, 10).join(',')
  return kept
}

/** What was thrown, as text without secrets: its kind, message and stack, and up to three causes. */
export function cleanThrown(thrown: unknown, redactor: Redactor, depth = 0): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { thrown: redactor.clean(String(thrown)).slice(0, 1000) }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code.slice(0, 60) } : {}
  const cause =
    thrown.cause === undefined || depth >= 3 ? {} : { cause: cleanThrown(thrown.cause, redactor, depth + 1) }
  return {
    error: thrown.name,
    ...code,
    message: redactor.clean(thrown.message).slice(0, 1000),
    stack: redactor.clean((thrown.stack ?? '').replace(thrown.message, '')).slice(0, 4000),
    ...cause,
  }
}
