import { StationError } from '../../src-shared/failure.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { lineOrRefuse } from '../consignment/line.ts'
import { beginPacking, boxOrRefuse, openBox, openBoxOrRefuse } from './pack-rights.ts'

/** `pack:new-box`: an empty box that stands open already is taken before another is opened. */
export function newBox(bench: Bench, taken: { consignmentId: string }): { parcelId: string; number: number } {
  return changeConsignment(bench, 'pack:new-box', taken.consignmentId, taken, (consignment, command) => {
    beginPacking(bench.store, consignment, command)
    const box = openBox(bench.store, consignment.id)
    return { parcelId: box.id, number: box.number }
  })
}

/** `pack:use-box`: counts go into this open box from now on. */
export function useBox(bench: Bench, taken: { parcelId: string }): Record<string, never> {
  const { consignmentId } = boxOrRefuse(bench.store, taken.parcelId)
  return changeConsignment(bench, 'pack:use-box', consignmentId, taken, (consignment, command) => {
    beginPacking(bench.store, consignment, command)
    openBoxOrRefuse(bench.store, taken.parcelId)
    bench.store.consignments.setCurrentParcel(consignmentId, taken.parcelId)
    return {}
  })
}

/** `pack:box-size` */
export function sizeBox(
  bench: Bench,
  taken: { parcelId: string; size: string | null },
): Record<string, never> {
  const { consignmentId } = boxOrRefuse(bench.store, taken.parcelId)
  return changeConsignment(bench, 'pack:box-size', consignmentId, taken, (consignment, command) => {
    beginPacking(bench.store, consignment, command)
    bench.store.parcels.setSize(taken.parcelId, taken.size)
    return {}
  })
}

/** `pack:remove-box`: an empty box goes; later boxes close the gap unless a label already names them. */
export function removeBox(bench: Bench, taken: { parcelId: string }): Record<string, never> {
  const { store } = bench
  const { consignmentId } = boxOrRefuse(store, taken.parcelId)
  return changeConsignment(bench, 'pack:remove-box', consignmentId, taken, (consignment, command) => {
    beginPacking(store, consignment, command)
    const box = openBoxOrRefuse(store, taken.parcelId)
    if (store.parcels.contentsOf(consignmentId).some((content) => content.parcelId === box.id)) {
      throw new StationError('box-not-empty', `Box ${box.number} is not empty.`, 'Move its units first.')
    }
    if (box.labelNumber !== null) {
      throw new StationError(
        'box-labelled',
        `Box ${box.number} has a label.`,
        'Use this box for something else.',
      )
    }
    const later = store.parcels.of(consignmentId).filter((other) => other.number > box.number)
    if (later.some((other) => other.labelNumber !== null)) {
      throw new StationError(
        'later-box-labelled',
        'A later box already has its label, so the numbers cannot close up.',
        `Pack something into box ${box.number}.`,
      )
    }
    if (consignment.currentParcelId === box.id) store.consignments.setCurrentParcel(consignmentId, null)
    store.parcels.remove(box.id)
    for (const other of later) store.parcels.renumber(other.id, other.number - 1)
    return {}
  })
}

/** `pack:move`: units of a line from one open box to another. */
export function moveUnits(
  bench: Bench,
  taken: { lineId: string; fromParcelId: string; toParcelId: string; quantity: number },
): Record<string, never> {
  const { store } = bench
  const { consignmentId } = boxOrRefuse(store, taken.fromParcelId)
  return changeConsignment(bench, 'pack:move', consignmentId, taken, (consignment, command) => {
    beginPacking(store, consignment, command)
    const line = lineOrRefuse(store, consignmentId, taken.lineId)
    const from = openBoxOrRefuse(store, taken.fromParcelId)
    const to = openBoxOrRefuse(store, taken.toParcelId)
    if (to.consignmentId !== consignmentId || to.id === from.id) {
      throw new StationError(
        'same-box',
        'Choose another box of this consignment.',
        'Pick the box to move to.',
      )
    }
    const there = store.parcels.quantityIn(from.id, line.id)
    if (there < taken.quantity) {
      throw new StationError(
        'not-in-this-box',
        `Box ${from.number} holds only ${there} of ${line.name}.`,
        'Move fewer.',
      )
    }
    store.parcels.add(from.id, line.id, -taken.quantity)
    store.parcels.add(to.id, line.id, taken.quantity)
    store.lines.touch(line.id, store.now())
    return {}
  })
}
