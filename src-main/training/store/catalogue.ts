/** What a sandbox store starts with. Ids are part of it, so that a test or a bench can name a product beforehand. */
export type SandboxCatalogue = {
  /** Tells two catalogues apart: a kept state belongs to one. */
  name: string
  retailer: { id: string; name: string; domainPrefix: string }
  outlets: CatalogueOutlet[]
  suppliers: { id: string; name: string }[]
  registers: { id: string; name: string; outletId: string }[]
  users: { id: string; username: string; displayName: string; accountType: 'cashier' | 'manager' | 'admin' }[]
  tags: { id: string; name: string }[]
  products: CatalogueProduct[]
  stock: { productId: string; outletId: string; level: number; reorderPoint: number }[]
  consignments: CatalogueConsignment[]
}

export type CatalogueOutlet = {
  id: string
  name: string
  address: string
  suburb: string
  city: string
  postcode: string
}

type CodeType = 'CUSTOM' | 'EAN' | 'ISBN' | 'ITF' | 'JAN' | 'UPC'

export type CatalogueProduct = {
  id: string
  name: string
  variantName: string
  handle: string
  sku: string
  codes: { type: CodeType; code: string }[]
  supplierId: string | null
  supplierCode: string | null
  /** What one costs and what one sells for with tax, in cents. */
  costCents: number
  priceCents: number
  weight: number | null
  weightUnit: 'G' | 'KG' | null
  isActive: boolean
  isDeleted: boolean
  hasInventory: boolean
  tagIds: string[]
  /** Parts and how many of each; null for an ordinary product. */
  compositeOf: Record<string, number> | null
  /** The pack this product comes out of, and how many come out. */
  madeFrom: { packageId: string; amount: number; sourceProductId: string } | null
}

export type CatalogueConsignment = {
  id: string
  type: 'SUPPLIER' | 'OUTLET' | 'RETURN'
  status: 'OPEN' | 'SENT' | 'DISPATCHED' | 'RECEIVED' | 'CANCELLED'
  name: string
  reference: string | null
  outletId: string
  sourceOutletId: string | null
  supplierId: string | null
  /** How long before the store opens it was made. */
  daysOld: number
  lines: { productId: string; count: number; received: number | null; costCents: number | null }[]
}
