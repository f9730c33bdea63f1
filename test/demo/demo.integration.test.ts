import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { outletId, trainingCatalogue } from '../../src-main/training/store/training-catalogue.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'

const demo = fileURLToPath(new URL('../../scripts/demo/demo.ts', import.meta.url))
const withinMs = 90_000

const whole = z.int().min(0)
const line = z.strictObject({
  sku: z.string(),
  planned: whole,
  packed: whole,
  received: whole,
  damaged: whole,
})
const demoDocument = z.strictObject({
  ok: z.boolean(),
  durationMs: whole,
  scans: z.strictObject({ sent: whole, committed: whole, refused: whole }),
  parcels: z.array(
    z.strictObject({
      number: z.int(),
      grams: z.int().positive(),
      weightFrom: z.enum(['scale', 'typed']),
      label: z.string().min(5),
    }),
  ),
  consignments: z.array(
    z.strictObject({
      reference: z.string().startsWith('PK-'),
      remoteId: z.string().length(36),
      kind: z.string(),
      state: z.string(),
      remoteStatus: z.string(),
      lines: z.array(line),
    }),
  ),
  store: z.strictObject({
    creates: whole,
    duplicateReferences: whole,
    accumulatedLines: whole,
    calls: whole,
    status429: whole,
  }),
  labels: z.array(z.string()),
})

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Run = { code: number | null; stdout: string; stderr: string; leftOver: string[] }

/** Runs the demo with a temporary folder of its own. `onLine` sees each line of standard error as it comes. */
function runDemo(
  words: string[],
  more: { env?: Record<string, string>; onLine?: (line: string, child: ChildProcess) => void } = {},
): Promise<Run> {
  const temporary = mkdtempSync(join(folder, 'tmp-'))
  const child = spawn(process.execPath, [demo, ...words], {
    env: { ...process.env, TMPDIR: temporary, ...more.env },
  })
  let stdout = ''
  let stderr = ''
  let read = 0
  child.stdout.on('data', (text) => {
    stdout += text
  })
  child.stderr.on('data', (text) => {
    stderr += text
    const lines = stderr.split('\n').slice(0, -1)
    for (const one of lines.slice(read)) more.onLine?.(one, child)
    read = lines.length
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr, leftOver: leftOver(temporary) }))
  })
}

/** What a demo left in its temporary folder, and processes that still speak of that folder. */
function leftOver(temporary: string): string[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => commandLine(pid))
    .filter((words) => words.includes(temporary))
  return [...readdirSync(temporary).filter((name) => name.startsWith('station-')), ...processes]
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch (thrown) {
    if (['ENOENT', 'ESRCH'].includes((thrown as { code?: string }).code ?? '')) return ''
    throw thrown
  }
}

describe.skipIf(!hasSocat)(`the demo${skippedSay}`, () => {
  it('packs, sends and receives a transfer, and the store agrees', { timeout: withinMs }, async () => {
    const out = join(folder, 'out')
    const run = await runDemo(['--json', '--out', out])
    expect(run, run.stderr).toMatchObject({ code: 0, leftOver: [] })
    const read = demoDocument.parse(JSON.parse(run.stdout))
    expect(read).toMatchObject({
      ok: true,
      store: { creates: 1, duplicateReferences: 0, accumulatedLines: 0, status429: 0 },
    })
    expect(read.store.calls).toBeGreaterThan(10)

    const [transfer] = read.consignments
    expect(read.consignments).toHaveLength(1)
    // Completed at the latest with the next reading of the store.
    expect(transfer).toMatchObject({ kind: 'OUTLET', remoteStatus: 'RECEIVED' })
    expect(['received', 'completed']).toContain(transfer?.state)
    const lines = transfer?.lines ?? []
    const sum = (of: 'planned' | 'packed' | 'received' | 'damaged') =>
      lines.reduce((units, one) => units + one[of], 0)
    expect(lines.length).toBeGreaterThanOrEqual(8)
    expect(sum('packed')).toBeGreaterThanOrEqual(40)
    expect(sum('packed')).toBe(sum('planned'))
    expect(sum('packed') - sum('received')).toBe(1)
    expect(lines.filter((one) => one.received < one.packed)).toHaveLength(1)
    expect(sum('damaged')).toBe(1)

    // One scan a unit at either bench, and one too many that was taken back.
    expect(read.scans.committed).toBe(sum('packed') + sum('received') + 1)
    expect(read.scans.refused).toBeGreaterThanOrEqual(1)
    expect(read.scans.sent).toBe(read.scans.committed + read.scans.refused)

    expect(read.parcels.map(({ number, weightFrom }) => [number, weightFrom])).toEqual([
      [1, 'scale'],
      [2, 'scale'],
      [3, 'scale'],
    ])
    expect(new Set(read.parcels.map(({ label }) => label)).size).toBe(3)
    expect(read.labels).toHaveLength(3)
    for (const file of read.labels) {
      expect(readFileSync(file).subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    }
    expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toEqual(read)
  })

  it('ends with code 1 and says what differs when the store disagrees', { timeout: withinMs }, async () => {
    const blocker = await takePort9100()
    let page = ''
    const answered: Promise<number>[] = []
    const run = await runDemo(['--json', '--out', join(folder, 'out-2')], {
      onLine(said) {
        page = /Sandbox store: (\S+)/.exec(said)?.[1] ?? page
        // Somebody in the office sets a level while the goods are on the road.
        if (said.includes('on its way')) answered.push(setStock(page, 'T-Shirt M', 'Ponsonby', 999))
      },
    })
    blocker?.close()
    expect(await Promise.all(answered), run.stderr).toEqual([303])
    expect(run).toMatchObject({ code: 1, leftOver: [] })
    expect(run.stderr).toMatch(/T-Shirt M, stock moved at the destination: 6 here, \d+ in the store\./)
    expect(run.stderr).toMatch(/Port 9100 is in use by another program; the label printer takes port \d+\./)
    expect(demoDocument.parse(JSON.parse(run.stdout)).ok).toBe(false)
  })

  it.each([
    ['while it opens', 'Virtual scale'],
    ['while it packs', 'planned'],
  ])(
    'leaves no process and no folder behind when it is stopped %s',
    {
      timeout: withinMs,
    },
    async (_when, step) => {
      const run = await runDemo(['--json', '--out', join(folder, 'out-3')], {
        onLine: (said, child) => {
          if (!said.includes(step)) return
          child.kill('SIGTERM')
          // As one Ctrl-C comes twice where npm stands between: again while it puts away.
          setTimeout(() => child.kill('SIGTERM'), 30)
        },
      })
      expect(run).toMatchObject({ code: 143, leftOver: [] })
      expect(run.stderr).toMatch(/\nThe demo was stopped\.\n$/)
      expect(demoDocument.parse(JSON.parse(run.stdout)).ok).toBe(false)
    },
  )
})

describe('the demo on a machine without socat', () => {
  it('says how to install it and ends with code 1', async () => {
    const run = await runDemo(['--json'], { env: { PATH: folder } })
    expect(run.code).toBe(1)
    expect(run.stderr).toMatch(/^[^\n]*apt-get install [^\n]*socat\n$/)
    expect(demoDocument.parse(JSON.parse(run.stdout)).ok).toBe(false)
  })
})

it.each([
  ['a word it does not know', ['--jsn'], '--jsn'],
  ['a folder that cannot be made', ['--out', join(demo, 'out')], '--out'],
])('refuses %s in one line, with code 2', async (_what, words, names) => {
  const run = await runDemo(words)
  expect(run).toMatchObject({ code: 2, stdout: '' })
  expect(run.stderr.split('\n')).toEqual([expect.stringContaining(names), ''])
})

/** Takes the printer's usual port, unless somebody has it already. */
function takePort9100(): Promise<Server | null> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(null))
    server.listen(9100, '127.0.0.1', () => resolve(server))
  })
}

/** Fills in the form of the sandbox's page, as a person would. */
async function setStock(page: string, product: string, outlet: string, level: number): Promise<number> {
  const productId = trainingCatalogue().products.find((one) => one.name === product)?.id ?? ''
  const form = new URLSearchParams({
    act: 'set-stock',
    product: productId,
    outlet: outletId(outlet),
    level: String(level),
  })
  const response = await fetch(`${page}/act`, {
    method: 'POST',
    headers: { Origin: new URL(page).origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form,
    redirect: 'manual',
  })
  return response.status
}
