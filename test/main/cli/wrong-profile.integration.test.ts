import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const cli = fileURLToPath(new URL('../../../src-main/cli.ts', import.meta.url))
const isRoot = process.getuid?.() === 0
/** The user nobody: nothing is forbidden to root. */
const nobody = 65_534
const today = new Date().toISOString().slice(0, 10)

let profile = ''
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'station-wrong-'))
})
afterEach(() => rmSync(profile, { recursive: true, force: true }))

function put(name: string, kind: 'file' | 'folder'): string {
  const path = join(profile, name)
  mkdirSync(dirname(path), { recursive: true })
  if (kind === 'folder') mkdirSync(path)
  else writeFileSync(path, 'not what belongs here\n')
  return path
}

function start(user: { uid?: number } = {}) {
  return spawnSync(process.execPath, [cli, '--headless', '--profile', profile], {
    encoding: 'utf8',
    timeout: 30_000,
    ...user,
  })
}

/** Refused by the one line, and over: neither the station nor its page stays. */
function expectRefused({ status, stdout, stderr }: ReturnType<typeof start>, path: string): void {
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toContain(path)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(readdirSync(profile).filter((name) => name.endsWith('.part'))).toEqual([])
}

describe('a profile with something in it that cannot be used', () => {
  it.each([
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
  ] as const)('ends with code 2 and one line that names it: %s is a %s', (name, kind) => {
    const path = put(name, kind)
    expectRefused(start(), path)
  })

  it.each([
    ['.', 0o500],
    ['log', 0o500],
    ['training', 0o500],
    ['training/backup', 0o500],
    ['training/sandbox-store.json', 0o400],
    ['browser-session.json', 0o000],
  ])('ends with code 2 and one line that names what this user may not write: %s', (name, mode) => {
    const path = name === '.' ? profile : put(name, name.endsWith('.json') ? 'file' : 'folder')
    if (isRoot) for (const one of new Set([profile, dirname(path)])) chownSync(one, nobody, nobody)
    chmodSync(path, mode)
    if (isRoot && mode !== 0o000) chownSync(path, name === '.' ? 0 : nobody, nobody)
    expectRefused(start(isRoot ? { uid: nobody } : {}), path)
  })
})
