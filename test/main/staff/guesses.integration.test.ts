import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../../src-main/clock.ts'
import { isPin, pinHash } from '../../../src-main/staff/pin-key.ts'
import type { Staff } from '../../../src-main/staff/staff.ts'
import { openStore } from '../../../src-main/store/store.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { closeLater, testFolder } from '../bench.ts'
import { adminPin, fillStaff, otherPin, pocketSecrets, staffOver } from './staff-bench.ts'

const hourMs = 3_600_000

/** Time as an attacker has it: the wall clock goes where they set it, a restart sets the monotonic one back to 0. */
function heldClock() {
  let passed = 0
  let begun = 0
  let wall = Date.UTC(2026, 10, 20)
  const clock: Clock = { now: () => wall, mono: () => passed - begun, after: () => () => undefined }
  return {
    clock,
    passed: () => passed,
    pass(ms: number) {
      passed += ms
      wall += ms
    },
    restart: () => {
      begun = passed
    },
    setWall: (ms: number) => {
      wall = ms
    },
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'in'
  } catch (thrown) {
    if (thrown instanceof StationError) return thrown.code
    throw thrown
  }
}

async function opened() {
  const time = heldClock()
  const folder = testFolder()
  let store = closeLater(openStore(folder, time.clock).store)
  const secrets = pocketSecrets()
  let staff: Staff = staffOver(store, time.clock, secrets)
  const ids = await fillStaff(store, staff, [])
  staff.lock()
  return {
    folder,
    store: () => store,
    secrets,
    time,
    ids,
    staff: () => staff,
    /** A new station; `isWhole`: over a store that is read from the disk again. */
    restart(isWhole = false) {
      staff.close()
      if (isWhole) {
        store.close()
        store = closeLater(openStore(folder, time.clock, true).store)
      }
      time.restart()
      staff = staffOver(store, time.clock, secrets)
    },
    guess: (personId: string, pin: string) => codeOf(staff.signIn(personId, pin)),
  }
}

describe('guessing PINs', () => {
  it('S19 10,000 guesses over all people with restarts and clock changes: at most 20 are looked at in any hour', async () => {
    const at = await opened()
    const whom = [...Object.values(at.ids), 'nobody-has-this-id']
    const looked: number[] = []
    for (let guess = 0; guess < 10_000; guess += 1) {
      const code = await at.guess(whom[guess % whom.length] ?? '', String(100_000 + guess * 7))
      if (code === 'wrong-pin') looked.push(at.time.passed())
      else expect(['pin-wait', 'pin-locked-out']).toContain(code)
      // Now and then the guesser rests for an afternoon, so that the count of the hour runs out.
      at.time.pass(guess % 200 === 0 ? 4 * hourMs : guess % 5 === 0 ? 61_000 : 900)
      if (guess % 23 === 1) at.restart(guess % 230 === 1)
      if (guess % 31 === 0) at.time.setWall(Date.UTC(2026 + (guess % 9), 1, 1))
    }
    expect(looked.length).toBeGreaterThan(50)
    for (const [index, from] of looked.entries()) {
      const inHour = looked.slice(index).filter((moment) => moment - from < hourMs).length
      expect(inHour).toBeLessThanOrEqual(20)
    }
  })

  it('S19 five wrong ones cost 30 s, ten a minute, fifteen five minutes; after twenty a manager has to help', async () => {
    const at = await opened()
    const who = at.ids.SA
    for (const waitMs of [30_000, 60_000, 300_000]) {
      for (let guess = 0; guess < 5; guess += 1) expect(await at.guess(who, '111222')).toBe('wrong-pin')
      expect(await at.guess(who, otherPin)).toBe('pin-wait')
      at.time.pass(waitMs - 1)
      expect(await at.guess(who, otherPin)).toBe('pin-wait')
      at.time.pass(1)
    }
    for (let guess = 0; guess < 5; guess += 1) expect(await at.guess(who, '111222')).toBe('wrong-pin')
    at.time.pass(10 * hourMs)
    expect(await at.guess(who, otherPin)).toBe('pin-locked-out')
    at.staff().write('staff:unlock', at.staff().actor(), {}, () => at.staff().tries.forgive(who))
    expect(await at.guess(who, otherPin)).toBe('in')
  })

  it('S19 a wait that was running begins anew with the station, whatever the clock on the wall says', async () => {
    const at = await opened()
    for (let guess = 0; guess < 5; guess += 1) await at.guess(at.ids.SM, '111222')
    at.time.pass(29_000)
    at.restart()
    at.time.setWall(Date.UTC(2031, 1, 1))
    expect(await at.guess(at.ids.SM, otherPin)).toBe('pin-wait')
    at.time.pass(29_000)
    expect(await at.guess(at.ids.SM, otherPin)).toBe('pin-wait')
    at.time.pass(1_000)
    expect(await at.guess(at.ids.SM, otherPin)).toBe('in')
  })

  it('S19 a right PIN counts against nobody, and guesses sent together are counted one by one', async () => {
    const at = await opened()
    for (let time = 0; time < 40; time += 1) expect(await at.guess(at.ids.AD, adminPin)).toBe('in')
    const together = await Promise.all(
      Array.from({ length: 12 }, async () => {
        try {
          return await at.guess(at.ids.FI, '111222')
        } catch (thrown) {
          return (thrown as StationError).code
        }
      }),
    )
    expect(together.filter((code) => code === 'wrong-pin').length).toBeLessThanOrEqual(5)
    expect(together.filter((code) => code === 'sign-in-busy').length).toBeGreaterThan(0)
  })

  it('S19 the last person who could help another is not shut out for good: five tries an hour', async () => {
    const at = await opened()
    for (const role of ['SM', 'OM', 'DI'] as const) {
      const row = at.store().staff.get(at.ids[role])
      if (row === null) throw new Error('no such row')
      at.staff().write('staff:set-active', at.staff().actor(), {}, () =>
        at.store().staff.change({ ...row, isActive: false }),
      )
    }
    for (const waitMs of [30_000, 60_000, 300_000, hourMs]) {
      for (let guess = 0; guess < 5; guess += 1) await at.guess(at.ids.AD, '111222')
      at.time.pass(waitMs - 1)
      expect(await at.guess(at.ids.AD, adminPin)).toBe('pin-wait')
      at.time.pass(1)
    }
    expect(await at.guess(at.ids.AD, adminPin)).toBe('in')
  })

  it('S19 a person who left and one nobody knows are answered alike, after the same work', async () => {
    const at = await opened()
    const row = at.store().staff.get(at.ids.FI)
    if (row === null) throw new Error('no such row')
    at.staff().write('staff:set-active', at.staff().actor(), {}, () =>
      at.store().staff.change({ ...row, isActive: false }),
    )
    expect(await at.guess(at.ids.FI, otherPin)).toBe('wrong-pin')
    expect(await at.guess('01NOBODY', otherPin)).toBe('wrong-pin')
    expect(at.store().staff.wrongOf('unknown')).toBe(1)
  })
})

describe('a copied store', () => {
  it('S19 without the keychain gives nothing to try PINs against', async () => {
    const at = await opened()
    const key = at.store().staff.pinOf(at.ids.AD)
    if (key === null) throw new Error('no key')
    const pepper = Buffer.from(at.secrets.kept.get('pin-pepper') ?? '', 'base64')
    expect(pepper).toHaveLength(32)
    expect(await isPin(pepper, adminPin, key, key.cost)).toBe(true)
    // The right PIN under any other pepper, or none, looks like every wrong one.
    for (const other of [Buffer.alloc(0), Buffer.alloc(32), Buffer.from(pepper).reverse()]) {
      expect(await isPin(other, adminPin, key, key.cost)).toBe(false)
    }
    const copy = Buffer.concat(
      ['', '-wal'].map((tail) => readFileSync(join(at.folder, `station.sqlite${tail}`))),
    )
    for (const secret of [adminPin, otherPin, pepper, pepper.toString('base64'), pepper.toString('hex')]) {
      expect(copy.includes(secret)).toBe(false)
    }
    at.secrets.state.isOpen = false
    at.restart()
    expect(await at.guess(at.ids.AD, adminPin)).toBe('keychain-not-ready')
    expect(at.staff().state().is).toBe('locked')
  })

  it('S19 keeps the PIN by scrypt with N = 2^17', async () => {
    const salt = Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex')
    const hash = await pinHash(Buffer.alloc(32, 1), '602413', salt, 2 ** 17)
    expect(hash).toHaveLength(32)
    const { usualPinCost } = await import('../../../src-main/staff/pin-key.ts')
    expect(usualPinCost).toBe(2 ** 17)
  })
})
