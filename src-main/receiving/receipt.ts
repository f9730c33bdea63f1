import { StationError } from '../../src-shared/failure.ts'
import type { State } from '../../src-shared/model/consignment.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { ReceiptRow } from '../store/receipt-rows.ts'
import type { Command, Store } from '../store/store.ts'

/** Why somebody in this outlet cannot receive it now, as a sentence; null when they can. */
export function whyNotReceivable(consignment: ConsignmentRow, standsIn: string | null): string | null {
  switch (consignment.state) {
    case 'sent':
    case 'receiving':
    case 'partial':
      return consignment.outletId === standsIn ? null : 'This goes to another outlet: it is received there.'
    case 'received':
    case 'completed':
      return 'This was received and closed.'
    case 'cancelled':
      return 'This was cancelled. Nothing more is counted on it: put the goods aside.'
    default:
      return 'This has not been sent yet.'
  }
}

/** @throws StationError `elsewhere` when the person stands in another outlet than the goods go to. */
export function mustStandAtDestination(consignment: ConsignmentRow, command: Command): void {
  if (consignment.outletId === (command.standsIn ?? null)) return
  throw new StationError(
    'elsewhere',
    'This goes to another outlet: it is received there.',
    'Choose that outlet in Setup if you stand in it.',
  )
}

/** Moves along the transition table in the name of the command's actor. Call inside a write. */
export function moveTo(
  store: Store,
  id: string,
  to: State,
  command: Command,
  reason: string | null = null,
): void {
  store.states.move(id, {
    to,
    trigger: command.kind,
    actor: command.actor,
    reason,
    station: store.station.id,
    traceId: command.traceId,
  })
}

/** The open receipt, opened by the first count: sent or partial becomes receiving. Call inside a write. */
export function receiptToFill(store: Store, consignment: ConsignmentRow, command: Command): ReceiptRow {
  const why = whyNotReceivable(consignment, command.standsIn ?? null)
  if (why !== null)
    throw new StationError('not-receivable', why, 'Go back to Work and choose what to receive.')
  const open = store.receipts.openOne(consignment.id)
  if (open !== null) return open
  if (consignment.state !== 'receiving') moveTo(store, consignment.id, 'receiving', command)
  const number = (store.receipts.of(consignment.id).at(-1)?.number ?? 0) + 1
  store.receipts.open(store.newId(), consignment.id, number, store.now())
  const opened = store.receipts.openOne(consignment.id)
  if (opened === null) throw new Error('the receipt just opened is not there')
  return opened
}

/** Units that should come: what was packed where the boxes are known here, else what Lightspeed says was sent. */
export function expectedUnits(line: LineWithCounts, isPackedHere: boolean): number {
  return isPackedHere ? line.packed : line.planned
}

/** Whether the boxes of this consignment were packed in this store, so that their contents are known. */
export function isPackedHere(store: Store, consignmentId: string): boolean {
  return store.parcels.of(consignmentId).length > 0
}

/** What the open receipt adds to each line, by line id. */
export function openCounts(
  store: Store,
  consignmentId: string,
): Map<string, { received: number; damaged: number }> {
  const open = store.receipts.openOne(consignmentId)
  if (open === null) return new Map()
  return new Map(store.receipts.linesOf(open.id).map((row) => [row.lineId, row]))
}
