import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, resolve, sep } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { root } from './part/run.mjs'

const houses = ['src-shared', 'src-main', 'src-renderer']

/**
 * Checks the import law of a folder laid out like this repository and prints each broken rule. Fails, too, when the
 * checker left out a single source file: with a TypeScript it does not understand it reads nothing and is content.
 *
 * Use: `node scripts/import-law.mjs [folder]`
 */
const folder = resolve(process.argv[2] ?? root)
const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'))
const present = houses.filter((house) => existsSync(join(folder, house)))
const { output } = await cruise(present, {
  ...options,
  baseDir: folder,
  validate: true,
  ruleSet: { forbidden },
})
if (typeof output === 'string') throw new Error(`The checker answered with text: ${output}`)

for (const { rule, from, to, cycle } of output.summary.violations) {
  const path = cycle === undefined ? to : cycle.map((step) => step.name).join(' -> ')
  process.stdout.write(`${rule.name}: ${from} imports ${path}\n`)
}

const read = new Set(output.modules.map((module) => module.source))
const unread = present.flatMap(sourcesOf).filter((file) => !read.has(file))
for (const file of unread) process.stdout.write(`not read by the checker: ${file}\n`)

const sourceCount = present.flatMap(sourcesOf).length
process.stdout.write(`${sourceCount - unread.length} of ${sourceCount} source files read\n`)
process.exitCode = output.summary.violations.length + unread.length > 0 || sourceCount === 0 ? 1 : 0

/** @returns {string[]} */
function sourcesOf(/** @type {string} */ house) {
  return readdirSync(join(folder, house), { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) =>
      relative(folder, join(folder, house, name))
        .split(sep)
        .join('/'),
    )
}
