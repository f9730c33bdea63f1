import { join } from 'node:path'
import { z } from 'zod'
import { readIfThere } from '../read-if-there.ts'
import { writeWholeNow } from '../write-whole.ts'

const session = z.object({ port: z.int().min(1).max(65_535), token: z.string().min(32).max(200) })

/** Where the browser host of a profile was last found, and with what token: an open page finds its way back. */
export type BrowserSession = z.infer<typeof session>

const fileName = 'browser-session.json'

/** The session kept in a profile; null when there is none, or none that makes sense. */
export function readBrowserSession(profileFolder: string): BrowserSession | null {
  const text = readIfThere(join(profileFolder, fileName))
  if (text === null) return null
  try {
    const read = session.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null
    throw thrown
  }
}

/** Keeps the session for the next start, readable by its owner only. */
export function keepBrowserSession(profileFolder: string, kept: BrowserSession): void {
  writeWholeNow(join(profileFolder, fileName), JSON.stringify(kept))
}
