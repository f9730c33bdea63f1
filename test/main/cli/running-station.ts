import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BridgeFacts } from '../../../src-main/host/browser/bridge-file.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** A station started by its command line, in a process of its own. */
export type RunningStation = {
  child: ChildProcess
  /** What it wrote to standard error so far. */
  complaints(): string
  /** Sends a signal and waits for the end; gives its code. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts a headless station and waits until it says where it is. */
export async function startStation(profileFolder: string, words: string[] = []): Promise<RunningStation> {
  const args = ['--host', 'browser', '--headless', '--profile', profileFolder, ...words]
  const child = spawn(process.execPath, [join(root, 'src-main/cli.ts'), ...args], { cwd: root })
  let complaints = ''
  child.stderr.on('data', (text) => {
    complaints += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', () => reject(new Error(`The station did not start: ${complaints}`)))
  })
  return {
    child,
    complaints: () => complaints,
    end(signal) {
      child.kill(signal)
      return ended
    },
  }
}

export function bridgePath(profileFolder: string): string {
  return join(profileFolder, 'bridge.json')
}

/** What `bridge.json` says; null when there is none. */
export function readBridge(profileFolder: string): BridgeFacts | null {
  const path = bridgePath(profileFolder)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as BridgeFacts) : null
}
