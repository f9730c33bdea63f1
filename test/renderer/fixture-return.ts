import type { Ask } from '../../src-shared/contract/contract.ts'
import type { ReturnDesk, ReturnLine } from '../../src-shared/model/return.ts'
import * as desks from './fixture-desks.ts'

function line(at: number, more: Partial<ReturnLine>): ReturnLine {
  const { id, name, sku, stock, hasPicture } = desks.product(at)
  return {
    id: `return-line-${at}`,
    productId: id,
    name,
    sku,
    planned: 3,
    packed: 0,
    costCents: 420,
    stock,
    hasPicture,
    isOtherSupplier: false,
    reason: null,
    text: '',
    photos: [],
    ...more,
  }
}

const lines = [
  line(1, {
    reason: 'DAMAGED',
    photos: [1, 2].map((at) => ({
      id: `photo-${at}`,
      at: desks.ago(60_000),
      sizeBytes: 90_000,
      isKept: true,
    })),
  }),
  line(2, { reason: 'DAMAGED', planned: 500, costCents: null }),
  line(3, { reason: 'OTHER', text: 'smells of soap', isOtherSupplier: true }),
  line(4, {}),
]

const draft: ReturnDesk = {
  head: desks.head({
    id: 'c-return',
    code: 'ST1AB2-000009',
    kind: 'RETURN',
    state: 'draft',
    to: desks.places[0] ?? null,
    supplier: { id: 'supplier-0', name: 'Harbour Wholesale' },
    packedUnits: 0,
    boxes: 0,
  }),
  revision: 4,
  lines,
  totals: { units: 509, valueCents: 3_780, linesWithoutCost: 1 },
  missing: ['Mango Salt: take a photo of the damage.', 'Coil: say why it goes back.'],
  nextTimes: 1,
  lastScans: [],
  canUndo: false,
  refund: null,
}

/** A return that is being listed and one that was sent; undefined for what is asked elsewhere. */
export function fixtureReturn(ask: Ask, raw: unknown): unknown {
  if (ask !== 'return:open') return undefined
  const { consignmentId: id } = raw as { consignmentId: string }
  if (id === 'c-return') return draft
  return { ...draft, head: { ...draft.head, id, state: 'sent' }, missing: [] } satisfies ReturnDesk
}
