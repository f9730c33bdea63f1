import { describe, expect, it } from 'vitest'
import { addTier, dropTier, readTiers, writeTiers } from '../../../src-renderer/approve/tier-text.ts'
import { tierProblems, usualTiers } from '../../../src-shared/rule/approval-tiers.ts'

describe('tiers as they are written', () => {
  it('come back as they were', () => {
    expect(readTiers(writeTiers(usualTiers))).toEqual({ tiers: usualTiers, faults: [] })
  })

  it('leave no gap and no overlap, whatever is added or taken off', () => {
    let texts = writeTiers(usualTiers)
    for (const change of [
      addTier,
      addTier,
      (all: typeof texts) => dropTier(all, 1),
      (all: typeof texts) => dropTier(all, 0),
    ]) {
      texts = change(texts)
      const { tiers, faults } = readTiers(texts)
      expect(faults).toEqual([])
      expect(tierProblems(tiers)).toEqual([])
    }
  })

  it.each([
    ['nothing', '', 'not-money'],
    ['letters', 'lots', 'not-money'],
    ['parts of a cent', '10.005', 'not-money'],
    ['its own start', '0', 'not-above-its-start'],
  ])('name the tier where %s stands as its end', (_say, below, is) => {
    const [first, ...rest] = writeTiers(usualTiers)
    if (first === undefined) throw new Error('no tier')
    expect(readTiers([{ ...first, below }, ...rest]).faults[0]).toEqual({ tier: 0, is })
  })

  it('name the tier where nobody or too many are needed, or no role approves', () => {
    const [first] = writeTiers(usualTiers.slice(2))
    if (first === undefined) throw new Error('no tier')
    const faults = (part: object) => readTiers([{ ...first, ...part }]).faults.map(({ is }) => is)
    expect(faults({ approvers: '0' })).toEqual(['approvers-out-of-range'])
    expect(faults({ approvers: '11' })).toEqual(['approvers-out-of-range'])
    expect(faults({ roles: [] })).toEqual(['no-roles'])
  })
})
