import { nextCode } from '../../../src-main/consignment/code.ts'
import type { State } from '../../../src-shared/model/consignment.ts'
import { depot, supplier, type TestBench, write } from '../bench.ts'

/** An order of this outlet in any state, as if it had come there: product id to units, at 4.80 a unit. */
export function orderIn(bench: TestBench, state: State, units: Record<string, number>): string {
  const { store } = bench
  const id = store.newId()
  return write(store, 'test:order', () => {
    store.states.add({
      id,
      station: store.station.id,
      code: nextCode(store),
      kind: 'PO',
      state,
      reference: `PK-${id}`,
      remoteId: null,
      origin: 'here',
      sourceOutletId: null,
      outletId: depot,
      supplierId: supplier,
      note: '',
      dueAt: null,
      createdAt: store.now(),
      createdBy: 'somebody',
      readOnlyBecause: null,
    })
    for (const [productId, planned] of Object.entries(units)) {
      const product = store.products.get(productId)
      if (product === null) throw new Error(`no product ${productId}`)
      const { name, sku } = product
      const line = { id: store.newId(), consignmentId: id, productId, name, sku, planned }
      store.lines.add({ ...line, costCents: 480, origin: 'plan', touchedAt: null })
    }
    return id
  })
}
