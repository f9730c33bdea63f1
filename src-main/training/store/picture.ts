import { crc32, deflateSync } from 'node:zlib'

const side = 96

/** A product picture: a square in a colour of its own with a lighter corner, as PNG. The same id, the same picture. */
export function productPicture(id: string): Buffer {
  const hue = crc32(id)
  const colour = [96 + (hue & 0x7f), 96 + ((hue >>> 8) & 0x7f), 96 + ((hue >>> 16) & 0x7f)] as const
  const rows = Buffer.alloc(side * (side * 3 + 1))
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const at = y * (side * 3 + 1) + 1 + x * 3
      const isMark = isInMark(x, y, hue >>> 24)
      colour.forEach((value, channel) => {
        rows[at + channel] = isMark ? Math.min(255, value + 60) : value
      })
    }
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header()),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Four by four tiles, on or off by the bits, mirrored so that it reads as a sign. */
function isInMark(x: number, y: number, bits: number): boolean {
  const column = Math.floor((x / side) * 4)
  const row = Math.floor((y / side) * 4)
  const mirrored = column < 2 ? column : 3 - column
  return ((bits >>> (row * 2 + mirrored)) & 1) === 1
}

function header(): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(side, 0)
  data.writeUInt32BE(side, 4)
  data[8] = 8
  data[9] = 2
  return data
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), whole.length - 4)
  return whole
}
