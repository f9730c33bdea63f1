import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkSignature } from '../../../src-main/relay/signature.ts'
import { hookBody, hookHex, hookSecret } from './hook-vector.ts'

const body = Buffer.from(hookBody)
const base64 = Buffer.from(hookHex, 'hex').toString('base64')
const signed = (value: string, algorithm = 'HMAC-SHA256') => `signature=${value},algorithm=${algorithm}`
const check = (header: string | undefined, bytes: Uint8Array = body, secrets = [hookSecret]) =>
  checkSignature(header, bytes, secrets)

describe('S17 the signature of a webhook', () => {
  it('of the published form is good in hex and in base64, over the raw bytes', () => {
    expect(body.length).toBe(357)
    expect(base64).toBe('3XwrKBf4Syt4vclAIp2E/q+8LQXpdqpXmDJo72Gz5cQ=')
    expect(check(signed(hookHex))).toEqual({ is: 'good', form: 'hex', secret: 0 })
    expect(check(signed(base64))).toEqual({ is: 'good', form: 'base64', secret: 0 })
    expect(check(` algorithm=HMAC-SHA256 , signature=${hookHex} `)).toMatchObject({ is: 'good' })
  })

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['no algorithm', `signature=${hookHex}`],
    ['algorithm none', signed(hookHex, 'none')],
    ['algorithm none without a signature', 'signature=,algorithm=none'],
    [
      'a weaker algorithm, rightly computed',
      signed(createHmac('sha1', hookSecret).update(body).digest('hex'), 'HMAC-SHA1'),
    ],
    [
      'a stronger algorithm, rightly computed',
      signed(createHmac('sha512', hookSecret).update(body).digest('hex'), 'HMAC-SHA512'),
    ],
    ['the algorithm in other letters', signed(hookHex, 'hmac-sha256')],
    ['two algorithms', `${signed(hookHex)},algorithm=none`],
    ['two signatures', `signature=${hookHex},${signed(hookHex)}`],
    ['a part nobody knows', `${signed(hookHex)},kid=1`],
    ['hex in capitals', signed(hookHex.toUpperCase())],
    ['hex cut short', signed(hookHex.slice(0, -2))],
    ['hex with a digit changed', signed(`${hookHex.slice(0, -1)}5`)],
    ['base64 in the alphabet of addresses', signed(base64.replace('/', '_').replace('+', '-'))],
    ['base64 without its end', signed(base64.slice(0, -1))],
    ['the secret itself', signed(hookSecret)],
    ['an empty signature', signed('')],
  ])('is bad with %s', (_name, header) => {
    expect(check(header)).toMatchObject({ is: 'bad' })
  })

  it('is bad for every body that differs in one bit', () => {
    for (let at = 0; at < body.length; at += 1) {
      const changed = Buffer.from(body)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(check(signed(hookHex), changed), `byte ${at}`).toMatchObject({ is: 'bad' })
    }
    expect(check(signed(hookHex), Buffer.concat([body, Buffer.from('\n')]))).toMatchObject({ is: 'bad' })
    expect(check(signed(hookHex), body.subarray(1))).toMatchObject({ is: 'bad' })
  })

  it('is good with either of two secrets while the secret is being changed, and says with which', () => {
    const both = ['the-new-bench-secret', hookSecret]
    expect(check(signed(hookHex), body, both)).toMatchObject({ is: 'good', secret: 1 })
    const fresh = createHmac('sha256', 'the-new-bench-secret').update(body).digest('hex')
    expect(check(signed(fresh), body, both)).toMatchObject({ is: 'good', secret: 0 })
    expect(check(signed(hookHex), body, ['the-new-bench-secret'])).toMatchObject({ is: 'bad' })
  })
})
