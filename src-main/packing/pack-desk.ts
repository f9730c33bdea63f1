import type { PackDesk, PackLine, ParcelView } from '../../src-shared/model/pack.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { expectedBoxGrams, toleranceGrams, type WeighedLine } from '../../src-shared/rule/weight.ts'
import { unitWeightOf } from '../catalogue/unit-weight.ts'
import { headOf } from '../consignment/head.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { BoxContent, ParcelRow, WeighedContent } from '../store/parcel-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Store } from '../store/store.ts'
import { packedSums } from './packed-sums.ts'
import { planChanges } from './plan-change.ts'

const scansShown = 6
/** An empty carton: used for the expected weight while a box has no tare of its own. */
const cartonGrams = 150

/** Everything the pack screen draws, read at one moment. */
export function packDesk(store: Store, consignment: ConsignmentRow): PackDesk {
  return store.read(() => {
    const lines = store.lines.of(consignment.id)
    const contents = store.parcels.contentsOf(consignment.id)
    const views = packLines(store, consignment, lines, contents)
    return {
      head: headOf(store, consignment),
      revision: consignment.revision,
      lines: views,
      parcels: store.parcels
        .of(consignment.id)
        .map((parcel) => parcelView(store, consignment, parcel, contentsOf(store, parcel.id))),
      totals: packedSums(lines),
      handover: consignment.handover,
      planChanges: planChanges(lines),
      nextTimes: consignment.nextTimes,
      lastScans: scansHere(store, consignment.id),
      canUndo: canUndoPacked(store, consignment.id),
    }
  })
}

/** The newest scans since a list was made by scanning: what put a product on it is in no box yet. */
function scansHere(store: Store, consignmentId: string): ScanRecord[] {
  const newest = store.scans.newestOf(consignmentId, scansShown)
  const listed = newest.findIndex(
    (row) => row.lineId !== null && row.parcelId === null && row.receiptId === null,
  )
  return newest.slice(0, listed === -1 ? newest.length : listed).map(toScanRecord)
}

/** Only counts whose box is open can be taken back. */
export function canUndoPacked(store: Store, consignmentId: string): boolean {
  const rows = store.scans.lastAct(consignmentId)
  return (
    rows.length > 0 &&
    rows.every(
      ({ parcelId, receiptId }) =>
        receiptId === null && parcelId !== null && store.parcels.get(parcelId)?.state === 'open',
    )
  )
}

/** Lines as the packer sees them; `contents` may be those of the whole consignment. */
export function packLines(
  store: Store,
  consignment: ConsignmentRow,
  lines: readonly LineWithCounts[],
  contents: readonly BoxContent[],
): PackLine[] {
  const boxesOf = Map.groupBy(contents, (content) => content.lineId)
  return lines.map((line) => {
    const product = store.products.get(line.productId)
    const weight = unitWeightOf(store, product)
    return {
      id: line.id,
      productId: line.productId,
      name: line.name,
      sku: line.sku,
      planned: line.planned,
      packed: line.packed,
      isExtra: line.planned === 0,
      stock:
        consignment.sourceOutletId === null
          ? null
          : store.stock.projected(line.productId, consignment.sourceOutletId),
      unitGrams: weight.grams,
      unitGramsFrom: weight.from,
      boxes: (boxesOf.get(line.id) ?? []).map(({ parcelId, number, quantity }) => ({
        parcelId,
        number,
        quantity,
      })),
      hasPicture: product !== null && product.pictureUrl !== null,
      containsNicotine: product?.containsNicotine ?? false,
      // Before anything is packed, whoever made the list touched it last.
      touchedAt: consignment.state === 'approved' && line.packed === 0 ? null : line.touchedAt,
    }
  })
}

/** What lies in a box, by line, each with its unit's weight and where that comes from. */
export function weighedContents(store: Store, contents: readonly WeighedContent[]): [string, WeighedLine][] {
  return contents.map(({ lineId, productId, quantity, ...known }) => [
    lineId,
    { productId, quantity, unit: unitWeightOf(store, known) },
  ])
}

function contentsOf(store: Store, parcelId: string): WeighedLine[] {
  return weighedContents(store, store.parcels.weighedContentsOf(parcelId)).map(([, line]) => line)
}

/** A box with its expected weight and its label; `held` is all that lies in it. */
export function parcelView(
  store: Store,
  consignment: ConsignmentRow,
  parcel: ParcelRow,
  held: readonly WeighedLine[],
): ParcelView {
  const expected = expectedBoxGrams(held, cartonGrams)
  const jobs = store.prints.of(parcel.id).filter((job) => job.state !== 'dropped')
  const live = jobs.at(-1)
  return {
    id: parcel.id,
    number: parcel.number,
    state: parcel.state,
    isCurrent: consignment.currentParcelId === parcel.id,
    units: held.reduce((sum, content) => sum + content.quantity, 0),
    grams: parcel.grams,
    weightFrom: parcel.weightFrom,
    expectedGrams: expected.grams,
    toleranceGrams: toleranceGrams(expected),
    coverage: expected.coverage,
    size: parcel.size,
    labelNumber: parcel.labelNumber,
    label: live === undefined ? 'none' : live.state === 'sending' ? 'waiting' : labelStateOf(live.state),
    labelCopies: jobs.filter((job) => job.state === 'printed').length,
    labelProblem: live?.state === 'waiting' ? live.problem : null,
    labelNote: live?.state === 'printed' || live?.state === 'unsure' ? live.problem : null,
    sealedAt: parcel.sealedAt,
  }
}

function labelStateOf(state: 'waiting' | 'printed' | 'unsure' | 'dropped'): ParcelView['label'] {
  return state === 'dropped' ? 'none' : state
}
