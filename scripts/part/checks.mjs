import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { nodeProgram, root, runQuietly, toolFile } from './run.mjs'

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

/** Runs one check to its end. @returns {Promise<{ ok: boolean, output: string }>} */
export async function runCheck(/** @type {Check} */ check) {
  const folder = check.name.startsWith('types of ') ? check.args.at(-1) : undefined
  if (folder !== undefined && !existsSync(join(root, folder, 'tsconfig.json'))) {
    return { ok: false, output: `${folder}/tsconfig.json is missing.` }
  }
  const { code, output } = await runQuietly(nodeProgram(), check.args, { label: check.name })
  return { ok: code === 0, output }
}
