import { chmodSync, closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StationError } from '../src-shared/failure.ts'
import { fileTrouble, notUsable } from './file-trouble.ts'
import { makeFolder } from './make-folder.ts'
import { readIfThere } from './read-if-there.ts'

export type ProfileHold = { release(): void }

/** Lock files of this process: its number alone says little, a restarted container may hand it out again. */
const heldHere = new Set<string>()

/**
 * Takes a profile folder for this process, making it (0700) when it is missing. A hold left by a process that ended
 * without letting go is taken over.
 * @throws StationError `profile-held` naming the process that has it.
 */
export function holdProfile(folder: string, words = { program: 'station', place: 'profile' }): ProfileHold {
  makeFolder(folder)
  try {
    if (process.platform !== 'win32') chmodSync(folder, 0o700)
    return takeLock(folder, join(resolve(folder), 'station.lock'), words)
  } catch (thrown) {
    throw fileTrouble(thrown, folder) ?? thrown
  }
}

function takeLock(folder: string, path: string, words: { program: string; place: string }): ProfileHold {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      const file = openSync(path, 'wx', 0o600)
      try {
        const holder: Holder = { pid: process.pid, started: processFacts(process.pid)?.started ?? null }
        writeSync(file, JSON.stringify(holder))
      } finally {
        closeSync(file)
      }
      heldHere.add(path)
      return {
        release() {
          heldHere.delete(path)
          rmSync(path, { force: true })
        },
      }
    } catch (thrown) {
      if ((thrown as { code?: string }).code !== 'EEXIST') throw thrown
      const holder = readHolder(path)
      if (holder !== null && isAlive(holder, path)) {
        throw new StationError(
          'profile-held',
          `Another ${words.program} (process ${holder.pid}) has this ${words.place}: ${folder}.`,
          `Use the ${words.program} that is open, or close it first.`,
        )
      }
      rmSync(path, { force: true })
    }
  }
  throw notUsable(path, 'EBUSY', new Error('its lock file comes back'))
}

type Holder = { pid: number; started: string | null }

function readHolder(path: string): Holder | null {
  const text = readIfThere(path)
  if (text === null) return null
  try {
    const read = JSON.parse(text) as Partial<Holder>
    return typeof read.pid === 'number' ? { pid: read.pid, started: read.started ?? null } : null
  } catch (thrown) {
    // Cut short by a crash in the moment of writing: nobody holds it.
    if (thrown instanceof SyntaxError) return null
    throw thrown
  }
}

function isAlive({ pid, started }: Holder, path: string): boolean {
  if (pid === process.pid) return heldHere.has(path)
  try {
    process.kill(pid, 0)
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'EPERM') return false
  }
  const now = processFacts(pid)
  // Ended, and only kept for whoever started it to hear of.
  if (now !== null && now.state === 'Z') return false
  // The number may belong to another process by now.
  return started === null || now?.started === started
}

/** The state of a process and when it started, where the system tells them (Linux, proc(5)); null elsewhere. */
function processFacts(pid: number): { state: string; started: string } | null {
  const text = readIfThere(`/proc/${pid}/stat`)
  // The second field is the program's name, which may hold anything, parentheses too.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, started] = [fields?.[0], fields?.[19]]
  return state === undefined || started === undefined ? null : { state, started }
}
