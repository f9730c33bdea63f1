import * as approval from '../../src-main/approval/decide.ts'
import { submit } from '../../src-main/approval/submit.ts'
import * as count from '../../src-main/counting/count.ts'
import { createCount, listProducts, startCount } from '../../src-main/counting/list.ts'
import { approveCount, countAgain, finishCount } from '../../src-main/counting/review.ts'
import { createOrder, orderLine } from '../../src-main/ordering/order.ts'
import { sendOrder } from '../../src-main/ordering/send-order.ts'
import {
  cancelConsignment,
  createTransfer,
  planLine,
  releaseTransfer,
} from '../../src-main/ordering/transfer.ts'
import { moveUnits, newBox, removeBox, sizeBox, useBox } from '../../src-main/packing/boxes.ts'
import { changeCount, takeProduct, undoLast } from '../../src-main/packing/count.ts'
import { putBack } from '../../src-main/packing/put-back.ts'
import { recall } from '../../src-main/packing/recall.ts'
import { labelCameOut, printAgain, sealBox, unsealBox } from '../../src-main/packing/seal.ts'
import { markPacked, reopenPack, send } from '../../src-main/packing/send.ts'
import { closeReceiving, discardReceipt, stopReceiving } from '../../src-main/receiving/close.ts'
import * as received from '../../src-main/receiving/count.ts'
import { createReturn, giveReason, planReturnLine } from '../../src-main/returning/draft.ts'
import { mustBeComplete } from '../../src-main/returning/lacks.ts'
import { takeOnList, undoOnList } from '../../src-main/returning/list-scan.ts'
import { removePhoto } from '../../src-main/returning/photos.ts'
import { noteRefund } from '../../src-main/returning/refund.ts'
import { noteDifferences } from '../../src-main/sync/reconcile/note-differences.ts'
import { settleDifference } from '../../src-main/sync/reconcile/settle-difference.ts'
import { StationError } from '../../src-shared/failure.ts'
import type { Role, State } from '../../src-shared/model/consignment.ts'
import { noticeHows } from '../../src-shared/model/order.ts'
import { returnReasons } from '../../src-shared/model/return.ts'
import { depot, feed, goods, shop, supplier, type TestBench, write } from './bench.ts'

/** One thing that happens at a bench: what, and three numbers that choose whom it happens to and how. */
export type Step = { act: number; a: number; b: number; c: number }

type Chance = { bench: TestBench; a: number; b: number; c: number }

const products = Object.values(goods)
const roles: Role[] = ['SM', 'SM', 'SM', 'SM', 'SA', 'OM', 'DI', 'AD', 'FI', 'SY']
const texts = ['NO SUCH', '', '🫖 "quoted" \\ line\nbreak', 'nul\u0000inside', 'half \ud800', 'x'.repeat(600)]

function pick<T>(list: readonly T[], at: number): T | undefined {
  return list[at % Math.max(1, list.length)]
}

const alive: State[] = [
  'draft',
  'pending_approval',
  'approved',
  'packing',
  'packed',
  'sent',
  'receiving',
  'partial',
]
const over: State[] = ['received', 'completed', 'cancelled']

/** Mostly the few that are being worked on, so that some come a long way; now and then one that is over. */
const consignments = ({ bench, a }: Chance) =>
  bench.store.consignments.newestIn(a % 11 === 0 ? over : alive, 5)
const consignmentId = (chance: Chance) => pick(consignments(chance), chance.a)?.id ?? 'none'
const parcelId = (chance: Chance, at = chance.b) =>
  pick(chance.bench.store.parcels.of(consignmentId(chance)), at)?.id ?? 'none'
const lineId = (chance: Chance) =>
  pick(chance.bench.store.lines.of(consignmentId(chance)), chance.b)?.id ?? 'none'
const productId = ({ b }: Chance) => pick(products, b)?.id ?? ''
const small = ({ c }: Chance) => (c % 9) - 3
const on = (chance: Chance) => ({ consignmentId: consignmentId(chance) })

function scanText(chance: Chance): string {
  const { bench, b, c } = chance
  const codes = products.flatMap((product) => [product.sku, ...product.codes.map(({ code }) => code)])
  if (c % 7 === 0) return pick(texts, b) ?? ''
  if (c % 7 === 1) return bench.store.parcels.get(parcelId(chance))?.labelNumber ?? 'no label'
  if (c % 29 === 2) return bench.store.consignments.get(consignmentId(chance))?.code ?? ''
  return pick(codes, b) ?? ''
}

/** What a printer would make of the newest label of a box. */
function print(chance: Chance): void {
  const { bench, c } = chance
  const job = bench.store.prints
    .of(parcelId(chance))
    .find(({ state }) => state === 'waiting' || state === 'sending')
  if (job === undefined) return
  const next =
    job.state === 'waiting' ? 'sending' : (pick(['printed', 'unsure', 'waiting'] as const, c) ?? 'printed')
  write(bench.store, `label:${next}`, () => bench.store.prints.set(job.id, next, null, null))
}

/** A photo whose file is on the disk. */
function addPhoto(chance: Chance): void {
  const { store } = chance.bench
  const photo = { ending: 'jpg', sizeBytes: 9, sha256: 'x', width: 1, height: 1 } as const
  const consignment = consignments(chance).find(({ kind }) => kind === 'RETURN')
  if (consignment === undefined) return
  write(store, 'return:photo-keep', () =>
    store.returns.addPhoto({
      ...photo,
      id: store.newId(),
      consignmentId: consignment.id,
      productId: productId(chance),
      at: store.now(),
      takenBy: 'bench',
    }),
  )
}

/** What the pusher would do with the head of the outbox. */
function push({ bench, a, c }: Chance): void {
  const { store } = bench
  const entry = pick(store.outbox.allOpen(), a)
  if (entry === undefined) return
  const at = store.now()
  write(store, 'push', () => {
    const ways = [
      () => store.outbox.begin(entry.id, '{"do":"create"}', 'req'),
      () => store.outbox.park(entry.id, 'refused', 'look', 'req'),
      () => store.outbox.unpark(entry.id, entry.step !== null, at),
      () => store.outbox.setInFlightUnknown(at),
      () => store.outbox.end(entry.id, 'done', at, null, 'yes'),
      () =>
        store.outbox.wait(entry.id, {
          state: 'pending',
          step: null,
          tries: entry.tries + 1,
          dueAt: at,
          why: null,
          traceId: null,
        }),
    ]
    pick(ways, c)?.()
  })
}

/** Stocktakes have their own acts, on the few that are newest. */
function stocktake({ bench, a, b, c }: Chance): unknown {
  const { store } = bench
  const open = store.consignments.newestIn(['scheduled', 'counting', 'review'], 3, depot)
  const one = pick(open, a)
  bench.standIn(depot)
  if (one === undefined || (open.length < 3 && c % 9 === 0)) {
    return createCount(bench, {
      isBlind: c % 2 === 0,
      note: '',
      dueAt: c % 3 === 0 ? '2026-11-25T00:00:00Z' : null,
    })
  }
  const on = { consignmentId: one.id }
  const lineIds = store.lines.of(one.id).map(({ id }) => id)
  const lineId = pick(lineIds, b) ?? 'none'
  const productIds = [pick(products, b)?.id ?? '']
  const ways = [
    () => listProducts(bench, { ...on, productIds }),
    () => startCount(bench, { ...on, isBlind: c % 2 === 0 }),
    () => bench.at('count', one.id),
    () => count.setCounted(bench, { ...on, lineId, counted: c % 5_000 }),
    () => count.changeCounted(bench, { ...on, lineId, by: (c % 5) - 2 }),
    () =>
      count.takeCounted(bench, { ...on, productId: productIds[0] ?? '', times: 1 + (c % 3), scanId: null }),
    () => count.undoCounted(bench, on),
    () => count.skipLines(bench, { ...on, lineIds: [lineId], reason: 'random' }),
    () => count.unskipLine(bench, { ...on, lineId }),
    () =>
      count.skipLines(bench, {
        ...on,
        lineIds: count.openLines(store, one.id).map(({ line }) => line.id),
        reason: 'random',
      }),
    () => finishCount(bench, on),
    () => countAgain(bench, { ...on, lineIds: [lineId] }),
    () => approveCount(bench, on),
  ]
  return pick(ways, b + c)?.()
}

function fromLightspeed({ bench, a, b, c }: Chance): void {
  const isOrder = a % 2 === 0
  const statuses = ['OPEN', 'SENT', 'DISPATCHED', 'RECEIVED', 'CANCELLED', 'SOMETHING-NEW']
  feed(bench, {
    remoteId: `r${a % 12}-from-the-office`,
    type: isOrder ? 'SUPPLIER' : 'OUTLET',
    status: pick(isOrder ? ['SENT', 'SENT', ...statuses] : ['OPEN', 'OPEN', ...statuses], b) ?? 'SENT',
    planned: { [products[b % 7]?.id ?? '']: c % 31 === 0 ? '1.5' : `${c % 6}.00000`, 'p-tea': 3 },
    received: c % 5 === 0 ? { 'p-tea': 1 } : {},
    outletId: isOrder ? depot : shop,
    sourceOutletId: isOrder ? null : depot,
    version: bench.store.remote.newestVersion() + (c % 4),
  })
}

/** What comparing with Lightspeed would note, and what a person would say to it. */
function compare({ bench, a, b, c }: Chance): void {
  const { store } = bench
  const open = pick(store.differences.open(9), a)
  if (c % 3 === 0 && open !== undefined) {
    settleDifference(bench, { differenceId: open.id, choice: 'seen', reason: 'random' })
    return
  }
  const id = pick(store.consignments.newestIn(alive, 5), a)?.id ?? null
  const productId = pick(products, b)?.id ?? ''
  const units = { of: 'packed', here: c % 5, there: c % 7, isOpenThere: false } as const
  write(store, 'reconcile:compared', () =>
    noteDifferences(
      bench,
      id,
      c % 4 === 0
        ? []
        : [
            {
              difference: { kind: 'count', productId, ...units },
              changedThereAt: c % 2 === 0 ? null : 'then',
            },
          ],
    ),
  )
}

const inReach = { isReachable: () => true, ready: { RETURN: mustBeComplete } }
const director = { id: 'bench-DI', role: 'DI' } as const

/** Hands in a return, made for it or found as a draft; or says what a person says to the one that waits. */
function askApproval(chance: Chance): void {
  const { bench, a, c } = chance
  const { store } = bench
  const open = pick(store.approvals.open(), a)
  if (open !== undefined && c % 3 > 0) {
    const seen = { consignmentId: open.consignmentId, roundId: open.id }
    if (c % 3 === 2) approval.reject(bench, { ...seen, reason: 'timing', text: '' })
    else approval.approve(a % 2 === 0 ? bench : { ...bench, actor: () => director }, inReach, seen)
    return
  }
  const draft = store.consignments.newestIn(['draft', 'rejected'], 20).find(({ kind }) => kind === 'RETURN')
  const { consignmentId: id } =
    draft === undefined || a % 2 === 0
      ? createReturn(bench, { supplierId: supplier, note: 'random' })
      : { consignmentId: draft.id }
  planReturnLine(bench, { consignmentId: id, productId: productId(chance), planned: 1 + (c % 4) })
  for (const line of store.lines.of(id)) {
    giveReason(bench, { consignmentId: id, productId: line.productId, reason: 'OVERSTOCK', text: '' })
  }
  submit(bench, inReach, { consignmentId: id })
}

function otherPerson({ bench, c }: Chance): void {
  bench.actAs(pick(roles, c) ?? 'SM', `bench-${pick(roles, c)}`)
}

function backToManager({ bench }: Chance): void {
  bench.actAs('SM', 'bench-SM')
}

/** An order to a supplier, up to where approval is asked for. */
function orderGoods(chance: Chance): void {
  const { bench, a, c } = chance
  const draft = bench.store.consignments.newestIn(['draft'], 20).find(({ kind }) => kind === 'PO')
  const { consignmentId: id } =
    draft === undefined || a % 3 === 0
      ? createOrder(bench, { supplierId: supplier, note: 'random', dueAt: null })
      : { consignmentId: draft.id }
  orderLine(bench, { consignmentId: id, productId: productId(chance), units: 1 + (c % 9) })
  if (c % 2 === 0) submit(bench, inReach, { consignmentId: id })
}

/** What was approved goes to the supplier. */
function sendAnOrder({ bench, a, c }: Chance): void {
  const approved = bench.store.consignments.newestIn(['approved'], 20).filter(({ kind }) => kind === 'PO')
  const how = c % 3 === 0 ? null : pick(noticeHows, c)
  sendOrder(bench, { consignmentId: pick(approved, a)?.id ?? 'none', how: how ?? null, note: 'random' })
}

const acts: readonly [weight: number, (chance: Chance) => unknown][] = [
  [
    3,
    ({ bench }) =>
      createTransfer(bench, {
        toOutletId: bench.outletId() === shop ? depot : shop,
        note: 'random',
        dueAt: null,
      }),
  ],
  [1, ({ bench }) => createReturn(bench, { supplierId: supplier, note: 'random' })],
  [4, (x) => planReturnLine(x.bench, { ...on(x), productId: productId(x), planned: x.c % 5 })],
  [3, (x) => takeOnList(x.bench, { ...on(x), productId: productId(x), times: 1 + (x.c % 3) })],
  [2, (x) => undoOnList(x.bench, on(x))],
  [
    3,
    (x) =>
      giveReason(x.bench, {
        ...on(x),
        productId: productId(x),
        reason: pick(returnReasons, x.c) ?? 'OTHER',
        text: 'random',
      }),
  ],
  [2, addPhoto],
  [
    1,
    (x) => {
      const photoId = pick(x.bench.store.returns.photosOf(consignmentId(x)), x.b)?.id ?? 'none'
      removePhoto(x.bench, { ...on(x), photoId, isRemoved: x.c % 3 > 0 })
    },
  ],
  [
    6,
    (x) =>
      noteRefund(x.bench, {
        consignmentId:
          x.bench.store.consignments.newestIn(['sent'], 20).find(({ kind }) => kind === 'RETURN')?.id ??
          'none',
        refund: x.c % 2 === 0 ? { is: 'none' } : { is: 'amount', cents: 1 + x.c },
        note: '',
      }),
  ],
  [6, (x) => planLine(x.bench, { ...on(x), productId: productId(x), planned: x.c % 8 })],
  [10, (x) => releaseTransfer(x.bench, on(x))],
  [1, (x) => cancelConsignment(x.bench, { ...on(x), reason: 'random' })],
  [
    10,
    (x) =>
      x.bench.at(
        pick(['pack', 'receive', 'pack', 'receive', 'return'] as const, x.b) ?? 'pack',
        consignmentId(x),
      ),
  ],
  [30, (x) => x.bench.scan(scanText(x))],
  [
    2,
    (x) =>
      write(x.bench.store, 'desk:times', () =>
        x.bench.store.consignments.setNextTimes(consignmentId(x), 1 + (x.c % 12)),
      ),
  ],
  [8, (x) => changeCount(x.bench, { ...on(x), lineId: lineId(x), by: small(x) })],
  [4, (x) => takeProduct(x.bench, { ...on(x), productId: productId(x), times: 1 + (x.c % 4), scanId: null })],
  [8, (x) => undoLast(x.bench, on(x))],
  [5, (x) => newBox(x.bench, on(x))],
  [3, (x) => useBox(x.bench, { parcelId: parcelId(x) })],
  [1, (x) => sizeBox(x.bench, { parcelId: parcelId(x), size: x.c % 2 === 0 ? 'small' : null })],
  [3, (x) => removeBox(x.bench, { parcelId: parcelId(x) })],
  [
    5,
    (x) =>
      moveUnits(x.bench, {
        lineId: lineId(x),
        fromParcelId: parcelId(x),
        toParcelId: parcelId(x, x.c),
        quantity: 1 + (x.c % 3),
      }),
  ],
  [
    24,
    (x) =>
      sealBox(
        x.bench,
        parcelId(x),
        x.c % 2 === 0
          ? { grams: 1 + x.c, from: 'typed', frame: null }
          : { grams: 1 + x.c, from: 'scale', frame: '02' },
      ),
  ],
  [4, (x) => unsealBox(x.bench, { parcelId: parcelId(x), reason: 'random' })],
  [3, (x) => printAgain(x.bench, { parcelId: parcelId(x), reason: x.c % 3 === 0 ? null : 'torn' })],
  [3, (x) => labelCameOut(x.bench, { parcelId: parcelId(x), cameOut: x.c % 2 === 0 })],
  [10, print],
  [6, (x) => markPacked(x.bench, on(x))],
  [2, (x) => reopenPack(x.bench, on(x))],
  [
    30,
    (x) =>
      send(x.bench, {
        ...on(x),
        handover: { mode: 'internal', driver: `Van ${x.c % 2}` },
        rest: x.b % 4 === 0 ? 'goes-later' : 'stays',
      }),
  ],
  [
    8,
    (x) =>
      received.changeReceived(x.bench, {
        ...on(x),
        lineId: lineId(x),
        received: small(x),
        damaged: x.a % 3 === 0 ? 1 - (x.c % 3) : 0,
      }),
  ],
  [2, (x) => received.noteReceived(x.bench, { ...on(x), lineId: lineId(x), note: `note ${x.c}` })],
  [2, (x) => received.receiveAll(x.bench, on(x))],
  [30, (x) => received.receiveBox(x.bench, { ...on(x), parcelId: parcelId(x) })],
  [
    3,
    (x) =>
      received.takeReceived(x.bench, {
        ...on(x),
        productId: productId(x),
        times: 1 + (x.c % 4),
        scanId: null,
      }),
  ],
  [
    8,
    (x) =>
      received.noteUnlisted(x.bench, {
        ...on(x),
        text: scanText(x),
        name: 'blue thing',
        quantity: 1 + (x.c % 4),
        note: '',
      }),
  ],
  [8, (x) => received.undoReceived(x.bench, on(x))],
  [4, (x) => stopReceiving(x.bench, on(x))],
  [9, (x) => closeReceiving(x.bench, { ...on(x), reason: x.c % 2 === 0 ? null : 'random' })],
  [2, (x) => discardReceipt(x.bench, on(x))],
  [14, stocktake],
  [6, fromLightspeed],
  [8, push],
  [9, askApproval],
  [6, compare],
  [
    1,
    (x) =>
      write(x.bench.store, 'setup:set', () => {
        x.bench.store.settings.put(`gs1-prefix:${depot}`, x.c % 2 === 0 ? '9521234' : null)
        x.bench.store.settings.put('station-number', 7)
      }),
  ],
  [2, otherPerson],
  [2, backToManager],
  [1, (x) => putBack(x.bench, on(x))],
  [
    2,
    (x) =>
      recall(x.bench, {
        consignmentId: pick(x.bench.store.consignments.newestIn(['sent'], 9), x.a)?.id ?? 'none',
        reason: 'random',
      }),
  ],
  [1, (x) => x.bench.standIn(x.c % 3 === 0 ? shop : depot)],
]
const turned = (all: typeof acts) => all.flatMap(([weight, act]) => Array.from({ length: weight }, () => act))
const wheel = turned(acts)

/** What is pretended of the world outside, and who is at the bench: not for a day whose world is a real sandbox. */
const pretended = new Set<unknown>([fromLightspeed, push, compare, otherPerson, backToManager])
const peopleWheel = turned([
  ...acts.filter(([, act]) => !pretended.has(act)),
  [10, orderGoods],
  [6, sendAnOrder],
])

/** Mostly people stand where the goods are: the source until they have left, then the destination. */
function standWhereItIs(chance: Chance): void {
  const consignment = chance.bench.store.consignments.get(consignmentId(chance))
  if (consignment === null) return
  const hasLeft = ['sent', 'receiving', 'partial'].includes(consignment.state)
  chance.bench.standIn((hasLeft ? consignment.outletId : consignment.sourceOutletId) ?? depot)
}

/**
 * Does one step through the real use cases. A refusal with a sentence is a normal day; anything else that is thrown
 * (SQLite's own complaints above all) comes through.
 */
export function doStep(
  bench: TestBench,
  { act, a, b, c }: Step,
  by: 'everything' | 'people' = 'everything',
): 'done' | 'refused' {
  const chance = { bench, a, b, c }
  if (c % 4 !== 0) standWhereItIs(chance)
  try {
    pick(by === 'people' ? peopleWheel : wheel, act)?.(chance)
    return 'done'
  } catch (thrown) {
    if (thrown instanceof StationError) return 'refused'
    throw thrown
  }
}

/** A stream of steps that a seed repeats (mulberry32). */
export function* stepsOf(seed: number, count: number): Generator<Step> {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  for (let step = 0; step < count; step += 1) yield { act: next(), a: next(), b: next(), c: next() }
}
