import { StationError } from '../../src-shared/failure.ts'
import { transferNeedsApproval, worthOf } from '../../src-shared/rule/approval-tiers.ts'
import { mayEdit } from '../../src-shared/rule/edit-right.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { beginConsignment, outletOrRefuse } from '../consignment/begin.ts'
import { intend } from '../outbox/intend.ts'
import { approvalRulesOf } from '../station-settings.ts'

/** `transfer:create`: a draft from this station's outlet to another. */
export function createTransfer(
  bench: Bench,
  taken: { toOutletId: string; note: string; dueAt: string | null },
): { consignmentId: string } {
  const from = outletOrRefuse(bench)
  if (from === taken.toOutletId) {
    throw new StationError('same-outlet', 'A transfer goes to another outlet.', 'Choose another outlet.')
  }
  if (!bench.store.catalogue.outlets().some((outlet) => outlet.id === taken.toOutletId)) {
    throw new StationError('no-such-outlet', 'That outlet is not known here.', 'Choose one from the list.')
  }
  const beginning = {
    kind: 'OUTLET',
    state: 'draft',
    sourceOutletId: from,
    outletId: taken.toOutletId,
  } as const
  return beginConsignment(bench, 'transfer:create', taken, { ...beginning, supplierId: null })
}

/** `transfer:plan`: sets the planned units of a product on a draft; 0 takes the line off. */
export function planLine(
  bench: Bench,
  taken: { consignmentId: string; productId: string; planned: number },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'transfer:plan', taken.consignmentId, taken, (consignment) => {
    if (!mayEdit(consignment.state, 'planned')) {
      throw new StationError(
        'not-a-draft',
        'Only a draft can be planned.',
        'Pack it, or make a new transfer.',
      )
    }
    const line = store.lines.ofProduct(consignment.id, taken.productId)
    if (line !== null) {
      if (taken.planned === 0) store.lines.remove(line.id)
      else store.lines.plan(line.id, taken.planned)
      return {}
    }
    const product = store.products.get(taken.productId)
    if (product === null) {
      throw new StationError(
        'no-such-product',
        'That product is not in the catalogue.',
        'Search for it again.',
      )
    }
    if (taken.planned === 0) return {}
    store.lines.add({
      id: store.newId(),
      consignmentId: consignment.id,
      productId: product.id,
      name: product.name,
      sku: product.sku,
      planned: taken.planned,
      costCents: product.costCents,
      origin: 'plan',
      touchedAt: null,
    })
    return {}
  })
}

/** `transfer:release`: a draft with lines may be packed. */
export function releaseTransfer(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'transfer:release', taken.consignmentId, taken, (consignment, command) => {
    if (consignment.state === 'approved') return {}
    if (consignment.state !== 'draft') {
      throw new StationError('not-a-draft', 'Only a draft can be released.', 'Go back to Work.')
    }
    if (store.lines.of(consignment.id).length === 0) {
      throw new StationError('no-lines', 'There is nothing on this transfer.', 'Add at least one product.')
    }
    if (transferNeedsApproval(approvalRulesOf(store), worthOf(store.lines.of(consignment.id)))) {
      throw new StationError(
        'needs-approval',
        'A transfer of this value has to be approved first.',
        'Hand it in for approval.',
      )
    }
    store.states.move(consignment.id, {
      to: 'approved',
      trigger: command.kind,
      actor: command.actor,
      station: store.station.id,
      traceId: command.traceId,
    })
    return {}
  })
}

/**
 * `consignment:cancel`: kept, never erased; labels still waiting are void, and Lightspeed hears of it if it knows the
 * consignment.
 */
export function cancelConsignment(
  bench: Bench,
  taken: { consignmentId: string; reason: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(
    bench,
    'consignment:cancel',
    taken.consignmentId,
    taken,
    (consignment, command) => {
      store.states.move(consignment.id, {
        to: 'cancelled',
        trigger: command.kind,
        actor: command.actor,
        reason: taken.reason,
        station: store.station.id,
        traceId: command.traceId,
      })
      for (const box of store.parcels.of(consignment.id)) {
        for (const job of store.prints.of(box.id).filter(({ state }) => state === 'waiting')) {
          store.prints.set(job.id, 'dropped', store.now(), 'the consignment was cancelled')
        }
      }
      const isTold = consignment.remoteId !== null || store.outbox.inLane(consignment.id).length > 0
      if (isTold) intend(store, consignment, { status: 'CANCELLED', packed: null, received: null })
      return {}
    },
  )
}
