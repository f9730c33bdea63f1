import { intend } from '../../../src-main/outbox/intend.ts'
import { amountsMark } from '../../../src-main/store/approval-rows.ts'
import type { Store } from '../../../src-main/store/store.ts'
import { type Kind, kinds, type State } from '../../../src-shared/model/consignment.ts'
import { statesOf } from '../../../src-shared/rule/transition.ts'
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

/**
 * `cheap`: a transfer is worth less than its limit, a count found what there should be. `nothing-counted`: a receipt is
 * open, and empty. `just-left`: a transfer that is sent left from here, and Lightspeed has not heard of it.
 */
const variants = ['usual', 'cheap', 'nothing-counted', 'just-left'] as const
export type Variant = (typeof variants)[number]
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
 * person decides what may be done with it. Call inside a write.
 */
function putScene(stage: Stage, kind: Kind, state: State, variant: Variant = 'usual'): Scene {
  const { store, here, elsewhere } = stage
  const [id, lineId] = [store.newId(), store.newId()]
  const hasJustLeft = kind === 'OUTLET' && state === 'sent' && variant === 'just-left'
  const comesHere = kind === 'OUTLET' && receiveStates.includes(state) && !hasJustLeft
  let roundId = 'none'
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
  if (kind === 'STOCKTAKE' && state !== 'scheduled') count(stage, id, lineId, variant)
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
  const row = store.consignments.get(id)
  if (hasJustLeft && row !== null) {
    intend(store, row, { status: 'SENT', packed: [], received: null })
  }
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
  return { id, roundId, lineId }
}

/** One scene, written by itself. */
export function setScene(stage: Stage, kind: Kind, state: State, variant: Variant = 'usual'): Scene {
  return write(stage.store, 'test:scene', () => putScene(stage, kind, state, variant))
}

/** Every kind in every state in every variant, written at once: `take` gives each, and sets it anew when it was taken. */
export function sceneStock(stage: Stage): { take(kind: Kind, state: State, variant: Variant): Scene } {
  const key = (kind: Kind, state: State, variant: Variant) => `${kind} ${state} ${variant}`
  const ready = new Map<string, Scene>()
  write(stage.store, 'test:scenes', () => {
    for (const kind of kinds) {
      for (const state of statesOf(kind)) {
        for (const variant of variants)
          ready.set(key(kind, state, variant), putScene(stage, kind, state, variant))
      }
    }
  })
  return {
    take(kind, state, variant) {
      const wanted = key(kind, state, variant)
      const scene = ready.get(wanted)
      ready.delete(wanted)
      return scene ?? setScene(stage, kind, state, variant)
    },
  }
}

/** One sealed box that holds everything. */
function pack(store: Store, id: string, lineId: string): void {
  const boxId = store.newId()
  store.parcels.open(boxId, id, 1, store.now())
  store.parcels.add(boxId, lineId, 5)
  store.parcels.setLabelNumber(boxId, `L-${boxId}`)
  store.parcels.seal(boxId, 500, 'typed', null, store.now())
}

/** Far more was counted than there was, or exactly as much (`cheap`). */
function count({ store, productId }: Stage, id: string, lineId: string, variant: Variant): void {
  const scanId = store.newId()
  const counted = variant === 'cheap' ? 5 : 500
  store.counts.putSheet({ consignmentId: id, isBlind: false, round: 1, listed: null, setsLevels: false })
  store.counts.putLine({ lineId, round: 1, frozen: 5, skippedBecause: null })
  store.scans.add({
    ...{ id: scanId, act: scanId, consignmentId: id, at: store.now(), by: 'hand', text: '', symbology: null },
    ...{
      aim: null,
      gs1: [],
      problems: [],
      lineId,
      parcelId: null,
      receiptId: null,
      quantity: counted,
      damaged: 0,
    },
    outcome: {
      ...{ is: 'counted', lineId, productId, name: 'Any product', times: counted, counted, planned: 0 },
      ...{ boxNumber: null, pack: null },
    },
  })
  store.counts.addFact({ scanId, lineId, round: 1, level: 5, levelReadAt: null })
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
