import type { QueueTools } from '../../../src-main/device/printer/queue/queue-tools.ts'

/** A computer without print queues. */
export const noQueues: QueueTools = {
  list: async () => [],
  look: async () => null,
  print: async () => ({ is: 'not-ready', why: 'There is no queue.', next: 'Add one.' }),
}
