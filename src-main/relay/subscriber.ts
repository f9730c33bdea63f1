import { webhookTypes } from '../../src-shared/model/hint.ts'
import type { Clock } from '../clock.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { Log } from '../log/log.ts'
import { hookPath } from './hook.ts'

/** Where the subscriptions stand; `by-hand` where this relay was given no token to make them with. */
export type SubscriptionState =
  | { is: 'by-hand' }
  | { is: 'trying'; why: string | null }
  | { is: 'subscribed'; at: string }
  | { is: 'refused'; why: string }

export type Subscriber = { state(): SubscriptionState; close(): Promise<void> }

const lookAgainMs = 6 * 3_600_000
const refusedAgainMs = 3_600_000
const firstAgainMs = 30_000
const longestAgainMs = 15 * 60_000

type Stop = Exclude<Answer<unknown>, { is: 'answer' }>

/**
 * Sees to it that Lightspeed tells this address of every type, and looks again a few times a day: what is missing is
 * made, what was switched off is switched on. The same subscription twice is refused there with 409, which is as good.
 */
export function openSubscriber(parts: {
  lightspeed: Lightspeed
  publicUrl: string
  clock: Clock
  log: Log
}): Subscriber {
  const { lightspeed, publicUrl, clock, log } = parts
  let state: SubscriptionState = { is: 'trying', why: null }
  let tries = 0
  let isClosed = false
  let cancel: () => void = () => undefined
  let turn: Promise<void> = Promise.resolve()

  function look(): void {
    turn = subscribe().then(
      (stop) => {
        if (!isClosed) rest(stop)
      },
      (thrown: unknown) => {
        log.bug('relay.subscribe-broke', thrown)
        cancel = clock.after(longestAgainMs, look)
      },
    )
  }

  async function subscribe(): Promise<Stop | null> {
    const there = await lightspeed.webhooks({ priority: 'poll' })
    // A version that lists none may take one even so.
    if (there.is !== 'answer' && there.is !== 'refused') return there
    const known = there.is === 'answer' ? there.value : []
    for (const type of webhookTypes) {
      const body = { active: true, type, url: publicUrl + hookPath(type) }
      const row = known.find((one) => one.type === type && one.url === body.url)
      if (row?.isActive === true) continue
      const made =
        row === undefined
          ? await lightspeed.addWebhook(body, { priority: 'poll' })
          : await lightspeed.updateWebhook(row.id, body, { priority: 'poll' })
      if (made.is !== 'answer') return made
      if (row !== undefined || made.value.isNew) log.info('relay.subscribed', { kind: type })
    }
    return null
  }

  function rest(stop: Stop | null): void {
    if (stop === null) {
      tries = 0
      state = { is: 'subscribed', at: new Date(clock.now()).toISOString() }
      cancel = clock.after(lookAgainMs, look)
      return
    }
    const why = stop.is === 'limited' ? 'the call allowance is used up' : 'say' in stop ? stop.say : stop.why
    log.warn('relay.not-subscribed', { status: stop.is, why })
    const isNo = stop.is === 'refused' || stop.is === 'unauthorised' || stop.is === 'forbidden'
    state = isNo ? { is: 'refused', why } : { is: 'trying', why }
    const waitMs = Math.min(longestAgainMs, firstAgainMs * 2 ** tries)
    tries += 1
    cancel = clock.after(isNo ? refusedAgainMs : stop.is === 'limited' ? stop.retryAfterMs : waitMs, look)
  }

  look()
  return {
    state: () => state,
    async close() {
      isClosed = true
      cancel()
      await lightspeed.close()
      await turn
    },
  }
}
