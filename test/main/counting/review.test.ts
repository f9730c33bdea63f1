import { describe, expect, it } from 'vitest'
import { skipLines, undoCounted } from '../../../src-main/counting/count.ts'
import { startCount } from '../../../src-main/counting/list.ts'
import { approveCount, countAgain, finishCount } from '../../../src-main/counting/review.ts'
import { cancelConsignment } from '../../../src-main/ordering/transfer.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { depot, goods } from '../bench.ts'
import { type CountBench, counting } from './count-bench.ts'

const { tea, jam, cup } = goods

/** Tea 97 and jam 101 of 100 each, cup skipped; in review. */
function reviewed(): CountBench {
  const bench = counting({ list: [tea.id, jam.id, cup.id], isBlind: true })
  bench.set(tea.id, 97)
  bench.set(jam.id, 101)
  skip(bench, cup.id)
  finishCount(bench, on(bench))
  return bench
}

const on = ({ id }: CountBench) => ({ consignmentId: id })
const skip = (bench: CountBench, productId: string) =>
  skipLines(bench, { ...on(bench), lineIds: [bench.lineOf(productId).id], reason: 'Not to be reached' })
const again = (bench: CountBench, productId: string) =>
  countAgain(bench, { ...on(bench), lineIds: [bench.lineOf(productId).id] })
const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'done'
  } catch (thrown) {
    if (thrown instanceof StationError) return thrown.code
    throw thrown
  }
}

describe('finishing a count', () => {
  it('is refused while a line is neither counted nor skipped, and names what is missing', () => {
    const bench = counting({ list: [tea.id, jam.id, cup.id] })
    bench.set(tea.id, 1)
    expect(() => finishCount(bench, on(bench))).toThrow('Not counted yet: Plum jam, Stone cup.')
    bench.set(jam.id, 0)
    expect(codeOf(() => finishCount(bench, on(bench)))).toBe('not-all-counted')
    skip(bench, cup.id)
    finishCount(bench, on(bench))
    expect(bench.state(bench.id)).toBe('review')
  })

  it('is refused where everything is skipped', () => {
    const bench = counting({ list: [tea.id] })
    skip(bench, tea.id)
    expect(codeOf(() => finishCount(bench, on(bench)))).toBe('nothing-counted')
  })

  it('tells Lightspeed the counts and what was skipped, but not to book them', () => {
    const bench = reviewed()
    expect(bench.told(bench.id)).toMatchObject([
      {
        status: 'STOCKTAKE_IN_PROGRESS_PROCESSED',
        received: [
          { productId: tea.id, units: 97 },
          { productId: jam.id, units: 101 },
        ],
        listed: [tea.id, jam.id, cup.id],
        skipped: [cup.id],
      },
    ])
    expect(bench.store.stock.projected(tea.id, depot)).toBe(100)
  })

  it('shows the differences in units and money, of a blind count too', () => {
    const bench = reviewed()
    expect(bench.lineOf(tea.id)).toMatchObject({ expected: 100, variance: { units: -3, cents: -1440 } })
    expect(bench.lineOf(jam.id).variance).toEqual({ units: 1, cents: 480 })
    expect(bench.lineOf(cup.id).variance).toBeNull()
    expect(bench.desk()).toMatchObject({
      sums: { units: 4, cents: 1920, netUnits: -2, netCents: -960, unpriced: 0 },
      mayStationApprove: true,
    })
  })

  it('judges each line by the level of its own moment, and shows what moved since', () => {
    const bench = counting({ list: [tea.id] })
    bench.level(tea.id, 98)
    bench.set(tea.id, 98)
    bench.level(tea.id, 95)
    finishCount(bench, on(bench))
    expect(bench.lineOf(tea.id)).toMatchObject({ variance: { units: 0, cents: 0 }, movedSince: -3 })
  })
})

describe('a recount', () => {
  it('counts only the chosen lines anew, keeps what was counted before, and takes nothing of it back', () => {
    const bench = reviewed()
    again(bench, tea.id)
    expect(bench.desk()).toMatchObject({ round: 2, totals: { lines: 1, open: 1, units: 0 }, canUndo: false })
    expect(bench.scan('JAM-1').outcome).toMatchObject({
      is: 'not-now',
      why: expect.stringContaining('stands'),
    })
    expect(() => bench.set(jam.id, 5)).toThrow('earlier count stands')
    expect(codeOf(() => undoCounted(bench, on(bench)))).toBe('nothing-to-undo')
    bench.set(tea.id, 99)
    finishCount(bench, on(bench))
    expect(bench.lineOf(tea.id)).toMatchObject({
      counted: 99,
      earlier: [{ round: 1, counted: 97 }],
      variance: { units: -1 },
    })
    expect(bench.told(bench.id).at(-1)).toMatchObject({
      received: [
        { productId: tea.id, units: 99 },
        { productId: jam.id, units: 101 },
      ],
    })
  })

  it('asked for twice is one round', () => {
    const bench = reviewed()
    again(bench, tea.id)
    again(bench, tea.id)
    expect(bench.desk()).toMatchObject({ round: 2, totals: { lines: 1, open: 1 } })
    bench.set(tea.id, 99)
    finishCount(bench, on(bench))
    expect(bench.state(bench.id)).toBe('review')
  })

  it('of a skipped line takes it back into the count', () => {
    const bench = reviewed()
    again(bench, cup.id)
    expect(codeOf(() => finishCount(bench, on(bench)))).toBe('not-all-counted')
    bench.set(cup.id, 100)
    finishCount(bench, on(bench))
    expect(bench.told(bench.id).at(-1)?.skipped).toEqual([])
  })
})

describe('approving', () => {
  it('of small differences is the station’s own act, whoever asks for it; the counts are the stock from then on', () => {
    const bench = reviewed()
    bench.actAs('SA', 'helper')
    approveCount(bench, on(bench))
    expect(bench.state(bench.id)).toBe('approved')
    expect(bench.store.transitions.of(bench.id).at(-1)).toMatchObject({ to: 'approved', actor: 'station' })
    expect(bench.told(bench.id).at(-1)).toMatchObject({ status: 'STOCKTAKE_COMPLETE', skipped: [cup.id] })
    expect([tea, jam, cup].map(({ id }) => bench.store.stock.projected(id, depot))).toEqual([97, 101, 100])
  })

  it('of large ones is for a manager, an operations manager or a director', () => {
    const bench = counting({ list: [tea.id] })
    bench.set(tea.id, 49)
    finishCount(bench, on(bench))
    expect(bench.desk().mayStationApprove).toBe(false)
    for (const role of ['SA', 'AD', 'FI'] as const) {
      bench.actAs(role, 'somebody')
      expect(codeOf(() => approveCount(bench, on(bench)))).toBe('TRANSITION_NOT_PERMITTED')
    }
    expect(bench.state(bench.id)).toBe('review')
    bench.actAs('OM', 'office')
    approveCount(bench, on(bench))
    expect(bench.state(bench.id)).toBe('approved')
  })

  it('is done once: a second press changes nothing', () => {
    const bench = reviewed()
    approveCount(bench, on(bench))
    approveCount(bench, on(bench))
    expect(bench.store.stock.openEffectsOf(bench.id)).toHaveLength(2)
  })

  it('is refused before the review', () => {
    const bench = counting({ list: [tea.id] })
    bench.set(tea.id, 100)
    expect(codeOf(() => approveCount(bench, on(bench)))).toBe('ILLEGAL_TRANSITION')
  })
})

it('starting twice changes nothing, and a cancelled count tells Lightspeed and counts no more', () => {
  const bench = counting({ list: [tea.id] })
  startCount(bench, { ...on(bench), isBlind: true })
  expect(bench.desk().isBlind).toBe(false)
  cancelConsignment(bench, { ...on(bench), reason: 'Wrong shelf' })
  expect(bench.told(bench.id).at(-1)).toMatchObject({ status: 'CANCELLED' })
  expect(bench.scan('TEA-1').outcome).toMatchObject({ is: 'not-now' })
})
