import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Carries out command lines one after another, as `cli.ts` does each by itself, and prints a line of JSON for what
// became of each. It ends by itself only where none of them left anything open.

process.setMaxListeners(0)
enableCompileCache(fileURLToPath(new URL('../../../out/compile-cache', import.meta.url)))
const { runRelay } = await import('../../../src-main/cli/run-relay.ts')
const { runStation } = await import('../../../src-main/cli/run-station.ts')
const { runVerify } = await import('../../../src-main/cli/verify.ts')

function run([first, ...rest]: readonly string[]): Promise<number> | number {
  if (first === 'relay') return runRelay(rest)
  if (first === 'verify') return runVerify(rest)
  return runStation(first === undefined ? [] : [first, ...rest])
}

const print = process.stdout.write.bind(process.stdout)
const said = { stdout: '', stderr: '' }
process.stdout.write = (text) => {
  said.stdout += String(text)
  return true
}
process.stderr.write = (text) => {
  said.stderr += String(text)
  return true
}
for (const words of JSON.parse(process.argv[2] ?? '[]') as string[][]) {
  Object.assign(said, { stdout: '', stderr: '' })
  const status = await run(words)
  print(`${JSON.stringify({ status, ...said })}\n`)
}
