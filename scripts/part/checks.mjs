import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { nodeProgram, root, runQuietly, toolFile } from './run.mjs'
import { clearStamp, fingerprintOf, readStamp, writeStamp } from './stamp.mjs'

/**
 * A check that needs no test runner: what it is called, what to run under Node 24, and what a person does when it
 * fails.
 *
 * @typedef {{ name: string, args: readonly string[], next: string }} Check
 */

const processes = ['src-shared', 'src-main', 'src-renderer', 'test', 'scripts']

/** @type {readonly Check[]} */
export const checks = [
  {
    name: 'lint',
    args: [toolFile('oxlint'), '.'],
    next: 'mend the lines it names; a rule is switched off only in .oxlintrc.json, with the reason.',
  },
  {
    name: 'import law',
    args: [join(root, 'scripts/import-law.mjs')],
    next: 'move the import to where .dependency-cruiser.cjs allows it; its comments say why.',
  },
  {
    name: 'unused code',
    args: [toolFile('knip'), '--no-progress'],
    next: 'delete what nothing uses, or use it.',
  },
  ...processes.map((name) => ({
    name: `types of ${name}`,
    args: [toolFile('tsc'), '-p', name],
    next: 'mend the types it names.',
  })),
  {
    name: 'format',
    args: [toolFile('biome'), 'check', '--max-diagnostics=50', '.'],
    next: 'run `npm run format`, then mend by hand what is left.',
  },
]

/** What lies in the folder and is nobody's source: what .gitignore names, and git's own. */
const made = ['.git', '.setup', 'node_modules', 'out', 'dist', 'demo-out', 'bench-out']

/**
 * A fingerprint of all that a check may read: every source, every setting, and by the lock file the version of every
 * tool. It takes in more than any one check reads, so that none is passed over that might see the difference.
 */
function fingerprintOfSources() {
  const names = readdirSync(root).filter((name) => !made.includes(name) && !name.endsWith('.log'))
  return `${fingerprintOf(names.sort())} node=${nodeProgram()}`
}

/**
 * Runs one check to its end, unless it passed before with these very sources: a check says the same of the same
 * files. One that fails is always run again.
 *
 * @param {Check} check
 * @param {() => string} readSources gives their fingerprint as it is now
 * @returns {Promise<{ ok: boolean, output: string, note?: string }>}
 */
export async function runCheck(check, readSources = fingerprintOfSources) {
  const sources = readSources()
  const stamp = `check-${check.name.replaceAll(' ', '-')}`
  if (readStamp(stamp) === sources) return { ok: true, output: '', note: 'unchanged since it passed' }
  clearStamp(stamp)
  const result = await runWhole(check)
  // What was changed meanwhile was perhaps not read.
  if (result.ok && readSources() === sources) writeStamp(stamp, sources)
  return result
}

/** @returns {Promise<{ ok: boolean, output: string }>} */
async function runWhole(/** @type {Check} */ check) {
  const folder = check.name.startsWith('types of ') ? check.args.at(-1) : undefined
  if (folder !== undefined && !existsSync(join(root, folder, 'tsconfig.json'))) {
    return { ok: false, output: `${folder}/tsconfig.json is missing.` }
  }
  const { code, output } = await runQuietly(nodeProgram(), check.args, { label: check.name })
  return { ok: code === 0, output }
}
