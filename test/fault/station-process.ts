import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import {
  type BridgeClient,
  type BridgeFile,
  connectBridge,
  readBridgeFile,
  StationGone,
} from './bridge-client.ts'
import type { CrashWish } from './crash-wish.ts'
import type { UsbWish, UsbWord } from './usb-station.ts'

const program = fileURLToPath(new URL('../../src-main/cli.ts', import.meta.url))
const crashProgram = fileURLToPath(new URL('crash-station.ts', import.meta.url))
const usbProgram = fileURLToPath(new URL('usb-station.ts', import.meta.url))
const lookEveryMs = 5
const startWithinMs = 60_000
const stopWithinMs = 20_000

/** The station as a process of its own, the way a person starts it. */
export type StationProcess = {
  pid: number
  /** Connected, and its first screen answered. Rejects with StationGone when the process ends before. */
  ready: Promise<BridgeClient>
  /** From the start of the process to the answer of its first screen; null before. */
  usableAfterMs(): number | null
  exited: Promise<void>
  isGone(): boolean
  /** No warning, no last words. */
  kill(): void
  /** Asks it to end and gives its exit code. */
  end(): Promise<number | null>
  /** What it printed for a person, for the words of a failing test. */
  said(): string
  /** Does something at the USB sockets of a station that was started with them. */
  usb(wish: UsbWish): void
}

/**
 * Starts a station on a profile; `words` are further command line options. With `onUsb` it has USB sockets in memory,
 * and a scanner in one of them.
 */
export function startStation(options: {
  profile: string
  words: readonly string[]
  onNews: (news: AnyNews) => void
  onUsb?: (word: UsbWord) => void
  /** It ends by itself at a point, or has another time. */
  wish?: CrashWish
}): StationProcess {
  rmSync(join(options.profile, 'bridge.json'), { force: true })
  const startedAt = performance.now()
  const words = ['--host', 'browser', '--port', '0', '--profile', options.profile, '--headless']
  const { onUsb, wish } = options
  const own = wish === undefined ? program : crashProgram
  const run = onUsb === undefined ? [own] : ['--expose-gc', usbProgram]
  const child = spawn(process.execPath, [...run, ...words, ...options.words], {
    env: { ...process.env, ...(wish === undefined ? {} : { CRASH_WISH: JSON.stringify(wish) }) },
    stdio: ['ignore', 'pipe', 'pipe', ...(onUsb === undefined ? [] : ['ipc' as const])],
  })
  if (onUsb !== undefined) child.on('message', (word) => onUsb(word as UsbWord))
  // A message to a station that was killed this moment fails; its end is told by itself.
  child.on('error', () => undefined)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += String(data)))
  let isGone = false
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      isGone = true
      resolve()
    })
  })
  let usableAfterMs: number | null = null

  async function ready(): Promise<BridgeClient> {
    const { socket, token } = await bridgeFile()
    const bridge = await connectBridge({ socket, token }, options.onNews)
    await bridge.ask('frame:state', {})
    await bridge.ask('work:list', {})
    usableAfterMs = performance.now() - startedAt
    return bridge
  }

  async function bridgeFile(): Promise<BridgeFile> {
    for (;;) {
      const file = readBridgeFile(options.profile)
      if (file !== null && file.pid === child.pid) return file
      if (isGone) throw new StationGone(`the station ended while it started: ${said}`)
      if (performance.now() - startedAt > startWithinMs) throw new Error(`the station did not start: ${said}`)
      await pause(lookEveryMs)
    }
  }

  return {
    pid: child.pid ?? 0,
    ready: ready(),
    usableAfterMs: () => usableAfterMs,
    exited,
    isGone: () => isGone,
    kill: () => void child.kill('SIGKILL'),
    end: () => end(child, exited),
    said: () => said,
    usb: (wish) => {
      if (child.connected) child.send(wish)
    },
  }
}

async function end(child: ChildProcess, exited: Promise<void>): Promise<number | null> {
  child.kill('SIGTERM')
  const tooLong = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
  await exited
  clearTimeout(tooLong)
  return child.exitCode
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Waits until something holds, looking again and again; throws with what was last seen when it never does. */
export async function until<T>(
  look: () => Promise<T | null> | T | null,
  what: string,
  withinMs = 10_000,
  everyMs = 15,
): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > end) throw new Error(`It did not come about in ${withinMs} ms: ${what}`)
    await pause(everyMs)
  }
}
