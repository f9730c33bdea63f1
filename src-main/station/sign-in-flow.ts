import type { Taken } from '../../src-shared/contract/contract.ts'
import type { SignInView } from '../../src-shared/contract/sign-in.ts'
import { StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'
import { openAgent } from '../lightspeed/agent.ts'
import { authoriseAddress, newState } from '../lightspeed/sign-in/authorise.ts'
import { type Loopback, openLoopback, type SignedBack } from '../lightspeed/sign-in/loopback.ts'
import { askForPair, type OwnApp, type TokenAnswer } from '../lightspeed/sign-in/token-endpoint.ts'
import { isPrefixOf, readStoreUrl } from '../lightspeed/store-url.ts'
import type { Log } from '../log/log.ts'
import type { Random } from '../random.ts'
import { type SignIn, secretsOf } from './sign-in-record.ts'

type Wish = Taken<'setup:sign-in'>
type ApiVersion = Wish['apiVersion']

/** A finished sign-in that waits for its outlet. */
type Waiting = { signIn: SignIn; apiVersion: ApiVersion }

export type SignInFlow = {
  /** @throws StationError for what can be known before: the address, the program, the port, the keychain. */
  start(wish: Wish): Promise<{ page: string }>
  view(): SignInView
  /** What was signed in to and has no outlet yet. */
  waiting(): Waiting | null
  /** The outlet was chosen and the station is connected. */
  done(): void
  cancel(): Promise<void>
}

/** One way of going on, after whatever came back. */
type Ending = Exclude<SignInView, { is: 'waiting' }>

/**
 * Signs in once, from the page in the browser to a pair: screens look at `view`, and `tell` says that it changed.
 * Whatever an attempt still brings after another was begun, or after it was cancelled, is passed over.
 */
export function openSignInFlow(parts: {
  clock: Clock
  log: Log
  random: Random
  userAgent: string
  hide(secret: string): void
  tell(): void
  /** @throws StationError where this station may not sign in to that store, or could not keep what it got. */
  mayStart(origin: string): Promise<void>
  /** The kept program of a station that is signed in already. */
  program(): OwnApp | null
  /** Whether stock levels are to be set, which is a right of its own. */
  setsLevels(): boolean
  /** Takes the pair into use, or says that the outlet is to be chosen first. */
  take(signed: SignIn, apiVersion: ApiVersion): Promise<Extract<Ending, { is: 'choose' | 'done' }>>
}): SignInFlow {
  const { clock, log, hide } = parts
  let view: SignInView = { is: 'idle' }
  let waiting: Waiting | null = null
  let loopback: Loopback | null = null
  let attempt = 0

  function show(next: SignInView): void {
    view = next
    parts.tell()
  }

  async function stop(): Promise<void> {
    attempt += 1
    waiting = null
    const open = loopback
    loopback = null
    await open?.close()
  }

  async function goOn(mine: number, asked: Asked, back: SignedBack): Promise<void> {
    const isStale = () => mine !== attempt
    if (isStale()) return
    loopback = null
    if (back.is !== 'code') return show(notBack(back))
    hide(back.code)
    if (!isPrefixOf(asked.origin, back.prefix)) return show(otherStore(asked.origin, back.prefix))
    show({ is: 'asking' })
    const answer = await trade(asked, back.code)
    if (isStale()) return
    if (answer.is !== 'pair') return show(notTraded(answer))
    const signIn: SignIn = { origin: asked.origin, app: asked.app, port: asked.port, pair: answer.pair }
    for (const secret of secretsOf(signIn)) hide(secret)
    if (!isPrefixOf(asked.origin, signIn.pair.prefix)) {
      return show(otherStore(asked.origin, signIn.pair.prefix))
    }
    const ending = await parts.take(signIn, asked.apiVersion)
    if (isStale()) return
    waiting = ending.is === 'choose' ? { signIn, apiVersion: asked.apiVersion } : null
    show(ending)
  }

  async function trade({ origin, app, redirectUri }: Asked, code: string): Promise<TokenAnswer> {
    const agent = openAgent()
    try {
      const asking = { dispatcher: agent, clock, userAgent: parts.userAgent }
      return await askForPair(asking, origin, app, { is: 'code', code, redirectUri })
    } finally {
      await agent.destroy()
    }
  }

  return {
    async start(wish) {
      const origin = readStoreUrl(wish.url)
      const app = { clientId: wish.clientId, clientSecret: secretFor(wish, parts.program()) }
      hide(app.clientSecret)
      await parts.mayStart(origin)
      await stop()
      const mine = attempt
      const state = newState(parts.random)
      const opened = await openLoopback({
        port: wish.port,
        state,
        clock,
        onOther: () => {
          if (mine === attempt && view.is === 'waiting') show({ ...view, note: otherPage })
        },
      })
      const { redirectUri } = opened
      const page = authoriseAddress(origin, {
        clientId: app.clientId,
        redirectUri,
        state,
        setsLevels: parts.setsLevels(),
      })
      loopback = opened
      show({ is: 'waiting', page, redirectUri, note: null })
      const asked = { origin, app, redirectUri, port: wish.port, apiVersion: wish.apiVersion }
      opened.back
        .then((back) => goOn(mine, asked, back))
        .catch((thrown: unknown) => {
          if (!(thrown instanceof StationError)) log.bug('sign-in.broke', thrown)
          if (mine === attempt) show(failedBy(thrown))
        })
      return { page }
    },
    view: () => view,
    waiting: () => waiting,
    done() {
      waiting = null
      show({ is: 'done' })
    },
    async cancel() {
      await stop()
      show({ is: 'idle' })
    },
  }
}

type Asked = { origin: string; app: OwnApp; redirectUri: string; port: number; apiVersion: ApiVersion }

const otherPage =
  'A page came back that does not belong to this sign-in, and was not taken. Use the page that was opened last.'

function secretFor(wish: Wish, kept: OwnApp | null): string {
  const secret = wish.clientSecret ?? (kept?.clientId === wish.clientId ? kept.clientSecret : '')
  if (secret !== '') return secret
  throw new StationError(
    'no-client-secret',
    'The client secret is missing.',
    'Copy it from the program’s page at Lightspeed.',
  )
}

function notBack(back: Exclude<SignedBack, { is: 'code' }>): Ending {
  switch (back.is) {
    case 'refused':
      return {
        is: 'failed',
        say: back.why,
        next: 'Sign in again and let the station in, as somebody who may administer the store.',
      }
    case 'timed-out':
      return {
        is: 'failed',
        say: 'Nobody came back from the sign-in page within ten minutes.',
        next: 'If the page showed an error, compare client id and redirect address with Lightspeed. Then sign in again.',
      }
    case 'closed':
      return { is: 'idle' }
  }
}

function otherStore(origin: string, prefix: string): Ending {
  const named = new URL(origin).hostname.split('.', 1)[0] ?? origin
  return {
    is: 'failed',
    say: `The browser signed in to the store ${prefix}, and this station was asked to work with ${named}.`,
    next: `Sign in again and choose ${named} there, or change the address here.`,
  }
}

function notTraded(answer: Exclude<TokenAnswer, { is: 'pair' }>): Ending {
  switch (answer.is) {
    case 'refused':
      return {
        is: 'failed',
        say: `Lightspeed did not take the sign-in: ${answer.say}`,
        next:
          answer.isOfGrant === true
            ? 'Sign in again: what the page gives is good once, and for ten minutes. Where it is refused again, compare the redirect address with Lightspeed.'
            : 'Compare client id, client secret and redirect address with Lightspeed, then sign in again.',
      }
    case 'lost':
      return { is: 'failed', say: answer.why, next: 'Nothing was changed here. Sign in again.' }
    case 'later':
      return { is: 'failed', say: answer.why, next: 'Sign in again in a few minutes.' }
  }
}

function failedBy(thrown: unknown): Ending {
  if (thrown instanceof StationError) return { is: 'failed', say: thrown.message, next: thrown.next }
  return {
    is: 'failed',
    say: 'Something broke while signing in.',
    next: 'It is in the log. Sign in once more.',
  }
}
