import type { ProductHit } from '../../src-shared/model/product.ts'

/** Products ticked in the search, in the order they were ticked; they outlive what the search shows. */
export type Ticks = { readonly hits: readonly ProductHit[]; readonly anchorId: string | null }

export const noTicks: Ticks = { hits: [], anchorId: null }

export function isTicked(ticks: Ticks, hit: ProductHit): boolean {
  return ticks.hits.some((ticked) => ticked.id === hit.id)
}

export function untick(ticks: Ticks, hit: ProductHit): Ticks {
  return { hits: ticks.hits.filter((ticked) => ticked.id !== hit.id), anchorId: hit.id }
}

function tick(ticks: Ticks, hit: ProductHit): Ticks {
  return { hits: isTicked(ticks, hit) ? ticks.hits : [...ticks.hits, hit], anchorId: hit.id }
}

export function toggleTick(ticks: Ticks, hit: ProductHit): Ticks {
  return isTicked(ticks, hit) ? untick(ticks, hit) : tick(ticks, hit)
}

/** A click with Shift: everything from the one touched last, or from the chosen one, to here. */
export function tickTo(ticks: Ticks, found: readonly ProductHit[], to: number, chosen: number): Ticks {
  const anchor = found.findIndex((hit) => hit.id === ticks.anchorId)
  const from = anchor === -1 ? chosen : anchor
  const anchorId = found[from]?.id ?? null
  const range = found.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ...range.reduce(tick, ticks), anchorId }
}

/** Shift with an arrow, from one row to its neighbour: both are ticked; going back lets go of the one left. */
export function tickStep(ticks: Ticks, found: readonly ProductHit[], from: number, to: number): Ticks {
  const [left, reached] = [found[from], found[to]]
  if (!left || !reached) return ticks
  if (left.id === reached.id) return tick(ticks, left)
  return isTicked(ticks, left) && isTicked(ticks, reached)
    ? untick(ticks, left)
    : tick(tick(ticks, left), reached)
}
