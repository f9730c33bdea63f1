import { type Clock, isoNow } from '../clock.ts'

/** So many calls one after the other without a usable answer, and the store counts as down. */
const failuresToOpen = 3
const probeEveryMs = 60_000
/** While the one probe is out, everybody else looks again after so long. */
const besideProbeMs = 5_000

/**
 * What a call told of the store's health. `up`: it answered, whatever it said. `down`: it is in trouble (5xx) or did not
 * answer in time. `away`: it could not be reached at all, which is the network's trouble. `nothing`: neither.
 */
export type Heard = 'up' | 'down' | 'away' | 'nothing'

/** For display. `open`: nothing is sent but one probe a minute. */
export type BreakerState = { is: 'closed' } | { is: 'open'; since: string; nextTryAt: string }

export type Breaker = {
  /** Milliseconds to leave the store alone; 0: go on. Whoever is given 0 makes the call and says what was heard. */
  ask(): number
  /** The same for somebody who does not call yet. */
  waitMs(): number
  heard(what: Heard): void
  state(): BreakerState
}

/**
 * Leaves a store in trouble alone: after three failures in a row only one call a minute goes out, whoever asks, and the
 * first answer lets everybody on. Calls go one after the other once one has failed (`caller.ts`), so ten minutes of 5xx
 * cost twelve of them, where no more than three were out already; the end is seen within a minute.
 */
export function openBreaker({ clock, onChange }: { clock: Clock; onChange: () => void }): Breaker {
  let failures = 0
  let since: string | null = null
  let nextProbeMs = 0
  let isProbing = false

  function close(): void {
    failures = 0
    isProbing = false
    if (since === null) return
    since = null
    onChange()
  }

  function down(): void {
    failures += 1
    isProbing = false
    if (failures < failuresToOpen) return
    nextProbeMs = clock.mono() + probeEveryMs
    if (since !== null) return
    since = isoNow(clock)
    onChange()
  }

  function waitMs(): number {
    if (since === null) return 0
    return isProbing ? besideProbeMs : Math.max(0, nextProbeMs - clock.mono())
  }

  return {
    waitMs,
    ask() {
      const ms = waitMs()
      if (ms === 0 && since !== null) isProbing = true
      return ms
    },
    heard(what) {
      if (what === 'up' || what === 'away') close()
      else if (what === 'down') down()
      // A probe that was stopped or told nothing is made again a minute later.
      else if (isProbing) down()
    },
    state() {
      if (since === null) return { is: 'closed' }
      const waitMs = Math.max(0, nextProbeMs - clock.mono())
      return { is: 'open', since, nextTryAt: new Date(clock.now() + waitMs).toISOString() }
    },
  }
}
