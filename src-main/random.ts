import { randomBytes } from 'node:crypto'

/** Gives that many unpredictable bytes; passed in so that tests can foresee them. */
export type Random = (bytes: number) => Uint8Array

export const systemRandom: Random = (bytes) => randomBytes(bytes)
