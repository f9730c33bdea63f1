import type { Bench } from '../bench.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { ConsignmentRow } from '../lightspeed/rows.ts'
import { askAfterOpen, judgeGone } from './ask-after.ts'
import { type Feed, feedEveryMs, plainFeed } from './feed.ts'
import type { Unread } from './unread.ts'

/** Read at the end of a poll: what changed is usually whole by then. */
const mostATurn = 20

/**
 * Consignments by version. A page is headers only and is stored at once; whatever needs its lines goes onto the list
 * of what is unread, in the same transaction, and is read from there one by one.
 */
export function consignmentFeed(bench: Bench, lightspeed: Lightspeed, unread: Unread): Feed {
  const { store } = bench
  return plainFeed<ConsignmentRow>({
    name: 'consignments',
    everyMs: feedEveryMs.consignments,
    read: (after, priority) => lightspeed.consignments({ after, deleted: true }, { priority }),
    store(row, command) {
      if (row.deletedAt === null) store.asked.setThere(row.id)
      unread.take(row, command)
    },
    catchUp: (isClosed) => unread.read(mostATurn, isClosed),
    beforeFullPass: () => askAfterOpen(bench, lightspeed, unread.take),
    afterFullPass: (command) => judgeGone(bench, command),
  })
}
