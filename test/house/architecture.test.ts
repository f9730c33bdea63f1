import { describe, expect, it } from 'vitest'
import { holdsSql, readFromRoot, sourcesBelow, writesConsignmentState } from './sources.ts'

const houses = ['src-shared', 'src-main', 'src-renderer', 'scripts']
const sources = sourcesBelow(houses, /\.(ts|tsx|mjs)$/)
const manifest = JSON.parse(readFromRoot('package.json')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
  overrides: Record<string, string>
  allowScripts: Record<string, boolean>
}
const locked = Object.entries(
  (
    JSON.parse(readFromRoot('package-lock.json')) as {
      packages: Record<
        string,
        { hasInstallScript?: boolean; integrity?: string; resolved?: string; link?: boolean }
      >
    }
  ).packages,
)

describe('where things stand', () => {
  it('finds the sources it judges', () => {
    expect(sources.length).toBeGreaterThan(50)
  })

  it('has SQL in src-main/store and nowhere else', () => {
    const elsewhere = sources.filter(
      ({ path, text }) => !path.startsWith('src-main/store/') && holdsSql(text),
    )
    expect(elsewhere.map(({ path }) => path)).toEqual([])
    expect(sources.some(({ path, text }) => path.startsWith('src-main/store/') && holdsSql(text))).toBe(true)
  })

  it.each([
    ['a statement over several lines', '`SELECT id,\n  code\n FROM product`', true],
    ['an insert', "'INSERT OR IGNORE INTO scan (id) VALUES (?)'", true],
    ['a pragma', "db.pragma('journal_mode = WAL')", true],
    ['an HTTP verb', "{ method: 'DELETE', path: '/products' }", false],
    ['a sentence', "'Select a line from the list, or update the set.'", false],
  ])('tells SQL from other text: %s', (_what, text, expected) => {
    expect(holdsSql(text)).toBe(expected)
  })

  it('writes the state of a consignment in one module only', () => {
    const writers = sources.filter(({ text }) => writesConsignmentState(text)).map(({ path }) => path)
    expect(writers).toEqual(['src-main/store/consignment-state-rows.ts'])
  })

  it.each([
    ['an update', "'UPDATE consignment SET state = ? WHERE id = ?'", true],
    ['an update of more columns', '`UPDATE consignment\n SET note = ?,\n state = ?`', true],
    ['a new row', '`INSERT INTO consignment (id, state) VALUES (?, ?)`', true],
    ['another column', "'UPDATE consignment SET note = ? WHERE state = 1'", false],
    ['another table', "'INSERT INTO consignment_line (id) VALUES (?)'", false],
  ])('tells a state write from another: %s', (_what, text, expected) => {
    expect(writesConsignmentState(text)).toBe(expected)
  })

  it('S02 loads no code or style from outside into the page', () => {
    const page = readFromRoot('src-renderer/index.html')
    expect(page).not.toMatch(/(src|href)\s*=\s*["']?\s*(https?:)?\/\//i)
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/i)
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/i)
  })
})

describe('what is installed', () => {
  it('runs on Node 24 or later', () => {
    expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24)
  })

  it('S25 names every dependency by one exact version', () => {
    const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
    const loose = Object.entries({ ...named, ...manifest.overrides }).filter(
      ([, version]) => !/^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    )
    expect(loose).toEqual([])
  })

  it('S25 locks every package by its content and from no fixed address', () => {
    const packages = locked.filter(([path, entry]) => path !== '' && entry.link !== true)
    expect(packages.length).toBeGreaterThan(100)
    expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([])
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
  })

  it('S25 knows every install script in the tree and lets only the key ring library run its own', () => {
    const withScript = locked.filter(([, entry]) => entry.hasInstallScript === true)
    const names = withScript.map(([path]) => path.replace(/^.*node_modules\//, ''))
    expect(names.filter((name) => !(name in manifest.allowScripts))).toEqual([])
    const allowed = Object.entries(manifest.allowScripts).filter(([, runs]) => runs)
    expect(allowed.map(([name]) => name)).toEqual(['keytar'])
  })
})
