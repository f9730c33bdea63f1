import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import type { PackTotals } from '../../src-shared/model/pack.ts'
import { units } from '../format.ts'
import { HeadLine } from '../part/head-line.tsx'
import { words } from '../words.ts'

export function PackHead({ head, totals }: { readonly head: ConsignmentHead; readonly totals: PackTotals }) {
  return (
    <HeadLine
      head={head}
      done={totals.packed}
      all={totals.planned}
      progress={words.pack.progress(units(totals.packed), units(totals.planned))}
    />
  )
}
