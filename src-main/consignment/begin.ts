import { StationError } from '../../src-shared/failure.ts'
import { type Bench, commandOn } from '../bench.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { nextCode } from './code.ts'

type Beginning = Pick<ConsignmentRow, 'kind' | 'sourceOutletId' | 'outletId' | 'supplierId'> & {
  state: 'draft' | 'scheduled'
}

/**
 * Begins a consignment made here, as one command; `also` writes what belongs to its kind in the same transaction.
 * Gives its id.
 */
export function beginConsignment(
  bench: Bench,
  ask: string,
  taken: { note: string; dueAt?: string | null },
  beginning: Beginning,
  also: (consignmentId: string) => void = () => undefined,
): { consignmentId: string } {
  const { store } = bench
  const id = store.newId()
  return store.write(commandOn(bench, ask, id, taken), () => {
    store.states.add({
      ...beginning,
      id,
      station: store.station.id,
      code: nextCode(store),
      reference: `PK-${id}`,
      remoteId: null,
      origin: 'here',
      note: taken.note,
      dueAt: taken.dueAt ?? null,
      createdAt: store.now(),
      createdBy: bench.actor().id,
      readOnlyBecause: null,
    })
    also(id)
    return { consignmentId: id }
  })
}

/** The outlet this station stands in. @throws StationError `no-outlet` */
export function outletOrRefuse(bench: Bench): string {
  const outletId = bench.outletId()
  if (outletId !== null) return outletId
  throw new StationError('no-outlet', 'This station does not know its outlet yet.', 'Choose it in Setup.')
}

/** @throws StationError `no-such-supplier` */
export function mustBeSupplier(bench: Bench, supplierId: string): void {
  if (bench.store.catalogue.suppliers().some(({ id }) => id === supplierId)) return
  throw new StationError(
    'no-such-supplier',
    'That supplier is not known here.',
    'Choose one from the list. New suppliers are made in Lightspeed.',
  )
}
