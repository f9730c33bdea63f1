import type { Store } from '../store/store.ts'

/**
 * The provisional code of a consignment made here, readable on labels and unique without a network:
 * `ST<station>-<counter>`. The official number, where one exists, is Lightspeed's.
 */
export function nextCode(store: Store): string {
  // After a restored backup Lightspeed brings back codes that the counter has not reached again: passed over.
  for (let counter = store.consignments.countMadeBy(store.station.id) + 1; ; counter += 1) {
    const code = `ST${store.station.code}-${String(counter).padStart(6, '0')}`
    if (store.consignments.byCode(code) === null) return code
  }
}

/** The code of a box where no GS1 prefix is set: the consignment's code and the box's number. */
export function internalBoxNumber(code: string, boxNumber: number): string {
  return `${code}-${boxNumber}`
}
