import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from './run.mjs'
import { say } from './say.mjs'

/** Where the set-up keeps its stamps and its lock. Not in version control; safe to delete. */
export const setupFolder = join(root, '.setup')

const lockFile = join(setupFolder, 'lock')
const beatMs = 2_000
const deadAfterMs = 60_000

/** Programs that change this folder and may outlive a killed set-up: the lock names them beside its owner. */
export function noteInLock(/** @type {number | undefined} */ pid) {
  if (pid !== undefined && ownsLock()) appendFileSync(lockFile, ` ${pid}`)
}

/**
 * Runs `work` while holding the only set-up lock of this folder; a second set-up waits its turn. A lock whose owner
 * is gone (killed, power lost) is taken over.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  mkdirSync(setupFolder, { recursive: true })
  let told = false
  while (!take()) {
    const owner = read(lockFile)
    if (isAbandoned(owner)) {
      clearAbandoned(owner)
      continue
    }
    if (!told) say(`Another set-up is running here (process ${owner?.split(' ')[0]}); waiting for it to end.`)
    told = true
    await pause(200)
  }
  const beat = setInterval(() => utimesSync(lockFile, new Date(), new Date()), beatMs)
  process.on('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    process.off('exit', release)
    release()
  }
}

function take() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (thrown) {
    if (errorCode(thrown) === 'EEXIST') return false
    throw thrown
  }
}

function ownsLock() {
  return read(lockFile)?.split(' ')[0] === String(process.pid)
}

function release() {
  if (ownsLock()) rmSync(lockFile, { force: true })
}

/** An empty lock is one being written this instant; it counts as abandoned only by its age. */
function isAbandoned(/** @type {string | null} */ owner) {
  if (owner === null) return false
  if (owner !== '' && !owner.split(' ').some((pid) => isAlive(Number(pid)))) return true
  const beatenAt = statSync(lockFile, { throwIfNoEntry: false })?.mtimeMs
  return beatenAt !== undefined && Date.now() - beatenAt > deadAfterMs
}

/** Moves the dead lock aside under a name of our own, so that of two waiters only one clears it. */
function clearAbandoned(/** @type {string | null} */ owner) {
  const aside = `${lockFile}.${process.pid}`
  try {
    if (read(lockFile) === owner) renameSync(lockFile, aside)
  } catch (thrown) {
    if (errorCode(thrown) !== 'ENOENT') throw thrown
  }
  rmSync(aside, { force: true })
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return errorCode(thrown) === 'EPERM'
  }
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') return null
    throw thrown
  }
}

function errorCode(/** @type {unknown} */ thrown) {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
}
