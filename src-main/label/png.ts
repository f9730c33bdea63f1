import { crc32, deflateSync } from 'node:zlib'
import type { Bitmap } from './bitmap.ts'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

/** A one-bit picture as PNG, one pixel a dot (PNG 1.2: greyscale of bit depth 1, where 0 is black). */
export function bitmapPng(picture: Bitmap): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(picture.width, 0)
  head.writeUInt32BE(picture.height, 4)
  head[8] = 1
  const lines = Buffer.alloc(picture.height * (picture.bytesPerRow + 1))
  picture.rows.forEach((row, index) => {
    const at = index * (picture.bytesPerRow + 1)
    row.forEach((byte, offset) => {
      lines[at + 1 + offset] = byte ^ 0xff
    })
  })
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
