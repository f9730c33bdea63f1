import { describe, expect, it } from 'vitest'
import type { TokenAnswer, TokenPair } from '../../../../src-main/lightspeed/sign-in/token-endpoint.ts'
import { openTokenKeeper } from '../../../../src-main/lightspeed/sign-in/token-keeper.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { handClock } from '../hand-clock.ts'

const hourMs = 3_600_000

function pairOf(number: number, expiresAtMs: number): TokenPair {
  return { access: `acc-${number}`, refresh: `ref-${number}`, expiresAtMs, scope: '', prefix: 'demoshop' }
}

/** A keeper whose store answers from a list, and whose disk can be watched. */
function keeping(answers: (TokenAnswer['is'] | 'offline')[] = [], isKept = true) {
  const clock = handClock()
  const asked: string[] = []
  const steps: string[] = []
  const disk = { isBroken: false }
  let number = 1
  const keeper = openTokenKeeper({
    pair: pairOf(1, clock.now() + hourMs),
    isKept,
    clock,
    log: quietLog,
    async refresh(refresh) {
      asked.push(refresh)
      const is = answers.shift() ?? 'pair'
      if (is === 'pair') {
        number += 1
        return { is, pair: pairOf(number, clock.now() + hourMs) }
      }
      if (is === 'refused') return { is, say: 'The refresh token is invalid.' }
      if (is === 'offline') return { is: 'later', why: 'offline', afterMs: 15_000, isOffline: true }
      return is === 'later' ? { is, why: 'offline', afterMs: 15_000 } : { is, why: 'lost' }
    },
    async keep(pair) {
      if (disk.isBroken) throw new Error('the keychain is locked')
      steps.push(`kept ${pair.access}`)
    },
    onState: ({ is }) => steps.push(is),
  })
  const take = async () => {
    const token = await keeper.take()
    steps.push(`used ${token}`)
    return token
  }
  return { clock, keeper, asked, steps, disk, take }
}

describe('a token pair', () => {
  it('is used until three minutes before its end, then renewed once', async () => {
    const { clock, asked, take } = keeping()
    clock.pass(hourMs - 181_000)
    expect(await take()).toBe('acc-1')
    clock.pass(2_000)
    expect(await take()).toBe('acc-2')
    expect(asked).toEqual(['ref-1'])
  })

  it('F25 that ran out in days offline is renewed at the first refusal, not seconds after it', async () => {
    const { clock, asked, keeper, take } = keeping(['offline', 'pair'])
    clock.pass(hourMs)
    expect(await take()).toBe('acc-1')
    expect(await keeper.renew('acc-1')).toBe(true)
    expect(await take()).toBe('acc-2')
    expect(asked).toEqual(['ref-1', 'ref-1'])
  })

  it('that is new is kept before its first use', async () => {
    const { steps, take } = keeping([], false)
    await take()
    await take()
    expect(steps).toEqual(['kept acc-1', 'used acc-1', 'used acc-1'])
  })

  it('is on disk before its first use', async () => {
    const { clock, steps, take } = keeping()
    clock.pass(hourMs)
    await take()
    expect(steps).toEqual(['kept acc-2', 'used acc-2'])
  })

  it('that could not be kept is used, and kept as soon as it can be', async () => {
    const { clock, steps, disk, take } = keeping()
    clock.pass(hourMs)
    disk.isBroken = true
    expect(await take()).toBe('acc-2')
    disk.isBroken = false
    await take()
    expect(steps).toEqual(['used acc-2', 'kept acc-2', 'used acc-2'])
  })

  it('F23 is renewed once for fifty calls that were refused together', async () => {
    const { keeper, asked } = keeping()
    const renewed = await Promise.all(Array.from({ length: 50 }, () => keeper.renew('acc-1')))
    expect(renewed.every(Boolean)).toBe(true)
    expect(await keeper.renew('acc-1')).toBe(true)
    expect(asked).toEqual(['ref-1'])
  })

  it('that was just given and is refused asks for a person, not for another', async () => {
    const { clock, keeper, asked } = keeping()
    await keeper.renew('acc-1')
    clock.pass(59_000)
    expect(await keeper.renew('acc-2')).toBe(false)
    expect(keeper.state()).toMatchObject({ is: 'reauthorise' })
    expect(asked).toHaveLength(1)
  })
})

describe('a renewal that does not come back', () => {
  it('F24 is asked for once more with the same refresh token, then a person is needed', async () => {
    const { clock, keeper, asked, steps, take } = keeping(['lost', 'refused'])
    clock.pass(hourMs)
    expect(await take()).toBeNull()
    expect(asked).toEqual(['ref-1', 'ref-1'])
    for (let n = 0; n < 20; n++) {
      clock.pass(hourMs)
      expect(await take()).toBeNull()
      expect(await keeper.renew('acc-1')).toBe(false)
    }
    expect(asked).toHaveLength(2)
    expect(steps.filter((step) => step === 'reauthorise')).toHaveLength(1)
  })

  it('F24 that was lost and then given goes on', async () => {
    const { clock, take, asked } = keeping(['lost', 'pair'])
    clock.pass(hourMs)
    expect(await take()).toBe('acc-2')
    expect(asked).toEqual(['ref-1', 'ref-1'])
  })

  it('F25 lost twice waits a minute before it is tried again', async () => {
    const { clock, keeper, asked, take } = keeping(['lost', 'lost', 'pair'])
    clock.pass(hourMs)
    expect(await take()).toBe('acc-1')
    clock.pass(59_000)
    expect(await keeper.renew('acc-1')).toBe(false)
    expect(asked).toHaveLength(2)
    clock.pass(1_000)
    expect(await keeper.renew('acc-1')).toBe(true)
    expect(asked).toHaveLength(3)
  })

  it('without a network is no attempt: the old token stays, and is tried again later', async () => {
    const { clock, keeper, asked, take } = keeping(['later'])
    clock.pass(hourMs)
    expect(await take()).toBe('acc-1')
    expect(await keeper.renew('acc-1')).toBe(false)
    expect(keeper.state()).toEqual({ is: 'signed-in' })
    clock.pass(15_000)
    expect(await take()).toBe('acc-2')
    expect(asked).toEqual(['ref-1', 'ref-1'])
  })
})
