import { join } from 'node:path'
import type { Health } from '../../../src-shared/model/health.ts'
import type { Log } from '../../log/log.ts'
import { writeWhole } from '../../write-whole.ts'

/** Keeps `health.json` in the profile as told last, for whoever watches the station from outside. */
export function openHealthFile(folder: string, log: Log) {
  const path = join(folder, 'health.json')
  let next: Health | null = null
  let writing: Promise<void> | null = null
  let hasFailed = false

  async function writeAll(): Promise<void> {
    while (next !== null) {
      const text = `${JSON.stringify(next, null, 2)}\n`
      next = null
      try {
        await writeWhole(path, text)
        hasFailed = false
      } catch (thrown) {
        // A full disk: the old file stays, and its time says so. Told once until it works again.
        if (!hasFailed) log.warn('health.not-written', { code: codeOf(thrown) })
        hasFailed = true
      }
    }
    writing = null
  }

  return {
    put(health: Health): void {
      next = health
      writing ??= writeAll()
    },
    async close(): Promise<void> {
      await writing
    },
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
}
