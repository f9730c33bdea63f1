import type { PlanChange } from '../../src-shared/model/pack.ts'
import { type Bench, changeConsignment } from '../bench.ts'
import type { LineRow } from '../store/line-rows.ts'

/** What the office changed while this is being packed and nobody said to have seen yet. */
export function planChanges(lines: readonly LineRow[]): PlanChange[] {
  return lines.flatMap(({ id, name, planned, plannedBefore }) =>
    plannedBefore === null ? [] : [{ lineId: id, name, from: plannedBefore, to: planned }],
  )
}

/** `pack:plan-seen`: the packer knows. A line that nobody asks for any more goes, unless goods of it are in a box. */
export function planSeen(bench: Bench, taken: { consignmentId: string }): Record<string, never> {
  return changeConsignment(bench, 'pack:plan-seen', taken.consignmentId, taken, ({ id }) => {
    const { lines } = bench.store
    for (const line of lines.of(id)) {
      if (line.plannedBefore === null) continue
      const isEmpty = line.origin === 'plan' && line.planned === 0 && line.packed + line.received === 0
      if (isEmpty && !lines.isOnReceipt(line.id)) lines.remove(line.id)
      else lines.planSeen(line.id)
    }
    return {}
  })
}
