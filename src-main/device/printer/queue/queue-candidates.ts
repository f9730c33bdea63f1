import { isQueueName } from '../../address.ts'
import type { Candidate } from '../../candidate.ts'
import type { QueueTools } from './queue-tools.ts'

/**
 * The print queues of this computer, to choose a printer from. None where they cannot be listed; one whose name holds
 * signs that no address takes is left out.
 */
export async function queueCandidates(queues: QueueTools): Promise<Candidate[]> {
  const names = await queues.list().catch(() => [])
  return names.filter(isQueueName).map((name) => ({
    address: `queue:${encodeURIComponent(name)}`,
    say: name,
    roles: ['printer', 'printer2'],
    wrongMode: null,
  }))
}
