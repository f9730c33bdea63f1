import { openClosers } from './closers.ts'
import { DemoError } from './demo-error.ts'
import { type DemoDocument, emptyDocument } from './document.ts'
import { readDemoOptions } from './options.ts'
import { runDemo } from './run-demo.ts'

/**
 * The main job once, headless. Exit code 0: the store has exactly what was counted; 1: it has not, or the demo could
 * not be played; 2: a wrong word on the command line.
 */
async function main(words: string[]): Promise<number> {
  const startedAt = performance.now()
  const complain = (line: string) => void process.stderr.write(`${line}\n`)
  let options: ReturnType<typeof readDemoOptions>
  try {
    options = readDemoOptions(words)
  } catch (thrown) {
    if (!(thrown instanceof DemoError)) throw thrown
    complain(thrown.message)
    return 2
  }
  const { isJson, outFolder } = options
  const steps = isJson ? process.stderr : process.stdout
  const say = (line: string) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)
    steps.write(`${seconds} s  ${line}\n`)
  }
  const closers = openClosers()
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => void closers.closeAll().finally(() => process.exit(code)))
  }

  let document: DemoDocument = emptyDocument()
  let problems: string[] = []
  try {
    ;({ document, problems } = await runDemo({ outFolder, closers, say }))
  } catch (thrown) {
    problems = [thrown instanceof DemoError ? thrown.message : `The demo broke: ${(thrown as Error).stack}`]
    document = { ...document, durationMs: Math.round(performance.now() - startedAt) }
  } finally {
    await closers.closeAll()
  }
  for (const problem of problems) complain(problem)
  if (isJson) process.stdout.write(`${JSON.stringify(document)}\n`)
  else if (document.ok) say('Done: the store has exactly what was counted.')
  return document.ok ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
