import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConsignmentRow } from '../../../src-main/lightspeed/rows.ts'
import type { Intention } from '../../../src-main/outbox/intention.ts'
import type { Observed, ObservedLine } from '../../../src-main/sync/observed.ts'
import { nextStep as nextStepAgreed, type Step } from '../../../src-main/sync/plan-push.ts'

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
    new Map(lines.map((line) => [line.productId, { received: line.received ?? 0, told: null }])),
  )
}

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
      'conflict status | conflict status | conflict status | conflict status | conflict status | conflict status | conflict status',
    ],
    [
      'RETURN CANCELLED',
      wanted('RETURN', 'CANCELLED'),
      'done | → CANCELLED | conflict status | conflict status | conflict status | done | conflict status',
    ],
    [
      'STOCKTAKE OPEN',
      wanted('STOCKTAKE', 'OPEN', outlet),
      'conflict status | conflict status | conflict status | conflict status | conflict status | conflict status | conflict status',
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

describe('received units that both sides did not agree on', () => {
  const intention = wanted('OUTLET', 'RECEIVED', { received: { a: 15 } })
  const step = (there: number, received: number, told: number | null = null) =>
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
  status: fc.constantFrom('OPEN', 'SENT', 'DISPATCHED', 'RECEIVED', 'CANCELLED'),
  remote: fc.constantFrom(...remoteStatuses.slice(1)),
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
        const mayReceive = type === 'SUPPLIER' ? ['DISPATCHED'] : ['SENT', 'DISPATCHED']
        if (step.received !== null) expect(mayReceive).toContain(pair.remote)
        if (step.count !== null) expect(pair.remote).toBe('OPEN')
        if (step.do === 'add-line') expect(there).toBeUndefined()
        else expect(there?.rows).toBe(1)
        expect(['OPEN', 'SENT', 'DISPATCHED']).toContain(pair.remote)
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
