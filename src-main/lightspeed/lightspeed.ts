import type { Dispatcher } from 'undici'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Log } from '../log/log.ts'
import { openAgent } from './agent.ts'
import type { Allowance } from './allowance.ts'
import type { Answer } from './answer.ts'
import type { Breaker } from './breaker.ts'
import {
  type Call,
  type CallOptions,
  type CallOutcome,
  openCaller,
  type RenewToken,
  type TokenSource,
} from './caller.ts'
import type { Chance } from './chance.ts'
import { type Envelope, openEnvelope } from './envelope.ts'
import { type Limits, usualLimits } from './exchange.ts'
import { walkLines } from './line-walk.ts'
import { type Page, readsBarePage, readsOne, readsPage } from './page.ts'
import { openPictures, type Picture } from './picture.ts'
import { type ProductRow, productRow } from './product-row.ts'
import * as rows from './rows.ts'
import { readStoreUrl } from './store-url.ts'

export type LightspeedSettings = {
  /** The store's origin, as {@link readStoreUrl} gives it. */
  url: string
  apiVersion: '2026-07' | '2.0'
  /** Asked for each call, so that a renewed token counts at once. */
  token: TokenSource
  /** Left out where a refused token cannot be renewed: a personal one. */
  renew?: RenewToken
  /** Name and version of this program, as the vendor asks. */
  userAgent: string
  /** How consignment writes are wrapped at first; by the version when absent. */
  envelope?: Envelope
}

/** Where in a feed to read: rows above `after` (0 is the beginning), soft-deleted ones too when asked. */
export type PageAsked = { after?: number | null; pageSize?: number; deleted?: boolean }

export type ConsignmentType = 'SUPPLIER' | 'OUTLET' | 'RETURN' | 'STOCKTAKE'

/** A consignment as sent. An update carries what changes and the three required fields from a fresh read. */
export type ConsignmentBody = {
  name: string
  type: string
  outlet_id: string
  status?: string
  reference?: string
  source_outlet_id?: string | null
  supplier_id?: string | null
  supplier_invoice?: string | null
  due_at?: string | null
  consignment_date?: string | null
  /** Of a count: what it is limited to, at most 25, and whether products that are not sold any more are in it. */
  filters?: { type: 'product' | 'product_type' | 'brand' | 'supplier' | 'tag'; value: string }[]
  show_inactive?: boolean
}

/** A line as sent, quantities and cost as decimal text. `received` moves a SUPPLIER order to DISPATCHED by itself. */
export type LineBody = { product_id: string; count?: string; received?: string; cost?: string }

/** A subscription as sent; it is never wrapped. Source: x-series-api.lightspeedhq.com/reference, webhooks. */
export type WebhookBody = { active: boolean; type: string; url: string }

type Ask<A extends unknown[], T> = (...asked: [...A, options?: CallOptions]) => Promise<Answer<T>>

/** Lightspeed Retail X-Series of one store. It talks, decodes and keeps to the allowance; it decides nothing. */
export type Lightspeed = {
  retailer: Ask<[], rows.RetailerRow>
  outlets: Ask<[PageAsked], Page<rows.OutletRow>>
  suppliers: Ask<[PageAsked], Page<rows.SupplierRow>>
  users: Ask<[PageAsked], Page<rows.UserRow>>
  registers: Ask<[PageAsked], Page<rows.RegisterRow>>
  products: Ask<[PageAsked], Page<ProductRow>>
  inventory: Ask<[PageAsked], Page<rows.InventoryRow>>
  /**
   * The levels of some products at one outlet in one call, without their versions: to see which differ. Products that
   * have none there are left out.
   */
  levelsOf: Ask<[productIds: readonly string[], outletId: string], { productId: string; level: number }[]>
  /** All levels of one product, with their versions. */
  levelsOfProduct: Ask<[productId: string], rows.InventoryRow[]>
  /**
   * Sets the level of one product at one outlet to so many, whatever it was; the rest of the product stays. Lightspeed
   * answers without showing it. A right of its own: to write products.
   */
  setLevel: Ask<[productId: string, outletId: string, level: number], null>
  consignments: Ask<[PageAsked & { type?: ConsignmentType }], Page<rows.ConsignmentRow>>
  consignment: Ask<[id: string], rows.ConsignmentRow>
  consignmentLines: Ask<[id: string, PageAsked], Page<rows.LineRow>>
  /** All lines of a consignment, every page of it. One product may stand on several rows: sum, never overwrite. */
  allLines: Ask<[id: string], rows.LineRow[]>
  /** Sums as Lightspeed holds them; it has none for STOCKTAKE. */
  totals: Ask<[id: string], rows.TotalsRow>
  createConsignment: Ask<[ConsignmentBody], rows.ConsignmentRow>
  updateConsignment: Ask<[id: string, ConsignmentBody], rows.ConsignmentRow>
  /** Adds to what is there: repeating it doubles. Null when the answer does not show the line. */
  addLine: Ask<[id: string, LineBody], rows.LineRow | null>
  /** Sets the line to these values: safe to say again. Null when the answer does not show the line. */
  setLine: Ask<[id: string, productId: string, LineBody], rows.LineRow | null>
  /** `wasThere` is false when the line was gone already (404), which is as good. */
  deleteLine: Ask<[id: string, productId: string], { wasThere: boolean }>
  /** Products that carry this code, asked by any code first and then of the search index. */
  productByCode: Ask<[code: string], ProductRow[]>
  /** The subscriptions this token may see: those made by the same program. */
  webhooks: Ask<[], rows.WebhookRow[]>
  /** Subscribes an address to a type. `isNew` is false where that pair was there already (409), which is as good. */
  addWebhook: Ask<[WebhookBody], { isNew: boolean }>
  updateWebhook: Ask<[id: string, WebhookBody], { isNew: boolean }>
  /** A product's picture; pixels only, up to 5 MB. */
  picture: Ask<[url: string], Picture>
  /** Ends every call that is out and answers `stopped` to later ones. */
  close(): Promise<void>
}

export type LightspeedParts = {
  clock: Clock
  log: Log
  /** The one limiter of this token, shared by all who use it. */
  allowance: Allowance
  random?: Chance
  /** Given by tests; otherwise connections are made and closed here. */
  dispatcher?: Dispatcher
  limits?: Limits
  /** Leaves a store in trouble alone; without one every call goes out. */
  breaker?: Breaker
  /** Hears of each call that was made, for counting. */
  onCall?: (outcome: CallOutcome, ms: number) => void
}

const readProducts = readsPage(productRow)
const readOutlets = readsPage(rows.outletRow)
const readSuppliers = readsPage(rows.supplierRow)
const readUsers = readsPage(rows.userRow)
const readRegisters = readsPage(rows.registerRow)
const readConsignments = readsPage(rows.consignmentRow)
const readLines = readsPage(rows.lineRow)
const readInventory = readsPage(rows.inventoryRow)
const readBareInventory = readsBarePage(rows.inventoryRow)
const readConsignment = readsOne(rows.consignmentRow)
const readRetailer = readsOne(rows.retailerRow)
const readTotals = readsOne(rows.totalsRow)
const readWebhook = readsOne(rows.webhookRow)
const webhookList = z.object({ data: z.array(rows.webhookRow) })
const productLevels = z.union([z.array(rows.inventoryRow), z.object({ data: z.array(rows.inventoryRow) })])
const found = z.object({ data: z.array(productRow) })
const lineAnswer = z.object({
  data: z.union([z.object({ data: z.array(rows.lineRow) }), z.array(rows.lineRow), rows.lineRow]),
})

/**
 * Opens the client for one store.
 *
 * @throws StationError `store-address` when `settings.url` is no Lightspeed store: the token must not go elsewhere.
 */
export function openLightspeed(settings: LightspeedSettings, parts: LightspeedParts): Lightspeed {
  const { clock, log, allowance, random = Math.random, limits = usualLimits } = parts
  const origin = readStoreUrl(settings.url)
  const { token, userAgent, apiVersion } = settings
  const own = parts.dispatcher ? null : openAgent()
  const dispatcher = parts.dispatcher ?? own ?? openAgent()
  const stopped = new AbortController()
  const shared = { dispatcher, origin, token, userAgent, clock, log, random, limits, closing: stopped.signal }
  const renew = settings.renew ?? (() => Promise.resolve(false))
  const { breaker = null, onCall = null } = parts
  const call = openCaller({ ...shared, renew, basePath: `/api/${apiVersion}`, allowance, breaker, onCall })
  const inEnvelope = openEnvelope(settings.envelope ?? (apiVersion === '2.0' ? 'bare' : 'wrapped'))

  const read = <T>(path: string, decode: Call<T>['decode'], options?: CallOptions) =>
    call({ method: 'GET', path, isSafe: true, decode }, options)
  const write = <T>(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    decode: Call<T>['decode'],
    options?: CallOptions,
  ) => inEnvelope(body, (wrapped) => call({ method, path, body: wrapped, isSafe: false, decode }, options))

  const consignmentLines: Lightspeed['consignmentLines'] = (id, asked, options) =>
    read(`/consignments/${part(id)}/products${query(asked)}`, readLines, options)

  return {
    retailer: (options) => read('/retailer', readRetailer, options),
    outlets: (asked, options) => read(`/outlets${query(asked)}`, readOutlets, options),
    suppliers: (asked, options) => read(`/suppliers${query(asked)}`, readSuppliers, options),
    // Users know no `deleted`; their rows carry the date anyway.
    users: ({ deleted: _, ...asked }, options) => read(`/users${query(asked)}`, readUsers, options),
    registers: (asked, options) => read(`/registers${query(asked)}`, readRegisters, options),
    products: (asked, options) => read(`/products${query(asked)}`, readProducts, options),
    inventory: (asked, options) =>
      apiVersion === '2.0'
        ? read(`/inventory${query({ ...asked, deleted: false })}`, readInventory, options)
        : call(inventoryCall(asked), options),
    levelsOf: (productIds, outletId, options) =>
      call(
        {
          method: 'POST',
          path: '/inventory_levels',
          body: { product_ids: productIds, location_ids: [outletId], size: productIds.length },
          isSafe: true,
          decode: readLevels,
        },
        options,
      ),
    levelsOfProduct: (productId, options) =>
      apiVersion === '2.0'
        ? read(`/products/${part(productId)}/inventory`, readProductLevels, options)
        : read(`/inventory/${part(productId)}`, readProductLevels, options),
    setLevel: (productId, outletId, level, options) =>
      call(
        {
          method: 'PUT',
          // 2.0 itself has no product update; both take the same body, which no envelope wraps.
          ...(apiVersion === '2.0' ? { version: '2.1' } : {}),
          path: `/products/${part(productId)}`,
          body: { details: { inventory: [{ outlet_id: outletId, current_amount: level }] } },
          isSafe: false,
          decode: () => null,
          empty: null,
        },
        options,
      ),
    consignments: ({ type, ...asked }, options) =>
      read(`/consignments${query(asked, type ? { type } : {})}`, readConsignments, options),
    consignment: (id, options) => read(`/consignments/${part(id)}`, readConsignment, options),
    consignmentLines,
    allLines: (id, options) => walkLines((after) => consignmentLines(id, { after, pageSize: 200 }, options)),
    totals: (id, options) => read(`/consignments/${part(id)}/totals`, readTotals, options),
    createConsignment: (body, options) => write('POST', '/consignments', body, readConsignment, options),
    updateConsignment: (id, body, options) =>
      write('PUT', `/consignments/${part(id)}`, body, readConsignment, options),
    addLine: (id, line, options) =>
      write('POST', `/consignments/${part(id)}/products`, line, readsLine(line.product_id), options),
    setLine: (id, productId, line, options) =>
      write(
        'PUT',
        `/consignments/${part(id)}/products/${part(productId)}`,
        line,
        readsLine(productId),
        options,
      ),
    deleteLine: (id, productId, options) =>
      call(
        {
          method: 'DELETE',
          path: `/consignments/${part(id)}/products/${part(productId)}`,
          isSafe: false,
          decode: () => ({ wasThere: true }),
          empty: { wasThere: true },
          gone: { wasThere: false },
        },
        options,
      ),
    async productByCode(code, options) {
      const bySku = await read(
        `/products?${new URLSearchParams({ sku: code }).toString()}`,
        readFound,
        options,
      )
      if (bySku.is !== 'answer' || bySku.value.length > 0) return bySku
      // The search index holds SKUs in lower case only.
      const asked = new URLSearchParams({ type: 'products', sku: code.toLowerCase() })
      return read(`/search?${asked.toString()}`, readFound, options)
    },
    webhooks: (options) => read('/webhooks', (json) => webhookList.safeParse(json).data?.data, options),
    addWebhook: (body, options) =>
      call<{ isNew: boolean }>(
        {
          method: 'POST',
          path: '/webhooks',
          body,
          isSafe: false,
          decode: (json) => (readWebhook(json) === undefined ? undefined : { isNew: true }),
          exists: { isNew: false },
        },
        options,
      ),
    updateWebhook: (id, body, options) =>
      call(
        {
          method: 'PUT',
          path: `/webhooks/${part(id)}`,
          body,
          isSafe: false,
          decode: (json) => (readWebhook(json) === undefined ? undefined : { isNew: false }),
        },
        options,
      ),
    picture: openPictures(shared),
    async close() {
      stopped.abort()
      await own?.destroy()
    },
  }
}

/** The read that is a POST: it must ask for ascending order, because descending is its default. */
function inventoryCall(asked: PageAsked): Call<Page<rows.InventoryRow>> {
  const body = {
    after: asked.after ?? 0,
    size: asked.pageSize ?? 1_000,
    sort_direction: 'asc',
    include_deleted: asked.deleted ?? false,
  }
  return { method: 'POST', path: '/inventory', body, isSafe: true, decode: readBareInventory }
}

/** Past the end it answers `null`. */
function readLevels(json: unknown): { productId: string; level: number }[] | undefined {
  return rows.levelRows.safeParse(json).data
}

function readProductLevels(json: unknown): rows.InventoryRow[] | undefined {
  const read = productLevels.safeParse(json)
  if (!read.success) return undefined
  return Array.isArray(read.data) ? read.data : read.data.data
}

function readFound(json: unknown): ProductRow[] | undefined {
  return found.safeParse(json).data?.data
}

/** The published file nests a list where clients in the field saw one line; each is read. */
function readsLine(productId: string): (json: unknown) => rows.LineRow | null | undefined {
  return (json) => {
    const read = lineAnswer.safeParse(json)
    if (!read.success) return undefined
    const { data } = read.data
    const list = Array.isArray(data) ? data : 'data' in data ? data.data : [data]
    return list.find((line) => line.productId === productId) ?? null
  }
}

function query(
  { after, pageSize = 200, deleted = false }: PageAsked,
  more: Record<string, string> = {},
): string {
  const asked = new URLSearchParams({ ...more, after: String(after ?? 0), page_size: String(pageSize) })
  if (deleted) asked.set('deleted', 'true')
  return `?${asked.toString()}`
}

function part(id: string): string {
  return encodeURIComponent(id)
}
