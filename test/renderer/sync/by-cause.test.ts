import { expect, it } from 'vitest'
import { byCause } from '../../../src-renderer/sync/by-cause.ts'
import type { OutboxView } from '../../../src-shared/model/sync.ts'

const parked = (id: string, lastAnswer: string | null): OutboxView => ({
  id,
  consignmentId: `c-${id}`,
  code: id,
  what: 'packed counts',
  state: 'parked',
  local: 'packed',
  remote: null,
  since: '2026-11-20T03:00:00.000Z',
  nextTryAt: null,
  tries: 1,
  lastAnswer,
  advice: 'Retry.',
  hasQuestion: false,
  traceId: null,
})

it('puts parked changes with the same last answer together, the largest group first', () => {
  const causes = byCause([
    parked('a', 'closed'),
    parked('b', 'no such product'),
    parked('c', null),
    parked('d', 'no such product'),
  ])
  expect(causes.map(({ lastAnswer, entries }) => [lastAnswer, entries.map(({ id }) => id)])).toEqual([
    ['no such product', ['b', 'd']],
    ['closed', ['a']],
    [null, ['c']],
  ])
})
