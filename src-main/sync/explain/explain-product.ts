import { StationError } from '../../../src-shared/failure.ts'
import type { Explained } from '../../../src-shared/model/explained.ts'
import type { Bench } from '../../bench.ts'
import { hitOf } from '../../catalogue/search.ts'
import { endSentence } from './end-sentence.ts'
import { eventsOf } from './events.ts'
import { type Facts, factsOf } from './facts.ts'
import { round, sumOf } from './ledger.ts'

const mostShown = 400

/**
 * `product:explain`: everything that moved a product at an outlet, in order of time, with the number expected after each,
 * and one sentence for where it stands. Reads only what is kept here: it answers without the network.
 * @throws StationError `no-such-product`, `no-outlet`
 */
export function explainProduct(
  { store, clock, outletId }: Bench,
  taken: { productId: string; outletId?: string | undefined },
): Explained {
  const product = store.products.get(taken.productId)
  if (product === null) {
    throw new StationError(
      'no-such-product',
      'This station does not know that product.',
      'Search for it by its name, SKU or code.',
    )
  }
  const at = taken.outletId ?? outletId()
  if (at === null) {
    throw new StationError(
      'no-outlet',
      'It is not known which outlet this station stands in.',
      'Choose it in Set-up.',
    )
  }
  return store.read(() => {
    const facts = factsOf(store, product.id, at, new Date(clock.now()).toISOString())
    const events = eventsOf(store, facts)
    return {
      product: hitOf(store, product, at),
      outlet: placeOf(store.catalogue.outlet(at)),
      level: facts.level,
      heardAt: store.feeds.get('inventory').pulledAt,
      unbooked: unbookedOf(facts),
      expected: facts.level === null ? null : round(facts.level + unbookedOf(facts)),
      say: endSentence(facts),
      events: events.slice(-mostShown),
      older: Math.max(0, events.length - mostShown),
    }
  })
}

function unbookedOf({ effects, ledger }: Facts): number {
  const open = effects.filter(({ acknowledgedAt }) => acknowledgedAt === null)
  return round(sumOf(open) + sumOf(ledger.onItsWay))
}

function placeOf(outlet: { id: string; name: string } | null): Explained['outlet'] {
  return outlet === null ? null : { id: outlet.id, name: outlet.name }
}
