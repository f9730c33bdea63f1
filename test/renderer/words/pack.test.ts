import { expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'

it.each([
  [1, 0, 0, '1 line is short. That is kept as it is.'],
  [3, 1, 0, '3 lines are short, 1 over. That is kept as it is.'],
  [0, 1, 0, '1 line is over. That is kept as it is.'],
  [0, 2, 0, '2 lines are over. That is kept as it is.'],
  [10, 1, 1, '10 lines are short, 1 over, 1 extra. That is kept as it is.'],
  [0, 0, 1, '1 line is extra. That is kept as it is.'],
  [0, 0, 0, null],
])('%i short, %i over and %i extra lines are named before the goods go', (short, over, extra, say) => {
  expect(words.pack.differWarn(short, over, extra)).toBe(say)
})

it('says how far packing is by what was planned, and what is more beside it', () => {
  expect(words.pack.progress('13', '96', '3')).toBe('13 of 96 units, 3 more than planned')
  expect(words.receive.progress('6', '16', null)).toBe('6 of 16 units here')
})

it('says in one sentence what the office changed, however much it was', () => {
  const change = (name: string, from: number, to: number) => ({ name, from, to })
  expect(words.pack.planChanged([change('Tea', 1, 3), change('Jam', 2, 0)])).toBe(
    'The office changed the plan: Tea from 1 to 3, Jam is no longer asked for.',
  )
  const many = Array.from({ length: 6 }, (_, at) => change(`P${at}`, 0, 1))
  expect(words.pack.planChanged(many)).toMatch(/P3 from 0 to 1, 2 more lines\.$/)
})
