import { randomBytes, randomFillSync } from 'node:crypto'

/** Gives that many unpredictable bytes; passed in so that tests can foresee them. */
export type Random = (bytes: number) => Uint8Array

/** Asking the system takes longer than the rest of a trace id, and each scan has one: a few are fetched ahead. */
const ahead = Buffer.alloc(1024)
const mostAhead = 64
let used = ahead.length

export const systemRandom: Random = (bytes) => {
  if (bytes > mostAhead) return randomBytes(bytes)
  if (used + bytes > ahead.length) {
    randomFillSync(ahead)
    used = 0
  }
  const given = Uint8Array.from(ahead.subarray(used, used + bytes))
  // What may become a key is not kept a second time.
  ahead.fill(0, used, used + bytes)
  used += bytes
  return given
}
