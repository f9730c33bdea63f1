import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

type Verdict = { code: number; output: string }

/** Asks the very script that `npm test` runs. */
function checkImportLaw(folder: string): Promise<Verdict> {
  return new Promise((done) => {
    execFile(process.execPath, [join(root, 'scripts/import-law.mjs'), folder], (thrown, stdout, stderr) => {
      done({ code: thrown === null ? 0 : Number(thrown.code), output: stdout + stderr })
    })
  })
}

/** One planted violation: the rule it breaks, the file it stands in, and what that file says. */
const violations: [rule: string, file: string, text: string][] = [
  ['shared-imports-nothing-of-ours', 'src-shared/bad.ts', "import '../src-main/station.ts'"],
  ['shared-knows-no-platform', 'src-shared/bad.ts', "import 'node:fs'"],
  ['shared-knows-no-platform', 'src-shared/bad.ts', "import 'react'"],
  ['main-imports-shared-and-itself', 'src-main/packing/bad.ts', "import '../../src-renderer/page.ts'"],
  ['renderer-imports-shared-and-itself', 'src-renderer/bad.ts', "import '../src-main/station.ts'"],
  [
    'renderer-imports-shared-and-itself',
    'src-renderer/bad.ts',
    "import type { S } from '../src-main/station.ts'",
  ],
  ['renderer-knows-no-node', 'src-renderer/bad.ts', "import 'node:fs'"],
  ['electron-only-in-its-host', 'src-main/host/browser/bad.ts', "import { app } from 'electron'\napp.quit()"],
  ['electron-only-in-its-host', 'src-main/station-bad.ts', "import type { App } from 'electron'"],
  ['ground-knows-no-feature', 'src-main/lightspeed/bad.ts', "import '../packing/pack.ts'"],
  ['ground-knows-no-feature', 'src-main/device/bad.ts', "import '../packing/pack.ts'"],
  ['ground-knows-no-feature', 'src-main/store/bad.ts', "import '../label/find.ts'"],
  ['ground-knows-no-feature', 'src-main/catalogue/bad.ts', "import '../packing/pack.ts'"],
  ['shared-imports-nothing-of-ours', 'src-shared/rule/bad.ts', "import '../../src-main/packing/pack.ts'"],
  ['features-do-not-import-each-other', 'src-main/receiving/bad.ts', "import '../packing/pack.ts'"],
  [
    'features-do-not-import-each-other',
    'src-main/receiving/bad.ts',
    "import type { P } from '../packing/pack.ts'",
  ],
  ['services-are-handed-in', 'src-main/packing/bad.ts', "import { find } from '../label/find.ts'\nfind()"],
  ['nothing-below-knows-the-station', 'src-main/packing/bad.ts', "import '../station.ts'"],
  ['training-comes-through-the-station', 'src-main/packing/bad.ts', "import '../training/sandbox.ts'"],
  [
    'sqlite-only-in-store',
    'src-main/packing/bad.ts',
    "import Database from 'better-sqlite3'\nnew Database('x')",
  ],
  ['keytar-only-in-secret', 'src-main/packing/bad.ts', "import 'keytar'"],
  ['no-circular', 'src-main/packing/bad.ts', "import './worse.ts'"],
  ['no-unresolvable', 'src-main/packing/bad.ts', "import './nowhere.ts'"],
]

/** The same file with a number, so that all violations can stand in one folder: `src-main/store/bad-7.ts`. */
const planted = violations.map(([rule, file, text], index) => ({
  rule,
  file: file.replace('.ts', `-${index}.ts`),
  text,
}))

/** A small house in which everything is allowed. */
const lawful: Record<string, string> = {
  'src-shared/rule/weigh.ts': "import { z } from 'zod'\nexport const weigh = z.number()",
  'src-main/station.ts': "import './packing/pack.ts'\nimport './training/sandbox.ts'\nexport type S = 1",
  'src-main/packing/pack.ts':
    "import type { Find } from '../label/find.ts'\nimport '../../src-shared/rule/weigh.ts'\nexport type P = Find",
  'src-main/label/find.ts': 'export const find = () => 1\nexport type Find = typeof find',
  'src-main/training/sandbox.ts': 'export {}',
  'src-main/store/rows.ts':
    "import Database from 'better-sqlite3'\nexport const open = () => new Database('x')",
  'src-main/secret/ring.ts': "import 'keytar'",
  'src-main/host/electron/window.ts': "import { app } from 'electron'\napp.quit()",
  'src-renderer/page.ts': "import '../src-shared/rule/weigh.ts'",
}

function buildHouse(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'import-law-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${text}\nexport {}\n`)
  }
  return folder
}

describe('the import law', () => {
  let brokenHouse: string
  let broken: Verdict
  beforeAll(async () => {
    const files = Object.fromEntries(planted.map(({ file, text }) => [file, text]))
    const circle = planted.findIndex(({ rule }) => rule === 'no-circular')
    const otherHalf = { 'src-main/packing/worse.ts': `import './bad-${circle}.ts'` }
    brokenHouse = buildHouse({ ...lawful, ...files, ...otherHalf })
    broken = await checkImportLaw(brokenHouse)
  })
  afterAll(() => rmSync(brokenHouse, { recursive: true, force: true }))

  it('lets a lawful house pass and has read every file of it', async () => {
    const house = buildHouse(lawful)
    const verdict = await checkImportLaw(house)
    rmSync(house, { recursive: true, force: true })
    const count = Object.keys(lawful).length
    expect(verdict).toEqual({ code: 0, output: `${count} of ${count} source files read\n` })
  })

  it.each(planted)('reports $rule broken in $file by: $text', ({ rule, file }) => {
    expect(broken.code).toBe(1)
    expect(broken.output).toContain(`${rule}: ${file} imports `)
  })

  it('reports nothing but what was planted', () => {
    const reported = broken.output.split('\n').filter((line) => line.includes(' imports '))
    const elsewhere = reported.filter((line) => !/: \S+(bad-\d+|worse)\.ts imports /.test(line))
    expect(elsewhere).toEqual([])
  })

  it('has a planted violation for every rule of the config', () => {
    const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'))
    const proven = new Set(violations.map(([rule]) => rule))
    expect(
      forbidden.map((rule: { name: string }) => rule.name).filter((name: string) => !proven.has(name)),
    ).toEqual([])
  })

  it('fails in a folder where there is nothing to read', async () => {
    const empty = buildHouse({})
    const { code } = await checkImportLaw(empty)
    rmSync(empty, { recursive: true })
    expect(code).toBe(1)
  })
})
