/**
 * How much one device may send. Far above any real one: a person scans a code a second, a conveyor twenty, and a
 * scanner that empties its memory over a serial line a few hundred; a scale gives a hundred weights of twenty bytes; a
 * printer answers a question with some hundred bytes.
 */
const mostPerSecond = { bytes: 64 * 1024, frames: 1_000 }
/** Codes nobody can read, such as a line at the wrong speed gives; a real scanner makes one now and then. */
const mostNonsense = { count: 100, inMs: 10_000 }

/** Each call counts so much as come at that time and says whether it is now more than the device may send. */
export type FloodGate = {
  bytes(count: number, atMono: number): boolean
  frames(count: number, atMono: number): boolean
  nonsense(count: number, atMono: number): boolean
}

/** Counts what one device sends, in windows of a second (nonsense: of ten). Pure but for its counts: time comes in. */
export function floodGate(): FloodGate {
  return {
    bytes: over(mostPerSecond.bytes, 1_000),
    frames: over(mostPerSecond.frames, 1_000),
    nonsense: over(mostNonsense.count, mostNonsense.inMs),
  }
}

function over(most: number, windowMs: number): (count: number, atMono: number) => boolean {
  let since = Number.NEGATIVE_INFINITY
  let counted = 0
  return (count, atMono) => {
    if (atMono - since >= windowMs) {
      since = atMono
      counted = 0
    }
    counted += count
    return counted > most
  }
}
