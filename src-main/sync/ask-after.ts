import { kinds } from '../../src-shared/model/consignment.ts'
import { isRemoteEnd, remoteStatuses, remoteTypes } from '../../src-shared/rule/status-map.ts'
import { isFinal, statesOf } from '../../src-shared/rule/transition.ts'
import type { Bench } from '../bench.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { ConsignmentRow } from '../lightspeed/rows.ts'
import { type Command, systemActor } from '../store/store.ts'
import type { BeforeFullPass } from './feed.ts'
import { raiseGone } from './follow-status.ts'

const openStates = [...new Set(kinds.flatMap((kind) => statesOf(kind)))].filter((state) => !isFinal(state))
const ended = remoteTypes.flatMap((type) =>
  remoteStatuses.filter((status) => isRemoteEnd(type, status)).map((status) => `${type} ${status}`),
)
/** Asked for in one turn, so that polls come between. */
const mostATurn = 20
/** Nobody else may stand behind a call that only waits for its turn. */
const waitMs = 2_000
/** More than this share of what is open, and at least so many, gone in one reading: nothing is believed. */
const mostGone = 0.2
const leastGone = 3

/** The subject of the one question about many consignments at once: it stands where a consignment's id does. */
export const manyConsignments = 'consignments'
const manyGone = 'many-gone'

/**
 * Asks for the next of what is open here by its id: a list that shows no deleted rows would never tell that one is
 * gone. What was asked is kept, so that a reading cut short goes on where it was. A 404 says nothing yet: it counts
 * when the whole reading has not listed the consignment either.
 */
export async function askAfterOpen(
  { store, newTraceId }: Bench,
  lightspeed: Lightspeed,
  take: (row: ConsignmentRow, command: Command) => void,
): Promise<BeforeFullPass> {
  for (let count = 0; count < mostATurn; count += 1) {
    const remoteId = store.asked.nextOpen(openStates, ended)
    if (remoteId === null) return { is: 'ready' }
    const header = await lightspeed.consignment(remoteId, { priority: 'nightly', waitMs })
    const isNo =
      header.is === 'refused' ||
      (header.is === 'no-answer' && ['unreadable', 'too-large'].includes(header.kind))
    if (header.is !== 'answer' && !isNo) return { is: 'stopped', stop: header }
    const isGone = header.is === 'refused' && (header.status === 404 || header.status === 410)
    const given = { remoteId, isGone }
    const command = { kind: 'feed:reread', actor: systemActor, subject: null, given, traceId: newTraceId() }
    store.repeat(command, () => {
      store.asked.put(remoteId, isGone ? 'gone' : 'there')
      if (header.is === 'answer') take(header.value, command)
    })
  }
  return { is: 'more' }
}

/**
 * The whole reading is over: what was neither there by its id nor listed is gone. When that is a fifth of everything
 * open, the answers are more likely wrong than the work: nothing is applied, and one question is put to a person.
 * Call inside a write.
 */
export function judgeGone(bench: Bench, command: Command): void {
  const { store, log } = bench
  const gone = store.asked.all('gone')
  const asked = store.asked.count()
  const open = store.conflicts.openOf(manyConsignments)
  if (gone.length < leastGone || gone.length <= asked * mostGone) {
    for (const remoteId of gone) raiseGone(bench, remoteId, command)
    store.asked.clear()
    if (open !== null) store.conflicts.settle(open.id, store.now(), 'agrees', 'Lightspeed lists them again.')
    return
  }
  store.asked.holdGone()
  log.warn('sync.many-gone', { gone: gone.length, asked })
  store.conflicts.raise({
    id: store.newId(),
    consignmentId: manyConsignments,
    kind: manyGone,
    here: `${asked} consignments are open here, and nothing was changed`,
    there: `it says it does not have ${gone.length} of them: ${codesOf(bench, gone)}`,
    choices: [
      { choice: 'ask-again', say: 'That cannot be: ask Lightspeed again' },
      { choice: 'believe-gone', say: `They are gone: take all ${gone.length} as deleted` },
    ],
    raisedAt: store.now(),
  })
}

/** A person says that they are gone: each is cancelled here, or a question of its own where boxes are packed. */
export function believeGone(bench: Bench, command: Command): void {
  for (const remoteId of bench.store.asked.all('held')) raiseGone(bench, remoteId, command)
  bench.store.asked.clear()
}

/** A person does not believe it: everything is read again, beginning with what is open. */
export function askAgain({ store }: Bench): void {
  store.feeds.askFull('consignments')
}

const mostCodes = 8

function codesOf({ store }: Bench, remoteIds: readonly string[]): string {
  const codes = remoteIds.slice(0, mostCodes).map((id) => store.consignments.byRemoteId(id)?.code ?? id)
  const more = remoteIds.length - codes.length
  return more > 0 ? `${codes.join(', ')} and ${more} more` : codes.join(', ')
}
