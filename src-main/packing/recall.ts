import { z } from 'zod'
import { StationError } from '../../src-shared/failure.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { readIntention } from '../outbox/intention.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import type { Store } from '../store/store.ts'
import { mustStandAtSource } from './pack-rights.ts'
import { putStock } from './send.ts'

/** The kind of the last write of an entry, of all that is noted of it. */
const lastCall = z.object({ do: z.string() })

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
    const waiting = notYetTold(store, consignment)
    if (waiting === null) throw heardAlready()
    putStock(store, consignment, 1)
    // What is told next is read anew before each call, also where the answer of an earlier one was lost.
    store.outbox.setBody(waiting.id, JSON.stringify({ ...waiting.wanted, status: 'OPEN' }), waiting.dueAt)
    return {}
  })
}

/**
 * What still waits to be told, when it is certain that Lightspeed was not told that it is sent: no call that says so is
 * out, or was and had no answer. Null else.
 */
function notYetTold(store: Store, { id, remoteId }: ConsignmentRow) {
  const shadow = remoteId === null ? null : store.remote.get(remoteId)
  if (shadow !== null && shadow.status !== 'OPEN') return null
  const entries = store.outbox.inLane(id).map((entry) => ({ ...entry, wanted: readIntention(entry.body) }))
  const last = entries.pop()
  if (last === undefined || last.wanted === null) return null
  if (last.state !== 'pending' && last.state !== 'unknown') return null
  if (last.step !== null && lastCall.parse(JSON.parse(last.step)).do === 'set-status') return null
  return entries.every(({ wanted }) => wanted?.status === 'OPEN') ? last : null
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
    'A director can cancel it as long as nothing is received, with “It did not leave”: the stock is here again then, and the goods go with a new transfer.',
  )
