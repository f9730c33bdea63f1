import { wholeUnits } from '../../../src-shared/rule/quantity.ts'
import type { Intention } from '../../outbox/intention.ts'

/** What a person says about an entry that waits for one. A choice is one of those the question offers. */
export type PersonEvent = { is: 'retry' } | { is: 'discard' } | { is: 'choose'; choice: string }

/**
 * An entry that waits for a person, as the store has it. `wanted` is null where another version of the station wrote it in
 * a way that this one does not know; `theirs` are the lines Lightspeed showed last.
 */
export type Parked = {
  wanted: Intention | null
  hasOpenWrite: boolean
  remoteId: string | null
  theirs: readonly { productId: string; count: string | null }[]
}

/**
 * What becomes of it. `again`: it goes out once more under its own key, as what has an unknown outcome where a write of it
 * has; `wanted` null: for what it wanted before. `isMadeAnew`: what stands at Lightspeed is not this one any more.
 * `untold`: Lightspeed is never told; `follows`: the record here comes to what stands there. `stays`: the choice is about
 * the records here, and nothing goes out by it.
 */
export type Decided =
  | { is: 'again'; as: 'pending' | 'unknown'; wanted: Intention | null; isMadeAnew: boolean }
  | { is: 'untold'; follows: boolean }
  | { is: 'stays' }

/** One turn of a person, pure as `turn` of an attempt is: the same entry and the same word give the same. */
export function decided(parked: Parked, event: PersonEvent): Decided {
  switch (event.is) {
    case 'retry':
      return again(parked, null)
    case 'discard':
      return { is: 'untold', follows: true }
    default:
      return parked.wanted === null ? { is: 'stays' } : chosen(parked, parked.wanted, event.choice)
  }
}

function chosen(parked: Parked, wanted: Intention, choice: string): Decided {
  const { remoteId, theirs } = parked
  switch (choice) {
    case 'try-again':
    case 'keep-this':
    // The units were settled in the record here: what waits speaks of them already.
    case 'add-theirs':
    case 'ours-is-all':
    case 'theirs-is-all':
      return again(parked, null)
    case 'drop-ours':
      return { is: 'untold', follows: true }
    case 'keep-different':
      return { is: 'untold', follows: false }
    case 'make-again': {
      const insteadOf = remoteId === null ? [] : [...(wanted.insteadOf ?? []), remoteId]
      const anew = insteadOf.length === 0 ? null : { ...wanted, insteadOf }
      return { is: 'again', as: 'pending', wanted: anew, isMadeAnew: true }
    }
    case 'trust-list':
      return again(parked, { ...wanted, trustsList: true })
    case 'zero-theirs':
      return again(parked, { ...wanted, packed: [...(wanted.packed ?? []), ...zeroes(wanted, theirs)] })
    case 'count-zero':
      return again(parked, {
        ...wanted,
        received: [...(wanted.received ?? []), ...uncounted(wanted, theirs)],
      })
    default:
      return { is: 'stays' }
  }
}

function again({ hasOpenWrite }: Parked, wanted: Intention | null): Decided {
  return { is: 'again', as: hasOpenWrite ? 'unknown' : 'pending', wanted, isMadeAnew: false }
}

/** Products somebody added at Lightspeed are not in the boxes: wanted at 0. */
function zeroes(wanted: Intention, theirs: Parked['theirs']): NonNullable<Intention['packed']> {
  const known = new Set((wanted.packed ?? []).map((line) => line.productId))
  return theirs.flatMap(({ productId, count }) => {
    const units = wholeUnits(count)
    const isTheirs = !known.has(productId) && units.is === 'whole' && units.units !== 0
    return isTheirs ? [{ productId, units: 0, costCents: null }] : []
  })
}

/** What stands on the list of a count and was not counted here is counted as 0, because a person says so. */
function uncounted(wanted: Intention, theirs: Parked['theirs']): NonNullable<Intention['received']> {
  const known = new Set((wanted.received ?? []).map((line) => line.productId))
  const others = theirs.filter((line) => !known.has(line.productId)).map((line) => line.productId)
  return [...new Set(others)].map((productId) => ({ productId, units: 0 }))
}
