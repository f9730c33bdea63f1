import { expect, it } from 'vitest'
import { compareLevels, type LevelPair } from '../../../../src-main/sync/reconcile/compare-levels.ts'

const pair = (kept: [number, number] | null, read: [number, number] | null): LevelPair => ({
  productId: 'tea',
  kept: kept && { level: kept[0], version: kept[1] },
  read: read && { level: read[0], version: read[1] },
})
const level = { kind: 'level', productId: 'tea', outletId: 'depot', here: 14, there: 12 }

it.each<[string, LevelPair, boolean, boolean]>([
  ['alike', pair([14, 5], [14, 6]), false, false],
  ['changed, and the feed has read past it', pair([14, 5], [12, 6]), true, false],
  ['changed so lately that the feed has it still to come', pair([14, 5], [12, 80]), false, true],
  ['the feed brought a newer one meanwhile', pair([14, 9], [12, 6]), false, false],
  ['no level at either side', pair(null, [0, 6]), false, false],
  ['not to be read', pair([14, 5], null), false, false],
])('a level: %s', (_name, one, differs, isLate) => {
  const compared = compareLevels('depot', [one], 50)
  expect(compared.found.map(({ difference }) => difference)).toEqual(differs ? [level] : [])
  expect(compared.isLate).toBe(isLate)
})
