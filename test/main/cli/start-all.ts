import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What became of a program: its exit code and what it printed. */
export type Start = { status: number; stdout: string; stderr: string }

const program = fileURLToPath(new URL('starts.ts', import.meta.url))
const withinMs = 100_000

/**
 * Starts the program with each of these command lines in one process, which costs a fraction of one process each.
 *
 * @param uid whose process it is; the own user's when left out
 * @throws Error when the process does not end by itself: then one of them left something open
 */
export function startAll(lines: readonly (readonly string[])[], uid?: number): Promise<Start[]> {
  return new Promise((resolve, reject) => {
    const words = [program, JSON.stringify(lines)]
    const more = { timeout: withinMs, ...(uid === undefined ? {} : { uid }) }
    execFile(process.execPath, words, more, (error, stdout, stderr) => {
      const starts = stdout.split('\n').filter(Boolean)
      if (error) {
        const last = lines[starts.length]?.join(' ') ?? 'after all of them'
        return reject(new Error(`It did not end as it should: ${last}\n${stderr}`, { cause: error }))
      }
      return resolve(starts.map((line) => JSON.parse(line) as Start))
    })
  })
}
