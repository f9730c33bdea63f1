import { isFinal } from '../../src-shared/rule/transition.ts'
import { type Bench, consignmentOrRefuse } from '../bench.ts'
import type { ConflictChoice } from '../store/conflict-rows.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Command, Store } from '../store/store.ts'
import { walk } from './follow-status.ts'

/**
 * The other record here that stands for a consignment of ours: the feed showed it before its create was settled, under
 * a name and a reference that somebody had changed. Null when there is none.
 */
export function holderOf(store: Store, remoteId: string, ownId: string): ConsignmentRow | null {
  const holder = store.consignments.byRemoteId(remoteId)
  return holder === null || holder.id === ownId ? null : holder
}

/** Whether nobody has done anything on it yet, so that it can be given up unasked. */
export function isUntouched(store: Store, { id }: ConsignmentRow): boolean {
  return store.parcels.of(id).length === 0 && store.receipts.of(id).length === 0 && !store.outbox.anyEver(id)
}

/**
 * Gives one of two records of the same consignment up: cancelled here where its state allows it, and Lightspeed is told
 * nothing of it, because the consignment there is the other one's. Call inside a write.
 */
export function giveUp(bench: Bench, id: string, why: string, command: Command): void {
  const { store } = bench
  const record = consignmentOrRefuse(store, id)
  for (const entry of store.outbox.inLane(id)) {
    store.outbox.end(entry.id, 'discarded', store.now(), why, null)
  }
  for (const outletId of [record.sourceOutletId, record.outletId]) {
    if (outletId !== null) store.stock.acknowledge(id, outletId, store.now())
  }
  store.consignments.setRemoteId(id, null)
  if (!isFinal(record.state)) walk(bench, record, 'cancelled', command)
}

/** Both codes, because both may be on labels. */
export function heldWords(ours: ConsignmentRow, holder: ConsignmentRow): { here: string; there: string } {
  return {
    here: `it was packed as ${ours.code} and worked on as ${holder.code}, too`,
    there: 'Lightspeed has it once',
  }
}

export function heldChoices(ours: ConsignmentRow, holder: ConsignmentRow): ConflictChoice[] {
  return [
    {
      choice: 'keep-this',
      say: `${ours.code} is the right one: cancel ${holder.code} here`,
      consignmentId: holder.id,
    },
    { choice: 'keep-other', say: `${holder.code} is the right one: cancel ${ours.code} here` },
  ]
}
