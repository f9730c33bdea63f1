import { StationError } from '../../src-shared/failure.ts'
import type { RecordFilter } from '../../src-shared/model/record.ts'
import { type Asker, may, rightOf } from '../../src-shared/rule/rights.ts'
import type { Bench } from '../bench.ts'
import type { JournalRow } from '../journal/chain.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Wanted } from '../store/record-rows.ts'
import type { Store } from '../store/store.ts'

/** Which rows somebody may see: a condition the index can use, and a look at each row. */
export type Scope = { about: Wanted['about']; sees(row: JournalRow): boolean }

const allRows: Scope = { about: [], sees: () => true }

/** Who is asking; null at a station where nobody is set up: everybody sees everything there. */
export function askerOf({ store, actor }: Bench): Asker | null {
  const { id, role } = actor()
  if (id === 'bench') return null
  return { role, outletIds: store.staff.get(id)?.outletIds ?? [] }
}

/**
 * What of the whole journal somebody may read. With the right only for their own outlets: what is about consignments of
 * those alone, and what was done about none while the station stood there.
 */
export function scopeOf(store: Store, asker: Asker | null): Scope {
  if (asker === null || rightOf(asker.role, 'see-audit') === 'yes') return allRows
  const refs = [...asker.outletIds]
  return {
    about: [{ what: 'outlet', refs }],
    sees: (row) =>
      consignmentsOf(store, row).every((one) => one !== null && may(asker, 'see-audit', endsOf(one))),
  }
}

/** The history of one consignment: visible to everybody who may open it. */
export function scopeOfConsignment(store: Store, asker: Asker | null): Scope {
  if (asker === null || rightOf(asker.role, 'see-audit') === 'yes') return allRows
  return {
    about: [],
    sees: (row) =>
      consignmentsOf(store, row).every((one) => one !== null && may(asker, 'see-consignment', endsOf(one))),
  }
}

/** @throws StationError `no-such-row`, also for one that is not theirs to see */
export function rowOrRefuse(store: Store, asker: Asker | null, seq: number): JournalRow {
  const row = store.record.get(seq)
  if (row === null || !isTheirs(store, asker, row)) {
    throw new StationError(
      'no-such-row',
      'There is no such row in the record that you may see.',
      'Choose one from the list.',
    )
  }
  return row
}

function isTheirs(store: Store, asker: Asker | null, row: JournalRow): boolean {
  if (asker === null || rightOf(asker.role, 'see-audit') === 'yes') return true
  if (consignmentsOf(store, row).length > 0) return scopeOfConsignment(store, asker).sees(row)
  return store.record.isAbout(row.seq, 'outlet', [...asker.outletIds])
}

/** @throws StationError `no-such-consignment` */
export function wantedOf(
  store: Store,
  filter: RecordFilter,
): { wanted: Wanted; found: ConsignmentRow | null } {
  const found =
    filter.consignment === null || filter.consignment === '' ? null : byText(store, filter.consignment)
  const one = (what: Wanted['about'][number]['what'], ref: string | null) =>
    ref === null ? [] : [{ what, refs: [ref] }]
  const about = [
    ...one('consignment', found?.id ?? null),
    ...one('product', filter.productId),
    ...one('person', filter.personId),
    ...one('device', filter.device),
  ]
  return { wanted: { about, from: filter.from, until: filter.until }, found }
}

function byText(store: Store, text: string): ConsignmentRow {
  const found = store.consignments.byCode(text) ?? store.consignments.get(text)
  if (found !== null) return found
  throw new StationError(
    'no-such-consignment',
    `This station knows no consignment ${text}.`,
    'Look at its code once more.',
  )
}

function consignmentsOf(store: Store, row: JournalRow): (ConsignmentRow | null)[] {
  return store.record
    .tagsOf(row)
    .filter(([what]) => what === 'consignment')
    .map(([, id]) => store.consignments.get(id))
}

function endsOf({ sourceOutletId, outletId }: ConsignmentRow): (string | null)[] {
  return [sourceOutletId, outletId]
}
