import { z } from 'zod'
import { amount, decimalOf, flag, numberOf, text } from './wire.ts'

/**
 * What this station reads of Lightspeed's objects, and no more: unknown fields pass by, null and absent are the same,
 * and only what a row cannot do without is required (its id, and in feeds its version). Field names follow the
 * vendor's published files for API 2.0 and 2026-07.
 */

export const consignmentRow = z
  .object({
    id: z.string().min(1),
    name: text,
    type: z.string(),
    status: z.string(),
    outlet_id: text,
    source_outlet_id: text,
    supplier_id: text,
    supplier_invoice: text,
    reference: text,
    consignment_date: text,
    due_at: text,
    received_at: text,
    created_at: text,
    updated_at: text,
    deleted_at: text,
    version: z.number().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name ?? '',
    /** As it came: the vendor's list may grow. */
    type: row.type,
    status: row.status,
    outletId: row.outlet_id ?? null,
    sourceOutletId: row.source_outlet_id ?? null,
    supplierId: row.supplier_id ?? null,
    supplierInvoice: row.supplier_invoice || null,
    reference: row.reference || null,
    consignmentDate: row.consignment_date ?? null,
    dueAt: row.due_at ?? null,
    receivedAt: row.received_at ?? null,
    createdAt: row.created_at ?? null,
    updatedAt: row.updated_at ?? null,
    deletedAt: row.deleted_at ?? null,
    /** Null only in the answer to a write; a feed's rows always carry one. */
    version: row.version ?? null,
  }))
export type ConsignmentRow = z.output<typeof consignmentRow>

export const lineRow = z
  .object({
    product_id: z.string().min(1),
    product_sku: text,
    count: amount,
    received: amount,
    cost: amount,
    status: text,
    is_included: flag,
    created_at: text,
    updated_at: text,
    deleted_at: text,
    version: z.number().nullish(),
  })
  .transform((row) => ({
    productId: row.product_id,
    sku: row.product_sku ?? null,
    /** Decimal text as it came (`12.00000`), null where none: it may be a fraction. */
    count: decimalOf(row.count),
    received: decimalOf(row.received),
    /** Dollars for one unit, decimal text. */
    cost: decimalOf(row.cost),
    status: row.status ?? null,
    isIncluded: row.is_included ?? null,
    createdAt: row.created_at ?? null,
    updatedAt: row.updated_at ?? null,
    deletedAt: row.deleted_at ?? null,
    version: row.version ?? null,
  }))
export type LineRow = z.output<typeof lineRow>

export const totalsRow = z
  .object({
    total_sent_count: amount,
    total_sent_cost: amount,
    total_received_count: amount,
    total_received_cost: amount,
  })
  .transform((row) => ({
    sentCount: decimalOf(row.total_sent_count),
    sentCost: decimalOf(row.total_sent_cost),
    receivedCount: decimalOf(row.total_received_count),
    receivedCost: decimalOf(row.total_received_cost),
  }))
export type TotalsRow = z.output<typeof totalsRow>

export const inventoryRow = z
  .object({
    id: text,
    product_id: z.string().min(1),
    outlet_id: z.string().min(1),
    // 2026-07 and 2.0 name the level differently.
    current_inventory_level: amount,
    inventory_level: amount,
    average_cost: amount,
    reorder_point: amount,
    reorder_amount: amount,
    deleted_at: text,
    version: z.number(),
  })
  .transform((row) => ({
    id: row.id ?? null,
    productId: row.product_id,
    outletId: row.outlet_id,
    /** May be negative and may be a fraction; null where Lightspeed tells none. */
    level: numberOf(row.current_inventory_level ?? row.inventory_level),
    averageCost: numberOf(row.average_cost),
    reorderPoint: numberOf(row.reorder_point),
    reorderAmount: numberOf(row.reorder_amount),
    deletedAt: row.deleted_at ?? null,
    version: row.version,
  }))
export type InventoryRow = z.output<typeof inventoryRow>

/** Levels without versions, as `/inventory_levels` answers them; `null` where there are none. */
export const levelRows = z
  .array(z.object({ product_id: z.string().min(1), current_inventory_level: amount }))
  .nullable()
  .transform((all) =>
    (all ?? []).flatMap((row) => {
      const level = numberOf(row.current_inventory_level)
      return level === null ? [] : [{ productId: row.product_id, level }]
    }),
  )

export const outletRow = z
  .object({
    id: z.string().min(1),
    name: text,
    time_zone: text,
    currency: text,
    email: text,
    phone: text,
    physical_address_1: text,
    physical_address_2: text,
    physical_suburb: text,
    physical_city: text,
    physical_postcode: text,
    physical_state: text,
    physical_country_id: text,
    deleted_at: text,
    version: z.number(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name ?? '',
    timeZone: row.time_zone ?? null,
    currency: row.currency ?? null,
    email: row.email || null,
    phone: row.phone || null,
    address: {
      line1: row.physical_address_1 || null,
      line2: row.physical_address_2 || null,
      suburb: row.physical_suburb || null,
      city: row.physical_city || null,
      postcode: row.physical_postcode || null,
      state: row.physical_state || null,
      country: row.physical_country_id || null,
    },
    deletedAt: row.deleted_at ?? null,
    version: row.version,
  }))
export type OutletRow = z.output<typeof outletRow>

const contact = z
  .object({
    company_name: text,
    email: text,
    phone: text,
    physical_address1: text,
    physical_address2: text,
    physical_suburb: text,
    physical_city: text,
    physical_postcode: text,
    physical_state: text,
    physical_country_id: text,
  })
  .nullish()

export const supplierRow = z
  .object({ id: z.string().min(1), name: text, contact, deleted_at: text, version: z.number().nullish() })
  .transform(({ contact: at, ...row }) => ({
    id: row.id,
    name: row.name ?? '',
    email: at?.email || null,
    phone: at?.phone || null,
    address: {
      line1: at?.physical_address1 || null,
      line2: at?.physical_address2 || null,
      suburb: at?.physical_suburb || null,
      city: at?.physical_city || null,
      postcode: at?.physical_postcode || null,
      state: at?.physical_state || null,
      country: at?.physical_country_id || null,
    },
    deletedAt: row.deleted_at ?? null,
    /** Null in 2.0, which shows it for the page alone. */
    version: row.version ?? null,
  }))
export type SupplierRow = z.output<typeof supplierRow>

export const userRow = z
  .object({
    id: z.string().min(1),
    username: text,
    display_name: text,
    account_type: text,
    enabled: flag,
    restricted_outlet_ids: z.array(z.string()).nullish(),
    deleted_at: text,
    version: z.number(),
  })
  .transform((row) => ({
    id: row.id,
    username: row.username ?? '',
    displayName: row.display_name || row.username || '',
    /** `cashier`, `manager` or `admin`, as it came. */
    accountType: row.account_type ?? null,
    isEnabled: row.enabled ?? true,
    restrictedOutletIds: row.restricted_outlet_ids ?? [],
    deletedAt: row.deleted_at ?? null,
    version: row.version,
  }))
export type UserRow = z.output<typeof userRow>

export const registerRow = z
  .object({ id: z.string().min(1), name: text, outlet_id: text, deleted_at: text, version: z.number() })
  .transform((row) => ({
    id: row.id,
    name: row.name ?? '',
    outletId: row.outlet_id ?? null,
    deletedAt: row.deleted_at ?? null,
    version: row.version,
  }))
export type RegisterRow = z.output<typeof registerRow>

/** A subscription to one type of webhook at one address. */
export const webhookRow = z
  .object({ id: z.string().min(1), type: z.string(), url: z.string(), active: flag })
  .transform((row) => ({ id: row.id, type: row.type, url: row.url, isActive: row.active ?? true }))
export type WebhookRow = z.output<typeof webhookRow>

export const retailerRow = z
  .object({
    id: text,
    name: text,
    domain_prefix: text,
    // Objects in the published file, text in answers.
    timezone: z.unknown().optional(),
    currency: z.unknown().optional(),
    tax_exclusive: flag,
  })
  .transform((row) => ({
    id: row.id ?? null,
    name: row.name ?? '',
    domainPrefix: row.domain_prefix ?? null,
    timeZone: typeof row.timezone === 'string' ? row.timezone : null,
    currency: typeof row.currency === 'string' ? row.currency : null,
    isTaxExclusive: row.tax_exclusive ?? null,
  }))
export type RetailerRow = z.output<typeof retailerRow>
