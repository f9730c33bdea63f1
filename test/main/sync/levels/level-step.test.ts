import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LevelChangeRow } from '../../../../src-main/store/level-change-rows.ts'
import { levelStep } from '../../../../src-main/sync/levels/level-step.ts'

const nothingOut = { own: 0, sentAgoMs: 0 }

/** 97 counted where 100 were expected. */
function change(more: Partial<LevelChangeRow> = {}): LevelChangeRow {
  return {
    consignmentId: 'c',
    productId: 'p',
    outletId: 'o',
    counted: 97,
    expected: 100,
    difference: -3,
    isLevelOld: false,
    state: 'waiting',
    base: null,
    baseVersion: null,
    target: null,
    shown: null,
    said: null,
    at: 't',
    ...more,
  }
}
const sent = (state: 'sent' | 'told') => change({ state, base: 100, baseVersion: 7, target: 97 })

describe('a level that is still to be set', () => {
  it('is set to what was counted where nothing moved since', () => {
    expect(levelStep(change(), { level: 100, version: 7 }, nothingOut)).toEqual({
      do: 'set',
      base: 100,
      baseVersion: 7,
      target: 97,
    })
  })

  it('keeps what was sold since the count', () => {
    expect(levelStep(change(), { level: 96, version: 9 }, nothingOut)).toMatchObject({ target: 93 })
  })

  it('is as the shelf is at any time, whatever was sold since and whatever of ours is still on its way', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: -20, max: 20 }),
        (known, counted, moved, own) => {
          // Known at the count: Lightspeed's level and what of ours was on its way. None of that has arrived since.
          const one = change({ counted, expected: known + own, difference: counted - known - own })
          const step = levelStep(one, { level: known + moved, version: 2 }, { own, sentAgoMs: 0 })
          const target = step.do === 'set' ? step.target : known + moved
          expect(target + own).toBe(counted + moved)
        },
      ),
    )
  })

  it('is left alone where it is right already', () => {
    const one = change({ counted: 100, difference: 0, isLevelOld: true })
    expect(levelStep(one, { level: 100, version: 7 }, nothingOut)).toEqual({ do: 'done', as: 'agreed' })
  })

  it('is asked about when the level it was counted against was an old one and has moved', () => {
    const one = change({ isLevelOld: true })
    expect(levelStep(one, { level: 100, version: 7 }, nothingOut)).toMatchObject({ do: 'set', target: 97 })
    expect(levelStep(one, { level: 99, version: 8 }, nothingOut)).toEqual({ do: 'ask', about: 'moved' })
    // Our own units, which the count knew of, have not arrived there: nothing moved.
    const less = { level: 102, version: 8 }
    expect(levelStep(one, less, { own: -2, sentAgoMs: 0 })).toMatchObject({ do: 'set', target: 99 })
  })

  it('is what was counted where no level was ever known, less what of ours is on its way', () => {
    const one = change({ expected: null, difference: null })
    expect(levelStep(one, { level: 0, version: 0 }, { own: -2, sentAgoMs: 0 })).toMatchObject({ target: 99 })
  })

  it('shows no tenths of tenths', () => {
    const one = change({ counted: 1, expected: 0.7, difference: 0.3 })
    expect(levelStep(one, { level: 0.1, version: 1 }, nothingOut)).toMatchObject({ target: 0.4 })
  })
})

describe('a level that was sent', () => {
  it('is done once Lightspeed shows it, and also when it was sold from since', () => {
    expect(levelStep(sent('sent'), { level: 97, version: 9 }, nothingOut)).toEqual({ do: 'done', as: 'set' })
    expect(levelStep(sent('told'), { level: 95, version: 12 }, nothingOut)).toEqual({ do: 'done', as: 'set' })
  })

  it('and said yes to is waited for while the old level is shown', () => {
    expect(levelStep(sent('told'), { level: 100, version: 7 }, nothingOut)).toEqual({
      do: 'wait',
      for: 'echo',
    })
  })

  it('and not answered is not sent again within half a minute, and then with the same words', () => {
    const seen = { level: 100, version: 7 }
    expect(levelStep(sent('sent'), seen, { own: 0, sentAgoMs: 10_000 })).toEqual({
      do: 'wait',
      for: 'late',
      ms: 20_000,
    })
    expect(levelStep(sent('sent'), seen, { own: 0, sentAgoMs: 30_000 })).toEqual({
      do: 'set',
      base: 100,
      baseVersion: 7,
      target: 97,
    })
  })

  it('and not answered is for a person where it shows neither what was nor what should be', () => {
    expect(levelStep(sent('sent'), { level: 99, version: 9 }, { own: 0, sentAgoMs: 90_000 })).toEqual({
      do: 'ask',
      about: 'outcome',
    })
    // Somebody set it back to what it was: that is no longer the level before our write.
    expect(levelStep(sent('sent'), { level: 100, version: 9 }, nothingOut)).toMatchObject({ do: 'ask' })
  })
})

it('nothing is done about what is over', () => {
  for (const state of ['set', 'agreed', 'refused', 'asked', 'left'] as const) {
    expect(() => levelStep(change({ state }), { level: 1, version: 1 }, nothingOut)).toThrow(state)
  }
})
