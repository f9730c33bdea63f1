import type { PackDesk } from '../../src-shared/model/pack.ts'
import { units } from '../format.ts'
import { HeadLine } from '../part/head-line.tsx'
import { unitsTowards } from '../part/order-lines.ts'
import { words } from '../words.ts'

export function PackHead({ desk }: { readonly desk: PackDesk }) {
  const { head, totals, lines } = desk
  const done = unitsTowards(
    lines,
    (line) => line.packed,
    (line) => line.planned,
  )
  const more = totals.packed > done ? units(totals.packed - done) : null
  const later = head.shipment?.laterUnits ?? 0
  const here = Math.max(done, totals.planned - later)
  const progress = words.pack.progress(units(done), units(here), more)
  return (
    <HeadLine
      head={head}
      done={done}
      all={here}
      progress={later === 0 ? progress : `${progress}, ${words.pack.shipment.later(units(later))}`}
    />
  )
}
