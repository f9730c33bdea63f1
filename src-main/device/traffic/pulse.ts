import type { Clock } from '../../clock.ts'
import type { Passage } from '../tap-port.ts'

/**
 * What can be told of a line without keeping anything of what it carried: counts since its port was opened. Kept all
 * the time, so that a device can be judged when it already gives trouble.
 */
export type Pulse = {
  isOpen: boolean
  /** The last sentence of the port itself: why it does not open, or was lost. */
  lastWhy: string | null
  openedAtMono: number | null
  bytesIn: number
  bytesOut: number
  /** Reports or chunks that came. */
  piecesIn: number
  /** Null while nothing came. */
  lastInAtMono: number | null
  /** Bytes with bit 7 on, and with an odd number of bits on: what parity looks like on a line that is read without. */
  highBytes: number
  oddBytes: number
  /** Bytes below 0x20 other than CR, LF, Tab, STX, ETX and the separators of codes: text has none of them. */
  strangeControls: number
  /** CR, LF, Tab and ETX: what ends a code or a line. */
  lineEnds: number
  /** Bytes and pieces since the last of them. */
  endlessBytes: number
  endlessPieces: number
  /** Reports of nothing but zeros. */
  emptyPieces: number
}

const fresh: Pulse = {
  isOpen: false,
  lastWhy: null,
  openedAtMono: null,
  bytesIn: 0,
  bytesOut: 0,
  piecesIn: 0,
  lastInAtMono: null,
  highBytes: 0,
  oddBytes: 0,
  strangeControls: 0,
  lineEnds: 0,
  endlessBytes: 0,
  endlessPieces: 0,
  emptyPieces: 0,
}

const lineEnds: ReadonlySet<number> = new Set([3, 9, 10, 13])
const ordinaryControls: ReadonlySet<number> = new Set([2, 3, 6, 9, 10, 13, 28, 29, 30, 31])

/** Counts what passes one port. */
export function pulseOf(clock: Clock): { hear(passage: Passage): void; now(): Pulse } {
  let pulse = { ...fresh }

  function hear(passage: Passage): void {
    switch (passage.is) {
      case 'opened':
        pulse = { ...fresh, isOpen: true, openedAtMono: clock.mono() }
        return
      case 'closed':
        pulse.isOpen = false
        return
      case 'refused':
      case 'lost':
        pulse.isOpen = false
        pulse.lastWhy = passage.why
        return
      case 'out':
        pulse.bytesOut += passage.bytes.length
        return
      case 'in':
        pulse.lastInAtMono = clock.mono()
        count(pulse, passage.bytes)
    }
  }

  return { hear, now: () => ({ ...pulse }) }
}

function count(pulse: Pulse, bytes: Uint8Array): void {
  pulse.piecesIn++
  pulse.bytesIn += bytes.length
  pulse.endlessPieces++
  let any = 0
  for (const byte of bytes) {
    any |= byte
    pulse.highBytes += byte >> 7
    pulse.oddBytes += parityBit(byte)
    pulse.endlessBytes++
    if (lineEnds.has(byte)) {
      pulse.lineEnds++
      pulse.endlessBytes = 0
      pulse.endlessPieces = 0
    } else if (byte < 0x20 && !ordinaryControls.has(byte)) pulse.strangeControls++
  }
  if (any === 0) pulse.emptyPieces++
}

function parityBit(byte: number): number {
  let rest = byte ^ (byte >> 4)
  rest ^= rest >> 2
  return (rest ^ (rest >> 1)) & 1
}
