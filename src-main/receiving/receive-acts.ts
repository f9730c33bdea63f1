import type { ScanOutcome } from '../../src-shared/model/scan.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { ParcelRow } from '../store/parcel-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { receiptToFill } from './receipt.ts'

/** Scanning a box label at the receiving bench: the box is opened, and may then be confirmed whole. Inside a write. */
export function scanBoxAtReceive(
  store: Store,
  consignment: ConsignmentRow,
  parcel: ParcelRow,
  command: Command,
): ScanOutcome {
  const known = store.receipts.boxesOf(consignment.id).find((box) => box.parcelId === parcel.id)
  if (known?.isConfirmed === true) {
    return {
      is: 'box',
      parcelId: parcel.id,
      number: parcel.number,
      say: `Box ${parcel.number} is received already.`,
    }
  }
  const receipt = receiptToFill(store, consignment, command)
  store.receipts.putBox(receipt.id, parcel.id, false)
  const say = `Box ${parcel.number}: confirm it whole, or count what is in it.`
  return { is: 'box', parcelId: parcel.id, number: parcel.number, say }
}
