import { expect, it } from 'vitest'
import { cannotWeigh } from '../../../src-renderer/device/scale-says.tsx'

it('a scale that answers and cannot weigh is not called ready, and its card says what to do', () => {
  expect(cannotWeigh({ is: 'overload' })?.next).toBe('Take something off.')
  expect(cannotWeigh({ is: 'below-zero', grams: -5 })?.next).toMatch(/zero key/)
  expect(cannotWeigh({ is: 'needs-zero' })?.say).toMatch(/lost its zero/)
  expect(cannotWeigh({ is: 'fault', why: 'The scale must be calibrated.' })?.say).toBe(
    'Scale: The scale must be calibrated.',
  )
})

it('a scale that weighs, moves or has not said anything yet keeps its own words', () => {
  expect(cannotWeigh({ is: 'steady', grams: 0, net: false, shown: '0 g' })).toBeNull()
  expect(cannotWeigh({ is: 'moving', grams: null, shown: null })).toBeNull()
  expect(cannotWeigh(null)).toBeNull()
})
