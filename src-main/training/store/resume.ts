import { afterAWhile, liveLines, receiveLines, sendLater } from './background.ts'
import type { SandboxState } from './state.ts'
import { startCount } from './stocktake.ts'

/** Takes up the background work that a closed store left behind. */
export function resumeWork(state: SandboxState): void {
  for (const consignment of state.consignments.all()) {
    if (consignment.status === 'STOCKTAKE_IN_PROGRESS') startCount(state, consignment)
    const isWaiting = liveLines(state, consignment.id).some((line) => line.status === 'PENDING')
    if (!isWaiting) continue
    if (consignment.status === 'SENT' && consignment.type !== 'SUPPLIER') {
      sendLater(state, consignment)
    }
    if (consignment.status === 'RECEIVED') afterAWhile(state, () => receiveLines(state, consignment))
  }
}
