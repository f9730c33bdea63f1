import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nodeProgram, root, runQuietly, toolFile } from './run.mjs'
import { SetupError, say } from './say.mjs'
import { fingerprintOf, readStamp, writeStamp } from './stamp.mjs'

/** @typedef {{ is: 'ready', program: string } | { is: 'unused', why: string }} Electron */

const fetchLimitMs = 120_000

/**
 * Finds Electron's runtime, fetching it when the network lets it, and builds the main process for it. Without a
 * display or a runtime it answers why, as the end of a sentence.
 *
 * @returns {Promise<Electron>}
 */
export async function findElectron() {
  if (!hasDisplay()) return { is: 'unused', why: 'there is no display for an Electron window' }
  return findElectronRuntime()
}

/** The same for tests, which bring their own display. @returns {Promise<Electron>} */
export async function findElectronRuntime() {
  if (!existsSync(join(root, 'src-main/main.ts')))
    return { is: 'unused', why: 'the Electron host is not built in' }
  if (process.getuid?.() === 0)
    return { is: 'unused', why: 'Electron keeps its sandbox, which root cannot have' }
  const program = runtime() ?? (await fetchRuntime())
  if (program === null) {
    return { is: 'unused', why: "Electron's runtime is not here and could not be fetched" }
  }
  await buildMain()
  return { is: 'ready', program }
}

/** Whether a window can be shown to somebody. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** The runtime's program, looked for where Electron itself looks. */
function runtime() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules/electron/dist')
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[
    String(process.platform)
  ]
  const program = join(folder, name ?? 'electron')
  return existsSync(program) ? program : null
}

async function fetchRuntime() {
  say("Electron's runtime: fetching")
  await runQuietly(nodeProgram(), [toolFile('install-electron')], {
    label: "fetching Electron's runtime",
    timeoutMs: fetchLimitMs,
  })
  return runtime()
}

/** Electron loads built files only: main and preload go into `out/`, next to the screens. */
async function buildMain() {
  const wanted = fingerprintOf([
    'src-main',
    'src-shared',
    'src-renderer',
    'electron.vite.config.ts',
    'package-lock.json',
  ])
  if (readStamp('electron') === wanted && existsSync(join(root, 'out/main/main.js'))) return
  say('Electron: building')
  const { code, output } = await runQuietly(nodeProgram(), [toolFile('electron-vite'), 'build'], {
    label: 'building for Electron',
  })
  if (code !== 0) {
    say(output.trimEnd().split('\n').slice(-30).join('\n'))
    throw new SetupError('The Electron build failed (see above).', 'mend what it names, then run this again.')
  }
  writeStamp('electron', wanted)
}
