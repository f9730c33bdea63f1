import type { PrintRow } from '../store/print-rows.ts'
import type { Store } from '../store/store.ts'
import { productCode } from './bars.ts'
import { boxLabelDrawing } from './box-label-layout.ts'
import { boxLabelOf } from './box-label-of.ts'
import type { LabelDrawing } from './drawing.ts'
import { readProductJob } from './product-job.ts'
import { productLabelDrawing } from './product-label.ts'

/** The label a job of the ledger asks for, as the facts stand now; `void` when it is not to be printed any more. */
export function drawingOf(
  store: Store,
  job: PrintRow,
  isTraining: boolean,
): { is: 'drawing'; drawing: LabelDrawing } | { is: 'void'; why: string } {
  if (job.kind === 'product-label') {
    const kept = readProductJob(job)
    if (kept === null) return { is: 'void', why: 'this station cannot read the job' }
    const code = kept.code === null ? null : productCode(kept.code)
    return { is: 'drawing', drawing: productLabelDrawing({ ...kept, code, isTraining }) }
  }
  const box = job.parcelId === null ? null : store.parcels.get(job.parcelId)
  const copy = job.copy === 1 ? null : { number: job.copy, reason: job.reason ?? '' }
  const label = box === null ? null : boxLabelOf(store, box.id, copy, isTraining)
  if (box === null || label === null) return { is: 'void', why: 'the box is gone' }
  // Cancelled here or in Lightspeed while the label waited.
  if (store.consignments.get(box.consignmentId)?.state === 'cancelled') {
    return { is: 'void', why: 'the consignment was cancelled' }
  }
  return { is: 'drawing', drawing: boxLabelDrawing(label) }
}
