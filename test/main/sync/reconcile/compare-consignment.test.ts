import { describe, expect, it } from 'vitest'
import type { ConsignmentRow, LineRow, TotalsRow } from '../../../../src-main/lightspeed/rows.ts'
import {
  compareConsignment,
  compareUnknown,
  type HereSide,
} from '../../../../src-main/sync/reconcile/compare-consignment.ts'
import { type Difference, difference } from '../../../../src-main/sync/reconcile/difference.ts'
import { states } from '../../../../src-shared/model/consignment.ts'

const editedAt = '2026-11-20T01:03:00+00:00'
const reference = 'PK-01JD3M8Z5Q7TAAAAAAAAAAAAAA'

const here = (parts: Partial<HereSide> = {}): HereSide => ({
  kind: 'OUTLET',
  state: 'sent',
  reference,
  origin: 'here',
  sourceOutletId: 'depot',
  outletId: 'shop',
  isTold: true,
  isPackedHere: true,
  isReceivedHere: false,
  lines: [line('tea', { planned: 12, packed: 12 })],
  agreed: new Map(),
  openEffects: [],
  ...parts,
})
const line = (productId: string, units: Partial<HereSide['lines'][number]>) => ({
  productId,
  planned: 0,
  packed: 0,
  toStock: 0,
  ...units,
})
const header = (parts: Partial<ConsignmentRow> = {}): ConsignmentRow => ({
  id: 'r1',
  name: `ST1 ${reference}`,
  type: 'OUTLET',
  status: 'SENT',
  outletId: 'shop',
  sourceOutletId: 'depot',
  supplierId: null,
  supplierInvoice: null,
  reference,
  consignmentDate: null,
  dueAt: null,
  receivedAt: null,
  createdAt: null,
  updatedAt: '2026-11-20T00:00:00+00:00',
  deletedAt: null,
  version: 9,
  ...parts,
})
const row = (productId: string, count: string | null, parts: Partial<LineRow> = {}): LineRow => ({
  productId,
  sku: null,
  count,
  received: null,
  cost: null,
  status: 'SENT_SUCCESS',
  isIncluded: null,
  createdAt: null,
  updatedAt: editedAt,
  deletedAt: null,
  version: 9,
  ...parts,
})
const totals = (sentCount: string, receivedCount = '0.00000'): TotalsRow => ({
  sentCount,
  sentCost: null,
  receivedCount,
  receivedCost: null,
})
const tea = [row('tea', '12.00000')]
const found = (
  side: Partial<HereSide>,
  there: { header?: Partial<ConsignmentRow>; lines?: LineRow[]; totals?: TotalsRow } | null,
): Difference[] =>
  compareConsignment(
    here(side),
    there && {
      header: header(there.header),
      lines: there.lines ?? tea,
      totals: there.totals ?? null,
    },
  ).map((one) => difference.parse(one.difference))

const order: Partial<HereSide> = {
  kind: 'PO',
  state: 'partial',
  origin: 'store',
  sourceOutletId: null,
  outletId: 'depot',
  isPackedHere: false,
  isReceivedHere: true,
  lines: [line('tea', { planned: 12, toStock: 5 })],
  agreed: new Map([['tea', 5]]),
}
const dispatched = { type: 'SUPPLIER', status: 'DISPATCHED', outletId: 'depot', sourceOutletId: null }

describe('two records that agree', () => {
  it.each<[string, Partial<HereSide>, { header?: Partial<ConsignmentRow>; lines?: LineRow[] }]>([
    ['sent from here', {}, {}],
    ['packed and told', { state: 'packed' }, { header: { status: 'OPEN' } }],
    [
      'being packed again: its counts are told when it is packed',
      { state: 'packing', lines: [line('tea', { planned: 12, packed: 3 })] },
      { header: { status: 'OPEN' } },
    ],
    [
      'being received elsewhere, which is their business until they close it',
      {},
      { lines: [row('tea', '12', { received: '4.00000' })] },
    ],
    ['an order counted in part', order, { header: dispatched, lines: [row('tea', '12', { received: '5' })] }],
    [
      'an order on which the next receipt is open: Lightspeed hears of it when it is closed',
      { ...order, state: 'receiving', lines: [line('tea', { planned: 12 })], agreed: new Map() },
      { header: { ...dispatched, status: 'SENT' } },
    ],
    [
      'a transfer made elsewhere, on its way here',
      { origin: 'store', isTold: false, isPackedHere: false, isReceivedHere: true },
      {},
    ],
    ['both cancelled', { state: 'cancelled' }, { header: { status: 'CANCELLED' } }],
    ['a line of nothing on either side', { lines: [...here().lines, line('cup', {})] }, {}],
    [
      'an extra that came with a transfer: the office was asked about it',
      {
        state: 'received',
        isReceivedHere: true,
        lines: [line('tea', { packed: 12, toStock: 12 }), line('cup', { toStock: 2 })],
      },
      { header: { status: 'RECEIVED' }, lines: [row('tea', '12', { received: '12' })] },
    ],
  ])('%s', (_name, side, there) => {
    expect(found(side, there)).toEqual([])
  })
})

describe('each difference by its name', () => {
  it.each<[string, Difference['kind'], Partial<HereSide>, Parameters<typeof found>[1]]>([
    ['a 404', 'gone', {}, null],
    ['deleted there', 'gone', {}, { header: { deletedAt: editedAt } }],
    ['sent here, still OPEN there', 'status', {}, { header: { status: 'OPEN' } }],
    ['cancelled here, SENT there', 'status', { state: 'cancelled' }, {}],
    ['a status nobody knows', 'status', {}, { header: { status: 'PARTIALLY_SENT' } }],
    [
      'cancelled there while it is counted here',
      'status',
      { state: 'receiving' },
      { header: { status: 'CANCELLED' } },
    ],
    ['another destination', 'outlet', {}, { header: { outletId: 'other shop' } }],
    ['another source', 'outlet', {}, { header: { sourceOutletId: null } }],
    ['a reference that was changed', 'reference', {}, { header: { reference: 'ours now' } }],
    ['a count that was changed', 'count', {}, { lines: [row('tea', '10.00000')] }],
    [
      'a count of what is received here',
      'count',
      { origin: 'store', isPackedHere: false, isReceivedHere: true },
      { lines: [row('tea', '11')] },
    ],
    ['a line that was taken off', 'line-missing', {}, { lines: [] }],
    ['a line that was added', 'line-added', {}, { lines: [...tea, row('cup', '3')] }],
    ['two rows of one product', 'rows', {}, { lines: [row('tea', '7'), row('tea', '5')] }],
    ['a part of a unit', 'fraction', {}, { lines: [row('tea', '11.5')] }],
    [
      'a receipt that could not be booked',
      'failed',
      {},
      { lines: [row('tea', '12', { status: 'RECEIVE_FAIL' })] },
    ],
    ['lines that do not add up', 'totals', {}, { totals: totals('15.00000') }],
    [
      'received units that do not add up',
      'totals',
      order,
      { header: dispatched, lines: [row('tea', '12', { received: '5' })], totals: totals('12', '6') },
    ],
    [
      'received units',
      'received',
      order,
      { header: dispatched, lines: [row('tea', '12', { received: '7' })] },
    ],
    [
      'units that still count on top of a level that holds them',
      'stuck-stock',
      { openEffects: [{ productId: 'tea', outletId: 'depot', units: -12 }] },
      {},
    ],
  ])('%s is %s', (_name, kind, side, there) => {
    expect(found(side, there).map((one) => one.kind)).toEqual([kind])
  })

  it('counted 12 here, 10 there, with the time of the change', () => {
    const [one] = compareConsignment(here(), {
      header: header(),
      lines: [row('tea', '6.00000', { updatedAt: '2026-11-20T00:01:00Z' }), row('tea', '4.00000')],
      totals: totals('10'),
    }).filter(({ difference: { kind } }) => kind === 'count')
    expect(one).toEqual({
      difference: { kind: 'count', productId: 'tea', of: 'packed', here: 12, there: 10, isOpenThere: false },
      changedThereAt: editedAt,
    })
  })

  it('a product counted here that nobody there knows, and one there that nobody here knows', () => {
    const side = { ...order, lines: [...(order.lines ?? []), line('cup', { planned: 2, toStock: 2 })] }
    const lines = [row('tea', '12', { received: '5' }), row('mat', '1', { received: '1.00000' })]
    expect(found(side, { header: dispatched, lines })).toEqual([
      { kind: 'line-missing', productId: 'cup', of: 'received', here: 2, isOpenThere: false },
      { kind: 'received', productId: 'mat', here: 0, there: 1, agreed: 0, isOverThere: false },
    ])
  })

  it('units at the destination count on top until the transfer is received, and not after', () => {
    const openEffects = [{ productId: 'tea', outletId: 'shop', units: 12 }]
    const side = { state: 'received' as const, isReceivedHere: true, openEffects }
    const lines = [line('tea', { planned: 12, packed: 12, toStock: 12 })]
    const there = [row('tea', '12', { received: '12' })]
    expect(found({ ...side, state: 'partial', lines }, { lines: there })).toEqual([])
    expect(found({ ...side, lines }, { header: { status: 'RECEIVED' }, lines: there })).toEqual([
      { kind: 'stuck-stock', productId: 'tea', outletId: 'shop', units: 12, there: 'RECEIVED' },
    ])
  })

  it('deleted rows count nothing', () => {
    expect(found({}, { lines: [...tea, row('cup', '3', { deletedAt: editedAt })] })).toEqual([])
  })
})

describe('what Lightspeed knows by no id', () => {
  it('should know what has left here, and nothing that has not or came from there', () => {
    const missing = states.filter(
      (state) => compareUnknown({ kind: 'OUTLET', state, origin: 'here' }).length > 0,
    )
    expect(missing).toEqual(['packed', 'sent', 'receiving', 'partial', 'received', 'completed'])
    expect(compareUnknown({ kind: 'OUTLET', state: 'sent', origin: 'store' })).toEqual([])
  })
})
