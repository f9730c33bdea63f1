import { z } from 'zod'
import { consignmentHead, handover } from './consignment.ts'
import { unitWeightSource } from './product.ts'
import { scanRecord } from './scan.ts'

/** A line at the packing bench. Units whole; `stock` is the source outlet's projected level, null when unknown. */
export const packLine = z.object({
  id: z.string(),
  productId: z.string(),
  name: z.string(),
  sku: z.string(),
  planned: z.int(),
  packed: z.int(),
  isExtra: z.boolean(),
  stock: z.number().nullable(),
  unitGrams: z.int(),
  unitGramsFrom: unitWeightSource,
  boxes: z.array(z.object({ parcelId: z.string(), number: z.int(), quantity: z.int() })),
  hasPicture: z.boolean(),
  containsNicotine: z.boolean(),
  /** Rises with every touch; the line touched last has the highest. */
  touchedAt: z.string().nullable(),
})
export type PackLine = z.infer<typeof packLine>

/** How far the box label got. `unsure` = sent, but the printer never confirmed: the person is asked. */
export const labelState = z.enum(['none', 'waiting', 'printed', 'unsure'])
export type LabelState = z.infer<typeof labelState>

export const parcelView = z.object({
  id: z.string(),
  number: z.int(),
  state: z.enum(['open', 'sealed']),
  isCurrent: z.boolean(),
  units: z.int(),
  grams: z.int().nullable(),
  weightFrom: z.enum(['scale', 'typed']).nullable(),
  expectedGrams: z.int(),
  toleranceGrams: z.int(),
  /** Units by where their weight comes from: the coverage of the expected weight. */
  coverage: z.object({ P: z.int(), C: z.int(), D: z.int() }),
  size: z.string().nullable(),
  /** The number in the bar code: an SSCC-18, or the internal number where no GS1 prefix is set. */
  labelNumber: z.string().nullable(),
  label: labelState,
  labelCopies: z.int(),
  labelProblem: z.string().nullable(),
  /** Something to know of a label that is out, or may be: it came from the other printer, or why nobody is sure. */
  labelNote: z.string().nullable(),
  sealedAt: z.string().nullable(),
})
export type ParcelView = z.infer<typeof parcelView>

export const packTotals = z.object({
  planned: z.int(),
  packed: z.int(),
  shortLines: z.int(),
  overLines: z.int(),
  extraLines: z.int(),
})
export type PackTotals = z.infer<typeof packTotals>

/** Planned units of a line that the office changed while it is being packed. */
export const planChange = z.object({ lineId: z.string(), name: z.string(), from: z.int(), to: z.int() })
export type PlanChange = z.infer<typeof planChange>

/** Everything the pack screen draws. */
export const packDesk = z.object({
  head: consignmentHead,
  /** Counts the writes of this consignment: news that follows on carries the next number. */
  revision: z.int(),
  lines: z.array(packLine),
  parcels: z.array(parcelView),
  totals: packTotals,
  /** How it goes or will go, where somebody said; null else. */
  handover: handover.nullable(),
  /** Not seen by the packer yet. */
  planChanges: z.array(planChange),
  /** Units the next scan counts; 1 unless somebody entered 'n ×'. */
  nextTimes: z.int(),
  lastScans: z.array(scanRecord),
  canUndo: z.boolean(),
})
export type PackDesk = z.infer<typeof packDesk>
