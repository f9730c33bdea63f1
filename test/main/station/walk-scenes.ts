import { amountsMark } from '../../../src-main/store/approval-rows.ts'
import type { Store } from '../../../src-main/store/store.ts'
import type { Kind, State } from '../../../src-shared/model/consignment.ts'
import { write } from '../bench.ts'

/** Where a scene plays: this station's outlet, another one, a supplier and a product, and who made what is there. */
export type Stage = {
  store: Store
  here: string
  elsewhere: string
  supplierId: string
  productId: string
  maker: string
}

/** `cheap`: a transfer is worth less than its limit. `nothing-counted`: a receipt is open, and empty. */
export type Variant = 'usual' | 'cheap' | 'nothing-counted'
/** Above it a transfer has to be approved; the usual scene is. */
export const limitCents = 400

export type Scene = { id: string; roundId: string; lineId: string }

const packStates: readonly State[] = [
  'packing',
  'packed',
  'sent',
  'receiving',
  'partial',
  'received',
  'completed',
]
const benchStates: readonly State[] = ['packing', 'packed']
const receiveStates: readonly State[] = ['sent', 'receiving', 'partial', 'received', 'completed']

/**
 * A consignment of any kind in any state it knows, with what belongs to that state, so that nothing but the state and the
 * person decides what may be done with it.
 */
export function setScene(stage: Stage, kind: Kind, state: State, variant: Variant = 'usual'): Scene {
  const { store, here, elsewhere } = stage
  const [id, lineId] = [store.newId(), store.newId()]
  const comesHere = kind === 'OUTLET' && receiveStates.includes(state)
  let roundId = 'none'
  write(store, 'test:scene', () => {
    store.states.add({
      id,
      station: store.station.id,
      code: `W-${id}`,
      kind,
      state: state === 'rejected' ? 'pending_approval' : state,
      reference: `PK-${id}`,
      remoteId: null,
      origin: 'here',
      sourceOutletId: kind === 'PO' || kind === 'STOCKTAKE' ? null : comesHere ? elsewhere : here,
      outletId: kind === 'OUTLET' && !comesHere ? elsewhere : here,
      supplierId: kind === 'PO' || kind === 'RETURN' ? stage.supplierId : null,
      note: '',
      dueAt: null,
      createdAt: store.now(),
      createdBy: stage.maker,
      readOnlyBecause: null,
    })
    store.lines.add({
      id: lineId,
      consignmentId: id,
      productId: stage.productId,
      name: 'Any product',
      sku: 'ANY',
      planned: 5,
      costCents: variant === 'cheap' ? 10 : 100,
      origin: 'plan',
      touchedAt: null,
    })
    if (kind === 'RETURN') {
      store.returns.putReason({
        consignmentId: id,
        productId: stage.productId,
        reason: 'OVERSTOCK',
        text: '',
      })
    }
    const isPackedHere = kind === 'PO' ? benchStates.includes(state) : packStates.includes(state)
    if (kind !== 'STOCKTAKE' && isPackedHere) pack(store, id, lineId)
    if (state === 'receiving' || state === 'partial')
      receive(store, id, lineId, state, variant === 'nothing-counted')
    if (state === 'pending_approval' || state === 'rejected') roundId = openRound(store, id)
    if (state === 'rejected') {
      const actor = { id: 'somebody', role: 'DI' as const }
      const by = {
        trigger: 'test:scene',
        actor,
        isTierApprover: true,
        station: store.station.id,
        traceId: 'req_test',
      }
      store.states.move(id, { to: 'rejected', ...by })
    }
  })
  return { id, roundId, lineId }
}

/** One sealed box that holds everything. */
function pack(store: Store, id: string, lineId: string): void {
  const boxId = store.newId()
  store.parcels.open(boxId, id, 1, store.now())
  store.parcels.add(boxId, lineId, 5)
  store.parcels.setLabelNumber(boxId, `L-${boxId}`)
  store.parcels.seal(boxId, 500, 'typed', null, store.now())
}

/** Two of five have come: in a receipt that is open, or in one that is closed. */
function receive(store: Store, id: string, lineId: string, state: State, isEmpty: boolean): void {
  const receiptId = store.newId()
  if (state === 'partial') store.receipts.addClosed(receiptId, id, store.now(), 'earlier')
  else store.receipts.open(receiptId, id, 1, store.now())
  if (!isEmpty) store.receipts.putLine({ receiptId, lineId, received: 2, damaged: 0, note: '' })
}

function openRound(store: Store, consignmentId: string): string {
  const id = store.newId()
  store.approvals.begin({
    id,
    consignmentId,
    number: 1,
    valueCents: 500,
    unknownCosts: 0,
    amounts: amountsMark(store.lines.of(consignmentId)),
    tier: 0,
    required: 1,
    roles: ['SM'],
    nextRoles: ['OM'],
    firstPerson: null,
    openedAt: store.now(),
  })
  return id
}
