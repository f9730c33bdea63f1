import { createHmac, scrypt, timingSafeEqual } from 'node:crypto'
import type { PinKey } from '../store/staff-rows.ts'

/** scrypt's N (RFC 7914): with r = 8 one try takes 128 MB and a good part of a second. */
export const usualPinCost = 2 ** 17
const blockSize = 8
const hashBytes = 32

/**
 * What is kept of a PIN: scrypt over HMAC-SHA-256 of it under the pepper. Without the pepper, which lies in the keychain,
 * a copy of the store gives nothing to try PINs against. Works on a thread of its own: scans go on meanwhile.
 */
export function pinHash(pepper: Uint8Array, pin: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  const peppered = createHmac('sha256', pepper).update(`pin:${pin}`).digest()
  const limits = { N: cost, r: blockSize, p: 1, maxmem: 2 * 128 * (cost + 4096) * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(peppered, salt, hashBytes, limits, (error, hash) => (error ? reject(error) : resolve(hash)))
  })
}

/** Whether this is the PIN, found out in the same time whatever the answer. `key` null: nobody's, never right. */
export async function isPin(
  pepper: Uint8Array,
  pin: string,
  key: PinKey | null,
  usualCost: number,
): Promise<boolean> {
  const salt = key?.salt ?? new Uint8Array(16)
  const hash = await pinHash(pepper, pin, salt, key?.cost ?? usualCost)
  return key !== null && timingSafeEqual(hash, key.hash)
}

/** How a badge is kept: what is on it can be told from this by nobody who lacks the pepper. */
export function badgeMark(pepper: Uint8Array, text: string): string {
  return createHmac('sha256', pepper).update(`badge:${text}`).digest('hex')
}
