/** What the limiter knows when somebody asks how long the rest will take. */
export type ForecastFrom = {
  /** Calls that wait to be made. */
  calls: number
  /** Calls of a window, and what is left of the present one. */
  limit: number
  remaining: number
  /** Until the present window ends; null when none has begun. */
  windowEndsInMs: number | null
  /** Until anything may go out at all: Lightspeed asked to wait. 0 when it may. */
  pausedMs: number
  /** One call after the other takes so long. */
  callMs: number
}

const windowMs = 300_000
/** Of a window's calls: a tenth is never used, and the feeds take about as much. */
const usableShare = 0.8
const keptShare = 1 - usableShare
/** A probe alone, then two, then four: the first calls of a window are slower. */
const rampMs = 1_000

/**
 * How long until the waiting calls are made, milliseconds: what is left of this window first, then window after window,
 * never faster than calls can be made. Infinite where the limit leaves none.
 */
export function forecastMs(from: ForecastFrom): number {
  const { limit, callMs } = from
  const perWindow = Math.floor(limit * usableShare)
  let calls = Math.max(0, Math.ceil(from.calls))
  if (calls === 0) return 0
  const usableNow = Math.max(0, Math.floor(from.remaining - limit * keptShare))
  if (calls <= usableNow) return from.pausedMs + calls * callMs
  if (perWindow === 0) return Number.POSITIVE_INFINITY
  calls -= usableNow
  const thisWindowMs = Math.max(from.windowEndsInMs ?? windowMs, usableNow * callMs, from.pausedMs)
  const whole = Math.ceil(calls / perWindow) - 1
  const last = calls - whole * perWindow
  return thisWindowMs + whole * Math.max(windowMs, perWindow * callMs) + rampMs + last * callMs
}
