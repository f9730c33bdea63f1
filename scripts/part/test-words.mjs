import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './run.mjs'
import { SetupError } from './say.mjs'

/** @typedef {import('./suites.mjs').Suite} Suite */
/** @typedef {{ suites: Suite[], isLong: boolean, wishes: Record<string, string> }} TestWords */

/** Whole numbers the fault suite takes, and the variable each travels in. */
const numbers = {
  seed: 'FAULT_SEED',
  seeds: 'FAULT_SEEDS',
  pushes: 'FAULT_PUSHES',
  kills: 'FAULT_KILLS',
  visits: 'FAULT_VISITS',
  cuts: 'FAULT_CUTS',
  flips: 'FAULT_FLIPS',
  jobs: 'FAULT_JOBS',
  flood: 'FAULT_FLOOD',
}

/**
 * What a person wants tested: suites by name, and for the fault suite how long, which seed and which row of the matrix.
 *
 * @param {readonly string[]} words
 * @param {readonly string[]} suites those there are
 * @returns {TestWords}
 * @throws SetupError for whatever is not understood, in one line
 */
export function readTestWords(words, suites) {
  const { values, positionals } = parsed(words)
  const unknown = positionals.find((word) => !suites.includes(word))
  if (unknown !== undefined) {
    throw new SetupError(`There are no ${unknown} tests.`, `name some of: ${suites.join(', ')}.`)
  }
  /** @type {Record<string, string>} */
  const wishes = {}
  for (const [word, name] of Object.entries(numbers)) {
    const value = values[word]
    if (value === undefined) continue
    if (!/^\d{1,9}$/.test(String(value))) {
      throw new SetupError(`--${word} needs a whole number.`, `for instance --${word} 23.`)
    }
    wishes[name] = String(value)
  }
  if (values.only !== undefined) wishes.FAULT_ONLY = rowOf(String(values.only))
  return { suites: /** @type {Suite[]} */ (positionals), isLong: values.long === true, wishes }
}

/** @param {readonly string[]} words */
function parsed(words) {
  /** @type {Record<string, { type: 'string' | 'boolean' }>} */
  const options = { long: { type: 'boolean' }, only: { type: 'string' } }
  for (const word of Object.keys(numbers)) options[word] = { type: 'string' }
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (thrown) {
    const said = thrown instanceof Error ? (thrown.message.split('. ')[0] ?? '') : String(thrown)
    throw new SetupError(
      `${said}.`,
      `there are: ${Object.keys(options)
        .map((word) => `--${word}`)
        .join(', ')}.`,
    )
  }
}

/** @returns {string} a row of the fault matrix that some test of the fault suite proves */
function rowOf(/** @type {string} */ text) {
  const rows = rowsOfFaultSuite()
  if (rows.has(text)) return text
  throw new SetupError(
    `--only needs a row of the fault matrix that this suite proves; ${text === '' ? 'nothing' : text} is none.`,
    `there are: ${[...rows].sort().join(', ')}.`,
  )
}

/** The rows that stand in the names of the fault suite's tests. */
export function rowsOfFaultSuite() {
  const folder = join(root, 'test/fault')
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'))
  const names = files.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => /\b(it|describe)\b|^\s*[`'"]/.test(line)),
  )
  return new Set(names.join('\n').match(/\b[FS]\d\d\b/g) ?? [])
}
