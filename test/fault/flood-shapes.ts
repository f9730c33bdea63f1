import { scannerReports } from '../../src-main/training/device/virtual-hid-scanner.ts'
import { seeded } from '../../src-main/training/store/seeded.ts'

/** A code of a megabyte, ten thousand codes a second, and bytes without any sense. */
export const floodShapes = ['endless', 'fast', 'random'] as const
export type FloodShape = (typeof floodShapes)[number]

const pieceBytes = 4_096
export const hidReportBytes = 64
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

/** A flood of reports of a USB scanner, as many at a time as a piece holds: so many bytes in all. */
export function* hidFlood(shape: FloodShape, bytes: number): Generator<Buffer> {
  const random = seeded(16)
  const [whole = new Uint8Array()] = scannerReports('a', { text: '9'.repeat(56), aim: ']C0' })
  const [short = new Uint8Array()] = scannerReports('a', { text: noSuchCode, aim: ']E0' })
  const unended = whole.slice()
  unended[63] = 1
  const next = { endless: () => unended, fast: () => short, random: () => randomReport(random) }[shape]
  for (let sent = 0; sent < bytes; sent += pieceBytes)
    yield Buffer.concat(Array.from({ length: pieceBytes / hidReportBytes }, next))
}

function randomReport(random: () => number): Uint8Array {
  const report = Uint8Array.from({ length: hidReportBytes }, () => Math.floor(random() * 256))
  // The id and the length fit now and then; let them fit always, so that the rest is looked at.
  report[0] = 2
  report[1] = 1 + ((report[1] ?? 0) % 56)
  return report
}
