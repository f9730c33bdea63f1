import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { workerFile } from '../worker-file.ts'
import { isEmptied } from './head-note.ts'

/** `quick_check` reads every page; `integrity_check` also compares each index with its table (sqlite.org/pragma.html). */
export type FileCheck = { path: string; how: 'quick_check' | 'integrity_check' }

/** What SQLite says of a whole file: `ok`, or what is wrong. In a thread of its own: nobody's scan waits for it. */
export function checkFile(check: FileCheck): Promise<string> {
  return new Promise((resolve) => {
    const worker = new Worker(workerFile('check-worker', import.meta.url), { workerData: check })
    worker.once('message', (answer) => resolve(String(answer)))
    worker.once('error', (thrown) => resolve(String(thrown)))
    worker.once('exit', (code) => resolve(`the check ended with ${code}`))
  })
}

/** A check of one store file that is under way, or over. */
export type CheckAhead = { path: string; isSound: Promise<boolean> }

/**
 * Begins the check that every start makes while the program itself is still being loaded: on a large store both take
 * more than half a second. Null where there is no store yet. Only a clean word counts: for everything else the store
 * is checked again when it is opened, by whoever holds the profile, and one that was emptied is not opened here.
 */
export function checkAhead(profileFolder: string): CheckAhead | null {
  const path = join(profileFolder, 'station.sqlite')
  if (!existsSync(path) || isEmptied(path)) return null
  return { path, isSound: checkFile({ path, how: 'quick_check' }).then((answer) => answer === 'ok') }
}
