import type { ScanOutcome } from '../../src-shared/model/scan.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { ParcelRow } from '../store/parcel-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { beginPacking } from './pack-rights.ts'

/** Scanning a box label at the packing bench: an open box becomes the one that counts go into. Inside a write. */
export function scanBoxAtPack(
  store: Store,
  consignment: ConsignmentRow,
  parcel: ParcelRow,
  command: Command,
): ScanOutcome {
  if (parcel.state === 'sealed') {
    const say = `Box ${parcel.number} is sealed at ${parcel.grams ?? 0} g.`
    return { is: 'box', parcelId: parcel.id, number: parcel.number, say }
  }
  beginPacking(store, consignment, command)
  store.consignments.setCurrentParcel(consignment.id, parcel.id)
  return {
    is: 'box',
    parcelId: parcel.id,
    number: parcel.number,
    say: `Counting into box ${parcel.number} now.`,
  }
}
