import { type Store, systemActor } from '../../../src-main/store/store.ts'
import type { InProcessSandbox } from '../../../src-main/training/store/in-process.ts'
import type { Plan } from './day-plan.ts'
import { simOutlets } from './sim-catalogue.ts'

/** One consignment, as it stands here. */
export type Made = { plan: Plan; id: string; reference: string }

/** Makes the record of a consignment here, and the order at Lightspeed that a delivery is for. */
export function begin({ store, sandbox }: { store: Store; sandbox: InProcessSandbox }, plan: Plan): Made {
  const outlets = simOutlets()
  const order =
    plan.fromThere === null
      ? null
      : sandbox.control.incomingOrder({
          outletId: outlets.shop,
          lines: Object.entries(plan.fromThere).map(([productId, count]) => ({ productId, count })),
        })
  const id = store.newId()
  const { kind } = plan
  const at = { PO: outlets.shop, OUTLET: outlets.shop, RETURN: outlets.home, STOCKTAKE: outlets.counted }
  const reference = order?.reference ?? `PK-${id}`
  const command = { kind: 'test', actor: systemActor, subject: id, given: {}, traceId: 'req_test' }
  store.write(command, () =>
    store.states.add({
      id,
      station: store.station.id,
      code: `ST${id.slice(-8)}`,
      kind,
      state: plan.state,
      reference,
      remoteId: order?.id ?? null,
      origin: 'here',
      sourceOutletId: kind === 'OUTLET' ? outlets.home : null,
      outletId: at[kind],
      supplierId: kind === 'PO' || kind === 'RETURN' ? outlets.supplier : null,
      note: '',
      dueAt: null,
      createdAt: store.now(),
      createdBy: 'bench',
      readOnlyBecause: null,
    }),
  )
  return { plan, id, reference }
}
