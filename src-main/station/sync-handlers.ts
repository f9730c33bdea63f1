import type { Handlers } from '../host/door.ts'
import { laneStory } from '../sync/dashboard/story.ts'
import { discardEntry, retryCause, retryEntry, settleConflict } from '../sync/settle.ts'
import { syncScreen } from '../sync/sync-screen.ts'
import { writeBundle } from './support-bundle.ts'
import type { Workplace } from './workplace.ts'

type SyncHandlers = Pick<Handlers, Extract<keyof Handlers, `sync:${string}` | `support:${string}`>>

/** The requests of the Sync screen. */
export function syncHandlers(place: Workplace): SyncHandlers {
  const { bench } = place
  const { store, clock } = bench
  return {
    'sync:screen': () => syncScreen(store, clock, place.link()),
    'sync:health': () => place.dashboard.health(),
    'sync:chart': () => ({ points: place.dashboard.chart() }),
    'sync:story': ({ consignmentId }) => laneStory(store, consignmentId),
    'sync:now'() {
      const line = place.link()
      if (line === null) return { is: 'not-connected' }
      return { is: line.now() ? 'begun' : 'joined' }
    },
    'sync:retry': (taken) => retryEntry(bench, taken),
    'sync:retry-cause': (taken) => retryCause(bench, taken),
    'sync:discard': (taken) => discardEntry(bench, taken),
    'sync:settle'(taken) {
      const settled = settleConflict(bench, taken)
      if (taken.choice === 'ask-again') place.link()?.puller.wake('consignments')
      return settled
    },
    'support:bundle': () => writeBundle(place),
  }
}
