import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BurstOptions,
  type BurstStep,
  type KeyPress,
  noBurst,
  readKey,
  readKeyUp,
  readRest,
  restDueMs,
} from '../../src-renderer/part/scan-burst.ts'

type Key = Partial<KeyPress> & { key: string; afterMs: number; heldMs?: number }

/** Plays keys as the page would, rests included. What stayed on the page, and what was scanned. */
function play(keys: Key[], options: BurstOptions = { prefix: null }, inTextField = false) {
  let state = noBurst
  let atMs = 1_000
  const scans: string[] = []
  let field = ''
  let fieldBefore = ''
  const passed: string[] = []

  function take(step: BurstStep, beforeKey: string): void {
    if (step.state.text.length === 1 && step.state.firstAtMs === step.state.lastAtMs) fieldBefore = beforeKey
    if (step.takeBack) field = fieldBefore
    field += step.giveBack ?? ''
    if (step.scan !== undefined) scans.push(step.scan)
    state = step.state
  }

  function restUntil(untilMs: number): void {
    for (
      let due = restDueMs(state);
      due !== null && state.lastAtMs + due <= untilMs;
      due = restDueMs(state)
    ) {
      take(readRest(state, state.lastAtMs + due, options), field)
    }
  }

  for (const { key, afterMs, heldMs, ...more } of keys) {
    restUntil(atMs + afterMs)
    atMs += afterMs
    const press = {
      key,
      atMs,
      ctrl: false,
      alt: false,
      meta: false,
      shift: false,
      capsLock: false,
      isRepeat: false,
    }
    const step = readKey(state, { ...press, inTextField, ...more }, options)
    const before = field
    take(step, before)
    if (heldMs !== undefined) state = readKeyUp(state, key, atMs + heldMs)
    if (step.swallow) continue
    passed.push(key)
    if (inTextField && key.length === 1 && !more.ctrl) field += key
  }
  restUntil(atMs + 10_000)
  return { scans, field, passed }
}

const typed = (text: string, everyMs: number, firstAfterMs = 500): Key[] =>
  [...text].map((key, at) => ({ key, afterMs: at === 0 ? firstAfterMs : everyMs }))
const enter = (afterMs: number): Key => ({ key: 'Enter', afterMs })

const scanners: [string, number][] = [
  ['Netum NSL-5', 6],
  ['Netum NSC750', 19],
  ['Datalogic BC2090', 1],
  ['Honeywell Voyager 1400g', 10],
]

// proves: Scanner | Keyboard (wedge) | vectors
describe('a keyboard scanner', () => {
  it('that types without end is kept from the page and from memory, and its burst stays a scanner’s (S16)', () => {
    let state = noBurst
    const quick = { ctrl: false, alt: false, meta: false, shift: false, capsLock: false, isRepeat: false }
    const options = { prefix: null }
    for (let at = 0; at < 1_000_000; at++)
      state = readKey(state, { ...quick, key: '9', atMs: at, inTextField: false }, options).state
    expect(state.text).toHaveLength(513)
    const end = readKey(state, { ...quick, key: 'Enter', atMs: 1_000_000, inTextField: false }, options)
    expect(end.swallow).toBe(true)
    expect(end.scan).toHaveLength(513)
    expect(end.state).toMatchObject({ text: '', beyond: 0 })
  })

  for (const [name, everyMs] of scanners) {
    it(`is heard outside a field: ${name}`, () => {
      const { scans, passed } = play([...typed('4006381333931', everyMs), enter(everyMs)])
      expect(scans).toEqual(['4006381333931'])
      expect(passed).not.toContain('Enter')
    })

    it(`leaves a text field as it was: ${name}`, () => {
      const keys = [...typed('box ', 120), ...typed('4006381333931', everyMs, 300), enter(everyMs)]
      const { scans, field, passed } = play(keys, undefined, true)
      expect(scans).toEqual(['4006381333931'])
      expect(field).toBe('box ')
      expect(passed).not.toContain('Enter')
    })
  }

  it('is heard with Tab at the end, and Tab moves nothing', () => {
    const { scans, passed } = play([...typed('9400', 10), { key: 'Tab', afterMs: 10 }])
    expect(scans).toEqual(['9400'])
    expect(passed).not.toContain('Tab')
  })

  it('is heard through one stumble, for the average counts', () => {
    const keys = typed('4006381333931', 10)
    keys[5] = { key: '8', afterMs: 90 }
    expect(play([...keys, enter(10)]).scans).toEqual(['4006381333931'])
  })

  it('is heard whole when it pauses once for half a second, never in half', () => {
    const first = [...typed('94001234', 10), enter(10)]
    const stalled = [...typed('4006381', 10), ...typed('333931', 10, 450)]
    expect(play([...first, ...stalled, enter(10)]).scans).toEqual(['94001234', '4006381333931'])
    expect(play([...first, ...typed('4006381', 10), enter(450)]).scans).toEqual(['94001234', '4006381'])
  })

  for (const head of [1, 2, 3]) {
    it(`is heard whole when it pauses after its first ${head}, as it would without the pause`, () => {
      const [first, rest] = ['4006381333931'.slice(0, head), '4006381333931'.slice(head)]
      for (const pauseMs of [101, 250, 450]) {
        const keys = [...typed(first, 10), ...typed(rest, 10, pauseMs), enter(10)]
        expect(play(keys).scans).toEqual(['4006381333931'])
        expect(play(keys, undefined, true)).toMatchObject({ scans: ['4006381333931'], field: '' })
      }
    })
  }

  it('is heard whole when it pauses twice, and right after the end of another', () => {
    const keys = [...typed('4', 10), ...typed('006381', 10, 150), ...typed('333931', 10, 150), enter(10)]
    expect(
      play([...typed('94001234', 10), enter(10), ...keys.with(0, { key: '4', afterMs: 40 })]).scans,
    ).toEqual(['94001234', '4006381333931'])
  })

  it('keeps its code apart from a key that a person pressed long before it, which stays where it was', () => {
    const keys = [...typed('5', 10), ...typed('94001', 10, 400), enter(10)]
    expect(play(keys).scans).toEqual(['94001'])
    expect(play(keys, undefined, true)).toMatchObject({ scans: ['94001'], field: '5' })
  })

  it('keeps its code apart from a key that a finger held just before it', () => {
    const keys: Key[] = [{ key: '5', afterMs: 500, heldMs: 80 }, ...typed('94001234', 5, 150), enter(5)]
    expect(play(keys, undefined, true)).toMatchObject({ scans: ['94001234'], field: '5' })
    const touched = keys.with(0, { key: '5', afterMs: 500, heldMs: 8 })
    expect(play(touched, undefined, true)).toMatchObject({ scans: ['594001234'], field: '' })
  })

  it('begins its code at the symbology identifier, however quickly a key was touched before', () => {
    const keys: Key[] = [{ key: '/', afterMs: 500, heldMs: 0 }, ...typed(']C10194001234', 5, 150), enter(5)]
    expect(play(keys, undefined, true)).toMatchObject({ scans: [']C10194001234'], field: '/' })
  })

  it('keeps its code apart from what a person was typing until just before it', () => {
    const keys = [...typed('fragil', 130), ...typed('4006381333931', 10, 150), enter(10)]
    expect(play(keys, undefined, true)).toMatchObject({ scans: ['4006381333931'], field: 'fragil' })
  })

  it('presses nothing with a second Enter, but a person does', () => {
    expect(play([...typed('9400', 10), enter(10), enter(10)]).passed).not.toContain('Enter')
    expect(play([...typed('9400', 10), enter(10), enter(400)]).passed).toContain('Enter')
  })

  it('is heard twenty times a second, each scan once', () => {
    const keys = Array.from({ length: 40 }, (_, at) => [...typed(`94${at + 10}`, 5, 30), enter(5)]).flat()
    expect(play(keys).scans).toEqual(Array.from({ length: 40 }, (_, at) => `94${at + 10}`))
  })

  it('keeps capitals with Shift, and sets them right under Caps Lock', () => {
    const shifted: Key[] = [
      { key: 'Shift', afterMs: 500 },
      { key: 'A', afterMs: 1, shift: true },
      ...typed('b12', 5, 5),
    ]
    expect(play([...shifted, enter(5)]).scans).toEqual(['Ab12'])
    const locked = shifted.map((each) => ({
      ...each,
      capsLock: true,
      key: each.key === 'A' ? 'a' : each.key === 'b' ? 'B' : each.key,
    }))
    expect(play([...locked, enter(5)]).scans).toEqual(['Ab12'])
  })

  it('keeps the group separator that comes as Ctrl and ]', () => {
    const keys: Key[] = [
      ...typed('10LOT', 5),
      { key: 'Control', afterMs: 5, ctrl: true },
      { key: ']', afterMs: 1, ctrl: true },
      ...typed('21AB', 5, 5),
    ]
    expect(play([...keys, enter(5)]).scans).toEqual(['10LOT\x1d21AB'])
  })

  it('keeps the group separator that comes as the down key, and one that comes as Alt and its number', () => {
    const down: Key = { key: 'ArrowDown', afterMs: 5 }
    const alt: Key[] = [
      { key: 'Alt', afterMs: 5, alt: true },
      ...[...'029'].map((key) => ({ key, afterMs: 5, alt: true })),
    ]
    for (const separator of [[down], alt]) {
      const keys = [...typed('10LOT', 5), ...separator, ...typed('21AB', 5, 5), enter(5)]
      const { scans, passed } = play(keys, undefined, true)
      expect(scans).toEqual(['10LOT\x1d21AB'])
      expect(passed).not.toContain('ArrowDown')
    }
  })

  it('presses nothing with keys that stand for no character in the middle of a code', () => {
    const keys = [...typed('94001', 5), { key: 'F5', afterMs: 5 }, { key: 'j', afterMs: 5, ctrl: true }]
    const { scans, passed } = play([...keys, ...typed('234', 5, 5), enter(5)])
    expect(scans).toEqual(['94001234'])
    expect(passed).not.toContain('F5')
    expect(passed).not.toContain('j')
  })

  it('types a space into no button', () => {
    const { scans, passed } = play([...typed('AB 12', 5), enter(5)])
    expect(scans).toEqual(['AB 12'])
    expect(passed).not.toContain(' ')
  })

  it('is heard without any end after a rest, until a scanner with an end was heard', () => {
    expect(play(typed('4006381333931', 10)).scans).toEqual(['4006381333931'])
    const withEnd = [...typed('9400', 10), enter(10)]
    expect(play([...withEnd, ...typed('4006381', 10)]).scans).toEqual(['9400'])
  })

  it('is heard however slow after its prefix, and nothing of it reaches the page', () => {
    for (const prefix of ['~', 'F9']) {
      const keys = [{ key: prefix, afterMs: 500 }, ...typed('4006381333931', 150, 150), enter(150)]
      const { scans, passed, field } = play(keys, { prefix }, true)
      expect(scans).toEqual(['4006381333931'])
      expect(passed).toEqual([])
      expect(field).toBe('')
    }
  })
})

describe('a person', () => {
  for (const everyMs of [80, 120, 200]) {
    it(`types at ${everyMs} ms into a field and presses Enter, and all of it arrives`, () => {
      const { scans, field, passed } = play(
        [...typed('4006381333931', everyMs), enter(everyMs)],
        undefined,
        true,
      )
      expect(scans).toEqual([])
      expect(field).toBe('4006381333931')
      expect(passed).toContain('Enter')
    })
  }

  it('rolls three keys and Enter as fast as a scanner, and they are no scan', () => {
    const { scans, passed } = play([...typed('abc', 15), enter(15)], undefined, true)
    expect(scans).toEqual([])
    expect(passed).toContain('Enter')
  })

  it('presses a key, waits and rolls three and Enter, and they are no scan', () => {
    for (const pauseMs of [101, 150, 300]) {
      for (const head of ['a', 'th']) {
        const { scans, field } = play(
          [...typed(head, 20), ...typed('bc1', 15, pauseMs), enter(15)],
          undefined,
          true,
        )
        expect(scans).toEqual([])
        expect(field).toBe(`${head}bc1`)
      }
    }
  })

  it('holds a key down, and that is no scan', () => {
    const held = Array.from({ length: 20 }, (_, at) => ({ key: '0', afterMs: 20, isRepeat: at > 0 }))
    const { scans, field } = play([...held, enter(20)], undefined, true)
    expect(scans).toEqual([])
    expect(field).toBe('0'.repeat(20))
  })

  it('uses shortcuts, and they pass', () => {
    const { passed } = play([
      { key: 'c', afterMs: 500, ctrl: true },
      { key: 'F9', afterMs: 100 },
      { key: ']', afterMs: 500, ctrl: true },
      { key: ' ', afterMs: 500 },
      { key: 'Tab', afterMs: 500 },
    ])
    expect(passed).toEqual(['c', 'F9', ']', ' ', 'Tab'])
  })

  it('goes through a list with the down key after typing, and it passes', () => {
    const { passed } = play([...typed('black tea', 80), { key: 'ArrowDown', afterMs: 60 }], undefined, true)
    expect(passed).toContain('ArrowDown')
  })

  it('types the prefix in a note and gets it back with what follows', () => {
    const { scans, field } = play([...typed('~5', 100), ...typed(' kg', 100, 900)], { prefix: '~' }, true)
    expect(scans).toEqual([])
    expect(field).toBe('~5 kg')
  })

  it('types the prefix and corrects it, and gets it back', () => {
    const { field, passed } = play(
      [...typed('~5', 100), { key: 'Backspace', afterMs: 100 }],
      { prefix: '~' },
      true,
    )
    expect(field).toBe('~5')
    expect(passed).toEqual(['Backspace'])
  })

  it('loses no key at any speed a person types at, and is never taken for a scanner', () => {
    const pressed = fc.record({
      key: fc.constantFrom(...'abc1 '),
      afterMs: fc.integer({ min: 40, max: 400 }),
    })
    fc.assert(
      fc.property(fc.array(pressed, { maxLength: 40 }), (keys) => {
        const { scans, field } = play([...keys, enter(60)], undefined, true)
        expect(scans).toEqual([])
        expect(field).toBe(keys.map((each) => each.key).join(''))
      }),
    )
  })
})
