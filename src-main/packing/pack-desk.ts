import type { PackDesk, PackLine, PackTotals, ParcelView } from '../../src-shared/model/pack.ts'
import { expectedBoxGrams, toleranceGrams, type WeighedLine } from '../../src-shared/rule/weight.ts'
import { unitWeightOf } from '../catalogue/unit-weight.ts'
import { headOf } from '../consignment/head.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { LineWithCounts } from '../store/line-rows.ts'
import type { BoxContent, ParcelRow } from '../store/parcel-rows.ts'
import { toScanRecord } from '../store/scan-rows.ts'
import type { Store } from '../store/store.ts'

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
      parcels: parcelViews(store, consignment, views, contents),
      totals: packTotals(lines),
      nextTimes: consignment.nextTimes,
      lastScans: store.scans.newestOf(consignment.id, scansShown).map(toScanRecord),
      canUndo: store.scans.canUndo(consignment.id),
    }
  })
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
      touchedAt: line.touchedAt,
    }
  })
}

/** Boxes with their expected weights, labels and contents summed. `lines` must hold every line the boxes hold. */
export function parcelViews(
  store: Store,
  consignment: ConsignmentRow,
  lines: readonly PackLine[],
  contents: readonly BoxContent[],
): ParcelView[] {
  const byId = new Map(lines.map((line) => [line.id, line]))
  const inBox = Map.groupBy(contents, (content) => content.parcelId)
  return store.parcels.of(consignment.id).map((parcel) => {
    const held = (inBox.get(parcel.id) ?? []).flatMap(({ lineId, quantity }) => {
      const line = byId.get(lineId)
      if (line === undefined) return []
      return [
        { productId: line.productId, quantity, unit: { grams: line.unitGrams, from: line.unitGramsFrom } },
      ]
    })
    return parcelView(store, consignment, parcel, held)
  })
}

function parcelView(
  store: Store,
  consignment: ConsignmentRow,
  parcel: ParcelRow,
  held: WeighedLine[],
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
    sealedAt: parcel.sealedAt,
  }
}

function labelStateOf(state: 'waiting' | 'printed' | 'unsure' | 'dropped'): ParcelView['label'] {
  return state === 'dropped' ? 'none' : state
}

export function packTotals(lines: readonly LineWithCounts[]): PackTotals {
  return {
    planned: lines.reduce((sum, line) => sum + line.planned, 0),
    packed: lines.reduce((sum, line) => sum + line.packed, 0),
    shortLines: lines.filter((line) => line.packed < line.planned).length,
    overLines: lines.filter((line) => line.planned > 0 && line.packed > line.planned).length,
    extraLines: lines.filter((line) => line.planned === 0 && line.packed > 0).length,
  }
}
