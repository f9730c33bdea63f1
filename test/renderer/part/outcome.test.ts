import { describe, expect, it } from 'vitest'
import { faceOf } from '../../../src-renderer/part/outcome.ts'
import { soundOf, sounds } from '../../../src-renderer/sound.ts'
import { words } from '../../../src-renderer/words.ts'
import type { ScanOutcome } from '../../../src-shared/model/scan.ts'
import { scan } from '../fixture-desks.ts'
import { outcomes } from '../fixture-outcomes.ts'

describe('the last-scan card', () => {
  it('does not ask for an answer that the keys would give to an older question', () => {
    for (const is of ['several', 'not-on-transfer'] as const) {
      const outcome = outcomes.find((known) => known.is === is)
      if (!outcome) throw new Error('no such outcome')
      const now = faceOf(scan('1', outcome), 'pack')
      const later = faceOf(scan('1', outcome), 'pack', 'later')
      const aside = faceOf(scan('1', outcome), 'pack', 'aside')
      expect(later.say).toBe(words.scan.asksLater)
      expect(aside.say).toBe(words.scan.asideSay)
      expect(aside.word).not.toBe(words.scan.several)
      expect([now.say, now.word]).not.toContain(words.scan.asksLater)
    }
  })

  it('leads from an unknown code at receiving to the form for what no list knows', () => {
    expect(faceOf(scan('1', { is: 'unknown' }), 'receive').say).toContain(words.receive.unlisted)
    expect(faceOf(scan('1', { is: 'unknown' }), 'pack').say).not.toContain(words.receive.unlisted)
  })

  it.each(outcomes.map((outcome) => [outcome.is, outcome] as const))(
    'says %s with a colour, a shape, a word and a sentence',
    (_, outcome) => {
      const face = faceOf(scan('9400000000015', outcome))
      expect(face.word).not.toBe('')
      expect(face.icon).not.toBe('')
      expect(face.title).not.toBe('')
      expect(face.say).not.toBe('')
    },
  )

  it('tells every outcome apart by its word alone', () => {
    const spoken = outcomes.map((outcome) => faceOf(scan('1', outcome)).word)
    expect(new Set(spoken).size).toBe(outcomes.length)
  })

  it('tells every outcome apart by its sound alone', () => {
    const figures = outcomes.map((outcome) => JSON.stringify(sounds[soundOf(scan('1', outcome))]))
    expect(new Set(figures).size).toBe(outcomes.length)
  })

  it('keeps green for what was counted and red for what was not', () => {
    const toneOf = (is: ScanOutcome['is']) => {
      const outcome = outcomes.find((known) => known.is === is)
      return outcome && faceOf(scan('1', outcome)).tone
    }
    expect(['counted', 'line-complete', 'all-complete'].map((is) => toneOf(is as ScanOutcome['is']))).toEqual(
      ['good', 'good', 'good'],
    )
    expect(
      ['over', 'extra', 'damaged', 'not-on-transfer'].map((is) => toneOf(is as ScanOutcome['is'])),
    ).toEqual(['look', 'look', 'look', 'look'])
    expect([toneOf('unknown'), toneOf('misread'), toneOf('not-now')]).toEqual(['stop', 'stop', 'stop'])
  })

  it('says of a scan that was taken back that it was, with a sound of its own', () => {
    const [counted] = outcomes
    if (!counted) throw new Error('no outcomes')
    const record = { ...scan('1', counted), undone: true }
    expect(faceOf(record).word).toBe('Taken back')
    expect(soundOf(record)).toBe('undone')
  })

  it('says how many are damaged, of what, and that stock does not get them', () => {
    const damaged = outcomes.find((outcome) => outcome.is === 'damaged')
    if (damaged?.is !== 'damaged') throw new Error('no damaged')
    expect(faceOf(scan('1', damaged), 'receive')).toMatchObject({
      word: 'Damaged',
      say: '2 damaged of Pod Kit Black, kept out of stock',
      figure: '4 of 6',
    })
    expect(faceOf(scan('1', { ...damaged, damaged: -1 }), 'receive').say).toBe(
      '1 of Pod Kit Black not damaged after all',
    )
  })

  it('says of an extra how many there are, out of nothing', () => {
    const extra = outcomes.find((outcome) => outcome.is === 'extra')
    if (extra?.is !== 'extra') throw new Error('no extra')
    expect(faceOf(scan('1', extra)).figure).toBe('4')
  })

  it('says how many and into which box', () => {
    const [counted] = outcomes
    if (!counted) throw new Error('no outcomes')
    const face = faceOf(scan('1', counted))
    expect(face.figure).toBe('4 of 6')
    expect(face.say).toBe('+1 to box 2')
  })

  it('shows the arithmetic of a case', () => {
    const [counted] = outcomes
    if (counted?.is !== 'counted') throw new Error('no outcomes')
    const pack = { name: 'Case of 12', packs: 1, size: 12 }
    const say = (more: object) => faceOf(scan('1', { ...counted, ...more })).say
    expect(say({ times: 12, pack })).toBe('1 case × 12 = 12 units to box 2')
    expect(say({ times: 36, pack: { ...pack, packs: 3 }, boxNumber: null })).toBe('3 cases × 12 = 36 units')
  })
})

it('reads the first sentence of a refusal at arm’s length, and what to do below it', () => {
  const refused = (why: string) => faceOf(scan('123', { is: 'not-now', why }))
  expect(refused('This is packed. Reopen it to count more.')).toMatchObject({
    title: 'This is packed.',
    say: 'Reopen it to count more.',
  })
  expect(refused('This was cancelled')).toMatchObject({ title: 'This was cancelled', say: '123' })
})

it('a scan with characters that cannot be seen is shown with their names', () => {
  const face = faceOf(scan('AB\u0085C\u001dD', { is: 'unknown' }))
  expect(face.title).toBe('AB<NEL>C<GS>D')
})
