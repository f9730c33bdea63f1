import { statSync } from 'node:fs'
import { realPath } from './same-place.ts'

/** How systems name the serial ports that their drivers make: Linux, and `cu.` on macOS. */
const portNames = /^\/dev\/(tty[A-Za-z.].*|pts\/\d+|cu\..+|rfcomm\d+)$/

/**
 * Whether something lies at this path that can never be a serial port: a file, a folder, the terminal, a disk. To open
 * such a one may do harm. A port that is not plugged in now may come, and a link is what it leads to.
 */
export function isOtherThanPort(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && (!found.isCharacterDevice() || !portNames.test(realPath(path)))
}
