import type { Clock } from '../../clock.ts'
import { crashAt } from '../../crash-point.ts'
import type { Log } from '../../log/log.ts'
import type { TokenAnswer, TokenPair } from './token-endpoint.ts'

/**
 * - `signed-in`: there is a pair that is believed
 * - `reauthorise`: the store takes neither token any more; work goes on, a person has to sign in
 */
export type SignInState = { is: 'signed-in' } | { is: 'reauthorise'; why: string }

export type TokenKeeper = {
  /** The token for the next call, renewed before it runs out; null where a person has to sign in. */
  take(): Promise<string | null>
  /** The store refused this token. True when another is at hand now, so that the call may be made again. */
  renew(refused: string): Promise<boolean>
  state(): SignInState
  /** Resolves when no renewal is out: what was asked for is then kept, or known to be lost. */
  settled(): Promise<void>
}

/** Renewed this long before it runs out: not for each call, and before one is refused. */
const earlyMs = 3 * 60_000
/** A pair that is refused when it is younger than this is not renewed again: that would go round for ever. */
const youngMs = 60_000
const lostAgainMs = 60_000

/**
 * Keeps one store's token pair alive. One renewal at a time, whoever asks: the store takes each refresh token once, so
 * two at once would end both. A new pair is on disk before its first use. An answer that was lost is asked for once
 * more with the same refresh token; what is refused then needs a person, and nothing loops.
 */
export function openTokenKeeper(parts: {
  pair: TokenPair
  /** False where the pair still has to be kept, which is then done before its first use. */
  isKept: boolean
  clock: Clock
  log: Log
  /** Trades a refresh token for a pair. */
  refresh(refresh: string): Promise<TokenAnswer>
  /** Resolves once the pair would survive a power cut. */
  keep(pair: TokenPair): Promise<void>
  onState(state: SignInState): void
}): TokenKeeper {
  const { clock, log } = parts
  let pair = parts.pair
  let { isKept } = parts
  let bornAt: number | null = null
  let state: SignInState = { is: 'signed-in' }
  let notBefore = Number.NEGATIVE_INFINITY
  let wasOffline = false
  let renewing: Promise<boolean> | null = null

  function setState(next: SignInState): void {
    if (state.is === next.is) return
    state = next
    log.warn('lightspeed.sign-in', { state: next.is })
    parts.onState(next)
  }

  async function keepPair(): Promise<void> {
    try {
      await parts.keep(pair)
      isKept = true
    } catch (thrown) {
      // The old pair is dead already: using the new one unsaved beats losing the line now. Tried again at the next use.
      isKept = false
      log.bug('lightspeed.pair-not-kept', thrown)
    }
  }

  async function renewNow(): Promise<boolean> {
    crashAt('sign-in.before-renewal')
    let answer = await parts.refresh(pair.refresh)
    if (answer.is === 'lost') answer = await parts.refresh(pair.refresh)
    switch (answer.is) {
      case 'pair':
        pair = answer.pair
        bornAt = clock.mono()
        crashAt('sign-in.pair-came')
        await keepPair()
        crashAt('sign-in.pair-kept')
        log.info('lightspeed.renewed', {})
        setState({ is: 'signed-in' })
        return true
      case 'refused':
        setState({ is: 'reauthorise', why: answer.say })
        return false
      case 'later':
        notBefore = clock.mono() + answer.afterMs
        wasOffline = answer.isOffline === true
        return false
      case 'lost':
        notBefore = clock.mono() + lostAgainMs
        return false
    }
  }

  function renewOnce(): Promise<boolean> {
    if (state.is === 'reauthorise' || clock.mono() < notBefore) return Promise.resolve(false)
    renewing ??= renewNow().finally(() => {
      renewing = null
    })
    return renewing
  }

  return {
    async take() {
      if (renewing !== null) await renewing
      if (!isKept) await keepPair()
      if (state.is === 'reauthorise') return null
      if (clock.now() >= pair.expiresAtMs - earlyMs) await renewOnce()
      return state.is === 'signed-in' ? pair.access : null
    },
    async renew(refused) {
      if (renewing !== null) await renewing
      if (state.is === 'reauthorise') return false
      if (refused !== pair.access) return true
      if (bornAt !== null && clock.mono() - bornAt < youngMs) {
        setState({ is: 'reauthorise', why: 'Lightspeed refuses a token that it has just given.' })
        return false
      }
      // The store has just refused a token, so it is reached again: waiting for that is over.
      if (wasOffline) notBefore = Number.NEGATIVE_INFINITY
      wasOffline = false
      return renewOnce()
    },
    state: () => state,
    async settled() {
      await renewing
    },
  }
}
