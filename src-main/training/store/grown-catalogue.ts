import type { CatalogueConsignment, CatalogueProduct, SandboxCatalogue } from './catalogue.ts'
import { inventedUpc } from './codes.ts'
import { inventedId, seeded } from './seeded.ts'
import { trainingCatalogue } from './training-catalogue.ts'
import { idFamily, outletId } from './training-names.ts'

/** How large a grown catalogue is: totals, the training products included. */
type Grown = { products: number; codes: number; seed: number; consignments?: number; lines?: number }

/** The training catalogue with as many invented products, codes and old consignments as a bench asks for. */
export function grownCatalogue({
  products,
  codes,
  seed,
  consignments = 0,
  lines = 0,
}: Grown): SandboxCatalogue {
  const base = trainingCatalogue()
  const random = seeded(seed)
  const grown = [...base.products]
  let codesLeft = codes - grown.reduce((sum, product) => sum + product.codes.length, 0)
  for (let place = grown.length; place < products; place += 1) {
    const share = Math.max(1, Math.round(codesLeft / (products - place)))
    codesLeft -= share
    grown.push(grownProduct(place, share, random))
  }
  const warehouse = outletId('Warehouse')
  const stock = grown.slice(base.products.length).map((product) => ({
    productId: product.id,
    outletId: warehouse,
    level: Math.floor(random() * 200),
    reorderPoint: 10,
  }))
  return {
    ...base,
    name: `grown-${products}-${codes}-${consignments}-${lines}-${seed}`,
    products: grown,
    stock: [...base.stock, ...stock],
    consignments: [...base.consignments, ...oldTransfers(grown, base, consignments, lines, random)],
  }
}

const adjectives = [
  'Amber',
  'Bright',
  'Cedar',
  'Deep',
  'Ember',
  'Frost',
  'Golden',
  'Harbour',
  'Ivory',
  'Jade',
]
const nouns = ['Kit', 'Coil', 'Blend', 'Case', 'Cable', 'Mug', 'Cap', 'Tank', 'Candle', 'Card']

function grownProduct(place: number, codes: number, random: () => number): CatalogueProduct {
  const name = `${pick(adjectives, random)} ${pick(nouns, random)} ${place}`
  const sku = `G-${place}`
  const costCents = 100 + Math.floor(random() * 4000)
  const more = Array.from({ length: codes - 1 }, (_, other) => ({
    type: 'UPC' as const,
    code: inventedUpc(10_000 + place * 10 + other),
  }))
  return {
    id: inventedId(idFamily.product, place),
    name,
    variantName: name,
    handle: `grown-${place}`,
    sku,
    codes: [{ type: 'CUSTOM', code: sku }, ...more],
    supplierId: inventedId(idFamily.supplier, place % 3),
    supplierCode: `GS-${place}`,
    costCents,
    priceCents: costCents * 2,
    weight: 10 + Math.floor(random() * 500),
    weightUnit: 'G',
    isActive: true,
    isDeleted: false,
    hasInventory: true,
    tagIds: [],
    compositeOf: null,
    madeFrom: null,
  }
}

function oldTransfers(
  products: CatalogueProduct[],
  { outlets }: SandboxCatalogue,
  count: number,
  lines: number,
  random: () => number,
): CatalogueConsignment[] {
  const each = count === 0 ? 0 : Math.max(1, Math.floor(lines / count))
  return Array.from({ length: count }, (_, place) => {
    const to = outlets[1 + (place % (outlets.length - 1))]?.id as string
    const start = Math.floor(random() * products.length)
    const size = place < lines - each * count ? each + 1 : each
    return {
      id: inventedId(idFamily.consignment, 1000 + place),
      type: 'OUTLET',
      status: 'RECEIVED',
      name: `Transfer ${place}`,
      reference: null,
      outletId: to,
      sourceOutletId: outletId('Warehouse'),
      supplierId: null,
      daysOld: 1 + Math.floor(random() * 700),
      lines: Array.from({ length: size }, (_, other) => {
        const product = products[(start + other) % products.length] as CatalogueProduct
        const units = 1 + Math.floor(random() * 12)
        return { productId: product.id, count: units, received: units, costCents: product.costCents }
      }),
    }
  })
}

function pick(words: string[], random: () => number): string {
  return words[Math.floor(random() * words.length)] as string
}
