import { expect, it } from 'vitest'
import { lacksOf, type ReturnFacts, returnLacks } from '../../../src-shared/rule/return-ready.ts'

const whole: ReturnFacts = { name: 'Tea', planned: 1, reason: 'WARRANTY', text: '', photos: 0 }

it.each<[Partial<ReturnFacts>, string[]]>([
  [{}, []],
  [{ planned: 0 }, ['units']],
  [{ reason: null }, ['reason']],
  [{ reason: 'OTHER' }, ['text']],
  [{ reason: 'OTHER', text: ' \n ' }, ['text']],
  [{ reason: 'OTHER', text: 'smells of soap' }, []],
  [{ reason: 'DAMAGED' }, ['photo']],
  [{ reason: 'DAMAGED', photos: 1 }, []],
  [{ planned: 0, reason: null }, ['units', 'reason']],
])('a line with %o lacks %o', (more, lacks) => {
  expect(lacksOf({ ...whole, ...more })).toEqual(lacks)
})

it('an empty return is not ready, and each line says what it lacks by its name', () => {
  expect(returnLacks([])).toHaveLength(1)
  expect(returnLacks([whole])).toEqual([])
  expect(returnLacks([whole, { ...whole, name: 'Jam', reason: null }])).toEqual([
    'Jam: say why it goes back.',
  ])
})
