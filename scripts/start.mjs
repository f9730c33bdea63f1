import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { findElectron } from './part/electron.mjs'
import { handOver, nodeProgram } from './part/run.mjs'
import { endWith, say } from './part/say.mjs'
import { installSystemPackages } from './part/system-packages.mjs'
import { setUp } from './setup.mjs'

/** Where a person's own station lives when nobody names a profile. */
function ownProfile() {
  if (process.platform === 'win32') return join(process.env.APPDATA ?? homedir(), 'consignment-station')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/consignment-station')
  return join(process.env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'consignment-station')
}

/** The person's words, with the profile filled in where they named none. */
function withProfile(/** @type {string[]} */ words) {
  if (words.some((word) => word === '--profile' || word.startsWith('--profile='))) return words
  const profile = ownProfile()
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  return ['--profile', profile, ...words]
}

await setUp(['run'])
const words = process.argv.slice(2)
const wantsBrowser = words.includes('--host=browser') || words[words.indexOf('--host') + 1] === 'browser'
try {
  /** @type {import('./part/electron.mjs').Electron} */
  const electron = wantsBrowser ? { is: 'unused', why: 'that was asked for' } : await findElectron()
  if (electron.is === 'ready') {
    await installSystemPackages(['electron'])
    say('Opening the Electron window.')
    process.exitCode = await handOver(electron.program, ['.', ...withProfile(words)])
  } else {
    say(`Opening in the browser: ${electron.why}.`)
    const host = wantsBrowser ? [] : ['--host', 'browser']
    process.exitCode = await handOver(nodeProgram(), ['src-main/cli.ts', ...host, ...withProfile(words)])
  }
} catch (thrown) {
  endWith(thrown)
}
