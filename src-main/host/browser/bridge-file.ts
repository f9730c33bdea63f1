import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, isoNow } from '../../clock.ts'
import { readIfThere } from '../../read-if-there.ts'
import { writeWholeNow } from '../../write-whole.ts'

/** What `DIR/bridge.json` tells automation. Whoever can read it can run the station, so it is 0600. */
export type BridgeFacts = { url: string; socket: string; token: string; pid: number; startedAt: string }

/**
 * Writes `bridge.json` into the profile folder, whole or not at all. Gives its path and the way to take it away again;
 * a file that another process has put there since stays.
 */
export function writeBridgeFile(needs: {
  folder: string
  url: string
  socket: string
  token: string
  clock: Clock
}): { path: string; remove(): void } {
  const path = join(needs.folder, 'bridge.json')
  const facts: BridgeFacts = {
    url: needs.url,
    socket: needs.socket,
    token: needs.token,
    pid: process.pid,
    startedAt: isoNow(needs.clock),
  }
  const text = `${JSON.stringify(facts, null, 2)}\n`
  writeWholeNow(path, text)
  return {
    path,
    remove: () => {
      if (readIfThere(path) === text) rmSync(path, { force: true })
    },
  }
}
