import type { Candidate } from '../../candidate.ts'
import type { QueueTools } from './queue-tools.ts'

/** The print queues of this computer, to choose a printer from. None where they cannot be listed. */
export async function queueCandidates(queues: QueueTools): Promise<Candidate[]> {
  const names = await queues.list().catch(() => [])
  return names.map((name) => ({
    address: `queue:${encodeURIComponent(name)}`,
    say: name,
    roles: ['printer', 'printer2'],
    wrongMode: null,
  }))
}
