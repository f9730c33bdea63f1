import { scannerReports } from '../../src-main/training/device/virtual-hid-scanner.ts'
import { seeded } from '../../src-main/training/store/seeded.ts'

/** A code of a megabyte, ten thousand codes a second, and bytes without any sense. */
export const floodShapes = ['endless', 'fast', 'random'] as const
export type FloodShape = (typeof floodShapes)[number]

const pieceBytes = 4_096
/** Of no product: what comes through before the scanner is set aside must not count. */
const noSuchCode = '9990001112223'

/** A flood on a line, piece by piece: so many bytes in all. */
export function* lineFlood(shape: FloodShape, bytes: number): Generator<Buffer> {
  const random = seeded(16)
  for (let sent = 0; sent < bytes; sent += pieceBytes) {
    if (shape === 'endless') yield Buffer.alloc(pieceBytes, '9')
    if (shape === 'fast')
      yield Buffer.from(`${noSuchCode}\r`.repeat(Math.ceil(pieceBytes / (noSuchCode.length + 1))))
    if (shape === 'random')
      yield Buffer.from(Array.from({ length: pieceBytes }, () => Math.floor(random() * 256)))
  }
}

/** A flood of reports of a USB scanner. */
export function* hidFlood(shape: FloodShape, reports: number): Generator<Uint8Array> {
  const random = seeded(16)
  const [whole = new Uint8Array()] = scannerReports('a', { text: '9'.repeat(56), aim: ']C0' })
  const [short = new Uint8Array()] = scannerReports('a', { text: noSuchCode, aim: ']E0' })
  const unended = whole.slice()
  unended[63] = 1
  for (let sent = 0; sent < reports; sent++) {
    if (shape === 'endless') yield unended
    if (shape === 'fast') yield short
    if (shape === 'random') {
      const report = Uint8Array.from({ length: 64 }, () => Math.floor(random() * 256))
      // The id and the length fit now and then; let them fit always, so that the rest is looked at.
      report[0] = 2
      report[1] = 1 + ((report[1] ?? 0) % 56)
      yield report
    }
  }
}
