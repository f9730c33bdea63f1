import { createHmac, timingSafeEqual } from 'node:crypto'

/** The one algorithm that is taken. A header must never choose another. */
const algorithm = 'HMAC-SHA256'

/** `secret` is the place in the list of the one that signed; `form` how the signature was written. */
export type Signature = { is: 'good'; form: 'hex' | 'base64'; secret: number } | { is: 'bad'; why: string }

/**
 * Checks `X-Signature: signature=…,algorithm=HMAC-SHA256` over the raw bytes of a body. The key is the client secret of
 * the program that subscribed; while it is being changed two are good. Lower-case hex and base64 are both in use. Every
 * secret is tried whatever came of the one before, each comparison in constant time.
 * Source: x-series-api.lightspeedhq.com/docs/webhooks
 */
export function checkSignature(
  header: string | undefined,
  body: Uint8Array,
  secrets: readonly string[],
): Signature {
  if (header === undefined) return { is: 'bad', why: 'not signed' }
  const parts = partsOf(header)
  if (parts === null) return { is: 'bad', why: 'the header cannot be read' }
  if (parts.algorithm !== algorithm) return { is: 'bad', why: 'another algorithm' }
  const given = bytesOf(parts.signature)
  if (given === null) return { is: 'bad', why: 'neither hex nor base64' }
  let secret = -1
  for (const [place, key] of secrets.entries()) {
    const mac = createHmac('sha256', key).update(body).digest()
    if (timingSafeEqual(mac, given.bytes)) secret = place
  }
  return secret < 0
    ? { is: 'bad', why: 'signed with another secret' }
    : { is: 'good', form: given.form, secret }
}

/** Both parts, each exactly once; null for anything else. */
function partsOf(header: string): { signature: string; algorithm: string } | null {
  const found = new Map<string, string>()
  for (const part of header.split(',')) {
    const at = part.indexOf('=')
    const name = part.slice(0, Math.max(0, at)).trim()
    if (found.has(name)) return null
    found.set(name, part.slice(at + 1).trim())
  }
  const [signature, named] = [found.get('signature'), found.get('algorithm')]
  if (found.size !== 2 || signature === undefined || named === undefined) return null
  return { signature, algorithm: named }
}

/** The 32 bytes of a MAC. Only its writing decides here, nothing secret. */
function bytesOf(value: string): { form: 'hex' | 'base64'; bytes: Buffer } | null {
  if (/^[0-9a-f]{64}$/.test(value)) return { form: 'hex', bytes: Buffer.from(value, 'hex') }
  if (!/^[A-Za-z0-9+/]{43}=$/.test(value)) return null
  return { form: 'base64', bytes: Buffer.from(value, 'base64') }
}
