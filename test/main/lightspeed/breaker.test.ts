import { describe, expect, it } from 'vitest'
import { openBreaker } from '../../../src-main/lightspeed/breaker.ts'
import { handClock } from './hand-clock.ts'

function open() {
  const clock = handClock()
  const told: string[] = []
  const breaker = openBreaker({ clock, onChange: () => void told.push(breaker.state().is) })
  return { clock, breaker, told }
}

/** Asks, and where it may, makes a call that fails. */
function fail(breaker: ReturnType<typeof open>['breaker']): boolean {
  if (breaker.ask() > 0) return false
  breaker.heard('down')
  return true
}

describe('a store in trouble', () => {
  it('is left alone after three failures in a row, not after two and an answer', () => {
    const { breaker, told } = open()
    fail(breaker)
    fail(breaker)
    breaker.heard('up')
    fail(breaker)
    fail(breaker)
    expect(breaker.state()).toEqual({ is: 'closed' })
    fail(breaker)
    expect(breaker.state()).toEqual({
      is: 'open',
      since: '2026-11-20T03:00:00.000Z',
      nextTryAt: '2026-11-20T03:01:00.000Z',
    })
    expect(told).toEqual(['open'])
  })

  it('F15 ten minutes of it cost twelve calls, however many ask, and the end is seen within a minute', () => {
    const { clock, breaker } = open()
    let calls = 0
    for (let second = 0; second < 600; second += 1) {
      for (let asker = 0; asker < 20; asker += 1) if (fail(breaker)) calls += 1
      clock.pass(1_000)
    }
    expect(calls).toBe(12)
    const endedMs = clock.mono()
    while (breaker.ask() > 0) clock.pass(1_000)
    breaker.heard('up')
    expect(clock.mono() - endedMs).toBeLessThanOrEqual(60_000)
    expect(breaker.ask()).toBe(0)
  })

  it('is probed by one call at a time', () => {
    const { clock, breaker } = open()
    for (let failure = 0; failure < 3; failure += 1) fail(breaker)
    clock.pass(60_000)
    expect(breaker.ask()).toBe(0)
    expect(breaker.ask()).toBe(5_000)
    breaker.heard('up')
    expect(breaker.ask()).toBe(0)
  })

  it('is tried again a minute later when the probe came to nothing', () => {
    const { clock, breaker } = open()
    for (let failure = 0; failure < 3; failure += 1) fail(breaker)
    clock.pass(60_000)
    breaker.ask()
    breaker.heard('nothing')
    expect(breaker.ask()).toBe(60_000)
  })

  it('is no longer in question once the network itself is away', () => {
    const { breaker, told } = open()
    for (let failure = 0; failure < 3; failure += 1) fail(breaker)
    breaker.heard('away')
    expect(breaker.ask()).toBe(0)
    expect(told).toEqual(['open', 'closed'])
  })
})
