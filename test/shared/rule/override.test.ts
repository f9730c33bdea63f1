import { expect, it } from 'vitest'
import { overridableOn } from '../../../src-shared/rule/override.ts'

it('a code is offered only for what can be done with a consignment as it stands', () => {
  expect(overridableOn('OUTLET', 'draft')).toEqual(['edit-draft', 'cancel-before-sent'])
  expect(overridableOn('OUTLET', 'packing')).toEqual(['pack', 'send', 'cancel-before-sent'])
  expect(overridableOn('PO', 'partial')).toEqual(['receive', 'cancel-sent'])
  expect(overridableOn('RETURN', 'sent')).toEqual(['cancel-sent'])
  expect(overridableOn('STOCKTAKE', 'review')).toEqual(['cancel-before-sent'])
  expect(overridableOn('OUTLET', 'completed')).toEqual([])
})
