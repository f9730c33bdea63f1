import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { openClosers } from './closers.ts'
import { DemoError } from './demo-error.ts'
import { type DemoDocument, emptyDocument } from './document.ts'
import { readDemoOptions } from './options.ts'

// What Node made of the sources is kept, as the station itself does; the rest is therefore imported late.
enableCompileCache(fileURLToPath(new URL('../../out/compile-cache', import.meta.url)))

/** Exit codes of a stop, as shells count them: 128 and the number of the signal. */
const endOf = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }
/** Whatever hangs then is left behind. */
const stopWithinMs = 20_000

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
  let stoppedWith: number | null = null
  for (const [signal, code] of Object.entries(endOf)) {
    // One Ctrl-C comes from the terminal and from npm: the second must not cut the putting away short.
    process.on(signal, () => {
      if (stoppedWith !== null) return
      stoppedWith = code
      setTimeout(() => process.exit(code), stopWithinMs).unref()
      closers.stop()
      closers.closeAll().catch((thrown: unknown) => complain(sentenceOf(thrown)))
    })
  }

  let document: DemoDocument = emptyDocument()
  const problems: string[] = []
  try {
    const { runDemo } = await import('./run-demo.ts')
    const played = await runDemo({ outFolder, closers, say })
    document = played.document
    problems.push(...played.problems)
  } catch (thrown) {
    problems.push(stoppedWith === null ? sentenceOf(thrown) : 'The demo was stopped.')
    document = { ...document, durationMs: Math.round(performance.now() - startedAt) }
  }
  try {
    await closers.closeAll()
  } catch (thrown) {
    problems.push(sentenceOf(thrown))
    document = { ...document, ok: false }
  }
  for (const problem of problems) complain(problem)
  if (isJson) process.stdout.write(`${JSON.stringify(document)}\n`)
  else if (document.ok) say('Done: the store has exactly what was counted.')
  return stoppedWith ?? (document.ok ? 0 : 1)
}

function sentenceOf(thrown: unknown): string {
  if (thrown instanceof DemoError) return thrown.message
  return `The demo broke: ${thrown instanceof Error ? thrown.stack : String(thrown)}`
}

process.exitCode = await main(process.argv.slice(2))
