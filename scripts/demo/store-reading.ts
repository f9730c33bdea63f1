import { z } from 'zod'
import type { SandboxStore } from '../../src-main/training/store/sandbox-store.ts'
import { DemoError } from './demo-error.ts'

/** What the store itself says, asked of it directly and not through a station. */
export type StoreReading = {
  status: string
  reference: string | null
  /** Counts by product id. */
  lines: Map<string, { count: number; received: number | null }>
}
export type StoreLedger = {
  creates: number
  duplicateReferences: number
  accumulatedLines: number
  calls: number
  status429: number
}
/** Levels by `levelKey`. */
export type Levels = Map<string, number>

export function levelKey(productId: string, outletId: string): string {
  return `${productId} at ${outletId}`
}

const amount = z.union([z.number(), z.string()]).transform(Number)
const consignmentAnswer = z.object({
  data: z.object({ status: z.string(), reference: z.string().nullable() }),
})
const linesAnswer = z.object({
  data: z.array(z.object({ product_id: z.string(), count: amount, received: amount.nullish() })),
})
const levelsAnswer = z
  .array(z.object({ product_id: z.string(), location_id: z.string(), current_inventory_level: z.number() }))
  .nullable()
const ledgerAnswer = z.object({
  creates: z.int(),
  duplicateReferences: z.array(z.unknown()),
  accumulatedLines: z.array(z.unknown()),
  calls: z.int(),
  status429: z.int(),
})

/** Reads the consignment and its lines. */
export async function readConsignment(store: SandboxStore, remoteId: string): Promise<StoreReading> {
  const { data: head } = consignmentAnswer.parse(await call(store, `consignments/${remoteId}`))
  const { data: lines } = linesAnswer.parse(
    await call(store, `consignments/${remoteId}/products?page_size=200`),
  )
  return {
    status: head.status,
    reference: head.reference,
    lines: new Map(
      lines.map((line) => [line.product_id, { count: line.count, received: line.received ?? null }]),
    ),
  }
}

/** Reads the stock levels of these products at these outlets. */
export async function readLevels(
  store: SandboxStore,
  productIds: string[],
  outletIds: string[],
): Promise<Levels> {
  const asked = { product_ids: productIds, location_ids: outletIds, size: 1000 }
  const rows = levelsAnswer.parse(await call(store, 'inventory_levels', asked)) ?? []
  return new Map(rows.map((row) => [levelKey(row.product_id, row.location_id), row.current_inventory_level]))
}

/** Reads how many calls of which kind the store saw. */
export async function readLedger(store: SandboxStore): Promise<StoreLedger> {
  const response = await fetch(`${store.url}/_sandbox/ledger.json`)
  const { creates, duplicateReferences, accumulatedLines, calls, status429 } = ledgerAnswer.parse(
    await response.json(),
  )
  return {
    creates,
    duplicateReferences: duplicateReferences.length,
    accumulatedLines: accumulatedLines.length,
    calls,
    status429,
  }
}

async function call(store: SandboxStore, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${store.url}/api/2026-07/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${store.token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new DemoError(`The store answered ${response.status} to ${path}.`)
  return response.json()
}
