/** What a file is by its content: a picture of one of the two kinds that are kept, and how big it is in pixels. */
export type PhotoLook = { ending: 'jpg' | 'png'; width: number; height: number }

/** Looks at the bytes, never at a name or at what somebody said they are. Null for anything but a whole JPEG or PNG. */
export function lookAtPhoto(bytes: Uint8Array): PhotoLook | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const look = pngLook(view) ?? jpegLook(view)
  return look !== null && look.width > 0 && look.height > 0 ? look : null
}

const pngStart = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const pngEnd = Buffer.from('0000000049454e44ae426082', 'hex')

/** PNG (W3C, third edition) 5.2 and 11.2.1: the signature, then IHDR with both sides; IEND is the last chunk. */
function pngLook(bytes: Buffer): PhotoLook | null {
  if (bytes.length < 45 || !bytes.subarray(0, 16).equals(pngStart)) return null
  if (!bytes.subarray(-12).equals(pngEnd)) return null
  return { ending: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** Start-of-frame markers (ITU-T T.81 table B.1): C0 to CF without the three that mean something else. */
function isFrameStart(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** JPEG (ITU-T T.81 annex B): segments with their lengths until the frame, which has both sides; EOI at the end. */
function jpegLook(bytes: Buffer): PhotoLook | null {
  if (bytes.length < 12 || bytes.readUInt16BE(0) !== 0xffd8) return null
  if (bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) return null
  let at = 2
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (isFrameStart(marker)) {
      return { ending: 'jpg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return null
    at += 2 + length
  }
  return null
}
