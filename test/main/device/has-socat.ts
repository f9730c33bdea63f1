import { spawnSync } from 'node:child_process'

/** Pseudo-terminals come from socat; tests that need them are skipped, and say so, where it is not installed. */
export const hasSocat = spawnSync('socat', ['-V']).status === 0

/** For the name of a suite that needs pseudo-terminals. */
export const skippedSay = hasSocat ? '' : ' (skipped: no socat here)'
