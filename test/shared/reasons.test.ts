import { expect, it } from 'vitest'
import { contract } from '../../src-shared/contract/contract.ts'

it.each([
  ['consignment:cancel', { consignmentId: 'c' }],
  ['receive:close', { consignmentId: 'c' }],
  ['pack:unseal', { parcelId: 'p' }],
  ['pack:print-label', { parcelId: 'p' }],
  ['sync:discard', { entryId: 'e' }],
  ['sync:settle', { conflictId: 'k', choice: 'try-again' }],
] as const)('%s takes no reason of blanks', (ask, rest) => {
  expect(contract[ask].takes.safeParse({ ...rest, reason: '     ' }).success).toBe(false)
  expect(contract[ask].takes.safeParse({ ...rest, reason: ' torn label ' }).data).toMatchObject({
    reason: 'torn label',
  })
})
