import { expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'

it.each([
  [1, 0, '1 line is short. That is kept as it is.'],
  [3, 1, '3 lines are short, 1 over. That is kept as it is.'],
  [0, 1, '1 line is over. That is kept as it is.'],
  [0, 2, '2 lines are over. That is kept as it is.'],
])('%i short and %i over lines are named before the goods go', (short, over, say) => {
  expect(words.pack.differWarn(short, over)).toBe(say)
})
