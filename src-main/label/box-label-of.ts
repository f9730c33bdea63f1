import { knownZone, usualZone } from '../../src-shared/rule/time-zone.ts'
import type { Store } from '../store/store.ts'
import type { BoxLabel } from './box-label.ts'
import { destinationOf } from './destination.ts'

const linesShown = 4

/** The label of a box as its facts stand now. `copy` from 2 on is a reprint, marked with its reason. */
export function boxLabelOf(
  store: Store,
  parcelId: string,
  copy: { number: number; reason: string } | null,
  isTraining: boolean,
): BoxLabel | null {
  const parcel = store.parcels.get(parcelId)
  const consignment = parcel === null ? null : store.consignments.get(parcel.consignmentId)
  if (parcel === null || consignment === null) return null
  const boxes = store.parcels.of(consignment.id)
  const contents = store.parcels.contentsOf(consignment.id).filter((content) => content.parcelId === parcelId)
  const lines = contents.flatMap(({ lineId, quantity }) => {
    const line = store.lines.get(lineId)
    return line === null ? [] : [{ quantity, name: line.name, sku: line.sku, productId: line.productId }]
  })
  const from = consignment.sourceOutletId === null ? null : store.catalogue.outlet(consignment.sourceOutletId)
  const to = destinationOf(store, consignment)
  const isPacking = consignment.state === 'approved' || consignment.state === 'packing'
  return {
    labelNumber: labelNumber(parcel.labelNumber ?? `${consignment.code}-${parcel.number}`),
    from: { name: from?.name ?? '' },
    to: { name: to.name, addressLines: to.addressLines },
    consignmentCode: consignment.code,
    boxNumber: parcel.number,
    boxCount: isPacking ? null : boxes.length,
    units: lines.reduce((sum, line) => sum + line.quantity, 0),
    lineCount: lines.length,
    grams: parcel.grams,
    weightFrom: parcel.weightFrom,
    packedAt: deskTime(parcel.sealedAt ?? store.now(), from?.timeZone),
    isTraining,
    copy,
    containsNicotine: lines.some((line) => store.products.get(line.productId)?.containsNicotine === true),
    lines: lines.slice(0, linesShown).map(({ quantity, name, sku }) => ({ quantity, name, sku })),
  }
}

function labelNumber(text: string): BoxLabel['labelNumber'] {
  return /^\d{18}$/.test(text) ? { is: 'sscc', sscc18: text } : { is: 'internal', text }
}

/** Date and time as a New Zealand desk writes them, by the clock of the outlet. */
export function deskTime(iso: string, timeZone: string | null | undefined): string {
  return new Intl.DateTimeFormat('en-NZ', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: knownZone(timeZone) ?? usualZone,
  }).format(new Date(iso))
}
