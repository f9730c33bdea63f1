/*
 * A damaged store is never written to. What can still be read of it is read from a copy whose outer shell was put in
 * order: the fields SQLite needs before it reads a page at all. What the pages say is judged by the hashes of the
 * journal afterwards. Layout: sqlite.org/fileformat2.html, sections 1.3 (header) and 4.1 (write-ahead log).
 */

const pageBytes = 4096
const walHeadBytes = 32
const frameHeadBytes = 24
const walFormat = 3_007_000

/** Whether the first bytes of a store say what they say in every store this program makes; an empty file says nothing. */
export function hasOwnHeader(head: Buffer): boolean {
  if (head.length === 0) return true
  if (head.length < 100) return false
  return (
    head.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
    head.readUInt16BE(16) === pageBytes &&
    [1, 2].includes(head[18] ?? 0) &&
    head[18] === head[19] &&
    [0, 64, 32, 32].every((byte, at) => head[20 + at] === byte) &&
    head.readUInt32BE(44) <= 4 &&
    head.readUInt32BE(56) <= 1
  )
}

/** Sets the header of a store as this program always makes it: 4096-byte pages, WAL, UTF-8. In place. */
export function mendHeader(file: Buffer): void {
  if (file.length < pageBytes) return
  file.write('SQLite format 3\0', 0, 'latin1')
  file.writeUInt16BE(pageBytes, 16)
  file.set([2, 2, 0, 64, 32, 32], 18)
  // How many pages there are, and which are free: told by the length, and not needed for reading.
  for (const at of [28, 32, 36, 52, 60, 64, 68, 92]) file.writeUInt32BE(0, at)
  file.writeUInt32BE(4, 44)
  file.writeUInt32BE(1, 56)
  file.fill(0, 72, 92)
}

/**
 * Gives every frame of a write-ahead log the check sum its bytes ask for, so that one wrong byte does not take all that
 * was committed after it. Frames of an earlier round of the log (other salts) end it. In place.
 */
export function mendWal(wal: Buffer): void {
  const frames = Math.floor((wal.length - walHeadBytes) / (frameHeadBytes + pageBytes))
  if (frames < 1) return
  const salts = saltsOf(wal, frames)
  wal.writeUInt32BE(0x377f0682, 0)
  wal.writeUInt32BE(walFormat, 4)
  wal.writeUInt32BE(pageBytes, 8)
  salts.copy(wal, 16)
  let sum = addUp(wal, 0, 24, [0, 0])
  writeSum(wal, 24, sum)
  for (let frame = 0; frame < frames; frame += 1) {
    const at = walHeadBytes + frame * (frameHeadBytes + pageBytes)
    if (differing(wal.subarray(at + 8, at + 16), salts) > 1) return
    salts.copy(wal, at + 8)
    sum = addUp(wal, at, at + 8, sum)
    sum = addUp(wal, at + frameHeadBytes, at + frameHeadBytes + pageBytes, sum)
    writeSum(wal, at + 16, sum)
  }
}

/** The header's, unless the first two frames agree on others: then the wrong byte is in the header. */
function saltsOf(wal: Buffer, frames: number): Buffer {
  const ofFrame = (frame: number) => {
    const at = walHeadBytes + frame * (frameHeadBytes + pageBytes) + 8
    return Buffer.from(wal.subarray(at, at + 8))
  }
  const first = ofFrame(0)
  return frames > 1 && first.equals(ofFrame(1)) ? first : Buffer.from(wal.subarray(16, 24))
}

function differing(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((count, byte, at) => count + (byte === b[at] ? 0 : 1), 0)
}

type Sum = readonly [number, number]

/** The log's own check sum, over pairs of little-endian words. */
function addUp(bytes: Buffer, from: number, to: number, [first, second]: Sum): Sum {
  let [a, b] = [first, second]
  for (let at = from; at < to; at += 8) {
    a = (a + bytes.readUInt32LE(at) + b) >>> 0
    b = (b + bytes.readUInt32LE(at + 4) + a) >>> 0
  }
  return [a, b]
}

function writeSum(wal: Buffer, at: number, [a, b]: Sum): void {
  wal.writeUInt32BE(a, at)
  wal.writeUInt32BE(b, at + 4)
}
