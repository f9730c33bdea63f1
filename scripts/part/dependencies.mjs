import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { noteInLock } from './lock.mjs'
import { root, runQuietly } from './run.mjs'
import { SetupError, say, secondsSince } from './say.mjs'
import { clearStamp, fingerprintOf, readStamp, writeStamp } from './stamp.mjs'

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage */

const step = 'dependencies'

/**
 * Makes `node_modules` what the lock file says, with `npm ci`, unless it is so already. The stamp also remembers
 * whether the key ring's library was there: keytar is optional and silently left out where it cannot be compiled,
 * so it is tried again once the library has come.
 */
export async function installDependencies() {
  const wanted = `${fingerprintOf(['package-lock.json', '.npmrc'])} secret-library=${hasSecretLibrary()}`
  const stamp = readStamp(step)
  const whole = matchesLock()
  if (stamp === wanted && whole) return
  if (whole && (hasKeytar() || !hasSecretLibrary())) {
    writeStamp(step, wanted)
    return
  }
  const startedAt = performance.now()
  say('Dependencies: installing as locked (npm ci)')
  clearStamp(step)
  // keytar compiles against the headers of the pinned Node, which lie in the same install.
  const env = { ...process.env, npm_config_nodedir: join(root, 'node_modules', `node-${platformName()}`) }
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await runQuietly('npm', args, {
    label: 'installing dependencies',
    env,
    onStart: noteInLock,
    shell: process.platform === 'win32', // npm is a command file there
  })
  if (code !== 0) {
    say(output.trimEnd().split('\n').slice(-20).join('\n'))
    throw new SetupError(
      'The dependencies could not be installed (see above).',
      'check that the npm registry can be reached, then run this again.',
    )
  }
  writeStamp(step, wanted)
  say(`Dependencies: ready (${secondsSince(startedAt)})`)
  if (!hasKeytar()) say('  The key ring library could not be built: connecting a store will not work here.')
}

function platformName() {
  return process.platform === 'win32' ? `win-${process.arch}` : `${process.platform}-${process.arch}`
}

function hasSecretLibrary() {
  return process.platform !== 'linux' || existsSync('/usr/include/libsecret-1/libsecret/secret.h')
}

function hasKeytar() {
  return existsSync(join(root, 'node_modules/keytar/build/Release/keytar.node'))
}

/** npm notes at the very end of an install what it put where; compared here with what the lock file asks for. */
function matchesLock() {
  const locked = packagesOf('package-lock.json')
  const installed = packagesOf('node_modules/.package-lock.json')
  if (locked === null || installed === null) return false
  const allThere = Object.entries(locked).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    return found === undefined ? entry.optional === true : found.version === entry.version
  })
  return allThere && Object.keys(installed).every((path) => path in locked)
}

/** @returns {Record<string, LockedPackage> | null} */
function packagesOf(/** @type {string} */ file) {
  const path = join(root, file)
  if (!existsSync(path)) return null
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null
    throw thrown
  }
}
