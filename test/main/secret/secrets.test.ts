import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openKeychain } from '../../../src-main/secret/keychain.ts'
import { openSecrets } from '../../../src-main/secret/secrets.ts'
import { handClock, notingLog } from '../host/stand-in.ts'
import { mapRows, standInKeytar } from './stand-in-keytar.ts'

function open(given = standInKeytar(), rows = mapRows(), isLoaded = true) {
  const time = handClock()
  const { log, noted } = notingLog()
  const hidden: string[] = []
  const keychain = openKeychain(isLoaded ? given.keytar : null, time.clock, log)
  const secrets = openSecrets({
    keychain,
    rows,
    clock: time.clock,
    log,
    random: randomBytes,
    hide: (secret) => hidden.push(secret),
  })
  return { ...given, ...time, rows, secrets, noted, hidden }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('secrets under an open keychain', () => {
  it('are given back by this and by a later start', async () => {
    const one = open()
    await one.secrets.put('lightspeed-token', 'canary-token')
    expect(await one.secrets.get('lightspeed-token')).toBe('canary-token')
    const later = open(
      { keytar: one.keytar, entries: one.entries, state: one.state, unstick: one.unstick },
      one.rows,
    )
    expect(await later.secrets.get('lightspeed-token')).toBe('canary-token')
    expect(await later.secrets.state()).toBe('ready')
  })

  it('S13 leave one random key in the keychain and only sealed bytes in the store', async () => {
    const { secrets, entries, rows } = open()
    await secrets.put('lightspeed-token', 'canary-token')
    await secrets.put('pin-pepper', 'canary-pepper')
    expect([...entries.keys()]).toEqual(['master-key'])
    expect(Buffer.from(entries.get('master-key') ?? '', 'base64')).toHaveLength(32)
    const kept = [...rows.map.values(), ...entries.values()]
      .map((one) => Buffer.from(one).toString('latin1'))
      .join()
    expect(kept).not.toContain('canary')
  })

  it('S13 are told to the log’s redactor when they pass and never stand in a line', async () => {
    const { secrets, noted, hidden } = open()
    await secrets.put('lightspeed-token', 'canary-token')
    await secrets.get('lightspeed-token')
    expect(hidden).toEqual(['canary-token', 'canary-token'])
    expect(JSON.stringify(noted)).not.toContain('canary')
  })

  it('put an entry of the keychain that is no key beside, and never write it over', async () => {
    const given = standInKeytar()
    given.entries.set('master-key', 'c2hvcnQ=')
    const { secrets, entries } = open(given)
    await secrets.put('lightspeed-token', 'canary-token')
    expect(entries.get('master-key-unreadable')).toBe('c2hvcnQ=')
    expect(Buffer.from(entries.get('master-key') ?? '', 'base64')).toHaveLength(32)
  })

  it('are gone once dropped, and absent when never put', async () => {
    const { secrets } = open()
    await secrets.put('a', 'text')
    secrets.drop('a')
    expect([await secrets.get('a'), await secrets.get('b')]).toEqual([null, null])
  })

  it('S24 do not open from a copied store under another person’s keychain', async () => {
    const mine = open()
    await mine.secrets.put('lightspeed-token', 'canary-token')
    const thief = open(standInKeytar(), mine.rows)
    expect(await thief.secrets.get('lightspeed-token')).toBeNull()
    expect(thief.noted).toContainEqual(expect.objectContaining({ event: 'secret-not-opened' }))
  })

  it('ask the keychain once for many at the same time', async () => {
    const { secrets, state } = open()
    await Promise.all([secrets.put('a', '1'), secrets.put('b', '2'), secrets.state()])
    expect(state.calls.filter((call) => call === 'set master-key')).toHaveLength(1)
  })
})

describe('secrets without a keychain', () => {
  it('are refused with a sentence when none is there, and nothing is stored', async () => {
    for (const given of [open(standInKeytar(), mapRows(), false), gone()]) {
      await expect(given.secrets.put('lightspeed-token', 'canary-token')).rejects.toMatchObject({
        code: 'keychain-missing',
      })
      expect(await given.secrets.state()).toBe('missing')
      expect(given.rows.map.size).toBe(0)
    }
  })

  it('does not take a locked keychain that reads as empty for a new one', async () => {
    const one = open()
    await one.secrets.put('lightspeed-token', 'canary-token')
    one.state.is = 'locked'
    const later = open(
      { keytar: one.keytar, entries: one.entries, state: one.state, unstick: one.unstick },
      one.rows,
    )
    expect(await later.secrets.state()).toBe('locked')
    expect(await later.secrets.get('lightspeed-token')).toBeNull()
    await expect(later.secrets.put('x', 'y')).rejects.toMatchObject({ code: 'keychain-locked' })
    one.state.is = 'open'
    later.pass(10_000)
    expect(await later.secrets.get('lightspeed-token')).toBe('canary-token')
  })

  it('S13 keeps the key of a keychain that the person unlocks while it is being asked', async () => {
    const one = open()
    await one.secrets.put('lightspeed-token', 'canary-token')
    one.state.is = 'prompting'
    const given = { keytar: one.keytar, entries: one.entries, state: one.state, unstick: one.unstick }
    expect(await open(given, one.rows).secrets.get('lightspeed-token')).toBe('canary-token')
  })

  it('asks a locked keychain again only after 10 s', async () => {
    const one = open()
    one.state.is = 'locked'
    await one.secrets.state()
    const calls = one.state.calls.length
    one.pass(9999)
    await one.secrets.state()
    expect(one.state.calls).toHaveLength(calls)
    one.pass(1)
    await one.secrets.state()
    expect(one.state.calls.length).toBeGreaterThan(calls)
  })

  it('gives a silent keychain 3 s, and makes no second call while the first one hangs', async () => {
    const one = open()
    one.state.is = 'hanging'
    const state = one.secrets.state()
    await turn()
    one.pass(3000)
    expect(await state).toBe('locked')
    expect(one.waiting()).toBe(0)
    one.pass(10_000)
    expect(await one.secrets.state()).toBe('locked')
    expect(one.state.calls).toEqual(['get master-key'])
    one.unstick()
    await turn()
    one.pass(10_000)
    expect(await one.secrets.state()).toBe('ready')
  })
})

function gone() {
  const given = open()
  given.state.is = 'gone'
  return given
}
