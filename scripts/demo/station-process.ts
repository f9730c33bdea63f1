import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BridgeLine, openBridgeLine } from './bridge-line.ts'
import { DemoError } from './demo-error.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const startWithinMs = 30_000
const endWithinMs = 5_000

/** A station in a process of its own, run by its command line, with the line to it. */
export type StationProcess = BridgeLine & { end(): Promise<void> }

/** Starts a station headless on a free port and waits until its bridge answers. */
export async function startStation(
  name: string,
  profileFolder: string,
  words: string[],
): Promise<StationProcess> {
  const args = ['--host', 'browser', '--port', '0', '--headless', '--profile', profileFolder, ...words]
  const child = spawn(process.execPath, [join(root, 'src-main/cli.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  try {
    await untilItStands(name, child)
    const line = await openBridgeLine(profileFolder)
    return {
      ...line,
      async end() {
        line.close()
        if (!(await endProcess(child))) {
          throw new DemoError(`The station of ${name} did not end when it was told to, and was killed.`)
        }
      },
    }
  } catch (thrown) {
    await endProcess(child)
    throw thrown
  }
}

function untilItStands(name: string, child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(
      () => reject(new DemoError(`The station of ${name} did not start within ${startWithinMs / 1000} s.`)),
      startWithinMs,
    )
    const settle = (work: () => void) => {
      clearTimeout(late)
      work()
    }
    child.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes('The station is at')) settle(resolve)
    })
    child.stderr?.on('data', (text: Buffer) => {
      said += text.toString()
    })
    child.once('error', (thrown) => settle(() => reject(thrown)))
    child.once('exit', () =>
      settle(() => reject(new DemoError(`The station of ${name} did not start: ${said.trim()}`))),
    )
  })
}

/** Tells a station to end. False when it had to be killed. */
async function endProcess(child: ChildProcess): Promise<boolean> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return true
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), endWithinMs)
  await ended
  clearTimeout(late)
  return child.signalCode === null
}
