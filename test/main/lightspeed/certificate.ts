import { generateKeyPairSync, sign } from 'node:crypto'

/** A self-signed certificate for one host, built here so that no key lies about in a file. */
export function selfSigned({ host, from, until }: { host: string; from: Date; until: Date }): {
  cert: string
  key: string
} {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const name = seq(tlv(0x31, seq(oid('550403'), tlv(0x0c, Buffer.from(host)))))
  const signature = seq(oid('2a8648ce3d040302')) // ecdsa-with-SHA256
  const altNames = seq(tlv(0x82, Buffer.from(host)))
  const extension = seq(oid('551d11'), tlv(0x04, altNames))
  const toBeSigned = seq(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([1])),
    signature,
    name,
    seq(time(from), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, seq(extension)),
  )
  const bits = Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, privateKey)])
  const der = seq(toBeSigned, signature, tlv(0x03, bits))
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length = body.length
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...head]), body])
}

function seq(...parts: Buffer[]): Buffer {
  return tlv(0x30, ...parts)
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, 'hex'))
}

function time(at: Date): Buffer {
  return tlv(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\.\d+/g, '')}`))
}
