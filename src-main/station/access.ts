import type { Clock } from '../clock.ts'
import { openAgent } from '../lightspeed/agent.ts'
import type { LineAccess } from '../lightspeed/line-access.ts'
import { askForPair, type OwnApp, type TokenAnswer } from '../lightspeed/sign-in/token-endpoint.ts'
import { openTokenKeeper, type TokenKeeper } from '../lightspeed/sign-in/token-keeper.ts'
import { isPrefixOf } from '../lightspeed/store-url.ts'
import type { Log } from '../log/log.ts'
import type { Secrets } from '../secret/secrets.ts'
import { readSignIn, type SignIn, secretsOf, signInName, tokenName, writtenSignIn } from './sign-in-record.ts'

/** What a person gives a station to speak for a store with. */
export type Key = { is: 'token'; token: string } | { is: 'sign-in'; signIn: SignIn }

/** The station's key to its store: in memory, and sealed in the store's records. */
export type Access = LineAccess & {
  /** Takes a key into memory only: it was given on the command line. */
  use(key: Key): void
  /**
   * Seals a key in place of whatever was kept, and takes it.
   * @throws StationError `keychain-locked` or `keychain-missing`; the key is in use even so, until the station ends
   */
  keep(key: Key): Promise<void>
  /** Takes the kept key of this store. False while there is none, or the keychain does not give it. */
  load(origin: string): Promise<boolean>
  /** The program of the sign-in in use, so that a person need not type it again. */
  program(): (OwnApp & { port: number }) | null
  /** Forgets every key, here and on disk. */
  drop(): Promise<void>
  close(): Promise<void>
}

type Held =
  | { is: 'none' }
  | { is: 'token'; token: string }
  | { is: 'sign-in'; signIn: SignIn; keeper: TokenKeeper }

/** A renewal that is out when the station ends is waited for so long: its pair would be lost. */
const lastRenewalMs = 3_000

/** Opens the key ring of one profile's store, empty. `onState` hears when a person is needed, or no longer. */
export function openAccess(parts: {
  secrets: Secrets
  clock: Clock
  log: Log
  userAgent: string
  hide(secret: string): void
  onState(): void
}): Access {
  const { secrets, clock, log, hide } = parts
  const agent = openAgent()
  let held: Held = { is: 'none' }
  let writing: Promise<unknown> = Promise.resolve()

  /** One write after the other: a renewal that ends late must not bring back what was dropped or replaced. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = writing.then(work)
    writing = turn.catch(() => undefined)
    return turn
  }

  function hold(key: Key, isKept: boolean): void {
    if (key.is === 'token') {
      hide(key.token)
      held = key
      return
    }
    const { signIn } = key
    for (const secret of secretsOf(signIn)) hide(secret)
    const own: Extract<Held, { is: 'sign-in' }> = {
      ...key,
      keeper: openTokenKeeper({
        pair: signIn.pair,
        isKept,
        clock,
        log,
        refresh: (refresh) => renewed(signIn, refresh),
        keep: (pair) =>
          inTurn(async () => {
            if (held !== own) return
            own.signIn = { ...own.signIn, pair }
            await secrets.put(signInName, writtenSignIn(own.signIn))
          }),
        onState: () => {
          if (held === own) parts.onState()
        },
      }),
    }
    held = own
  }

  async function renewed({ origin, app }: SignIn, refresh: string): Promise<TokenAnswer> {
    const answer = await askForPair({ dispatcher: agent, clock, userAgent: parts.userAgent }, origin, app, {
      is: 'refresh',
      refresh,
    })
    if (answer.is !== 'pair') return answer
    hide(answer.pair.access)
    hide(answer.pair.refresh)
    const isOurs = isPrefixOf(origin, answer.pair.prefix)
    return isOurs ? answer : { is: 'refused', say: 'The answer speaks for another store.' }
  }

  async function put(key: Key): Promise<void> {
    if (key.is === 'token') {
      await secrets.put(tokenName, key.token)
      secrets.drop(signInName)
    } else {
      await secrets.put(signInName, writtenSignIn(key.signIn))
      secrets.drop(tokenName)
    }
  }

  return {
    take: () => {
      if (held.is === 'sign-in') return held.keeper.take()
      return held.is === 'token' ? held.token : null
    },
    renew: (refused) => (held.is === 'sign-in' ? held.keeper.renew(refused) : Promise.resolve(false)),
    state() {
      if (held.is !== 'sign-in') return held.is
      return held.keeper.state().is
    },
    use: (key) => hold(key, true),
    keep: (key) =>
      inTurn(async () => {
        try {
          await put(key)
        } catch (thrown) {
          hold(key, false)
          throw thrown
        }
        hold(key, true)
      }),
    async load(origin) {
      const text = await secrets.get(signInName)
      const signIn = text === null ? null : readSignIn(text)
      const token = signIn?.origin === origin ? null : await secrets.get(tokenName)
      // A person may have connected while the keychain was asked.
      if (held.is !== 'none') return true
      if (signIn?.origin === origin) hold({ is: 'sign-in', signIn }, true)
      else if (token !== null) hold({ is: 'token', token }, true)
      return token !== null || signIn?.origin === origin
    },
    program: () => (held.is === 'sign-in' ? { ...held.signIn.app, port: held.signIn.port } : null),
    drop() {
      held = { is: 'none' }
      return inTurn(async () => {
        held = { is: 'none' }
        secrets.drop(signInName)
        secrets.drop(tokenName)
      })
    },
    async close() {
      if (held.is === 'sign-in') await withinTime(held.keeper.settled(), clock)
      await writing
      await agent.destroy()
    },
  }
}

function withinTime(work: Promise<void>, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(lastRenewalMs, resolve)
    const end = () => {
      cancel()
      resolve()
    }
    work.then(end, end)
  })
}
