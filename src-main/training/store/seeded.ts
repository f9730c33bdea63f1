/** A small repeatable random source (mulberry32): the same seed gives the same store. Gives 0 up to, not including, 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * An id as the vendor prints them: lower case, time-based in look. The same family and number give the same id, and
 * two numbers of one family never share one.
 */
export function inventedId(family: number, number: number): string {
  const random = seeded(Math.imul(family + 1, 0x9e3779b1) ^ number)
  const low = hex(random() * 0x100000000, 8)
  const mid = hex(random() * 0x10000, 4)
  return `${low}-${mid}-11ee-${hex(0xe000 + (family & 0xfff), 4)}-${hex(number, 12)}`
}

function hex(value: number, digits: number): string {
  return Math.floor(value).toString(16).padStart(digits, '0')
}
