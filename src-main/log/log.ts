/** Fields a log line may carry: plain values only, so that no object brings a secret along. */
export type LogFields = Record<string, string | number | boolean | null>

/** Where the station notes what happens. `bug` takes what was thrown, whole. */
export type Log = {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  bug(event: string, thrown: unknown, fields?: LogFields): void
}

/** Says nothing; for tests and for parts that run before the log is open. */
export const quietLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  bug: () => undefined,
}
