import type { AddressInfo } from 'node:net'
import { createServer, type TlsOptions } from 'node:tls'
import { Agent, buildConnector } from 'undici'
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openAllowance } from '../../../src-main/lightspeed/allowance.ts'
import { openLightspeed } from '../../../src-main/lightspeed/lightspeed.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { selfSigned } from './certificate.ts'

const host = 'demoshop.retail.lightspeed.app'
const day = 86_400_000
const inForce = { from: new Date(Date.now() - day), until: new Date(Date.now() + day) }
const good = selfSigned({ host, ...inForce })
const expired = selfSigned({ host, from: new Date(Date.now() - 3 * day), until: new Date(Date.now() - day) })
const othersName = selfSigned({ host: 'retail.example', ...inForce })

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A store behind TLS on this machine; the client believes it stands at its usual name. */
async function open(server: TlsOptions, trusted: string | undefined) {
  let heard = ''
  const listener = createServer(server, (socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
      socket.end(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 25\r\n\r\n{"data":{"name":"Store"}}',
      )
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as AddressInfo
  const connect = buildConnector({ timeout: 5_000, ...(trusted ? { ca: trusted } : {}) })
  const dispatcher = new Agent({
    connect: (options, done) =>
      connect(
        { ...options, hostname: '127.0.0.1', host: '127.0.0.1', port: String(port), servername: host },
        done,
      ),
  })
  const lightspeed = openLightspeed(
    { url: 'demoshop', apiVersion: '2026-07', token: () => 'CANARY', userAgent: 'test/1' },
    { clock: systemClock, log: quietLog, allowance: openAllowance({ clock: systemClock }), dispatcher },
  )
  closers.push(
    () => new Promise((resolve) => listener.close(resolve)),
    () => dispatcher.destroy(),
  )
  return { lightspeed, heard: () => heard }
}

it.each([
  ['a certificate nobody vouches for', good, undefined, {}],
  ['a certificate that has run out', expired, expired.cert, {}],
  ["another host's certificate", othersName, othersName.cert, {}],
  [
    'an old protocol',
    good,
    good.cert,
    { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
  ],
] as [string, typeof good, string | undefined, TlsOptions][])(
  'F18 sends nothing over a connection with %s',
  async (_name, own, trusted, more) => {
    const { lightspeed, heard } = await open({ ...own, ...more }, trusted)
    const answer = await lightspeed.createConsignment({ name: 'n', type: 'OUTLET', outlet_id: 'o' })
    expect(answer).toMatchObject({ is: 'no-answer', kind: 'insecure', mayHaveApplied: false })
    expect(answer.is === 'no-answer' && answer.why).toMatch(
      /^The secure connection was refused \([A-Z0-9_]+\)\.$/,
    )
    expect(heard()).toBe('')
  },
)

it('talks over a connection it can trust', async () => {
  const { lightspeed, heard } = await open(good, good.cert)

  expect(await lightspeed.retailer()).toMatchObject({ is: 'answer', value: { name: 'Store' } })
  expect(heard()).toContain('authorization: Bearer CANARY')
})
