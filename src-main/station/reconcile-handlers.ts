import { commandOn } from '../bench.ts'
import type { Handlers } from '../host/door.ts'
import { explainProduct } from '../sync/explain/explain-product.ts'
import { reconcileScreen } from '../sync/reconcile/reconcile-screen.ts'
import { settleDifference } from '../sync/reconcile/settle-difference.ts'
import type { Workplace } from './workplace.ts'

/** Comparing with Lightspeed, and why a product's numbers are what they are. */
export function reconcileHandlers(
  place: Workplace,
): Pick<Handlers, `reconcile:${'state' | 'start' | 'cancel' | 'settle'}` | 'product:explain'> {
  const { bench } = place
  const { store } = bench
  /** Who asked for it is in the journal; nothing else is changed by asking. */
  const noteAsked = (kind: string, given: { consignmentId?: string | undefined }) => {
    const subject = given.consignmentId ?? null
    store.write({ ...commandOn(bench, kind, subject ?? '', given), subject }, () => undefined)
  }
  return {
    'reconcile:state': () => {
      const reconciler = place.link()?.reconciler ?? null
      return reconcileScreen(store, reconciler !== null, reconciler?.isNextAsked() === true)
    },
    'reconcile:start'({ consignmentId }) {
      noteAsked('reconcile:start', { consignmentId })
      place.link()?.reconciler.ask(consignmentId)
      return {}
    },
    'reconcile:cancel'() {
      noteAsked('reconcile:cancel', {})
      place.link()?.reconciler.cancel()
      return {}
    },
    'reconcile:settle'(taken) {
      const settled = settleDifference(bench, taken)
      if (taken.choice === 'ask-again') place.link()?.puller.wake('consignments')
      place.link()?.reconciler.wake()
      return settled
    },
    'product:explain': (taken) => explainProduct(bench, taken),
  }
}
