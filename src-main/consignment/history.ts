import type { Doer, HistoryStep } from '../../src-shared/model/history.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { type Store, systemActor } from '../store/store.ts'

/** Who an actor's id stands for, by the name known now. */
export function doerOf(store: Store, actorId: string): Doer {
  if (actorId === systemActor.id) return { is: 'station' }
  if (actorId === 'bench' || actorId === 'lightspeed') return { is: actorId }
  return { is: 'person', name: store.staff.get(actorId)?.name ?? null }
}

/** The life of a consignment from its beginning, oldest first. */
export function historyOf(store: Store, consignment: ConsignmentRow): HistoryStep[] {
  const moves = store.transitions.of(consignment.id)
  const began: HistoryStep = {
    id: consignment.id,
    at: consignment.createdAt,
    from: null,
    to: moves[0]?.from ?? consignment.state,
    what: consignment.origin === 'here' ? 'made here' : 'from Lightspeed',
    who: doerOf(store, consignment.createdBy),
    reason: null,
  }
  const steps = moves.map(({ id, at, from, to, trigger, actor, reason }) => ({
    id,
    at,
    from,
    to,
    what: trigger,
    who: doerOf(store, actor),
    reason,
  }))
  return [began, ...steps]
}
