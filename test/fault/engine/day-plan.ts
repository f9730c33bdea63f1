import type { Intention } from '../../../src-main/outbox/intention.ts'
import type { Kind, State } from '../../../src-shared/model/consignment.ts'

/** What is told of one consignment, in this order. */
export type Told = Pick<Intention, 'status'> &
  Partial<Pick<Intention, 'packed' | 'received' | 'listed' | 'skipped'>>

/** One consignment of a day: what people do with it here, and what must be true at Lightspeed in the end. */
export type Plan = {
  kind: Kind
  /** Its state here from the start: what follows there moves it on. */
  state: State
  /** An order somebody made in the web application, with these counts; null: it is made from here. */
  fromThere: Record<string, number> | null
  told: Told[]
  end:
    | { is: 'cancelled' }
    | { is: 'told'; status: string; lines: Record<string, { count: number | null; received: number }> }
}

export type Chance = () => number
export type Goods = { outlet: string[]; order: string[]; return: string[]; count: string[] }

const upTo = (chance: Chance, most: number) => Math.floor(chance() * (most + 1))

/** One to four of these products, each with one to nine units. */
function someOf(chance: Chance, products: readonly string[]): Record<string, number> {
  const most = Math.min(4, products.length)
  const wanted = products.slice(0, 1 + upTo(chance, most - 1))
  return Object.fromEntries(wanted.map((id) => [id, 1 + upTo(chance, 8)]))
}

const packedOf = (units: Record<string, number>) =>
  Object.entries(units).map(([productId, count]) => ({ productId, units: count, costCents: 420 }))
const receivedOf = (units: Record<string, number>) =>
  Object.entries(units).map(([productId, count]) => ({ productId, units: count }))

/** Part of each, zeros too. */
function partOf(chance: Chance, units: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(units).map(([id, count]) => [id, upTo(chance, count)]))
}

/** A second thought while it is open: other counts, perhaps one product out of the box again. */
function changed(chance: Chance, units: Record<string, number>): Record<string, number> {
  const [first] = Object.keys(units)
  return Object.fromEntries(
    Object.entries(units).map(([id]) => [id, id !== first && chance() < 0.2 ? 0 : 1 + upTo(chance, 8)]),
  )
}

function linesOf(
  packed: Record<string, number>,
  received: Record<string, number> | null,
): Record<string, { count: number | null; received: number }> {
  return Object.fromEntries(
    Object.entries(packed).map(([id, count]) => [id, { count, received: received?.[id] ?? 0 }]),
  )
}

/** A transfer from this outlet to another, up to wherever it comes this day. */
function transfer(chance: Chance, goods: Goods): Plan {
  const first = someOf(chance, goods.outlet)
  const packed = chance() < 0.4 ? changed(chance, first) : first
  const open: Told[] = [{ status: 'OPEN', packed: packedOf(first) }]
  if (packed !== first) open.push({ status: 'OPEN', packed: packedOf(packed) })
  const base = { kind: 'OUTLET', state: 'packed', fromThere: null } as const
  const way = chance()
  if (way < 0.1) return { ...base, told: [...open, { status: 'CANCELLED' }], end: { is: 'cancelled' } }
  const sent: Told[] = [...open, { status: 'SENT', packed: packedOf(packed) }]
  if (way < 0.2) return { ...base, told: [...sent, { status: 'CANCELLED' }], end: { is: 'cancelled' } }
  if (way < 0.35) {
    return { ...base, told: sent, end: { is: 'told', status: 'SENT', lines: linesKept(first, packed) } }
  }
  const some = partOf(chance, packed)
  const received = chance() < 0.5 ? packed : partOf(chance, packed)
  const told: Told[] = [...sent]
  if (chance() < 0.5) told.push({ status: 'SENT', received: receivedOf(some) })
  told.push({ status: 'RECEIVED', received: receivedOf(received) })
  return {
    ...base,
    told,
    end: { is: 'told', status: 'RECEIVED', lines: linesKept(first, packed, received) },
  }
}

/** What was taken out again before it was ever told has no line; nobody can say which, so a zero is as good as none. */
function linesKept(
  first: Record<string, number>,
  packed: Record<string, number>,
  received: Record<string, number> | null = null,
): Record<string, { count: number | null; received: number }> {
  return linesOf({ ...Object.fromEntries(Object.keys(first).map((id) => [id, 0])), ...packed }, received)
}

/** A delivery: of an order from the web application, or one that Lightspeed hears of when it comes. */
function order(chance: Chance, goods: Goods): Plan {
  const ordered = someOf(chance, goods.order)
  const isThere = chance() < 0.6
  const some = partOf(chance, ordered)
  const all = Object.fromEntries(Object.entries(ordered).map(([id, count]) => [id, Math.max(1, count - 1)]))
  const packed = isThere ? {} : { packed: packedOf(ordered) }
  const told: Told[] = [{ status: 'DISPATCHED', received: receivedOf(some), ...packed }]
  const base = { kind: 'PO', state: 'sent', fromThere: isThere ? ordered : null } as const
  const way = chance()
  if (way < 0.3) {
    return { ...base, told, end: { is: 'told', status: 'DISPATCHED', lines: linesOf(ordered, some) } }
  }
  const extra = goods.order.at(-1) ?? ''
  const isExtra = way > 0.7 && ordered[extra] === undefined
  const received = isExtra ? { ...all, [extra]: 2 } : all
  told.push({ status: 'RECEIVED', received: receivedOf(received) })
  const lines = linesOf(ordered, received)
  if (isExtra) lines[extra] = { count: null, received: 2 }
  return { ...base, told, end: { is: 'told', status: 'RECEIVED', lines } }
}

function supplierReturn(chance: Chance, goods: Goods): Plan {
  const first = someOf(chance, goods.return)
  const packed = chance() < 0.4 ? changed(chance, first) : first
  const told: Told[] = [{ status: 'OPEN', packed: packedOf(first) }]
  const base = { kind: 'RETURN', state: 'packed', fromThere: null } as const
  if (chance() < 0.2) return { ...base, told: [...told, { status: 'CANCELLED' }], end: { is: 'cancelled' } }
  told.push({ status: 'SENT', packed: packedOf(packed) })
  return { ...base, told, end: { is: 'told', status: 'SENT', lines: linesKept(first, packed) } }
}

/** A count of a few products, in which one may turn up that was not on the list, and one be left out with a reason. */
function stocktake(chance: Chance, goods: Goods): Plan {
  const [found = '', ...others] = [...goods.count].reverse()
  const listed = others.slice(0, 1 + upTo(chance, 4))
  const counted: Record<string, number> = Object.fromEntries(listed.map((id) => [id, upTo(chance, 20)]))
  if (chance() < 0.4) counted[found] = upTo(chance, 5)
  const [, second] = listed
  const skipped = second !== undefined && chance() < 0.3 ? [second] : []
  for (const productId of skipped) delete counted[productId]
  const half = Object.fromEntries(Object.entries(counted).slice(0, 1 + upTo(chance, 2)))
  const told: Told[] = []
  if (chance() < 0.7) told.push({ status: 'STOCKTAKE_SCHEDULED', listed })
  told.push({ status: 'STOCKTAKE_IN_PROGRESS', listed })
  if (chance() < 0.5)
    told.push({ status: 'STOCKTAKE_IN_PROGRESS_PROCESSED', received: receivedOf(half), listed, skipped })
  const base = { kind: 'STOCKTAKE', state: 'approved', fromThere: null } as const
  if (chance() < 0.15) return { ...base, told: [...told, { status: 'CANCELLED' }], end: { is: 'cancelled' } }
  told.push({ status: 'STOCKTAKE_COMPLETE', received: receivedOf(counted), listed, skipped })
  const lines = Object.fromEntries(
    Object.entries(counted).map(([id, received]) => [id, { count: null, received }]),
  )
  return { ...base, told, end: { is: 'told', status: 'STOCKTAKE_COMPLETE', lines } }
}

/** The consignments of one day, one of each kind and now and then a second transfer. */
export function planDay(chance: Chance, goods: Goods): Plan[] {
  const plans = [order(chance, goods), supplierReturn(chance, goods), stocktake(chance, goods)]
  plans.push(transfer(chance, goods))
  if (chance() < 0.3) plans.push(transfer(chance, goods))
  return plans
}
