import { expect, it } from 'vitest'
import type { SeenReading, TakenWeight } from '../../../src-main/device/scale/scale-driver.ts'
import { weightFor } from '../../../src-main/station/weight-for.ts'
import { StationError } from '../../../src-shared/failure.ts'
import type { ScaleReading } from '../../../src-shared/model/weight.ts'

const steady = (grams: number) => ({ is: 'steady', grams, net: false, shown: `${grams} g` }) as const

/** A scale that gives each frame once, as the driver does. */
function scaleAt(reading: ScaleReading | null, { isSameLoad = false, isFirstLoad = false } = {}) {
  let isGiven = false
  const seen: SeenReading | null = reading === null ? null : { reading, rawHex: '30', atMono: 0 }
  return {
    latest: () => seen,
    takeSteady: (): TakenWeight | null => {
      if (isGiven || seen === null || seen.reading.is !== 'steady') return null
      isGiven = true
      const giveBack = () => {
        isGiven = false
      }
      return { reading: seen.reading, rawHex: seen.rawHex, atMono: 0, isSameLoad, isFirstLoad, giveBack }
    },
  }
}

const none = () => null

function refusalOf(scale: Parameters<typeof weightFor>[0], lastWeighed: () => number | null = none): string {
  try {
    weightFor(scale, null, lastWeighed)
  } catch (thrown) {
    if (thrown instanceof StationError) return `${thrown.code}: ${thrown.message} ${thrown.next}`
    throw thrown
  }
  return 'taken'
}

it('takes a typed weight without asking the scale, and what stands steady on it', () => {
  expect(weightFor(null, 500, none).weight).toEqual({ grams: 500, from: 'typed', frame: null })
  expect(weightFor(scaleAt(steady(1234)), null, none).weight).toEqual({
    grams: 1234,
    from: 'scale',
    frame: '30',
  })
  expect(refusalOf(null)).toMatch(/^no-scale/)
})

it.each([
  [{ is: 'overload' }, /^scale-cannot-weigh: .*more on the scale.*Take something off, or type/],
  [{ is: 'below-zero', grams: -5 }, /^scale-cannot-weigh: .*below zero.*zero key, or type/],
  [{ is: 'needs-zero' }, /^scale-cannot-weigh: .*lost its zero.*zero key, or type/],
  [
    { is: 'fault', why: 'The scale must be calibrated.' },
    /^scale-cannot-weigh: The scale must be calibrated/,
  ],
  [{ is: 'moving', grams: 5, shown: '5 g' }, /^not-steady: .*Wait until it stands still/],
  [null, /^not-steady/],
] as const)('says what keeps the scale from weighing: %o', (reading, refusal) => {
  expect(refusalOf(scaleAt(reading))).toMatch(refusal)
})

it('gives the same reason to whoever asks again in the same moment', () => {
  const lifted = scaleAt(steady(1234), { isSameLoad: true })
  const empty = scaleAt(steady(0))
  for (let times = 0; times < 3; times++) {
    expect(refusalOf(lifted)).toMatch(/^same-load/)
    expect(refusalOf(empty)).toMatch(/^scale-empty/)
  }
})

it('does not take the last box again that lay on the scale while the station was started anew (F30)', () => {
  const lain = () => scaleAt(steady(1234), { isFirstLoad: true })
  expect(refusalOf(lain(), () => 1234)).toMatch(/^same-load/)
  expect(refusalOf(lain(), () => 1235)).toBe('taken')
  expect(refusalOf(scaleAt(steady(1234)), () => 1234)).toBe('taken')
})
