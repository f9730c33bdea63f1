import type { ConsignmentStatus, ConsignmentType } from './state.ts'

/** What may be written to a line. `bulk` = through the bulk call only. */
export type LineEdits = {
  count: boolean
  received: boolean | 'bulk'
  cost: boolean
  add: boolean
  remove: boolean
}

const nothing: LineEdits = { count: false, received: false, cost: false, add: false, remove: false }
const counting: LineEdits = { count: false, received: true, cost: true, add: true, remove: true }

/**
 * What each type allows in each status. Cells the vendor leaves open are closed here, so that a client that leans on
 * one finds out in the sandbox.
 * Source: x-series-api.lightspeedhq.com/reference, operations on consignment products and bulk.
 */
const edits: Record<ConsignmentType, Partial<Record<ConsignmentStatus, LineEdits>>> = {
  SUPPLIER: {
    OPEN: { count: true, received: 'bulk', cost: true, add: true, remove: true },
    SENT: { count: true, received: true, cost: true, add: true, remove: true },
    DISPATCHED: { count: false, received: true, cost: true, add: true, remove: false },
  },
  OUTLET: {
    OPEN: { count: true, received: false, cost: true, add: true, remove: true },
    SENT: { count: true, received: true, cost: false, add: false, remove: false },
  },
  RETURN: {
    OPEN: { count: true, received: false, cost: false, add: true, remove: true },
    SENT: { count: true, received: false, cost: false, add: false, remove: false },
  },
  STOCKTAKE: { STOCKTAKE_IN_PROGRESS: counting, STOCKTAKE_IN_PROGRESS_PROCESSED: counting },
}

export function lineEdits(type: ConsignmentType, status: ConsignmentStatus): LineEdits {
  return edits[type][status] ?? nothing
}

/** Statuses after which nothing of a consignment changes any more. */
export function isFrozen(status: ConsignmentStatus): boolean {
  return (
    status === 'RECEIVED' || status === 'CANCELLED' || status === 'CLOSED' || status === 'STOCKTAKE_COMPLETE'
  )
}

const transitions: Record<ConsignmentType, Partial<Record<ConsignmentStatus, ConsignmentStatus[]>>> = {
  SUPPLIER: {
    OPEN: ['SENT', 'CANCELLED'],
    SENT: ['DISPATCHED', 'CANCELLED'],
    DISPATCHED: ['RECEIVED', 'CANCELLED'],
  },
  OUTLET: { OPEN: ['SENT', 'CANCELLED'], SENT: ['RECEIVED', 'CANCELLED'] },
  RETURN: { OPEN: ['SENT', 'CANCELLED'] },
  STOCKTAKE: {
    STOCKTAKE: ['STOCKTAKE_IN_PROGRESS', 'CANCELLED', 'CLOSED'],
    STOCKTAKE_SCHEDULED: ['STOCKTAKE_IN_PROGRESS', 'CANCELLED', 'CLOSED'],
    STOCKTAKE_IN_PROGRESS: ['CANCELLED', 'CLOSED'],
    STOCKTAKE_IN_PROGRESS_PROCESSED: ['STOCKTAKE_COMPLETE', 'CANCELLED', 'CLOSED'],
  },
}

/** Whether a header write may move a consignment from one status to another. */
export function mayMove(type: ConsignmentType, from: ConsignmentStatus, to: ConsignmentStatus): boolean {
  return transitions[type][from]?.includes(to) ?? false
}

const firstStatuses: Record<ConsignmentType, ConsignmentStatus[]> = {
  SUPPLIER: ['OPEN', 'SENT'],
  OUTLET: ['OPEN'],
  RETURN: ['OPEN'],
  STOCKTAKE: ['STOCKTAKE_SCHEDULED', 'STOCKTAKE', 'STOCKTAKE_IN_PROGRESS'],
}

/** The statuses a consignment may be made in; the first is the one taken when none is given. */
export function statusesAtBirth(type: ConsignmentType): ConsignmentStatus[] {
  return firstStatuses[type]
}
