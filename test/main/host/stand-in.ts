import type { Clock } from '../../../src-main/clock.ts'
import type { Handlers } from '../../../src-main/host/door.ts'
import type { FileDoor, Subscribe } from '../../../src-main/host/station-door.ts'
import type { Log, LogFields } from '../../../src-main/log/log.ts'
import { type Ask, contract } from '../../../src-shared/contract/contract.ts'
import type { AnyNews } from '../../../src-shared/contract/news.ts'
import { StationError } from '../../../src-shared/failure.ts'

/** Handlers for every request: those given, and a refusal for the rest. */
export function standInHandlers(given: Partial<Handlers> = {}): Handlers {
  const refuse = () => {
    throw new StationError('not-here', 'This stand-in does nothing.', 'Ask for something else.')
  }
  const all = Object.fromEntries((Object.keys(contract) as Ask[]).map((ask) => [ask, refuse]))
  return { ...all, ...given } as Handlers
}

/** A clock that moves when told. */
export function handClock(start = Date.UTC(2026, 10, 5, 9, 30, 15)) {
  let passed = 0
  let waits: { at: number; run: () => void }[] = []
  const clock: Clock = {
    now: () => start + passed,
    mono: () => passed,
    after: (ms, run) => {
      const wait = { at: passed + ms, run }
      waits.push(wait)
      return () => {
        waits = waits.filter((one) => one !== wait)
      }
    },
  }
  const pass = (ms: number): void => {
    passed += ms
    const due = waits.filter((one) => one.at <= passed)
    waits = waits.filter((one) => one.at > passed)
    for (const one of due) one.run()
  }
  return { clock, pass, waiting: () => waits.length }
}

export type Noted = { level: 'info' | 'warn' | 'bug'; event: string; fields: LogFields; thrown?: unknown }

/** A log that keeps what it was told. */
export function notingLog(): { log: Log; noted: Noted[] } {
  const noted: Noted[] = []
  const log: Log = {
    info: (event, fields = {}) => noted.push({ level: 'info', event, fields }),
    warn: (event, fields = {}) => noted.push({ level: 'warn', event, fields }),
    bug: (event, thrown, fields = {}) => noted.push({ level: 'bug', event, fields, thrown }),
  }
  return { log, noted }
}

/** A news source for tests: `tell` reaches everyone subscribed. */
export function newsSource(): { subscribe: Subscribe; tell(news: AnyNews): void; listeners(): number } {
  const listeners = new Set<(news: AnyNews) => void>()
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: (news) => {
      for (const listener of listeners) listener(news)
    },
    listeners: () => listeners.size,
  }
}

export const noFiles: FileDoor = { image: async () => null, photo: async () => null, file: async () => null }

/** Foreseeable bytes: 0, 1, 2 … */
export const countingRandom = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, at) => at)
