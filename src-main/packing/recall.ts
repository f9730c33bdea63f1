import { StationError } from '../../src-shared/failure.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { readIntention } from '../outbox/intention.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'
import { mustStandAtSource } from './pack-rights.ts'
import { putStock, tellPacked } from './send.ts'

/**
 * `pack:recall`: a transfer that was handed over by mistake is packed again, as long as nothing was received and
 * Lightspeed has not heard that it left. Its vendor names no way back from SENT, so one it knows as sent stays sent.
 * A second press finds it packed and changes nothing.
 */
export function recall(
  bench: Bench,
  taken: { consignmentId: string; reason: string },
): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'pack:recall', taken.consignmentId, taken, (consignment, command) => {
    mustStandAtSource(consignment, command)
    const last = store.transitions.of(consignment.id).at(-1)
    if (consignment.state === 'packed' && last?.trigger === command.kind) return {}
    // The table says first whether there is such a move at all, and who may make it.
    store.states.move(consignment.id, {
      to: 'packed',
      trigger: command.kind,
      actor: command.actor,
      reason: taken.reason,
      station: store.station.id,
      traceId: command.traceId,
    })
    if (consignment.state !== 'sent') throw notSent()
    if (store.receipts.of(consignment.id).some(({ state }) => state !== 'discarded')) throw receivedAlready()
    if (mayHaveHeard(store, consignment)) throw heardAlready()
    putStock(store, consignment, 1)
    tellPacked(store, consignment, 'OPEN')
    return {}
  })
}

/** Whether Lightspeed has it as sent, or may: a call of it is out, or nobody knows what became of one. */
function mayHaveHeard(store: Store, { id, remoteId }: ConsignmentRow): boolean {
  const shadow = remoteId === null ? null : store.remote.get(remoteId)
  if (shadow !== null && shadow.status !== 'OPEN') return true
  const waiting = store.outbox.inLane(id)
  const last = waiting.at(-1)
  const before = waiting.slice(0, -1).map(({ body }) => readIntention(body)?.status)
  return last?.state !== 'pending' || last.step !== null || before.some((status) => status !== 'OPEN')
}

const notSent = () =>
  new StationError('not-sent', 'This has not left.', 'Go back to Work and look at it again.')

const receivedAlready = () =>
  new StationError(
    'received-already',
    'Some of it was received already.',
    'The other outlet sends it back with a transfer of its own.',
  )

const heardAlready = () =>
  new StationError(
    'sent-at-lightspeed',
    'Lightspeed has it as sent, or may have, and takes nothing back.',
    'A director can cancel it as long as nothing is received: the stock is here again then.',
  )
