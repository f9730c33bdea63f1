import type { ConsignmentRow, LineRow, SandboxState } from './state.ts'
import { stamp, timeNow } from './state.ts'
import { averageCost, moveStock } from './stock.ts'
import { linePayload } from './webhook-payload.ts'

/**
 * Work the store does after it has answered: lines of a send or a receive go from PENDING to done one after the
 * other, and only then does stock move.
 */
export function afterAWhile(state: SandboxState, work: () => void): void {
  if (state.lineDelayMs <= 0) {
    work()
    return
  }
  const cancel = state.clock.after(state.lineDelayMs, () => {
    state.waitingWork.delete(cancel)
    work()
  })
  state.waitingWork.add(cancel)
}

/** Sends what still waits, unless the consignment has moved on meanwhile: its lines then wait for something else. */
export function sendLater(state: SandboxState, consignment: ConsignmentRow): void {
  afterAWhile(state, () => {
    if (consignment.status === 'SENT') sendLines(state, consignment)
  })
}

/** Sends what still waits: the source goes down by `count`, an empty cost becomes the average cost of now. */
export function sendLines(state: SandboxState, consignment: ConsignmentRow): void {
  const source = consignment.type === 'OUTLET' ? consignment.source_outlet_id : consignment.outlet_id
  for (const line of liveLines(state, consignment.id)) {
    if (line.status !== 'PENDING') continue
    line.taken = line.count ?? 0
    if (source !== null) moveStock(state, line.productId, source, -line.taken)
    if (consignment.type === 'OUTLET') line.cost ??= averageCost(state, line.productId)
    setLineStatus(state, line, 'SENT_SUCCESS')
    if (consignment.type === 'OUTLET') tellLine(state, 'consignment.send', line)
  }
}

/** Receives what still waits: the receiving outlet goes up by `received`; what was never written counts as 0. */
export function receiveLines(state: SandboxState, consignment: ConsignmentRow): void {
  for (const line of liveLines(state, consignment.id)) {
    if (line.status !== 'PENDING') continue
    if (state.failingProducts.has(line.productId)) {
      setLineStatus(state, line, 'RECEIVE_FAIL')
      continue
    }
    moveStock(state, line.productId, consignment.outlet_id, line.received ?? 0)
    setLineStatus(state, line, 'RECEIVE_SUCCESS')
    tellLine(state, 'consignment.receive', line)
  }
}

/** Gives a cancelled transfer back to its source: as much as had left it. */
export function giveBack(state: SandboxState, consignment: ConsignmentRow): void {
  for (const line of liveLines(state, consignment.id)) {
    if (consignment.source_outlet_id !== null) {
      moveStock(state, line.productId, consignment.source_outlet_id, line.taken)
    }
    line.taken = 0
  }
}

/** Puts every line back to PENDING, for the next piece of background work. */
export function markPending(state: SandboxState, consignment: ConsignmentRow): void {
  for (const line of liveLines(state, consignment.id)) setLineStatus(state, line, 'PENDING')
}

export function liveLines(state: SandboxState, consignmentId: string): LineRow[] {
  return (state.linesOf.get(consignmentId) ?? []).filter((line) => line.deletedAt === null)
}

/** One webhook a line: there is none for a consignment as a whole. */
export function tellLine(
  state: SandboxState,
  type: 'consignment.send' | 'consignment.receive',
  line: LineRow,
): void {
  const number = (state.linesOf.get(line.consignmentId) ?? []).indexOf(line) + 1
  state.tell(type, () => linePayload(line, number, type === 'consignment.receive'))
}

function setLineStatus(state: SandboxState, line: LineRow, status: LineRow['status']): void {
  line.status = status
  line.updatedAt = timeNow(state)
  stamp(state, line)
}
