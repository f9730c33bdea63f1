import { type Answer, type Call, listAnswer, ok, pageAsked } from './call.ts'
import type { CatalogueProduct } from './catalogue.ts'
import { notFound, unprocessable } from './refusal.ts'
import type { ProductRow, SandboxState } from './state.ts'
import { isListed, printedTime } from './state.ts'

/**
 * Products by cursor, or by one of their codes or their name; with `sku` or `name` every other parameter is ignored.
 * Source: x-series-api.lightspeedhq.com/reference, product operations.
 */
export function listProducts(state: SandboxState, call: Call): Answer {
  const withImages = call.query.get('include_images') !== 'false'
  const asJson = (row: ProductRow) => productJson(state, row, call.storeUrl, withImages)
  const sku = call.query.get('sku')
  const name = call.query.get('name')
  if (sku !== null || name !== null) {
    const found = sku !== null ? (state.productsByCode.get(sku) ?? []) : namedProducts(state, name as string)
    const live = found.filter((row) => row.deletedAt === null)
    return listAnswer(call, live, live.map(asJson))
  }
  const asked = pageAsked(call.query, state.pageSizes)
  const rows = state.products.page(
    asked.after,
    asked.before,
    asked.limit,
    (row) => (asked.withDeleted || row.deletedAt === null) && isListed(state, row),
  )
  return listAnswer(call, rows, rows.map(asJson))
}

function namedProducts(state: SandboxState, name: string): ProductRow[] {
  return state.products.all().filter(({ product }) => product.name === name)
}

export function getProduct(state: SandboxState, call: Call): Answer {
  const row = state.productById.get(call.params[0] as string)
  if (!row) throw notFound('product')
  return ok(`{"data":${productJson(state, row, call.storeUrl, true)}}`)
}

/**
 * Exact search over products: repeatable filters, a leading `-` excludes, `offset` paging, no version span.
 * Source: x-series-api.lightspeedhq.com/reference/search
 */
export function search(state: SandboxState, call: Call): Answer {
  if (call.query.get('type') !== 'products') throw unprocessable('only products can be searched here')
  const skus = call.query.getAll('sku')
  const pool = skus.length > 0 ? skus.flatMap((sku) => byLowerCaseCode(state, sku)) : state.products.all()
  const isWanted = searchFilter(call.query)
  const found = [...new Set(pool)].filter((row) => row.deletedAt === null && isWanted(row))
  const offset = Number(call.query.get('offset') ?? 0)
  const { limit } = pageAsked(call.query, { usual: 100, most: 1000 })
  const page = found.slice(offset, offset + limit)
  return ok(`{"data":[${page.map((row) => productJson(state, row, call.storeUrl, true)).join(',')}]}`)
}

/** The search index holds codes in lower case, so only a lower-case value finds any. */
function byLowerCaseCode(state: SandboxState, sku: string): ProductRow[] {
  if (sku !== sku.toLowerCase()) return []
  return [...(state.productsByCode.get(sku) ?? []), ...(state.productsByCode.get(sku.toUpperCase()) ?? [])]
}

function searchFilter(query: URLSearchParams): (row: ProductRow) => boolean {
  const values: Record<string, (row: ProductRow) => string[]> = {
    _id: ({ product }) => [product.id],
    sku: ({ product }) =>
      [product.sku, ...product.codes.map(({ code }) => code)].map((it) => it.toLowerCase()),
    supplier_id: ({ product }) => [product.supplierId ?? ''],
    tag_id: ({ product }) => product.tagIds,
  }
  const tests = Object.entries(values).flatMap(([name, of]) => {
    const wanted = query.getAll(name)
    const unwanted = query.getAll(`-${name}`)
    return [
      (row: ProductRow) => wanted.length === 0 || of(row).some((value) => wanted.includes(value)),
      (row: ProductRow) => !of(row).some((value) => unwanted.includes(value)),
    ]
  })
  return (row) => tests.every((test) => test(row))
}

/** One product as the API prints it, put together by hand: a pull of 300,000 asks for it often. */
function productJson(state: SandboxState, row: ProductRow, storeUrl: string, withImages: boolean): string {
  const { product } = row
  const codes = product.codes.map(
    ({ type, code }, place) =>
      `{"id":"${partId(product.id, place)}","type":"${type}","code":${quoted(code)}}`,
  )
  const name = quoted(product.name)
  const variantName = product.variantName === product.name ? name : quoted(product.variantName)
  const isComposite = product.compositeOf !== null
  return (
    `{"id":"${product.id}","family_id":"${product.id}","name":${name},"variant_name":${variantName},` +
    `"handle":${quoted(product.handle)},"sku":${quoted(product.sku)},"product_codes":[${codes.join(',')}],` +
    `"active":${product.isActive},"is_active":${product.isActive},"has_inventory":${product.hasInventory},` +
    `"is_composite":${isComposite},"composite_bom":${isComposite ? JSON.stringify(product.compositeOf) : '{}'},` +
    `${supplierJson(state, product)}"price_including_tax":${product.priceCents / 100},` +
    `"price_excluding_tax":${Math.round((product.priceCents / 1.15) * 1000) / 100_000},` +
    `${tagsJson(state, product)}${packagingJson(product)}"weight":${product.weight},` +
    `"weight_unit":${quoted(product.weightUnit)},${withImages ? imagesJson(product, storeUrl) : ''}` +
    `${sameForAll}"deleted_at":${quoted(row.deletedAt)},"version":${row.version}}`
  )
}

const madeAt = printedTime(Date.UTC(2026, 0, 5))
const sameForAll =
  '"variant_parent_id":null,"has_variants":false,"variant_options":[],"description":null,"length":null,' +
  '"width":null,"height":null,"dimensions_unit":null,"source":"USER","source_id":null,' +
  `"created_at":"${madeAt}","updated_at":"${madeAt}",`

function supplierJson(state: SandboxState, product: CatalogueProduct): string {
  const { id, supplierId, costCents } = product
  const code = quoted(product.supplierCode)
  const price = costCents / 100
  const supplier = state.catalogue.suppliers.find((one) => one.id === supplierId)
  const entry = supplier
    ? `{"id":"${partId(id, 90)}","product_id":"${id}","supplier_id":"${supplier.id}",` +
      `"supplier_name":${quoted(supplier.name)},"code":${code},"price":${price}}`
    : ''
  return (
    `"product_suppliers":[${entry}],"supplier_id":${quoted(supplierId)},"supplier_code":${code},` +
    `"supply_price":${price},`
  )
}

function tagsJson(state: SandboxState, { tagIds }: CatalogueProduct): string {
  if (tagIds.length === 0) return '"tag_ids":[],"categories":[],'
  const tags = state.catalogue.tags.filter(({ id }) => tagIds.includes(id))
  return `"tag_ids":${JSON.stringify(tagIds)},"categories":${JSON.stringify(tags)},`
}

function packagingJson({ madeFrom }: CatalogueProduct): string {
  if (madeFrom === null) return '"packaging":{"breaks_into":[],"made_from":[]},'
  const { packageId, amount, sourceProductId } = madeFrom
  const source = { package_id: packageId, amount, source_product_id: sourceProductId }
  return `"packaging":${JSON.stringify({ breaks_into: [], made_from: [source] })},`
}

function imagesJson({ id }: CatalogueProduct, storeUrl: string): string {
  const url = `${storeUrl}/images/${id}.png`
  return `"image_url":"${url}","image_thumbnail_url":"${url}","images":[{"id":"${partId(id, 91)}","url":"${url}"}],`
}

/** JSON for a text; the plain ones, nearly all, need no escaping and skip the encoder. */
function quoted(text: string | null): string {
  if (text === null) return 'null'
  return /^[\w .,()/&+-]*$/.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** The id of a code, a supplier entry or a picture of a product. */
function partId(productId: string, place: number): string {
  return `${productId.slice(0, 9)}c0${String(place).padStart(2, '0')}${productId.slice(13)}`
}
