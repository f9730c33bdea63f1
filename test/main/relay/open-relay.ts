import { createHmac } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import { systemClock } from '../../../src-main/clock.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { hookPath } from '../../../src-main/relay/hook.ts'
import { openRelay, type Relay, type RelaySettings } from '../../../src-main/relay/open-relay.ts'
import { type HintPage, hintPage, type WebhookType } from '../../../src-shared/model/hint.ts'
import { afterThisTest, testFolder } from '../bench.ts'
import { hookSecret } from './hook-vector.ts'

export const stationToken = 'a-token-of-one-station-0123456789ab'

export type Answered = { status: number; headers: IncomingHttpHeaders; text: string }

/** Sends one request with exactly these headers, as anybody might. */
export function call(
  url: string,
  options: {
    method?: string
    headers?: Record<string, string>
    body?: string | Buffer | null
    isChunked?: boolean
  } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body = null, isChunked = false } = options
    const length = body === null || isChunked ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const out = request(url, { method, headers: { ...length, ...headers }, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
      response.on('error', reject)
    })
    out.on('error', reject)
    if (body !== null) out.write(body)
    out.end()
  })
}

export const form = 'application/x-www-form-urlencoded'

/** Headers of a webhook signed as Lightspeed does. */
export function signedHeaders(body: string, secret = hookSecret): Record<string, string> {
  const mac = createHmac('sha256', secret).update(body).digest('hex')
  return { 'content-type': form, 'x-signature': `signature=${mac},algorithm=HMAC-SHA256` }
}

/** A relay on a free port, with what tests ask of it. */
export async function openTestRelay(given: Partial<RelaySettings> = {}) {
  const folder = given.folder ?? testFolder()
  const relay: Relay = await openRelay({
    folder,
    port: 0,
    listen: '127.0.0.1',
    publicUrl: 'https://relay.example.com',
    secrets: [hookSecret],
    stationTokens: ['another-token-0123456789-0123456789', stationToken],
    store: null,
    version: '0',
    clock: systemClock,
    log: quietLog,
    ...given,
  })
  let isClosed = false
  const close = async () => {
    if (!isClosed) await relay.close()
    isClosed = true
  }
  afterThisTest(close)
  return {
    folder,
    url: relay.url,
    close,
    hook: (type: WebhookType, body: string, headers = signedHeaders(body)) =>
      call(relay.url + hookPath(type), { method: 'POST', headers, body }),
    async hints(query: string): Promise<HintPage> {
      const answered = await call(`${relay.url}/hints${query}`, {
        headers: { authorization: `Bearer ${stationToken}` },
      })
      return hintPage.parse(JSON.parse(answered.text))
    },
    health: async () => {
      const { status, text } = await call(`${relay.url}/health`)
      return { status, ...JSON.parse(text) }
    },
  }
}
