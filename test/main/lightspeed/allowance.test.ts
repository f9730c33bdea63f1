import { describe, expect, it } from 'vitest'
import {
  type Allowance,
  openAllowance,
  type Priority,
  type Took,
  type Turn,
} from '../../../src-main/lightspeed/allowance.ts'
import { type HandClock, handClock } from './hand-clock.ts'

const said = (limit: number, remaining: number) => ({ limit, remaining, hadTrouble: false, wasSent: true })
const nothing = { limit: null, remaining: null, hadTrouble: false, wasSent: true }

/** Asks for a turn and notes what came, in the order it came. */
function asker(allowance: Allowance, clock: HandClock) {
  const came: { name: string; took: Took; atMs: number }[] = []
  return {
    came,
    names: () => came.map((entry) => entry.name),
    ask(
      name: string,
      priority: Priority,
      waitMs = Number.POSITIVE_INFINITY,
      signal: AbortSignal | null = null,
    ) {
      void allowance
        .take(priority, waitMs, signal)
        .then((took) => came.push({ name, took, atMs: clock.mono() }))
    },
    turn(name: string): Turn {
      const took = came.find((entry) => entry.name === name)?.took
      if (took?.is !== 'turn') throw new Error(`${name} has no turn`)
      return took.turn
    },
  }
}

/** Lets promises run on. */
const settle = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve()
}

/** Takes turns one after the other until none is given at once; gives how many there were. */
async function drain(
  allowance: Allowance,
  priority: Priority,
  server?: { limit: number; used: number },
): Promise<number> {
  for (let count = 0; ; count += 1) {
    const took = await allowance.take(priority, 0, null)
    if (took.is !== 'turn') return count
    if (server) server.used += 1
    took.turn.done(server ? said(server.limit, server.limit - server.used) : nothing)
  }
}

describe('the allowance of calls', () => {
  it('counts 300 for each register and 50 until an answer tells the limit', () => {
    const allowance = openAllowance({ clock: handClock(), registers: 2 })
    expect(allowance.state()).toMatchObject({ limit: 650, remaining: 650, resetsAt: null, isPaused: false })
    allowance.knowRegisters(5)
    expect(allowance.state()).toMatchObject({ limit: 1550, remaining: 1550 })
  })

  it('gives nine tenths of a window and not one call more, in every window', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    for (let window = 0; window < 3; window += 1) {
      expect(await drain(allowance, 'bench')).toBe(315)
      clock.pass(299_000)
      expect(await drain(allowance, 'bench')).toBe(0)
      clock.pass(1_000)
    }
  })

  it('F36 lets line writes use more than 85 % of a window, and at any time leaves a fifth to people', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    let lines = await drain(allowance, 'line')
    expect(lines).toBe(234)
    for (let passedMs = 1_000; passedMs < 300_000; passedMs += 1_000) {
      clock.pass(1_000)
      lines += await drain(allowance, 'line')
      const forPeople = allowance.state().remaining - 35
      expect(forPeople).toBeGreaterThanOrEqual(70 * (1 - passedMs / 300_000) - 1)
    }
    expect(lines / 350).toBeGreaterThan(0.85)
    expect(await drain(allowance, 'bench')).toBe(315 - lines)
  })

  it('counts no call that never left this computer', async () => {
    const allowance = openAllowance({ clock: handClock() })
    for (let i = 0; i < 1_000; i += 1) {
      const took = await allowance.take('line', 0, null)
      if (took.is === 'turn') took.turn.done({ ...nothing, wasSent: false })
    }
    expect(allowance.state().remaining).toBe(350)
  })

  it('believes the headers over its own count', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const first = await allowance.take('bench', 0, null)
    if (first.is === 'turn') first.turn.done(said(1550, 200))
    expect(allowance.state()).toMatchObject({ limit: 1550, remaining: 200 })
    expect(await drain(allowance, 'bench')).toBe(45)
    allowance.knowRegisters(1)
    expect(allowance.state().limit).toBe(1550)
  })

  it('sees in the headers that the window turned over there', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const server = { limit: 350, used: 200 }
    await drain(allowance, 'poll', server)
    clock.pass(100_000)
    server.used = 0
    const look = await allowance.take('bench', 0, null)
    if (look.is === 'turn') look.turn.done(said(350, 349))
    expect(allowance.state()).toMatchObject({ remaining: 349, resetsAt: clock.now() + 300_000 })
  })

  it('takes calls that are out as not yet counted, whatever order answers come in', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const { ask, turn } = asker(allowance, clock)
    for (const name of ['a', 'b', 'c']) ask(name, 'bench')
    await settle()
    turn('c').done(said(350, 100))
    expect(allowance.state().remaining).toBe(98)
    turn('b').done(said(350, 101))
    turn('a').done(said(350, 99))
    expect(allowance.state().remaining).toBe(99)
  })

  it('serves a person first, then look-ups, lines, feeds and the night', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const { ask, names, turn } = asker(allowance, clock)
    allowance.pause(1_000)
    for (const name of ['nightly', 'poll', 'line', 'reconcile', 'bench'] as const) ask(name, name)
    clock.pass(1_000)
    await settle()
    expect(names()).toEqual(['bench'])
    turn('bench').done(nothing)
    await settle()
    turn('reconcile').done(nothing)
    await settle()
    expect(names()).toEqual(['bench', 'reconcile', 'line', 'poll', 'nightly'])
  })

  it('lets the night have its turn after minutes of waiting behind feeds', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const { ask, names } = asker(allowance, clock)
    allowance.pause(200_000)
    ask('night', 'nightly')
    clock.pass(190_000)
    ask('feed', 'poll')
    clock.pass(10_000)
    await settle()
    expect(names()[0]).toBe('night')
  })

  it('lets nobody overtake the person at the bench, however long they waited', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const { ask, names } = asker(allowance, clock)
    allowance.pause(300_000)
    ask('line', 'line')
    clock.pass(299_000)
    ask('person', 'bench')
    clock.pass(1_000)
    await settle()
    expect(names()[0]).toBe('person')
  })

  it('slows feeds below 48 % and stops them before 38 % are left', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const first = await allowance.take('bench', 0, null)
    if (first.is === 'turn') first.turn.done(said(100, 43))
    expect(await drain(allowance, 'poll')).toBe(1)
    clock.pass(4_999)
    expect(await drain(allowance, 'poll')).toBe(0)
    clock.pass(1)
    expect(await drain(allowance, 'poll')).toBe(1)
    for (let i = 0; i < 10; i += 1) {
      clock.pass(5_000)
      await drain(allowance, 'poll')
    }
    expect(allowance.state().remaining).toBe(38)
    expect(await drain(allowance, 'bench')).toBe(28)
  })

  it('F13 sends nothing before the pause is over, then one probe, then a ramp, people first', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock, registers: 5 })
    const { ask, came, names, turn } = asker(allowance, clock)
    allowance.pause(30_000)
    for (let i = 0; i < 99; i += 1) ask(`line ${i}`, 'line')
    ask('person', 'bench')
    clock.pass(29_999)
    await settle()
    expect(names()).toEqual([])
    expect(allowance.state().isPaused).toBe(true)
    clock.pass(1)
    await settle()
    expect(names()).toEqual(['person'])
    turn('person').done(said(1550, 1549))
    await settle()
    expect(came).toHaveLength(3)
    turn('line 0').done(said(1550, 1548))
    await settle()
    expect(came).toHaveLength(6)
    expect(names().slice(1)).toEqual(['line 0', 'line 1', 'line 2', 'line 3', 'line 4'])
  })

  it('F13 waits again, all of them, when the probe meets the wall once more', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const { ask, names, turn } = asker(allowance, clock)
    allowance.pause(10_000)
    for (const name of ['a', 'b', 'c']) ask(name, 'line')
    clock.pass(10_000)
    await settle()
    allowance.pause(20_000)
    turn('a').done({ limit: 350, remaining: 0, hadTrouble: true, wasSent: true })
    clock.pass(19_999)
    await settle()
    expect(names()).toEqual(['a'])
    clock.pass(1)
    await settle()
    expect(names()).toEqual(['a', 'b'])
  })

  it('F13 sends one probe though an answer from before the pause comes in late', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const { ask, names, turn } = asker(allowance, clock)
    ask('early', 'line')
    ask('refused', 'line')
    await settle()
    allowance.pause(10_000)
    turn('refused').done({ limit: 350, remaining: 0, hadTrouble: true, wasSent: true })
    turn('early').done(said(350, 40))
    for (const name of ['a', 'b', 'c']) ask(name, 'line')
    clock.pass(10_000)
    await settle()
    expect(names()).toEqual(['early', 'refused', 'a'])
  })

  it('tells how long it will take when the caller will not wait so long', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const { ask, came } = asker(allowance, clock)
    allowance.pause(100_000)
    ask('a', 'bench', 30_000)
    clock.pass(30_000)
    await settle()
    expect(came).toEqual([{ name: 'a', took: { is: 'wait', retryAfterMs: 70_000 }, atMs: 30_000 }])
    expect(clock.waits()).toBe(0)
  })

  it('forgets a caller who has gone away', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const { ask, came } = asker(allowance, clock)
    const stop = new AbortController()
    allowance.pause(5_000)
    ask('gone', 'bench', 60_000, stop.signal)
    ask('next', 'line')
    stop.abort()
    clock.pass(5_000)
    await settle()
    expect(came.map(({ name, took }) => [name, took.is])).toEqual([
      ['gone', 'stopped'],
      ['next', 'turn'],
    ])
  })

  it('never lets more than six calls out at once', async () => {
    const clock = handClock()
    const allowance = openAllowance({ clock })
    const { ask, came, turn } = asker(allowance, clock)
    for (let i = 0; i < 10; i += 1) ask(`call ${i}`, 'bench')
    await settle()
    expect(came).toHaveLength(6)
    turn('call 0').done(nothing)
    await settle()
    expect(came).toHaveLength(7)
  })
})
