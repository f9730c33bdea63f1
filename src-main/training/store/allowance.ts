import type { Clock } from '../../clock.ts'

const windowMs = 300_000

/**
 * The call allowance: 300 × registers + 50 in a fixed window of five minutes.
 * Source: x-series-api.lightspeedhq.com/docs/rate_limiting
 */
export type Allowance = {
  limit: number
  /** Takes one call, or refuses it when the window is used up. */
  take(): { isAllowed: boolean; remaining: number }
  /** Wall time at which the window of now ends. */
  windowEndsAtMs(): number
  /** Other clients of the same retailer used some. */
  spend(calls: number): void
  /** Calls taken in each window so far. */
  usedByWindow(): number[]
}

export function allowance(clock: Clock, registers: number): Allowance {
  const limit = 300 * registers + 50
  const openedAt = clock.mono()
  const used: number[] = []
  let spent = { window: 0, calls: 0 }

  const current = () => Math.floor((clock.mono() - openedAt) / windowMs)

  return {
    limit,
    take() {
      const window = current()
      if (spent.window !== window) spent = { window, calls: 0 }
      while (used.length <= window) used.push(0)
      const taken = used[window] as number
      if (taken + spent.calls >= limit) return { isAllowed: false, remaining: 0 }
      used[window] = taken + 1
      return { isAllowed: true, remaining: limit - taken - spent.calls - 1 }
    },
    windowEndsAtMs: () => clock.now() + openedAt + (current() + 1) * windowMs - clock.mono(),
    spend(calls) {
      const window = current()
      spent = { window, calls: (spent.window === window ? spent.calls : 0) + calls }
    },
    usedByWindow: () => [...used],
  }
}
