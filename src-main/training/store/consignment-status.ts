import {
  afterAWhile,
  giveBack,
  liveLines,
  markPending,
  receiveLines,
  sendLater,
  sendLines,
} from './background.ts'
import { mayMove } from './line-rules.ts'
import { unprocessable } from './refusal.ts'
import type { ConsignmentRow, ConsignmentStatus, SandboxState } from './state.ts'
import { timeNow } from './state.ts'
import { completeCount, startCount } from './stocktake.ts'

/**
 * Moves a consignment to another status with what that does to its lines and to stock. The caller bumps the row.
 * Throws a refusal, with nothing changed, for a move the API does not make.
 */
export function moveStatus(state: SandboxState, row: ConsignmentRow, to: ConsignmentStatus): void {
  const lines = liveLines(state, row.id)
  if (row.type === 'SUPPLIER' && lines.length === 0) {
    throw unprocessable('the status of an order without lines cannot be changed')
  }
  if (!mayMove(row.type, row.status, to)) {
    throw unprocessable(`a ${row.type} consignment cannot go from ${row.status} to ${to}`)
  }
  if (row.type === 'SUPPLIER' && to === 'RECEIVED' && !lines.some((line) => (line.received ?? 0) !== 0)) {
    throw unprocessable('an order without received products cannot be received')
  }
  const from = row.status
  row.status = to
  if (to === 'SENT' && row.type !== 'SUPPLIER') sendLater(state, row)
  if (to === 'RECEIVED') receive(state, row)
  if (to === 'CANCELLED' && row.type === 'OUTLET' && from === 'SENT') giveBack(state, row)
  if (to === 'STOCKTAKE_IN_PROGRESS') startCount(state, row)
  if (to === 'STOCKTAKE_COMPLETE') completeCount(state, row)
}

function receive(state: SandboxState, row: ConsignmentRow): void {
  // A transfer received before its sending was worked off: the source still goes down first.
  if (row.type === 'OUTLET') sendLines(state, row)
  row.received_at = timeNow(state)
  markPending(state, row)
  afterAWhile(state, () => receiveLines(state, row))
}
