import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** Seed of an Ed25519 key (RFC 8032). */
export const signingSeedBytes = 32

/** What stands before the seed in a PKCS #8 private key, and before the point in a public one (RFC 8410). */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicHead = Buffer.from('302a300506032b6570032100', 'hex')

export type SigningKey = { privateKey: KeyObject; publicKey: string }

/** The key pair of a seed; the public half as base64 of its 32 bytes. */
export function signingKeyOf(seed: Uint8Array): SigningKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([privateHead, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return { privateKey, publicKey: der.subarray(publicHead.length).toString('base64') }
}

/** What is signed: the journal of this station had come to this row with this hash. */
export type HeadToSign = { station: string; seq: number; hash: string; at: string }

export function signHead({ privateKey }: SigningKey, head: HeadToSign): string {
  return sign(null, textOf(head), privateKey).toString('base64')
}

/** Whether whoever holds the private half signed exactly this. False, too, for what is no key or signature at all. */
export function isSigned(publicKey: string, head: HeadToSign, signature: string): boolean {
  const point = Buffer.from(publicKey, 'base64')
  if (point.length !== signingSeedBytes) return false
  const key = createPublicKey({ key: Buffer.concat([publicHead, point]), format: 'der', type: 'spki' })
  return verify(null, textOf(head), key, Buffer.from(signature, 'base64'))
}

function textOf({ station, seq, hash, at }: HeadToSign): Buffer {
  return Buffer.from(`consignment-station/journal-head/1\n${station}\n${seq}\n${hash}\n${at}\n`, 'utf8')
}
