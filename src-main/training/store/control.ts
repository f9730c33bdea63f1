import { liveLines } from './background.ts'
import { moveStatus } from './consignment-status.ts'
import { liveConsignment, makeConsignment, touchConsignment } from './consignments.ts'
import { newLine, writeLine } from './lines.ts'
import type { ConsignmentRow, LineRow, SandboxState } from './state.ts'
import { stamp } from './state.ts'
import { levelOf, setLevel } from './stock.ts'

type WantedLine = { productId: string; count: number }

/**
 * The other side: what people do in the web application, and what a test sets up. Everything goes by the same rules
 * as the API, so what the store would refuse is refused here too (it throws a refusal).
 */
export type SandboxControl = {
  /** A transfer another outlet has packed and sent. Lines are picked from its stock when none are given. */
  incomingTransfer(wanted: {
    toOutletId: string
    fromOutletId?: string
    lines?: WantedLine[]
  }): ConsignmentRow
  /** A transfer waiting to be packed. */
  transferToPack(wanted: { fromOutletId: string; toOutletId: string; lines?: WantedLine[] }): ConsignmentRow
  /** An order a supplier has sent. */
  incomingOrder(wanted: { outletId: string; supplierId?: string; lines?: WantedLine[] }): ConsignmentRow
  /** Goods that the office has listed to go back to their supplier. */
  returnToPack(wanted: { outletId: string; supplierId?: string; lines?: WantedLine[] }): ConsignmentRow
  /** A count the office has put down for an outlet: of some products, or of the whole store. */
  scheduledCount(wanted: { outletId: string; productIds?: readonly string[] }): ConsignmentRow
  /** The office starts a count it put down: Lightspeed lists its lines a little later. */
  startCount(consignmentId: string): ConsignmentRow
  endCount(consignmentId: string, status: 'STOCKTAKE_COMPLETE' | 'CANCELLED' | 'CLOSED'): ConsignmentRow
  /** Sends what stands on it. */
  send(consignmentId: string): ConsignmentRow
  /** Someone in the office changes a line, or adds it. */
  editLine(edit: { consignmentId: string; productId: string; count?: number; received?: number }): LineRow
  /** A second row of a product that has one already, as the vendor's own example shows. */
  addDuplicateLine(line: { consignmentId: string; productId: string; count: number }): LineRow
  cancel(consignmentId: string): ConsignmentRow
  /** Closes it with the received units that stand on its lines. */
  receiveAsBooked(consignmentId: string): ConsignmentRow
  /** Receives everything as sent. */
  receiveInWebApp(consignmentId: string): ConsignmentRow
  setStock(level: { productId: string; outletId: string; level: number }): void
  /** Receiving of this product ends in RECEIVE_FAIL from now on. */
  failReceiving(productId: string): void
  consignment(id: string): ConsignmentRow
  consignments(): ConsignmentRow[]
  lines(consignmentId: string): LineRow[]
  level(productId: string, outletId: string): number
}

export function sandboxControl(state: SandboxState): SandboxControl {
  function make(fields: Record<string, unknown>, lines: WantedLine[]): ConsignmentRow {
    const row = makeConsignment(state, fields)
    for (const { productId, count } of lines) {
      writeLine(state, row, { productId, count, received: undefined, cost: undefined, how: 'set' }, 'web')
    }
    return row
  }

  function move(id: string, status: ConsignmentRow['status']): ConsignmentRow {
    const row = liveConsignment(state, id)
    moveStatus(state, row, status)
    touchConsignment(state, row)
    return row
  }

  function transfer(from: string, to: string, name: string, lines?: WantedLine[]): ConsignmentRow {
    const fields = { type: 'OUTLET', name, outlet_id: to, source_outlet_id: from }
    return make(fields, lines ?? pickLines(state, (row) => levelOf(state, row, from) >= 4, 6))
  }

  return {
    incomingTransfer({ toOutletId, fromOutletId, lines }) {
      const from = fromOutletId ?? otherOutlet(state, toOutletId)
      return move(transfer(from, toOutletId, `Transfer from ${outletName(state, from)}`, lines).id, 'SENT')
    },
    transferToPack({ fromOutletId, toOutletId, lines }) {
      return transfer(fromOutletId, toOutletId, `Refill for ${outletName(state, toOutletId)}`, lines)
    },
    incomingOrder({ outletId, supplierId, lines }) {
      const supplier = supplierId ?? state.catalogue.suppliers[0]?.id ?? null
      const isTheirs = (id: string) => state.productById.get(id)?.product.supplierId === supplier
      const reference = `PO-${2000 + state.idsMade}`
      const fields = {
        type: 'SUPPLIER',
        name: 'Order',
        outlet_id: outletId,
        supplier_id: supplier,
        reference,
      }
      return move(make(fields, lines ?? pickLines(state, isTheirs, 6)).id, 'SENT')
    },
    returnToPack({ outletId, supplierId, lines }) {
      const supplier = supplierId ?? state.catalogue.suppliers[0]?.id ?? null
      const fields = {
        type: 'RETURN',
        name: 'Goes back to the supplier',
        outlet_id: outletId,
        supplier_id: supplier,
        reference: `RT-${3000 + state.idsMade}`,
      }
      const isTheirs = (id: string) =>
        state.productById.get(id)?.product.supplierId === supplier && levelOf(state, id, outletId) >= 4
      return make(fields, lines ?? pickLines(state, isTheirs, 3))
    },
    scheduledCount({ outletId, productIds }) {
      return make(
        {
          type: 'STOCKTAKE',
          status: 'STOCKTAKE_SCHEDULED',
          name: `Count of ${outletName(state, outletId)}`,
          outlet_id: outletId,
          filters: (productIds ?? []).map((value) => ({ type: 'product', value })),
        },
        [],
      )
    },
    startCount: (id) => move(id, 'STOCKTAKE_IN_PROGRESS'),
    endCount: (id, status) => move(id, status),
    send: (id) => move(id, 'SENT'),
    editLine({ consignmentId, productId, count, received }) {
      const row = liveConsignment(state, consignmentId)
      return writeLine(state, row, { productId, count, received, cost: undefined, how: 'set' }, 'web')
    },
    addDuplicateLine({ consignmentId, productId, count }) {
      const row = liveConsignment(state, consignmentId)
      const line = newLine(state, row, productId)
      line.count = count
      stamp(state, line)
      state.linesOf.get(row.id)?.push(line)
      touchConsignment(state, row)
      return line
    },
    cancel: (id) => move(id, 'CANCELLED'),
    receiveAsBooked: (id) => move(id, 'RECEIVED'),
    receiveInWebApp(id) {
      const row = liveConsignment(state, id)
      for (const { productId, count } of liveLines(state, id)) {
        writeLine(
          state,
          row,
          { productId, count: undefined, received: count, cost: undefined, how: 'set' },
          'web',
        )
      }
      return move(id, 'RECEIVED')
    },
    setStock: ({ productId, outletId, level }) => setLevel(state, productId, outletId, level),
    failReceiving(productId) {
      state.failingProducts.add(productId)
    },
    consignment: (id) => liveConsignment(state, id),
    consignments: () => state.consignments.all(),
    lines: (id) => liveLines(state, id),
    level: (productId, outletId) => levelOf(state, productId, outletId),
  }
}

/** Some products, other ones every time, each a few units. */
function pickLines(
  state: SandboxState,
  isWanted: (productId: string) => boolean,
  size: number,
): WantedLine[] {
  const pool = state.catalogue.products.filter(
    (product) =>
      product.isActive && !product.isDeleted && product.compositeOf === null && isWanted(product.id),
  )
  const picked = new Set<string>()
  for (let tries = 0; tries < size * 4 && picked.size < size; tries += 1) {
    const product = pool[Math.floor(state.random() * pool.length)]
    if (product) picked.add(product.id)
  }
  return [...picked].map((productId) => ({ productId, count: 1 + Math.floor(state.random() * 4) }))
}

function otherOutlet(state: SandboxState, outletId: string): string {
  return state.catalogue.outlets.find(({ id }) => id !== outletId)?.id ?? outletId
}

function outletName(state: SandboxState, outletId: string): string {
  return state.catalogue.outlets.find(({ id }) => id === outletId)?.name ?? 'another outlet'
}
