import type { PackDesk } from '../../src-shared/model/pack.ts'
import { units } from '../format.ts'
import { HeadLine } from '../part/head-line.tsx'
import { unitsTowards } from '../part/order-lines.ts'
import { words } from '../words.ts'

export function PackHead({ desk }: { readonly desk: PackDesk }) {
  const { head, totals, lines } = desk
  return (
    <HeadLine
      head={head}
      done={unitsTowards(
        lines,
        (line) => line.packed,
        (line) => line.planned,
      )}
      all={totals.planned}
      progress={words.pack.progress(units(totals.packed), units(totals.planned))}
    />
  )
}
