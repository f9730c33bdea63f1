import { cupsTools } from './cups.ts'
import type { QueueTools } from './queue-tools.ts'
import { windowsTools } from './windows.ts'

/** The print queues of the system this runs on. */
export function systemQueues(platform: NodeJS.Platform = process.platform): QueueTools {
  return platform === 'win32' ? windowsTools() : cupsTools()
}
