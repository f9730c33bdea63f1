/** A JPEG as far as its structure goes: a segment before the frame, the frame with both sides, an end. */
export function jpeg(width: number, height: number, more = 0): Buffer {
  const sides = Buffer.alloc(4)
  sides.writeUInt16BE(height, 0)
  sides.writeUInt16BE(width, 2)
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from('ffc2000b08', 'hex'),
    sides,
    Buffer.from('01011100', 'hex'),
    Buffer.alloc(more, 7),
    Buffer.from('ffd9', 'hex'),
  ])
}

export function png(width: number, height: number): Buffer {
  const sides = Buffer.alloc(8)
  sides.writeUInt32BE(width, 0)
  sides.writeUInt32BE(height, 4)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    sides,
    Buffer.from('0802000000', 'hex'),
    Buffer.alloc(40),
    Buffer.from('0000000049454e44ae426082', 'hex'),
  ])
}
