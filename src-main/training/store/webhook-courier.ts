import { createHmac } from 'node:crypto'
import type { SandboxState, WebhookRow } from './state.ts'

/** One webhook on its way to one subscription. `status` is the last answer, `none` where there was none in time. */
export type Delivery = {
  type: string
  url: string
  body: string
  tries: number
  status: number | 'none' | null
  isOver: boolean
}

/** What a test or the other side does with the webhooks of this store. */
export type SandboxWebhooks = {
  subscriptions(): readonly WebhookRow[]
  /** The last of them, oldest first. */
  deliveries(): readonly Delivery[]
  /** While held, nothing goes out by itself; what was held then goes out when it ends. */
  hold(isHeld: boolean): void
  /** Sends one of `deliveries()` now, whatever became of it before. */
  send(place: number): Promise<Delivery['status']>
  /** How signatures are written from now on; `none` leaves the header out, as for webhooks made by hand. */
  signAs(form: 'hex' | 'base64' | 'none'): void
}

const answerWithinMs = 5_000
const mostTries = 20
const firstAgainMs = 30_000
const longestAgainMs = 4 * 3_600_000
const atOnce = 4
const keptDeliveries = 2_000

/**
 * Carries webhooks to their subscriptions: a form with the payload as JSON text, signed with the program's secret over
 * the raw body, 5 s for an answer, 20 tries in growing steps, none after a 3xx or 4xx. Nothing leaves this machine: a
 * subscription elsewhere is kept and never called. Source: x-series-api.lightspeedhq.com/docs/webhooks
 */
export function openCourier(
  state: SandboxState,
  secret: string,
): { webhooks: SandboxWebhooks; tell: SandboxState['tell']; close: () => void } {
  const ended = new AbortController()
  const deliveries: Delivery[] = []
  const queue: Delivery[] = []
  let out = 0
  let isHeld = false
  let form: 'hex' | 'base64' | 'none' = 'hex'

  function tell(type: string, payload: () => Record<string, unknown>): void {
    for (const { url, ...row } of state.webhooks) {
      if (!row.active || row.type !== type) continue
      const body = new URLSearchParams({
        payload: JSON.stringify(payload()),
        type,
        domain_prefix: state.catalogue.retailer.domainPrefix,
        environment: 'prod',
      }).toString()
      const delivery: Delivery = { type, url, body, tries: 0, status: null, isOver: !isHere(url) }
      deliveries.push(delivery)
      if (deliveries.length > keptDeliveries) deliveries.splice(0, keptDeliveries / 2)
      if (!delivery.isOver) queue.push(delivery)
    }
    carry()
  }

  function carry(): void {
    while (!isHeld && !ended.signal.aborted && out < atOnce) {
      const next = queue.shift()
      if (next === undefined) return
      out += 1
      void attempt(next).finally(() => {
        out -= 1
        again(next)
        carry()
      })
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    delivery.tries += 1
    delivery.status = null
    delivery.status = await post(delivery)
    delivery.isOver = (delivery.status !== 'none' && delivery.status < 500) || delivery.tries >= mostTries
  }

  function again(delivery: Delivery): void {
    if (delivery.isOver || ended.signal.aborted) return
    const waitMs = Math.min(longestAgainMs, firstAgainMs * 2 ** (delivery.tries - 1))
    const cancel = state.clock.after(waitMs, () => {
      state.waitingWork.delete(cancel)
      queue.push(delivery)
      carry()
    })
    state.waitingWork.add(cancel)
  }

  async function post({ url, body }: Delivery): Promise<number | 'none'> {
    const late = new AbortController()
    const cancel = state.clock.after(answerWithinMs, () => late.abort())
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...signed(body) },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([late.signal, ended.signal]),
      })
      await answer.arrayBuffer()
      return answer.status
    } catch {
      // No listener, no answer in time, or the store closes: all the same to a courier.
      return 'none'
    } finally {
      cancel()
    }
  }

  function signed(body: string): Record<string, string> {
    if (form === 'none') return {}
    const value = createHmac('sha256', secret).update(body).digest(form)
    return { 'X-Signature': `signature=${value},algorithm=HMAC-SHA256` }
  }

  return {
    tell,
    webhooks: {
      subscriptions: () => state.webhooks,
      deliveries: () => deliveries,
      hold(to) {
        isHeld = to
        carry()
      },
      async send(place) {
        const delivery = deliveries[place]
        if (delivery === undefined) throw new Error(`There is no delivery ${place}.`)
        if (queue.includes(delivery)) queue.splice(queue.indexOf(delivery), 1)
        await attempt(delivery)
        return delivery.status
      },
      signAs(to) {
        form = to
      },
    },
    close: () => ended.abort(),
  }
}

function isHere(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)
}
