import { describe, expect, it } from 'vitest'
import { aloneMs, keyName, loneKeys } from '../../../src-renderer/part/keys.ts'

function pretendTimers() {
  let now = 0
  const due: { at: number; run: () => void; isOff: boolean }[] = []
  return {
    now: () => now,
    after: (ms: number, run: () => void) => {
      const entry = { at: now + ms, run, isOff: false }
      due.push(entry)
      return () => {
        entry.isOff = true
      }
    },
    pass(ms: number) {
      now += ms
      for (const entry of due.filter((waiting) => !waiting.isOff && waiting.at <= now)) {
        entry.isOff = true
        entry.run()
      }
    },
  }
}

describe('keys of one letter', () => {
  it('act when a finger pressed them alone', () => {
    const timers = pretendTimers()
    const keys = loneKeys(timers)
    let pressed = 0
    keys.pressed(timers.now(), () => pressed++)
    timers.pass(aloneMs)
    expect(pressed).toBe(1)
  })

  it('never act out of the middle, the start or the end of what a keyboard scanner types', () => {
    const timers = pretendTimers()
    const keys = loneKeys(timers)
    let pressed = 0
    for (let at = 0; at < 13; at++) {
      keys.pressed(timers.now(), () => pressed++)
      timers.pass(20)
    }
    timers.pass(1000)
    expect(pressed).toBe(0)
  })

  it('act at once when what follows is typed into the field they open, but not inside a scan', () => {
    const timers = pretendTimers()
    const keys = loneKeys(timers)
    let pressed = 0
    keys.pressed(timers.now(), () => pressed++, true)
    expect(pressed).toBe(1)
    timers.pass(20)
    keys.pressed(timers.now(), () => pressed++, true)
    timers.pass(1000)
    expect(pressed).toBe(1)
  })

  it('never act in a scan that a busy page hears late, at whatever pace', () => {
    const timers = pretendTimers()
    const keys = loneKeys(timers)
    let pressed = 0
    const at = timers.now()
    keys.pressed(at, () => pressed++)
    timers.pass(400)
    for (let key = 1; key < 13; key++) {
      keys.pressed(at + key * 10, () => pressed++)
      timers.pass(40)
    }
    timers.pass(1000)
    timers.pass(1000)
    expect(pressed).toBe(0)
  })

  it('act twice when pressed twice at a person’s pace', () => {
    const timers = pretendTimers()
    const keys = loneKeys(timers)
    let pressed = 0
    for (let at = 0; at < 2; at++) {
      keys.pressed(timers.now(), () => pressed++)
      timers.pass(aloneMs + 50)
    }
    expect(pressed).toBe(2)
  })
})

describe('key names', () => {
  it('take letters without their case and arrows with Shift', () => {
    expect(keyName({ key: 'Z', shiftKey: true })).toBe('z')
    expect(keyName({ key: '*', shiftKey: true })).toBe('*')
    expect(keyName({ key: 'ArrowUp', shiftKey: true })).toBe('Shift+ArrowUp')
    expect(keyName({ key: 'F9', shiftKey: false })).toBe('F9')
  })
})
