import type { Store } from '../store/store.ts'
import { deskTime } from './box-label-of.ts'
import { destinationOf } from './destination.ts'
import type { PackingSlip, SlipPlace } from './packing-slip-model.ts'

/** The packing slip of a consignment as its facts stand now; null when it is not known. */
export function slipOf(store: Store, consignmentId: string, isTraining: boolean): PackingSlip | null {
  const consignment = store.consignments.get(consignmentId)
  if (consignment === null) return null
  const contents = store.parcels.contentsOf(consignmentId)
  const numbers = Map.groupBy(contents, (content) => content.lineId)
  const units = Map.groupBy(contents, (content) => content.parcelId)
  const parcels = store.parcels.of(consignmentId)
  const sealedAt = parcels.findLast((parcel) => parcel.sealedAt !== null)?.sealedAt ?? store.now()
  const { sourceOutletId } = consignment
  const zone = sourceOutletId === null ? null : store.catalogue.outlet(sourceOutletId)?.timeZone
  return {
    consignmentCode: consignment.code,
    reference: consignment.reference,
    from: place(store, consignment.sourceOutletId),
    to: { ...destinationOf(store, consignment), phone: null },
    packedAt: deskTime(sealedAt, zone),
    printedAt: deskTime(store.now(), zone),
    packedBy: null,
    note: consignment.note,
    // What the receiver added was not on the paper that went with the goods.
    lines: store.lines
      .of(consignmentId)
      .filter((line) => line.origin !== 'receipt')
      .map((line) => ({
        product: line.name,
        sku: line.sku,
        planned: line.planned,
        packed: line.packed,
        boxes: (numbers.get(line.id) ?? []).map((content) => content.number),
      })),
    boxes: parcels.map((parcel) => ({
      number: parcel.number,
      units: (units.get(parcel.id) ?? []).reduce((sum, content) => sum + content.quantity, 0),
      grams: parcel.grams,
      weightFrom: parcel.weightFrom,
      labelNumber: parcel.labelNumber,
    })),
    isTraining,
  }
}

function place(store: Store, outletId: string | null): SlipPlace {
  const outlet = outletId === null ? null : store.catalogue.outlet(outletId)
  return { name: outlet?.name ?? '', addressLines: outlet?.address ?? [], phone: null }
}
