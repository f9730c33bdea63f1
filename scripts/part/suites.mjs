import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasDisplay } from './electron.mjs'
import { setupFolder } from './lock.mjs'
import { nodeProgram, root, runQuietly, toolEnv, toolFile } from './run.mjs'
import { findBrowser, findProgram } from './system-packages.mjs'

/** @typedef {'unit' | 'integration' | 'e2e' | 'fault' | 'electron' | 'usb'} Suite a project of vitest.config.ts */
/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/**
 * `counts` is null when the runner died before it could report: then nothing is known about its tests.
 *
 * @typedef {{ is: 'empty' } | { is: 'ran', ok: boolean, counts: Counts | null, output: string }} SuiteResult
 */

/** Which test files belong to which suite; vitest.config.ts says the same in its own words. */
const folderSuites = ['e2e', 'fault', 'electron', 'usb']

/** @returns {boolean} whether the suite has a single test file yet */
function hasTests(/** @type {Suite} */ suite) {
  const ending = suite === 'integration' ? /\.integration\.test\.ts$/ : /(?<!\.integration)\.test\.tsx?$/
  const start = folderSuites.includes(suite) ? join(root, 'test', suite) : join(root, 'test')
  if (!existsSync(start)) return false
  return readdirSync(start, { recursive: true }).some((name) => ending.test(String(name)))
}

/**
 * Runs one suite with its own data folder, a fresh key ring where Debian's can be had, and the browser named in
 * `STATION_TEST_BROWSER`.
 *
 * @param {Suite} suite
 * @param {Record<string, string>} [extraEnv]
 * @returns {Promise<SuiteResult>}
 */
export async function runSuite(suite, extraEnv = {}) {
  if (!hasTests(suite)) return { is: 'empty' }
  mkdirSync(join(setupFolder, 'report'), { recursive: true })
  const report = join(setupFolder, 'report', `${suite}.json`)
  rmSync(report, { force: true })
  const dataFolder = mkdtempSync(join(tmpdir(), 'station-test-'))
  const clearUp = () => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', clearUp)
  // One row of the fault matrix: the tests that carry its id in their names.
  const only = extraEnv.FAULT_ONLY === undefined ? [] : ['-t', extraEnv.FAULT_ONLY]
  const vitest = [toolFile('vitest'), 'run', '--project', suite, ...only]
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const plain = [nodeProgram(), ...vitest, ...reporters]
  const { program, args, env } = withKeyRing(
    suite,
    suite === 'electron' ? onSomeDisplay(plain) : plain,
    dataFolder,
  )
  const browser = findBrowser()
  const { code, output } = await runQuietly(program, args, {
    label: `${suite} tests`,
    env: toolEnv({ ...env, ...extraEnv, ...(browser === null ? {} : { STATION_TEST_BROWSER: browser }) }),
  })
  clearUp()
  process.off('exit', clearUp)
  return { is: 'ran', ok: code === 0, counts: readCounts(report), output }
}

/** Whether tests can have a key ring of their own here. */
export function canHaveKeyRing() {
  return findProgram(['dbus-run-session']) !== null && findProgram(['gnome-keyring-daemon']) !== null
}

/**
 * Wraps a command so that it runs in a session bus of its own with an unlocked, empty key ring; `STATION_TEST_KEYRING`
 * tells the tests. Unit tests touch no key ring and go without.
 *
 * @param {Suite} suite
 * @param {readonly string[]} command program and arguments
 * @param {string} dataFolder
 */
function withKeyRing(suite, command, dataFolder) {
  /** @type {Record<string, string>} */
  const env = { XDG_DATA_HOME: join(dataFolder, 'data'), XDG_CACHE_HOME: join(dataFolder, 'cache') }
  if (suite === 'unit' || !canHaveKeyRing()) return { program: command[0] ?? '', args: command.slice(1), env }
  const unlock =
    'printf test-ring | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" "$@"'
  env.STATION_TEST_KEYRING = 'unlocked'
  return { program: 'dbus-run-session', args: ['--', 'sh', '-c', unlock, ...command], env }
}

/** Linux without a display gets a virtual one. @returns {readonly string[]} */
function onSomeDisplay(/** @type {readonly string[]} */ command) {
  return hasDisplay() ? command : ['xvfb-run', '--auto-servernum', ...command]
}

/** @returns {Counts | null} */
function readCounts(/** @type {string} */ report) {
  if (!existsSync(report)) return null
  const said = JSON.parse(readFileSync(report, 'utf8'))
  // A file that could not even be loaded counts as one failed test: it has no tests to count.
  const broken = said.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: said.numPassedTests,
    failed: said.numFailedTests + broken.length,
    skipped: said.numPendingTests + said.numTodoTests,
  }
}
