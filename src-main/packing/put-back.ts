import { StationError } from '../../src-shared/failure.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import { mustStandAtSource } from './pack-rights.ts'

/**
 * `pack:put-back`: a begun pack goes back among what is to be packed, for somebody else or for later. Nothing is taken
 * out: what lies in its boxes stays counted, and the next count goes on from there.
 */
export function putBack(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  const { store } = bench
  return changeConsignment(bench, 'pack:put-back', taken.consignmentId, taken, (consignment, command) => {
    mustStandAtSource(consignment, command)
    if (consignment.state === 'approved') return {}
    if (consignment.state !== 'packing') {
      throw new StationError(
        'not-packing',
        'This is not being packed.',
        consignment.state === 'packed'
          ? 'Pack on first if it is to be changed.'
          : 'Go back to Work and look at it again.',
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
