import { useState } from 'react'
import type { Failure } from '../../src-shared/failure.ts'
import type { ProductHit } from '../../src-shared/model/product.ts'
import { words } from '../words.ts'
import { isTicked, noTicks, type Ticks, untick } from './ticks.ts'

/** Adds one product and gives null, or why it could not be added. */
export type AddOne = (product: ProductHit) => Promise<Failure | null>

/** What became of the ticked products, as one sentence. */
export type Added = { readonly isWhole: boolean; readonly say: string }

export type TickState = {
  readonly ticks: Ticks
  readonly setTicks: (change: (before: Ticks) => Ticks) => void
  readonly isAdding: boolean
  readonly added: Added | null
  /** Adds all that are ticked, one after the other. What could not be added stays ticked. */
  readonly addAll: () => Promise<Added>
  readonly forgetAdded: () => void
}

/** The ticked products of a search and what happened to them. */
export function useTicks(addOne: AddOne): TickState {
  const [ticks, setTicks] = useState<Ticks>(noTicks)
  const [isAdding, setAdding] = useState(false)
  const [added, setAdded] = useState<Added | null>(null)
  const addAll = async () => {
    const wanted = ticks.hits
    const refused: { readonly name: string; readonly why: string }[] = []
    setAdding(true)
    setAdded(null)
    for (const product of wanted) {
      const failure = await addOne(product)
      if (failure) refused.push({ name: product.name, why: failure.say })
      else setTicks((before) => (isTicked(before, product) ? untick(before, product) : before))
    }
    const result = addedOf(wanted.length, refused)
    setAdding(false)
    setAdded(result)
    return result
  }
  return { ticks, setTicks, isAdding, added, addAll, forgetAdded: () => setAdded(null) }
}

/** One sentence: how many were added, and by name what was not, with why. */
export function addedOf(wanted: number, refused: readonly { name: string; why: string }[]): Added {
  const w = words.pack.ticks
  if (refused.length === 0) return { isWhole: true, say: w.added(wanted) }
  const reasons = [...new Set(refused.map(({ why }) => why))]
  const names =
    reasons.length === 1
      ? `${refused.map(({ name }) => name).join(', ')}. ${reasons[0]}`
      : refused.map(({ name, why }) => `${name} (${why})`).join(', ')
  return { isWhole: false, say: w.notAdded(wanted - refused.length, wanted, names) }
}
