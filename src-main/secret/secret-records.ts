import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Random } from '../random.ts'

/** Where sealed records are kept; they are of no use without the key in the keychain. */
export type SecretRows = {
  get(name: string): Uint8Array | null
  put(name: string, sealed: Uint8Array): void
  drop(name: string): void
}

const form = 1
const ivBytes = 12
const tagBytes = 16
const headBytes = 1 + ivBytes + tagBytes

/**
 * Seals a text with AES-256-GCM (NIST SP 800-38D) under a fresh 96-bit nonce. The record's name is bound in, so that a
 * record copied under another name does not open. Layout: form, nonce, tag, ciphertext.
 */
export function sealRecord(key: Uint8Array, name: string, text: string, random: Random): Uint8Array {
  const iv = random(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(boundTo(name))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Uint8Array.of(form), iv, cipher.getAuthTag(), body])
}

/** The text of a sealed record; null when it was made under another key or name, or was changed. */
export function openRecord(key: Uint8Array, name: string, sealed: Uint8Array): string | null {
  if (sealed.length < headBytes || sealed[0] !== form) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(boundTo(name))
  decipher.setAuthTag(sealed.subarray(1 + ivBytes, headBytes))
  const body = decipher.update(sealed.subarray(headBytes))
  try {
    return Buffer.concat([body, decipher.final()]).toString('utf8')
  } catch {
    // The one error `final` has here: the tag does not fit.
    return null
  }
}

function boundTo(name: string): Uint8Array {
  return Buffer.from(`consignment-station/secret/${form}/${name}`, 'utf8')
}
