import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Start, startAll } from './start-all.ts'

const cli = fileURLToPath(new URL('../../../src-main/cli.ts', import.meta.url))
const isRoot = process.getuid?.() === 0
/** The user nobody: nothing is forbidden to root. */
const nobody = 65_534
const today = new Date().toISOString().slice(0, 10)

/** Something that cannot be used in a profile: what is there in place of what. */
const wrongKinds = [
  ['bridge.json', 'folder'],
  ['browser-session.json', 'folder'],
  ['station.lock', 'folder'],
  ['station.sqlite', 'folder'],
  ['log', 'file'],
  [`log/station-${today}.0001.log`, 'folder'],
  ['training', 'file'],
  ['training/station.sqlite', 'folder'],
  ['training/station.sqlite-wal', 'folder'],
  ['training/sandbox-store.json', 'folder'],
  ['training/backup', 'file'],
  ['training/label', 'file'],
  ['training/slip', 'file'],
] as const
/** What this user may not write, with the rights it has. */
const wrongRights = [
  ['.', 0o500],
  ['log', 0o500],
  ['training', 0o500],
  ['training/backup', 0o500],
  ['training/sandbox-store.json', 0o400],
  ['browser-session.json', 0o000],
] as const

/** A profile of its own with this one thing in it. */
function profileWith(name: string, kind: 'file' | 'folder'): { profile: string; path: string } {
  const profile = mkdtempSync(join(folder, 'profile-'))
  const path = join(profile, name)
  mkdirSync(dirname(path), { recursive: true })
  if (kind === 'folder') mkdirSync(path, { recursive: true })
  else writeFileSync(path, 'not what belongs here\n')
  return { profile, path }
}

function withRights(name: string, mode: number): { profile: string; path: string } {
  const { profile, path } = profileWith(name, name.endsWith('.json') ? 'file' : 'folder')
  if (isRoot) for (const one of new Set([profile, dirname(path)])) chownSync(one, nobody, nobody)
  chmodSync(path, mode)
  if (isRoot && mode !== 0o000) chownSync(path, name === '.' ? 0 : nobody, nobody)
  return { profile, path }
}

const words = ({ profile }: { profile: string }) => ['--headless', '--profile', profile]

/** Refused by the one line, and over: neither the station nor its page stays. */
function expectRefused(start: Start | undefined, { profile, path }: { profile: string; path: string }): void {
  expect(start?.stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(start?.stderr).toContain(path)
  expect(start).toMatchObject({ status: 2, stdout: '' })
  expect(readdirSync(profile).filter((name) => name.endsWith('.part'))).toEqual([])
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-wrong-'))
  chmodSync(folder, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a profile with something in it that cannot be used', () => {
  describe('ends with code 2 and one line that names it', () => {
    let starts: { there: ReturnType<typeof profileWith>; start: Start | undefined }[] = []
    beforeAll(async () => {
      const profiles = wrongKinds.map(([name, kind]) => profileWith(name, kind))
      const all = await startAll(profiles.map(words))
      starts = profiles.map((there, at) => ({ there, start: all[at] }))
    })

    it.each(wrongKinds.map((wrong, at) => [...wrong, at] as const))('%s is a %s', (_name, _kind, at) => {
      const { there, start } = starts[at] ?? {}
      if (there === undefined) throw new Error('it was not started')
      expectRefused(start, there)
    })

    it('and the program is over', () => {
      const there = profileWith('training/station.sqlite', 'folder')
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words(there)], {
        encoding: 'utf8',
        timeout: 60_000,
      })
      expectRefused({ status: status ?? -1, stdout, stderr }, there)
    })
  })

  describe('ends with code 2 and one line that names what this user may not write', () => {
    let starts: { there: ReturnType<typeof profileWith>; start: Start | undefined }[] = []
    beforeAll(async () => {
      const profiles = wrongRights.map(([name, mode]) => withRights(name, mode))
      const all = await startAll(profiles.map(words), isRoot ? nobody : undefined)
      starts = profiles.map((there, at) => ({ there, start: all[at] }))
    })

    it.each(wrongRights.map(([name], at) => [name, at] as const))('%s', (_name, at) => {
      const { there, start } = starts[at] ?? {}
      if (there === undefined) throw new Error('it was not started')
      expectRefused(start, there)
    })
  })
})
