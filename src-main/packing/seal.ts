import { StationError } from '../../src-shared/failure.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { crashAt } from '../crash-point.ts'
import type { ParcelRow } from '../store/parcel-rows.ts'
import type { Store } from '../store/store.ts'
import { nextLabelNumber } from './label-number.ts'
import { beginPacking, boxOrRefuse, openBoxOrRefuse } from './pack-rights.ts'

/** A weight that may be recorded: steady from the scale with its raw frame, or typed by a person. */
export type BoxWeight =
  | { grams: number; from: 'scale'; frame: string }
  | { grams: number; from: 'typed'; frame: null }

/**
 * `pack:seal`: closes a box with its weight, gives it its number once and for all, and asks for its label. A box that
 * was opened and sealed again keeps its number; its label is printed again because the weight may differ.
 */
export function sealBox(
  bench: Bench,
  parcelId: string,
  weight: BoxWeight,
): { grams: number; weightFrom: 'scale' | 'typed'; labelNumber: string } {
  const { store } = bench
  const { consignmentId } = boxOrRefuse(store, parcelId)
  const given = { parcelId, grams: weight.grams, from: weight.from }
  return changeConsignment(bench, 'pack:seal', consignmentId, given, (consignment, command) => {
    beginPacking(store, consignment, command)
    const box = sealableOrRefuse(store, parcelId)
    const labelNumber = box.labelNumber ?? nextLabelNumber(store, consignment, box)
    if (box.labelNumber === null) store.parcels.setLabelNumber(parcelId, labelNumber)
    store.parcels.seal(parcelId, weight.grams, weight.from, weight.frame, store.now())
    crashAt('seal.weighed')
    if (consignment.currentParcelId === parcelId) store.consignments.setCurrentParcel(consignmentId, null)
    requestLabel(store, parcelId, labelNumber, 'sealed again')
    crashAt('seal.label-asked')
    return { grams: weight.grams, weightFrom: weight.from, labelNumber }
  })
}

/**
 * Looks before a weight is taken, because a scale gives one load only once.
 * @throws StationError `no-such-box`, `box-sealed` or `box-empty`
 */
export function sealableOrRefuse(store: Store, parcelId: string): ParcelRow {
  const box = openBoxOrRefuse(store, parcelId)
  const contents = store.parcels.contentsOf(box.consignmentId)
  if (!contents.some((content) => content.parcelId === parcelId)) {
    throw new StationError(
      'box-empty',
      `Box ${box.number} is empty.`,
      'Scan something into it, or remove it.',
    )
  }
  return box
}

/** `pack:unseal`: opens a sealed box again; the reason is kept in the journal. A label still waiting does not print. */
export function unsealBox(bench: Bench, taken: { parcelId: string; reason: string }): Record<string, never> {
  const { store } = bench
  const { consignmentId } = boxOrRefuse(store, taken.parcelId)
  return changeConsignment(bench, 'pack:unseal', consignmentId, taken, (consignment, command) => {
    beginPacking(store, consignment, command)
    const jobs = store.prints.of(taken.parcelId)
    if (jobs.some((job) => job.state === 'sending')) throw labelPrinting()
    for (const job of jobs.filter(({ state }) => state === 'waiting')) {
      store.prints.set(job.id, 'dropped', store.now(), 'the box was opened again')
    }
    if (!store.parcels.unseal(taken.parcelId)) {
      throw new StationError('box-open', 'That box is open already.', 'Scan into it.')
    }
    store.consignments.setCurrentParcel(consignmentId, taken.parcelId)
    return {}
  })
}

/** `pack:print-label`: the first label needs no reason; each further one does, and is marked as a reprint. */
export function printAgain(
  bench: Bench,
  taken: { parcelId: string; reason: string | null },
): Record<string, never> {
  const { store } = bench
  const { consignmentId } = boxOrRefuse(store, taken.parcelId)
  return changeConsignment(bench, 'pack:print-label', consignmentId, taken, (consignment) => {
    const box = boxOrRefuse(store, taken.parcelId)
    if (consignment.state === 'cancelled') {
      throw new StationError('cancelled', 'This was cancelled: its labels are void.', 'Go back to Work.')
    }
    if (box.labelNumber === null || box.state === 'open') {
      throw new StationError(
        'not-sealed',
        `Box ${box.number} is not sealed.`,
        'Seal it: the label prints then.',
      )
    }
    const live = store.prints.of(box.id).filter((job) => job.state !== 'dropped')
    if (live.some((job) => job.state === 'waiting' || job.state === 'sending')) {
      throw new StationError(
        'label-waiting',
        'The label is already waiting for the printer.',
        'Look at the printer.',
      )
    }
    if (live.length > 0 && taken.reason === null) {
      throw new StationError(
        'reason-needed',
        'A second label needs a reason.',
        'Say why it is printed again.',
      )
    }
    requestLabel(store, box.id, box.labelNumber, taken.reason ?? 'first label')
    return {}
  })
}

/** `pack:label-came-out`: settles a label the printer never confirmed; 'no' prints it again, same number, same copy. */
export function labelCameOut(
  bench: Bench,
  taken: { parcelId: string; cameOut: boolean },
): Record<string, never> {
  const { store } = bench
  const { consignmentId } = boxOrRefuse(store, taken.parcelId)
  return changeConsignment(bench, 'pack:label-came-out', consignmentId, taken, () => {
    const job = store.prints.of(taken.parcelId).find((row) => row.state === 'unsure')
    if (job === undefined) {
      throw new StationError('no-question', 'There is no open question about this label.', 'Go on.')
    }
    if (taken.cameOut) store.prints.set(job.id, 'printed', store.now(), 'A person saw it come out.')
    else if (store.parcels.get(taken.parcelId)?.state === 'sealed') {
      store.prints.set(job.id, 'waiting', null, null)
    } else store.prints.set(job.id, 'dropped', store.now(), 'it did not come out; the box was opened again')
    return {}
  })
}

/** On a job that a newer label replaced while nobody knew whether it came out: it may be stuck on the box. */
const mayHaveComeOut = 'a newer label replaces it; whether it came out is not known'

function labelPrinting(): StationError {
  return new StationError('label-printing', 'The label is being printed.', 'Wait until it is out.', {
    retryable: true,
  })
}

/**
 * Puts a label into the print ledger. One live job a box: an older one still waiting is dropped. A label that came
 * out, or may have, makes this one a marked copy. Inside a write.
 */
function requestLabel(store: Store, parcelId: string, labelNumber: string, reason: string): void {
  const before = store.prints.of(parcelId)
  if (before.some((job) => job.state === 'sending')) throw labelPrinting()
  for (const job of before) {
    if (job.state === 'waiting') store.prints.set(job.id, 'dropped', store.now(), 'a newer label replaces it')
    if (job.state === 'unsure') store.prints.set(job.id, 'dropped', store.now(), mayHaveComeOut)
  }
  const came = before.filter(
    (job) => job.state === 'printed' || job.state === 'unsure' || job.problem === mayHaveComeOut,
  )
  const copy = Math.max(0, ...came.map((job) => job.copy)) + 1
  store.prints.request({
    id: store.newId(),
    parcelId,
    kind: 'box-label',
    labelNumber,
    copy,
    reason: copy === 1 ? null : reason,
    document: '{}',
    requestedAt: store.now(),
  })
}
