import { type Answer, type Call, listAnswer, ok, pageAsked } from './call.ts'
import { notFound, unprocessable } from './refusal.ts'
import type { ProductRow, SandboxState } from './state.ts'
import { isListed, printedTime } from './state.ts'

const oldestProductMs = Date.UTC(2026, 0, 5)

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
  const text = JSON.stringify
  const supplierName = state.catalogue.suppliers.find(({ id }) => id === product.supplierId)?.name ?? null
  const codes = product.codes.map(
    ({ type, code }, place) => `{"id":"${partId(product.id, place)}","type":"${type}","code":${text(code)}}`,
  )
  const suppliers =
    product.supplierId === null
      ? ''
      : `{"id":"${partId(product.id, 90)}","product_id":"${product.id}","supplier_id":"${product.supplierId}",` +
        `"supplier_name":${text(supplierName)},"code":${text(product.supplierCode)},"price":${product.costCents / 100}}`
  const madeFrom = product.madeFrom
    ? `{"package_id":"${product.madeFrom.packageId}","amount":${product.madeFrom.amount},` +
      `"source_product_id":"${product.madeFrom.sourceProductId}"}`
    : ''
  const picture = `${storeUrl}/images/${product.id}.png`
  const images = withImages
    ? `"image_url":"${picture}","image_thumbnail_url":"${picture}",` +
      `"images":[{"id":"${partId(product.id, 91)}","url":"${picture}"}],`
    : ''
  const tags = product.tagIds.map((id) => {
    const name = state.catalogue.tags.find((tag) => tag.id === id)?.name ?? ''
    return `{"id":"${id}","name":${text(name)}}`
  })
  return (
    `{"id":"${product.id}","family_id":"${product.id}","name":${text(product.name)},` +
    `"variant_name":${text(product.variantName)},"variant_parent_id":null,"has_variants":false,` +
    `"variant_options":[],"handle":${text(product.handle)},"sku":${text(product.sku)},` +
    `"product_codes":[${codes.join(',')}],"description":null,"active":${product.isActive},` +
    `"is_active":${product.isActive},"has_inventory":${product.hasInventory},` +
    `"is_composite":${product.compositeOf !== null},"composite_bom":${text(product.compositeOf ?? {})},` +
    `"product_suppliers":[${suppliers}],"supplier_id":${text(product.supplierId)},` +
    `"supplier_code":${text(product.supplierCode)},"supply_price":${product.costCents / 100},` +
    `"price_including_tax":${product.priceCents / 100},` +
    `"price_excluding_tax":${(product.priceCents / 115).toFixed(5)},"tag_ids":${text(product.tagIds)},` +
    `"categories":[${tags.join(',')}],"packaging":{"breaks_into":[],"made_from":[${madeFrom}]},` +
    `"weight":${product.weight},"weight_unit":${text(product.weightUnit)},"length":null,"width":null,` +
    `"height":null,"dimensions_unit":null,${images}"source":"USER","source_id":null,` +
    `"created_at":"${printedTime(oldestProductMs)}","updated_at":"${printedTime(oldestProductMs)}",` +
    `"deleted_at":${text(row.deletedAt)},"version":${row.version}}`
  )
}

/** The id of a code, a supplier entry or a picture of a product. */
function partId(productId: string, place: number): string {
  return `${productId.slice(0, 9)}c0${String(place).padStart(2, '0')}${productId.slice(13)}`
}
