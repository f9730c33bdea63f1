import { z } from 'zod'
import { printerRole } from './printer.ts'

const labelRoute = z.object({
  to: printerRole,
  /** The other printer takes over while this one is out. */
  hasStandIn: z.boolean(),
})

/** Which document goes to which printer. A packing slip is always a file too; `to` null: only that. */
export const printRoutes = z.object({
  'box-label': labelRoute,
  'product-label': labelRoute,
  'packing-slip': z.object({ to: printerRole.nullable() }),
})
export type PrintRoutes = z.infer<typeof printRoutes>

/** While nobody said otherwise: labels from the first printer, the second helps out, slips are files. */
export const usualRoutes: PrintRoutes = {
  'box-label': { to: 'printer', hasStandIn: true },
  'product-label': { to: 'printer', hasStandIn: true },
  'packing-slip': { to: null },
}

/** Labels the ledger keeps. */
export type LabelKind = 'box-label' | 'product-label'
