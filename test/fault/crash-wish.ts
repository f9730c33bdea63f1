import type { CrashPoint } from '../../src-main/crash-point.ts'

/** What the one who starts a crash station asks of it, as JSON in `CRASH_WISH`. */
export type CrashWish = {
  at?: CrashPoint
  /** So many passes are let through first. */
  skip?: number
  clock?: { speed: number; from: number }
  keyFile?: string
}

/** Its last word, so that the one who started it knows that it did not die of something else. */
export const crashWord = (point: CrashPoint): string => `crashed at ${point}\n`
