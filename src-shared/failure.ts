import { z } from 'zod'

/**
 * What can go wrong on a normal day. A code for programs, a sentence for the person, the next step, and whether
 * trying again can help. A bug has none of these: it goes whole to the log and reaches the person as `bug`.
 */
export const failure = z.object({
  code: z.string(),
  say: z.string(),
  next: z.string(),
  retryable: z.boolean(),
  traceId: z.string().nullable(),
})
export type Failure = z.infer<typeof failure>

/** Thrown inside the station; crosses to the screen as a {@link Failure}. */
export class StationError extends Error {
  readonly code: string
  readonly next: string
  readonly retryable: boolean
  readonly traceId: string | null

  constructor(
    code: string,
    say: string,
    next: string,
    more: { retryable?: boolean; traceId?: string; cause?: unknown } = {},
  ) {
    super(say, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'StationError'
    this.code = code
    this.next = next
    this.retryable = more.retryable ?? false
    this.traceId = more.traceId ?? null
  }

  toFailure(): Failure {
    return {
      code: this.code,
      say: this.message,
      next: this.next,
      retryable: this.retryable,
      traceId: this.traceId,
    }
  }
}

/** The answer to a request: a value, or a failure a person can read. */
export type Settled<T> = { ok: true; value: T } | { ok: false; failure: Failure }

/** For the `default` of a switch over a union: the compiler proves it unreachable, the run time says what came. */
export function impossible(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
