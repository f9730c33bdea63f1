import { describe, expect, it } from 'vitest'
import { mayCallBack, wayToCancel } from '../../../src-renderer/pack/call-back.ts'
import type { ConsignmentHead } from '../../../src-shared/model/consignment.ts'

type Head = Parameters<typeof wayToCancel>[0]
const waiting = { isParked: false } as ConsignmentHead['waiting']
const sent: Head = {
  kind: 'OUTLET',
  state: 'sent',
  receivedUnits: 0,
  remoteStatus: 'OPEN',
  waiting,
  readOnlyBecause: null,
}

describe('a transfer that was handed over by mistake', () => {
  it('is called back while Lightspeed has not heard of it, and cancelled once it has', () => {
    expect([mayCallBack(sent), wayToCancel(sent)]).toEqual([true, null])
    for (const heard of [{ remoteStatus: 'SENT', waiting: null }, { waiting: null }] as const) {
      const head = { ...sent, ...heard }
      expect([mayCallBack(head), wayToCancel(head)]).toEqual([false, 'after'])
    }
  })

  it('is neither once something was received', () => {
    const head: Head = { ...sent, remoteStatus: 'SENT', waiting: null, receivedUnits: 1 }
    expect([mayCallBack(head), wayToCancel(head)]).toEqual([false, null])
  })
})

it('a transfer is cancelled before it leaves, not in the middle of packing; others on their own screens', () => {
  const states = ['approved', 'packing', 'packed', 'receiving', 'cancelled'] as const
  expect(states.map((state) => wayToCancel({ ...sent, state }))).toEqual([
    'before',
    null,
    'before',
    null,
    null,
  ])
  expect(wayToCancel({ ...sent, state: 'packed', kind: 'RETURN' })).toBeNull()
  expect(wayToCancel({ ...sent, state: 'packed', kind: 'PO' })).toBeNull()
  expect(wayToCancel({ ...sent, state: 'packed', readOnlyBecause: 'a fraction' })).toBeNull()
})
