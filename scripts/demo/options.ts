import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DemoError } from './demo-error.ts'

export type DemoOptions = { isJson: boolean; outFolder: string }

/**
 * Reads the demo's command line: `--json` for machines, `--out DIR` for the label pictures (default `demo-out`), and
 * makes that folder.
 * @throws DemoError that names the wrong word.
 */
export function readDemoOptions(words: string[]): DemoOptions {
  const options = parsed(words)
  try {
    mkdirSync(options.outFolder, { recursive: true })
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown'
    throw new DemoError(`--out ${options.outFolder}: that folder cannot be made (${code}).`)
  }
  return options
}

function parsed(words: string[]): DemoOptions {
  try {
    const { values } = parseArgs({
      args: words,
      options: { json: { type: 'boolean', default: false }, out: { type: 'string', default: 'demo-out' } },
    })
    return { isJson: values.json, outFolder: resolve(values.out) }
  } catch (thrown) {
    const why = thrown instanceof Error ? (thrown.message.split('. ')[0] ?? '') : String(thrown)
    throw new DemoError(`${why}. The demo takes --json and --out DIR.`)
  }
}
