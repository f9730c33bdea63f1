import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConsignmentRow } from '../../../src-main/lightspeed/rows.ts'
import { type Intention, intention } from '../../../src-main/outbox/intention.ts'
import type { Observed, ObservedLine } from '../../../src-main/sync/observed.ts'
import type { Step } from '../../../src-main/sync/plan/step.ts'
import { nextStep as nextStepAgreed } from '../../../src-main/sync/plan-push.ts'

const header = (type: string, status: string): ConsignmentRow => ({
  id: 'c1',
  name: 'A transfer',
  type,
  status,
  outletId: 'there',
  sourceOutletId: 'here',
  supplierId: null,
  supplierInvoice: null,
  reference: 'PK-1',
  consignmentDate: null,
  dueAt: null,
  receivedAt: null,
  createdAt: null,
  updatedAt: null,
  deletedAt: null,
  version: 1,
})

type Seen = {
  count: number | null
  received: number | null
  rows?: number
  isPending?: boolean
  isFailed?: boolean
}

function seen(type: string, status: string, lines: Record<string, Seen>, isWhole = true): Observed {
  const listed = Object.entries(lines).map(
    ([productId, { rows = 1, isPending = false, isFailed = false, ...units }]) => {
      const line: ObservedLine = {
        productId,
        sku: null,
        ...units,
        isReceivedSet: true,
        cost: null,
        rows,
        isPending,
        isFailed,
      }
      return [productId, line] as const
    },
  )
  return { header: header(type, status), lines: new Map(listed), isWhole }
}

function wanted(
  type: Intention['type'],
  status: Intention['status'],
  more: { packed?: Record<string, number> | null; received?: Record<string, number> | null } = {},
): Intention {
  const { packed = null, received = null } = more
  return {
    type,
    reference: 'PK-1',
    name: 'A transfer PK-1',
    outletId: 'there',
    sourceOutletId: type === 'OUTLET' ? 'here' : null,
    supplierId: null,
    dueAt: null,
    status,
    packed:
      packed && Object.entries(packed).map(([productId, units]) => ({ productId, units, costCents: null })),
    received: received && Object.entries(received).map(([productId, units]) => ({ productId, units })),
  }
}

/** A step in one word, and what it is about. */
function said(step: Step): string {
  switch (step.do) {
    case 'set-status':
      return `→ ${step.status}`
    case 'conflict':
      return `conflict ${step.conflict.kind}`
    case 'wait':
      return `wait ${step.for}`
    default:
      return step.do
  }
}

/** The next step where what is received there is what both sides last agreed on. */
function nextStep(intention: Intention, picture: Observed | null): Step {
  const lines = [...(picture?.lines.values() ?? [])]
  return nextStepAgreed(
    intention,
    picture,
    new Map(lines.map((line) => [line.productId, { received: line.received ?? 0, told: [] }])),
  )
}

const remoteStatusesOfCounts = [
  'STOCKTAKE_SCHEDULED',
  'STOCKTAKE_IN_PROGRESS',
  'STOCKTAKE_IN_PROGRESS_PROCESSED',
  'STOCKTAKE_COMPLETE',
  'CLOSED',
]
const remoteStatuses = ['none', 'OPEN', 'SENT', 'DISPATCHED', 'RECEIVED', 'CANCELLED', 'IN_TRANSIT']

describe('the next step for every type, wanted status and status at Lightspeed, when all units agree', () => {
  // Columns: not there, OPEN, SENT, DISPATCHED, RECEIVED, CANCELLED, a status nobody knows.
  const outlet = { packed: { a: 2 } }
  const done = { received: { a: 2 } }
  const cells: [string, Intention, string][] = [
    [
      'OUTLET OPEN',
      wanted('OUTLET', 'OPEN', outlet),
      'create | done | conflict status | conflict status | done | conflict status | conflict status',
    ],
    [
      'OUTLET SENT',
      wanted('OUTLET', 'SENT', outlet),
      'create | → SENT | done | done | done | conflict status | conflict status',
    ],
    [
      'OUTLET SENT received',
      wanted('OUTLET', 'SENT', done),
      'conflict gone | conflict status | done | done | done | conflict status | conflict status',
    ],
    [
      'OUTLET RECEIVED',
      wanted('OUTLET', 'RECEIVED', done),
      'conflict gone | conflict status | → RECEIVED | → RECEIVED | done | conflict status | conflict status',
    ],
    [
      'OUTLET RECEIVED, all at once',
      wanted('OUTLET', 'RECEIVED', { ...outlet, ...done }),
      'create | → SENT | → RECEIVED | → RECEIVED | done | conflict status | conflict status',
    ],
    [
      'OUTLET RECEIVED, uncounted',
      wanted('OUTLET', 'RECEIVED', outlet),
      'create | → SENT | conflict lines | conflict lines | done | conflict status | conflict status',
    ],
    [
      'OUTLET CANCELLED',
      wanted('OUTLET', 'CANCELLED'),
      'done | → CANCELLED | → CANCELLED | conflict status | conflict status | done | conflict status',
    ],
    [
      'SUPPLIER OPEN',
      wanted('SUPPLIER', 'OPEN', outlet),
      'create | done | done | done | done | conflict status | conflict status',
    ],
    [
      'SUPPLIER SENT',
      wanted('SUPPLIER', 'SENT', outlet),
      'create | → SENT | done | done | done | conflict status | conflict status',
    ],
    [
      'SUPPLIER SENT received',
      wanted('SUPPLIER', 'SENT', done),
      'conflict gone | → SENT | → DISPATCHED | done | done | conflict status | conflict status',
    ],
    [
      'SUPPLIER DISPATCHED',
      wanted('SUPPLIER', 'DISPATCHED', done),
      'conflict gone | → SENT | → DISPATCHED | done | done | conflict status | conflict status',
    ],
    [
      'SUPPLIER RECEIVED',
      wanted('SUPPLIER', 'RECEIVED', done),
      'conflict gone | → SENT | → DISPATCHED | → RECEIVED | done | conflict status | conflict status',
    ],
    [
      'SUPPLIER CANCELLED',
      wanted('SUPPLIER', 'CANCELLED'),
      'done | → CANCELLED | → CANCELLED | → CANCELLED | conflict status | done | conflict status',
    ],
    [
      'RETURN SENT',
      wanted('RETURN', 'SENT', outlet),
      'create | → SENT | done | conflict status | conflict status | conflict status | conflict status',
    ],
    [
      'RETURN OPEN',
      wanted('RETURN', 'OPEN', outlet),
      'create | done | conflict status | conflict status | conflict status | conflict status | conflict status',
    ],
    [
      'RETURN RECEIVED',
      wanted('RETURN', 'RECEIVED', { ...outlet, ...done }),
      'create | conflict status | conflict status | conflict status | conflict status | conflict status | conflict status',
    ],
    [
      'RETURN CANCELLED',
      wanted('RETURN', 'CANCELLED'),
      'done | → CANCELLED | conflict status | conflict status | conflict status | done | conflict status',
    ],
    [
      'STOCKTAKE OPEN',
      wanted('STOCKTAKE', 'OPEN', outlet),
      'conflict gone | conflict status | conflict status | conflict status | conflict status | conflict status | conflict status',
    ],
  ]
  it.each(cells)('F40 %s', (_name, intention, row) => {
    const steps = remoteStatuses.map((status) =>
      said(
        nextStep(
          intention,
          status === 'none' ? null : seen(intention.type, status, { a: { count: 2, received: 2 } }),
        ),
      ),
    )
    expect(steps.join(' | ')).toBe(row)
  })
})

describe('the next step of a count, when all units agree', () => {
  // Columns: not there, STOCKTAKE_SCHEDULED, _IN_PROGRESS, _PROCESSED, _COMPLETE, CLOSED, a status nobody knows.
  const statuses = [
    'none',
    'STOCKTAKE_SCHEDULED',
    'STOCKTAKE_IN_PROGRESS',
    'STOCKTAKE_IN_PROGRESS_PROCESSED',
    'STOCKTAKE_COMPLETE',
    'CLOSED',
    'STOCKTAKE_PAUSED',
  ]
  const counted = { received: { a: 2 } }
  const cells: [string, Intention, string][] = [
    [
      'scheduled',
      { ...wanted('STOCKTAKE', 'STOCKTAKE_SCHEDULED'), listed: ['a'] },
      'create | done | done | done | done | conflict status | conflict status',
    ],
    [
      'in progress',
      { ...wanted('STOCKTAKE', 'STOCKTAKE_IN_PROGRESS'), listed: ['a'] },
      'create | → STOCKTAKE_IN_PROGRESS | done | done | done | conflict status | conflict status',
    ],
    [
      'counted',
      wanted('STOCKTAKE', 'STOCKTAKE_IN_PROGRESS_PROCESSED', counted),
      'create | → STOCKTAKE_IN_PROGRESS | wait lines | done | done | conflict status | conflict status',
    ],
    [
      'complete',
      wanted('STOCKTAKE', 'STOCKTAKE_COMPLETE', counted),
      'create | → STOCKTAKE_IN_PROGRESS | wait lines | → STOCKTAKE_COMPLETE | done | conflict status | conflict status',
    ],
    [
      'complete, uncounted',
      { ...wanted('STOCKTAKE', 'STOCKTAKE_COMPLETE'), listed: ['a'] },
      'create | → STOCKTAKE_IN_PROGRESS | wait lines | conflict lines | done | conflict status | conflict status',
    ],
    [
      'cancelled',
      wanted('STOCKTAKE', 'CANCELLED'),
      'done | → CANCELLED | → CANCELLED | → CANCELLED | conflict status | done | conflict status',
    ],
  ]
  it.each(cells)('F40 %s', (_name, intention, row) => {
    const lines = { a: { count: 2, received: 2 } }
    const steps = statuses.map((status) =>
      said(nextStep(intention, status === 'none' ? null : seen('STOCKTAKE', status, lines))),
    )
    expect(steps.join(' | ')).toBe(row)
  })

  const processed = 'STOCKTAKE_IN_PROGRESS_PROCESSED'
  it('is never completed with a line that nobody counted', () => {
    const there = { a: { count: 2, received: 2 }, b: { count: 7, received: 0 } }
    const intention = wanted('STOCKTAKE', 'STOCKTAKE_COMPLETE', counted)
    expect(said(nextStep(intention, seen('STOCKTAKE', processed, there)))).toBe('conflict uncounted')
    expect(said(nextStep(intention, seen('STOCKTAKE', processed, { a: there.a }, false)))).toBe('wait list')
  })
  it('writes a counted zero, and adds a product that was found and is not on the list', () => {
    const there = seen('STOCKTAKE', processed, { a: { count: 2, received: 0 } })
    for (const line of there.lines.values()) line.isReceivedSet = false
    const intention = wanted('STOCKTAKE', 'STOCKTAKE_COMPLETE', { received: { a: 0, b: 3 } })
    expect(nextStep(intention, there)).toEqual({ do: 'set-line', productId: 'a', count: null, received: 0 })
    for (const line of there.lines.values()) line.isReceivedSet = true
    expect(nextStep(intention, there)).toMatchObject({ do: 'add-line', productId: 'b', received: 3 })
  })
  it('takes what was skipped off the list, also where the list does not show it, and only then is completed', () => {
    const there = { a: { count: 2, received: 2 }, b: { count: 7, received: 0 } }
    const intention = { ...wanted('STOCKTAKE', 'STOCKTAKE_COMPLETE', counted), skipped: ['b'] }
    const takeOff = { do: 'remove-line', productId: 'b' }
    expect(nextStep(intention, seen('STOCKTAKE', processed, there))).toEqual(takeOff)
    const unlisted = seen('STOCKTAKE', processed, { a: there.a })
    expect(nextStep(intention, unlisted)).toEqual(takeOff)
    expect(said(nextStep(intention, { ...unlisted, removed: new Set(['b']) }))).toBe('→ STOCKTAKE_COMPLETE')
    // Said to be off and listed all the same: looked at again, never completed.
    const both = { ...seen('STOCKTAKE', processed, there), removed: new Set(['b']) }
    expect(nextStep(intention, both)).toEqual(takeOff)
  })
  it('that was completed with what was skipped here is for a person', () => {
    const there = { a: { count: 2, received: 2 }, b: { count: 7, received: 0 } }
    const intention = { ...wanted('STOCKTAKE', 'STOCKTAKE_COMPLETE', counted), skipped: ['b'] }
    expect(said(nextStep(intention, seen('STOCKTAKE', 'STOCKTAKE_COMPLETE', there)))).toBe('conflict counted')
  })
  it('waits for a line that the list of a completed count does not show yet', () => {
    const intention = wanted('STOCKTAKE', 'STOCKTAKE_COMPLETE', { received: { a: 2, b: 1 } })
    const there = seen('STOCKTAKE', 'STOCKTAKE_COMPLETE', { a: { count: 2, received: 2 } })
    expect(said(nextStep(intention, there))).toBe('wait list')
    expect(said(nextStep({ ...intention, trustsList: true }, there))).toBe('conflict counted')
  })
  it('that somebody else completed with other units is for a person', () => {
    const there = { a: { count: 2, received: 1 } }
    const intention = wanted('STOCKTAKE', 'STOCKTAKE_COMPLETE', counted)
    expect(said(nextStep(intention, seen('STOCKTAKE', 'STOCKTAKE_COMPLETE', there)))).toBe('conflict counted')
  })
})

describe('lines of a return', () => {
  it('are told without a cost, and never changed once it was sent', () => {
    const intention = wanted('RETURN', 'SENT', { packed: { a: 2 } })
    for (const line of intention.packed ?? []) line.costCents = 420
    expect(nextStep(intention, seen('RETURN', 'OPEN', {}))).toMatchObject({ do: 'add-line', costCents: null })
    const other = { a: { count: 3, received: 0 } }
    expect(said(nextStep(intention, seen('RETURN', 'SENT', other)))).toBe('conflict lines')
  })
  it('make no empty return', () => {
    const nothing = wanted('RETURN', 'SENT', { packed: { a: 0 } })
    expect(said(nextStep(nothing, seen('RETURN', 'OPEN', {})))).toBe('conflict lines')
  })
})

describe('received units that both sides did not agree on', () => {
  const intention = wanted('OUTLET', 'RECEIVED', { received: { a: 15 } })
  const step = (there: number, received: number, ...told: number[]) =>
    nextStepAgreed(
      intention,
      seen('OUTLET', 'SENT', { a: { count: 20, received: there } }),
      new Map([['a', { received, told }]]),
    )
  it('are a conflict with both numbers, also when they are our total by chance', () => {
    for (const there of [12, 15, 0]) {
      expect(step(there, 10)).toMatchObject({
        conflict: {
          kind: 'received',
          received: [{ productId: 'a', here: 15, there, agreed: 10, mayLag: false }],
        },
      })
    }
  })
  it('are ours when they are what was agreed or what was sent since', () => {
    expect(step(10, 10)).toMatchObject({ do: 'set-line', received: 15 })
    expect(step(15, 10, 15)).toEqual({ do: 'set-status', status: 'RECEIVED' })
    expect(step(10, 10, 15)).toMatchObject({ do: 'set-line', received: 15 })
    // The last one may be lost: then one that was sent before it stands there again.
    expect(step(12, 10, 12, 15)).toMatchObject({ do: 'set-line', received: 15 })
  })
  it('count from what was sent last, and may be an old answer', () => {
    expect(step(18, 10, 15)).toMatchObject({ conflict: { received: [{ agreed: 15, mayLag: true }] } })
  })
  it('stop everything before the first line is written', () => {
    const two = wanted('OUTLET', 'RECEIVED', { received: { a: 15, b: 1 } })
    const there = seen('OUTLET', 'SENT', { a: { count: 20, received: 0 }, b: { count: 1, received: 3 } })
    expect(said(nextStepAgreed(two, there, new Map()))).toBe('conflict received')
  })
})

describe('lines of an open transfer', () => {
  const intention = wanted('OUTLET', 'SENT', { packed: { a: 2, b: 0 } })
  it('adds what is not there, sets what differs, leaves a zero that is not there', () => {
    expect(nextStep(intention, seen('OUTLET', 'OPEN', {}))).toMatchObject({
      do: 'add-line',
      productId: 'a',
      count: 2,
    })
    expect(nextStep(intention, seen('OUTLET', 'OPEN', { a: { count: 5, received: 0 } }))).toEqual({
      do: 'set-line',
      productId: 'a',
      count: 2,
      received: null,
    })
  })
  it('asks a person about a product somebody added there', () => {
    const there = { a: { count: 2, received: 0 }, other: { count: 1, received: 0 } }
    expect(said(nextStep(intention, seen('OUTLET', 'OPEN', there)))).toBe('conflict lines')
  })
  it('does not write one of two rows of a product, nor over a fraction', () => {
    expect(said(nextStep(intention, seen('OUTLET', 'OPEN', { a: { count: 5, received: 0, rows: 2 } })))).toBe(
      'conflict rows',
    )
    expect(said(nextStep(intention, seen('OUTLET', 'OPEN', { a: { count: null, received: 0 } })))).toBe(
      'conflict fraction',
    )
  })
  it('takes two rows whose sum is right as they are', () => {
    expect(said(nextStep(intention, seen('OUTLET', 'OPEN', { a: { count: 2, received: 0, rows: 2 } })))).toBe(
      '→ SENT',
    )
  })
  it('does not send while lines may be missing from the list, nor an empty transfer', () => {
    expect(said(nextStep(intention, seen('OUTLET', 'OPEN', { a: { count: 2, received: 0 } }, false)))).toBe(
      'wait list',
    )
    expect(said(nextStep(wanted('OUTLET', 'SENT', { packed: { a: 0 } }), seen('OUTLET', 'OPEN', {})))).toBe(
      'conflict lines',
    )
  })
})

describe('units that differ after goods have left', () => {
  it('never sets a count after SENT: other counts and added products are conflicts', () => {
    const intention = wanted('OUTLET', 'SENT', { packed: { a: 2 } })
    const pictures: Record<string, Seen>[] = [
      { a: { count: 3, received: 0 } },
      { a: { count: 2, received: 0 }, b: { count: 1, received: 0 } },
    ]
    for (const there of pictures) {
      expect(said(nextStep(intention, seen('OUTLET', 'SENT', there)))).toBe('conflict lines')
      expect(said(nextStep(intention, seen('OUTLET', 'RECEIVED', there)))).toBe('conflict lines')
    }
  })
  it('leaves a product that came on top of a transfer to the office, and adds it to an order', () => {
    const more = { received: { a: 2, extra: 1 } }
    const there = { a: { count: 2, received: 2 } }
    expect(said(nextStep(wanted('OUTLET', 'RECEIVED', more), seen('OUTLET', 'SENT', there)))).toBe(
      '→ RECEIVED',
    )
    expect(
      nextStep(wanted('SUPPLIER', 'RECEIVED', more), seen('SUPPLIER', 'DISPATCHED', there)),
    ).toMatchObject({
      do: 'add-line',
      productId: 'extra',
      count: null,
      received: 1,
    })
  })
  it('writes a zero nobody is known to have written, before the end only', () => {
    const there = seen('OUTLET', 'SENT', { a: { count: 2, received: 0 } })
    for (const line of there.lines.values()) line.isReceivedSet = false
    expect(said(nextStep(wanted('OUTLET', 'SENT', { received: { a: 0 } }), there))).toBe('done')
    expect(nextStep(wanted('OUTLET', 'RECEIVED', { received: { a: 0 } }), there)).toMatchObject({
      do: 'set-line',
      received: 0,
    })
  })
  it('does not close an order of which nothing came', () =>
    expect(
      said(
        nextStep(
          wanted('SUPPLIER', 'RECEIVED', { received: { a: 0 } }),
          seen('SUPPLIER', 'DISPATCHED', { a: { count: 2, received: 0 } }),
        ),
      ),
    ).toBe('conflict lines'))
  it('a status reached by somebody else with other received units is a conflict', () => {
    const intention = wanted('OUTLET', 'RECEIVED', { received: { a: 2 } })
    expect(said(nextStep(intention, seen('OUTLET', 'RECEIVED', { a: { count: 2, received: 1 } })))).toBe(
      'conflict counted',
    )
  })
  it('waits for an extra product that the list of a closed order does not show yet', () => {
    const intention = wanted('SUPPLIER', 'RECEIVED', { received: { a: 2, extra: 1 } })
    const there = seen('SUPPLIER', 'RECEIVED', { a: { count: 2, received: 2 } })
    expect(said(nextStep(intention, there))).toBe('wait list')
    expect(said(nextStep({ ...intention, trustsList: true }, there))).toBe('conflict counted')
  })
  it('waits for lines in work where stock moves, and shows failed ones', () => {
    const pending = { a: { count: 2, received: 2, isPending: true } }
    expect(
      said(nextStep(wanted('OUTLET', 'SENT', { packed: { a: 2 } }), seen('OUTLET', 'SENT', pending))),
    ).toBe('wait lines')
    expect(
      said(
        nextStep(
          wanted('SUPPLIER', 'DISPATCHED', { received: { a: 2 } }),
          seen('SUPPLIER', 'DISPATCHED', pending),
        ),
      ),
    ).toBe('done')
    const failed = { a: { count: 2, received: 2, isFailed: true } }
    expect(
      said(
        nextStep(
          wanted('SUPPLIER', 'RECEIVED', { received: { a: 2 } }),
          seen('SUPPLIER', 'RECEIVED', failed),
        ),
      ),
    ).toBe('conflict lines')
  })
})

const product = fc.constantFrom('a', 'b', 'c', 'd')
const units = fc.dictionary(product, fc.integer({ min: 0, max: 9 }), { noNullPrototype: true })
const lines = fc.dictionary(
  product,
  fc.record({
    count: fc.option(fc.integer({ min: 0, max: 9 })),
    received: fc.option(fc.integer({ min: 0, max: 9 })),
    rows: fc.integer({ min: 1, max: 2 }),
    isPending: fc.boolean(),
    isFailed: fc.boolean(),
  }),
  { noNullPrototype: true },
)
const anyPair = fc.record({
  type: fc.constantFrom('OUTLET', 'SUPPLIER', 'RETURN', 'STOCKTAKE'),
  status: fc.constantFrom(...intention.shape.status.options),
  remote: fc.constantFrom(...remoteStatuses.slice(1), ...remoteStatusesOfCounts),
  packed: fc.option(units),
  received: fc.option(units),
  lines,
  isWhole: fc.boolean(),
})

describe('any intention and anything that may be read', () => {
  it('never writes received on an order that is OPEN or SENT, nor a count once goods have left', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const type = pair.type
        const step = nextStep(
          wanted(type, pair.status, pair),
          seen(type, pair.remote, pair.lines, pair.isWhole),
        )
        if (step.do !== 'add-line' && step.do !== 'set-line') return
        const there = pair.lines[step.productId]
        const mayReceive = {
          SUPPLIER: ['DISPATCHED'],
          OUTLET: ['SENT', 'DISPATCHED'],
          RETURN: [],
          STOCKTAKE: ['STOCKTAKE_IN_PROGRESS_PROCESSED'],
        }[type]
        if (step.received !== null) expect(mayReceive).toContain(pair.remote)
        if (step.count !== null) expect(pair.remote).toBe('OPEN')
        if (step.do === 'add-line') expect(there).toBeUndefined()
        else expect(there?.rows).toBe(1)
      }),
      { numRuns: 5_000 },
    )
  })
  it('gives the same step for the same pair', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const type = pair.type
        const ask = () =>
          nextStep(wanted(type, pair.status, pair), seen(type, pair.remote, pair.lines, pair.isWhole))
        expect(ask()).toEqual(ask())
      }),
    )
  })
})
