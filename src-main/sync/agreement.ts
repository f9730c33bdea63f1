import { isRemoteEnd } from '../../src-shared/rule/status-map.ts'
import type { Bench } from '../bench.ts'
import type { Intention } from '../outbox/intention.ts'
import { systemActor } from '../store/store.ts'
import { raiseExtras, untold } from './extra-conflict.ts'
import type { Observed } from './observed.ts'

/**
 * What follows here when Lightspeed shows what was wanted: both sides agree on the received units, its levels hold our
 * stock effects, and what was received is completed. Nothing was seen (null) of what was cancelled before Lightspeed
 * knew it, or is not there any more. Call inside the write that ends the entry.
 */
export function noteAgreement(
  bench: Bench,
  id: string,
  wanted: Intention,
  seen: Observed | null,
  traceId: string,
): void {
  const { store } = bench
  if (seen !== null && wanted.received !== null) {
    for (const { productId, received } of seen.lines.values()) {
      if (received !== null) store.agreed.agree(id, productId, received)
    }
  }
  // What is cancelled moves no stock any more: Lightspeed has given back what it took.
  const isCancelled = wanted.status === 'CANCELLED'
  const status = seen?.header.status ?? 'CANCELLED'
  const hasLeft = isCancelled || status === 'SENT' || status === 'DISPATCHED' || status === 'RECEIVED'
  if (wanted.type === 'STOCKTAKE' || wanted.type === 'RETURN') {
    noteEnd(bench, id, wanted, status, traceId)
    return
  }
  if (hasLeft && wanted.sourceOutletId !== null) {
    store.stock.acknowledge(id, wanted.sourceOutletId, store.now())
  }
  if (!isCancelled && status !== 'RECEIVED') return
  const extras = seen === null ? [] : untold(wanted, seen)
  raiseExtras(bench, id, extras)
  const but = extras.map((line) => line.productId)
  store.stock.acknowledge(id, wanted.outletId, store.now(), but)
  if (status !== 'RECEIVED' || store.consignments.get(id)?.state !== 'received') return
  const trigger = 'sync:done'
  store.states.move(id, { to: 'completed', trigger, actor: systemActor, station: store.station.id, traceId })
}

/** A return has left its outlet once it is sent; a count has set the levels of its outlet once it is complete. */
function noteEnd(
  { store }: Bench,
  id: string,
  { type, outletId }: Intention,
  status: string,
  traceId: string,
): void {
  if (!isRemoteEnd(type, status)) return
  store.stock.acknowledge(id, outletId, store.now())
  if (status !== 'STOCKTAKE_COMPLETE' || store.consignments.get(id)?.state !== 'approved') return
  const trigger = 'sync:done'
  store.states.move(id, { to: 'completed', trigger, actor: systemActor, station: store.station.id, traceId })
}
