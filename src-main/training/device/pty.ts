import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Two linked pseudo-terminals: the station opens `host`, a virtual device opens `device`. */
export type PtyPair = {
  /** These paths stay the same when the pair is dropped and restored. */
  host: string
  device: string
  /** Unplugs: both ends go away, as when an adapter is pulled. */
  drop(): Promise<void>
  /** Plugs in again, at the same paths. The virtual device has to connect anew. */
  restore(): Promise<void>
  close(): Promise<void>
}

/** Makes a pair through `socat`. Throws when socat is not installed or does not make the pair in time. */
export async function openPtyPair(): Promise<PtyPair> {
  const folder = mkdtempSync(join(tmpdir(), 'station-pty-'))
  const host = join(folder, 'host')
  const device = join(folder, 'device')
  let socat: ChildProcess | null = null

  async function restore(): Promise<void> {
    const child = spawn('socat', [`pty,raw,echo=0,link=${host}`, `pty,raw,echo=0,link=${device}`])
    socat = child
    let failed: Error | null = null
    child.on('error', (error) => {
      failed = error
    })
    for (let tries = 0; !(existsSync(host) && existsSync(device)); tries++) {
      if (failed !== null)
        throw new Error('socat could not be started; install it to play serial devices.', { cause: failed })
      if (tries > 300 || child.exitCode !== null) throw new Error('socat made no pseudo-terminals.')
      await pause(10)
    }
  }

  async function drop(): Promise<void> {
    const child = socat
    socat = null
    if (child === null || child.exitCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
    rmSync(host, { force: true })
    rmSync(device, { force: true })
  }

  await restore()
  return {
    host,
    device,
    drop,
    restore,
    close: async () => {
      await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
