import { ssccOf } from '../../src-shared/rule/check-digit.ts'
import { internalBoxNumber } from '../consignment/code.ts'
import { gs1PrefixOf, stationNumber } from '../station-settings.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { ParcelRow } from '../store/parcel-rows.ts'
import type { Store } from '../store/store.ts'

const startMs = Date.UTC(2026, 0, 1)
const minuteMs = 60_000
/** How long one number of the clock lasts, so that the room behind a prefix of that length holds ten years and more. */
const numberEveryMs: Record<number, number> = {
  7: minuteMs,
  8: minuteMs,
  9: 10 * minuteMs,
  10: 60 * minuteMs,
}

/**
 * The number of a box, given once: an SSCC where the source outlet has a GS1 prefix and this station its own number
 * under it, else the internal number. The serial is the station's two digits and a counter that also follows the
 * clock, so that neither another station nor this one, set up anew, gives the number again (GS1 General
 * Specifications: no reuse within a year). Call inside a write.
 */
export function nextLabelNumber(store: Store, consignment: ConsignmentRow, box: ParcelRow): string {
  const prefix = consignment.sourceOutletId === null ? null : gs1PrefixOf(store, consignment.sourceOutletId)
  const own = stationNumber(store)
  if (prefix === null || own === null) return internalBoxNumber(consignment.code, box.number)
  const name = `sscc-count:${prefix}`
  const kept = store.settings.get(name)
  const last = typeof kept === 'number' ? kept : 0
  const byClock = Math.floor((Date.parse(store.now()) - startMs) / (numberEveryMs[prefix.length] ?? minuteMs))
  const count = Math.max(last + 1, byClock)
  store.settings.put(name, count)
  return sscc(prefix, own, count)
}

/** The counter runs through the digits behind prefix and station, then on through the extension digit. */
function sscc(gs1Prefix: string, own: number, count: number): string {
  const digits = 16 - gs1Prefix.length - 2
  const room = 10 ** digits
  const extension = Math.floor(count / room) % 10
  const serial = own * room + (count % room)
  return ssccOf({ extension, gs1Prefix, serial })
}
