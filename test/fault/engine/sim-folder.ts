import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/** Memory where the machine has such a folder: a simulated day waits for no disk. */
export function simFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
}
