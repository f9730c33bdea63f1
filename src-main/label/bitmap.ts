import type { LabelTurn } from '../../src-shared/model/printer.ts'

/** A one-bit picture: rows of `bytesPerRow` bytes, the highest bit leftmost, 1 = black. */
export type Bitmap = {
  readonly width: number
  readonly height: number
  readonly bytesPerRow: number
  readonly rows: readonly Uint8Array[]
}

/** A white picture of whole dots. */
export function blankBitmap(width: number, height: number): Bitmap {
  const bytesPerRow = Math.ceil(width / 8)
  return {
    width,
    height,
    bytesPerRow,
    rows: Array.from({ length: height }, () => new Uint8Array(bytesPerRow)),
  }
}

export function isBlack(picture: Bitmap, x: number, y: number): boolean {
  return ((picture.rows[y]?.[x >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0
}

/** Sets one dot; outside the picture nothing happens. */
export function setDot(picture: Bitmap, x: number, y: number, black: boolean): void {
  const row = picture.rows[y]
  if (row === undefined || x < 0 || x >= picture.width) return
  const mask = 0x80 >> (x & 7)
  row[x >> 3] = black ? (row[x >> 3] ?? 0) | mask : (row[x >> 3] ?? 0) & ~mask
}

/** Blackens whole dots of a rectangle, as far as it lies in the picture. */
export function fillRect(picture: Bitmap, x: number, y: number, width: number, height: number): void {
  for (let row = Math.max(0, y); row < Math.min(picture.height, y + height); row += 1) {
    for (let dot = Math.max(0, x); dot < x + width; dot += 1) setDot(picture, dot, row, true)
  }
}

/** The picture turned clockwise; a quarter turn swaps width and height. */
export function turned(picture: Bitmap, turn: LabelTurn): Bitmap {
  if (turn === 0) return picture
  const isQuarter = turn === 90 || turn === 270
  const { width, height } = picture
  const out = isQuarter ? blankBitmap(height, width) : blankBitmap(width, height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!isBlack(picture, x, y)) continue
      if (turn === 90) setDot(out, height - 1 - y, x, true)
      else if (turn === 180) setDot(out, width - 1 - x, height - 1 - y, true)
      else setDot(out, y, width - 1 - x, true)
    }
  }
  return out
}

/** All rows one after the other. `isBlackZero`: for printers on which a cleared bit is the black one. */
export function rowBytes({ rows, bytesPerRow, width }: Bitmap, isBlackZero: boolean): Uint8Array {
  const bytes = new Uint8Array(rows.length * bytesPerRow)
  rows.forEach((row, index) => {
    bytes.set(isBlackZero ? row.map((byte) => byte ^ 0xff) : row, index * bytesPerRow)
  })
  // Bits beyond the width are white, whichever bit that is.
  const spare = bytesPerRow * 8 - width
  if (spare > 0) {
    const beyond = 0xff >> (8 - spare)
    for (let at = bytesPerRow - 1; at < bytes.length; at += bytesPerRow) {
      bytes[at] = isBlackZero ? (bytes[at] ?? 0) | beyond : (bytes[at] ?? 0) & ~beyond
    }
  }
  return bytes
}
