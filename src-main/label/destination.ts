import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'

/** Where the goods of a consignment go, for paper: an outlet, or the supplier of a return, whose address is not known. */
export function destinationOf(
  store: Store,
  { kind, outletId, supplierId }: Pick<ConsignmentRow, 'kind' | 'outletId' | 'supplierId'>,
): { name: string; addressLines: string[] } {
  if (kind === 'RETURN') {
    const supplier = supplierId === null ? null : store.catalogue.supplier(supplierId)
    return { name: supplier?.name ?? '', addressLines: [] }
  }
  const outlet = outletId === null ? null : store.catalogue.outlet(outletId)
  return { name: outlet?.name ?? '', addressLines: outlet?.address ?? [] }
}
