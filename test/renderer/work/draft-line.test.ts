import { expect, it } from 'vitest'
import { isTooMany } from '../../../src-renderer/work/draft-line.tsx'

it('warns of a line that plans more than is here, and of none whose stock is not known', () => {
  expect(isTooMany({ planned: 4, stock: 3 })).toBe(true)
  expect(isTooMany({ planned: 1, stock: -2 })).toBe(true)
  expect(isTooMany({ planned: 3, stock: 3 })).toBe(false)
  expect(isTooMany({ planned: 9, stock: null })).toBe(false)
})
