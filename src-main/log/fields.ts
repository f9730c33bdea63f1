import type { LogFields } from './log.ts'
import type { Redactor } from './redact.ts'

const longest = 300

/** The only fields a log line may carry. None of them holds a name, an address, a note or a scanned text. */
const known = new Set([
  'after',
  'afterMs',
  'ask',
  'asked',
  'attempt',
  'attempts',
  'before',
  'bytes',
  'code',
  'conflictId',
  'consignmentId',
  'count',
  'cursor',
  'device',
  'due',
  'durationMs',
  'entity',
  'entry',
  'entryId',
  'exitCode',
  'feed',
  'file',
  'forMs',
  'from',
  'gone',
  'hex',
  'host',
  'id',
  'is',
  'job',
  'jobId',
  'kind',
  'line',
  'labelNumber',
  'lane',
  'left',
  'limit',
  'lineId',
  'method',
  'migration',
  'mode',
  'ms',
  'outcome',
  'outletId',
  'page',
  'pages',
  'parcelId',
  'path',
  'permission',
  'pid',
  'platform',
  'port',
  'productId',
  'profile',
  'protocol',
  'reason',
  'reference',
  'remoteId',
  'revision',
  'role',
  'rows',
  'scanId',
  'seconds',
  'sequence',
  'setAside',
  'signal',
  'size',
  'state',
  'status',
  'store',
  'table',
  'to',
  'topic',
  'traceId',
  'tries',
  'unsentBytes',
  'url',
  'used',
  'version',
  'waitMs',
  'why',
])

export function isKnownField(name: string): boolean {
  return known.has(name)
}

/** The fields that may stand in a line, cleaned; the names of those left out are told, their values are not. */
export function cleanFields(fields: LogFields, redactor: Redactor): LogFields {
  const kept: LogFields = {}
  const leftOut: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (!known.has(name)) leftOut.push(name.slice(0, 40))
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
