import type { PackDesk } from '../../src-shared/model/pack.ts'

/** Sums over the lines of a consignment, for the packer; every number counts units or lines. */
export function packedSums(lines: Iterable<{ planned: number; packed: number }>): PackDesk['totals'] {
  const sums = { planned: 0, packed: 0, shortLines: 0, overLines: 0, extraLines: 0 }
  for (const { planned, packed } of lines) {
    sums.planned += planned
    sums.packed += packed
    if (packed < planned) sums.shortLines += 1
    if (planned > 0 && packed > planned) sums.overLines += 1
    if (planned === 0 && packed > 0) sums.extraLines += 1
  }
  return sums
}
