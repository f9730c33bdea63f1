import type { Log } from './log.ts'

/**
 * A promise that nobody waits for and that fails is a bug, and it goes to the log: by itself Node would end the process,
 * and with it the bench, though what was confirmed is on disk and everything else works.
 */
export function logStrayBugs(log: Log): void {
  process.on('unhandledRejection', (thrown) => log.bug('station.stray', thrown))
}
