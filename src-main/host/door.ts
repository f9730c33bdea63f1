import type { z } from 'zod'
import { type Ask, contract, type Gives, type Taken } from '../../src-shared/contract/contract.ts'
import { type Settled, StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log/log.ts'
import type { Random } from '../random.ts'
import { isTraceId, newTraceId } from '../trace-id.ts'

/** What a handler knows of the request beside its argument. */
export type Caller = {
  traceId: string
  /** The page it came from: one connection is one page. */
  pageId: string
}

/** One handler for each request of the contract; each gets its argument already parsed. */
export type Handlers = { [A in Ask]: (taken: Taken<A>, who: Caller) => Promise<Gives<A>> | Gives<A> }

/** The one way in for every host. */
export type Door = {
  /** Never throws and never rejects, whatever is handed in. */
  answer(ask: unknown, takes: unknown, traceId?: string, pageId?: string): Promise<Settled<unknown>>
}

/** The page of a host that has only one. */
const onlyPage = 'window'

type Entry = {
  takes: z.ZodType
  gives: z.ZodType
  run: (taken: unknown, who: Caller) => unknown
}

/**
 * Opens the door in front of the handlers: parse, run, settle. `parsesReplies` also parses what a handler gives, which
 * drops fields the contract does not name and reports a reply of the wrong shape as a bug; off, replies go out as they
 * are.
 *
 * @throws Error when a request has no handler, or a handler no schema: a station wired wrongly must not start.
 */
export function openDoor(needs: {
  handlers: Handlers
  clock: Clock
  log: Log
  random: Random
  parsesReplies?: boolean
}): Door {
  const entries = registry(needs.handlers)
  const parsesReplies = needs.parsesReplies ?? true

  return {
    answer: async (ask, takes, givenTraceId, pageId = onlyPage) => {
      const traceId = isTraceId(givenTraceId) ? givenTraceId : newTraceId(needs.clock, needs.random)
      const name = typeof ask === 'string' ? ask.slice(0, 60) : typeof ask
      try {
        const entry = typeof ask === 'string' ? entries.get(ask) : undefined
        if (!entry) throw unknownRequest(name)
        const read = entry.takes.safeParse(takes)
        if (!read.success) throw badRequest(name, read.error)
        const value = await entry.run(read.data, { traceId, pageId })
        return { ok: true, value: parsesReplies ? entry.gives.parse(value) : value }
      } catch (thrown) {
        return { ok: false, failure: toFailure(thrown, name, traceId, needs.log) }
      }
    },
  }
}

/** Pairs handlers with their schemas. Exported for the test of its refusals. */
export function registry(handlers: Record<string, unknown>): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const [ask, run] of Object.entries(handlers)) {
    if (!Object.hasOwn(contract, ask)) throw new Error(`Handler without a schema: ${ask}`)
    if (typeof run !== 'function') throw new Error(`Handler is no function: ${ask}`)
    const { takes, gives } = contract[ask as Ask]
    // Looked up at each call: a station that changes its store changes its handlers too.
    entries.set(ask, { takes, gives, run: (taken, who) => (handlers[ask] as Entry['run'])(taken, who) })
  }
  const missing = Object.keys(contract).filter((ask) => !entries.has(ask))
  if (missing.length > 0) throw new Error(`Requests without a handler: ${missing.join(', ')}`)
  return entries
}

function toFailure(thrown: unknown, ask: string, traceId: string, log: Log) {
  if (thrown instanceof StationError) {
    log.info('request-refused', { ask, code: thrown.code, traceId })
    return { ...thrown.toFailure(), traceId: thrown.traceId ?? traceId }
  }
  log.bug('request-broke', thrown, { ask, traceId })
  return {
    code: 'bug',
    say: 'Something broke on this station. It has been noted.',
    next: `Try once more. If it happens again, give support this number: ${traceId}`,
    retryable: false,
    traceId,
  }
}

function unknownRequest(name: string): StationError {
  return new StationError(
    'unknown-request',
    `This station knows no request called "${name}".`,
    'Reload the screen; it may be older or newer than the station.',
  )
}

function badRequest(name: string, error: z.ZodError): StationError {
  const faults = error.issues.slice(0, 3).map((issue) => {
    const where = issue.path.map(String).join('.')
    return where === '' ? issue.message : `${where}: ${issue.message}`
  })
  return new StationError(
    'bad-request',
    `The request ${name} was not understood (${faults.join('; ').slice(0, 300)}).`,
    'Check what was entered and try again.',
  )
}
