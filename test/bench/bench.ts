import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { outletId } from '../../src-main/training/store/training-catalogue.ts'
import { hasBrowser } from '../browser.ts'
import type { BenchContext, Figure } from './part/figure.ts'

/** In this order: the first fills the profile that the others start from. */
const rows = [
  'pull-catalogue',
  'look-up-code',
  'start-station',
  'open-consignment',
  'scan-to-news',
  'scan-beside-waiting',
  'devices-to-page',
  'eight-devices',
  'away-and-end',
  'entry-to-acknowledged',
  'explain-product',
]
const sizes = {
  whole: { products: 300_000, codes: 500_000, consignments: 24_000, lines: 290_000 },
  small: { products: 30_000, codes: 50_000, consignments: 2_400, lines: 29_000 },
}
const seed = 1
const here = fileURLToPath(new URL('.', import.meta.url))
const outFolder = fileURLToPath(new URL('../../bench-out', import.meta.url))

const { values } = parseArgs({
  options: { small: { type: 'boolean' }, only: { type: 'string', multiple: true } },
})
const size = values.small === true ? sizes.small : sizes.whole
const wanted = rows.filter((row) => row === rows[0] || (values.only ?? rows).includes(row))

const folder = mkdtempSync(join(tmpdir(), 'station-bench-'))
const loads: { row: string; load: number }[] = []
const figures: Figure[] = []
const failed: string[] = []
const { child: bigStore, context } = await openBigStore()
// Whoever stops the bench stops its programs too.
const running = new Set<ChildProcess>([bigStore])
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
try {
  for (const row of wanted) {
    process.stderr.write(`${row} …\n`)
    const found = await run(row)
    if (found === null) failed.push(row)
    else figures.push(...found)
    loads.push({ row, load: loadavg()[0] ?? 0 })
  }
} finally {
  bigStore.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
tell()
process.exitCode = failed.length > 0 ? 1 : 0

async function openBigStore(): Promise<{ child: ChildProcess; context: BenchContext }> {
  const numbers = [size.products, size.codes, size.consignments, size.lines, seed].map(String)
  const child = spawn(process.execPath, [join(here, 'big-store.ts'), ...numbers], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data)))
    child.once('exit', (code) => reject(new Error(`The big store ended with ${code}.`)))
  })
  const said = JSON.parse(line) as { url: string; token: string; longConsignment: string }
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, said.token, { mode: 0o600 })
  return {
    child,
    context: {
      storeUrl: said.url,
      tokenFile,
      profile: join(folder, 'profile'),
      outletId: outletId('Warehouse'),
      size,
      seed,
      longConsignment: said.longConsignment,
      hasBrowser,
    },
  }
}

/** A row is a program of its own, so that one's garbage is not collected in another's time. Null when it broke. */
async function run(row: string): Promise<Figure[] | null> {
  const file = join(folder, 'context.json')
  writeFileSync(file, JSON.stringify(context))
  const child = spawn(process.execPath, [join(here, `${row}.ts`), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  let said = ''
  child.stdout.on('data', (data) => (said += String(data)))
  const code = await new Promise((resolve) => child.once('close', resolve))
  running.delete(child)
  if (code !== 0) return null
  return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as Figure[]
}

function tell(): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB`
  const load = loads.map((one) => `${one.row} ${one.load.toFixed(1)}`).join(', ')
  const head = ['what', 'measured', 'budget', 'floor', 'n', '']
  const table = [
    head,
    ...figures.map((one) => [
      one.what,
      one.measured,
      one.budget,
      one.floor,
      String(one.samples),
      one.verdict,
    ]),
  ]
  const widths = head.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  const text = table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  process.stdout.write(`${text.join('\n')}\n\n${machine}; load after each row: ${load}\n`)
  for (const row of failed) process.stdout.write(`${row} broke: see above.\n`)
  mkdirSync(outFolder, { recursive: true })
  const out = join(outFolder, 'bench.json')
  const at = new Date().toISOString()
  writeFileSync(
    out,
    JSON.stringify({ at, machine, node: process.version, size, loads, figures, failed }, null, 2),
  )
  process.stdout.write(`${out}\n`)
}
