import type { CatalogueOutlet, CatalogueProduct, SandboxCatalogue } from './catalogue.ts'
import { inventedEan8, inventedEan13, inventedItf14, inventedUpc } from './codes.ts'
import { inventedId, seeded } from './seeded.ts'
import { startingConsignments } from './starting-consignments.ts'
import { idFamily, outletId, productNamed, shops, supplierId } from './training-names.ts'
import { type RangeLine, trainingRange } from './training-range.ts'

const nicotineTag = inventedId(idFamily.tag, 0)

export { outletId }

/** The store of training mode, the demo and most tests: a small chain of shops with a warehouse. Always the same. */
export function trainingCatalogue(): SandboxCatalogue {
  const products = trainingProducts()
  return {
    name: 'training-1',
    retailer: { id: inventedId(idFamily.other, 0), name: 'Training store', domainPrefix: 'training' },
    outlets: ['Warehouse', ...shops].map(outlet),
    suppliers: supplierNames.map((name, place) => ({ id: supplierId(place), name })),
    registers: ['Register 1', 'Register 2'].map((name, place) => ({
      id: inventedId(idFamily.register, place),
      name,
      outletId: inventedId(idFamily.outlet, 1),
    })),
    users: [
      user(0, 'office', 'Office', 'admin'),
      user(1, 'manager', 'Manager', 'manager'),
      user(2, 'packer', 'Packer', 'cashier'),
      user(3, 'receiver', 'Receiver', 'cashier'),
    ],
    tags: [{ id: nicotineTag, name: 'Contains nicotine' }],
    products,
    stock: startingStock(products),
    consignments: startingConsignments(products),
  }
}

const supplierNames = ['Cloudworks Supply', 'Blend House', 'Southern Sundries']

function outlet(name: string, place: number): CatalogueOutlet {
  return {
    id: inventedId(idFamily.outlet, place),
    name,
    address: `${10 + place * 7} Example Street`,
    suburb: place === 0 ? 'Mount Wellington' : name,
    city: place < 7 && name !== 'Hamilton' ? 'Auckland' : name,
    postcode: String(1000 + place * 111),
  }
}

function user(
  place: number,
  username: string,
  displayName: string,
  accountType: 'cashier' | 'manager' | 'admin',
): SandboxCatalogue['users'][number] {
  return { id: inventedId(idFamily.user, place), username, displayName, accountType }
}

function trainingProducts(): CatalogueProduct[] {
  const products: CatalogueProduct[] = []
  for (const line of trainingRange) {
    for (const variant of line.variants) products.push(rangeProduct(line, variant, products.length))
  }
  const cases = [
    'Mint 60 ml 3 mg',
    'Berry 60 ml 3 mg',
    'Pod Kit Black',
    'Lighter Black',
    'Spring Water 600 ml',
  ]
  for (const name of cases) products.push(caseOf(productNamed(products, name), 12, products.length))
  products.push(...oddProducts(products))
  shareCode(products, 'Coil 0.8 (5)', 'Mesh Pod 0.8 (3)')
  shareCode(products, 'Gift Bag Small', 'Gift Bag Large')
  return products
}

function rangeProduct(line: RangeLine, variant: string, place: number): CatalogueProduct {
  const name = `${line.name} ${variant}`
  const sku = `${line.short}-${variant.replace(/[^0-9A-Za-z.]/g, '').toUpperCase()}`
  const codes: CatalogueProduct['codes'] = [
    { type: 'CUSTOM', code: sku },
    { type: 'EAN', code: inventedEan13(place + 1) },
  ]
  if (line.alsoOn === 'UPC') codes.push({ type: 'UPC', code: inventedUpc(place + 1) })
  if (line.alsoOn === 'EAN-8') codes.push({ type: 'EAN', code: inventedEan8(place + 1) })
  const isNicotine = line.nicotine === true && !variant.endsWith(' 0 mg')
  return plainProduct(place, name, sku, {
    codes,
    variantName: `${line.name} / ${variant}`,
    supplierId: supplierId(line.supplier),
    supplierCode: `${['CW', 'BH', 'SS'][line.supplier]}-${1000 + place}`,
    costCents: line.costCents,
    priceCents: line.priceCents,
    weight: line.grams !== null && line.inKilograms ? line.grams / 1000 : line.grams,
    weightUnit: line.grams === null ? null : line.inKilograms ? 'KG' : 'G',
    tagIds: isNicotine ? [nicotineTag] : [],
  })
}

function plainProduct(
  place: number,
  name: string,
  sku: string,
  more: Partial<CatalogueProduct>,
): CatalogueProduct {
  return {
    id: inventedId(idFamily.product, place),
    name,
    variantName: name,
    handle: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    sku,
    codes: [{ type: 'CUSTOM', code: sku }],
    supplierId: supplierId(2),
    supplierCode: `SS-${1000 + place}`,
    costCents: 500,
    priceCents: 1500,
    weight: 100,
    weightUnit: 'G',
    isActive: true,
    isDeleted: false,
    hasInventory: true,
    tagIds: [],
    compositeOf: null,
    madeFrom: null,
    ...more,
  }
}

/** A case and what comes out of it: the single product says that it is made from the case. */
function caseOf(single: CatalogueProduct, amount: number, place: number): CatalogueProduct {
  const sku = `${single.sku}-C${amount}`
  const pack = plainProduct(place, `Case of ${amount} ${single.name}`, sku, {
    codes: [
      { type: 'CUSTOM', code: sku },
      { type: 'ITF', code: inventedItf14(placeOf(single), 1) },
    ],
    supplierId: single.supplierId,
    supplierCode: `${single.supplierCode}-C`,
    costCents: single.costCents * amount,
    priceCents: single.priceCents * amount,
    weight: single.weight === null ? null : Math.round(single.weight * amount * 1000) / 1000,
    weightUnit: single.weightUnit,
    tagIds: single.tagIds,
  })
  single.madeFrom = { packageId: inventedId(idFamily.other, 100 + place), amount, sourceProductId: pack.id }
  return pack
}

function placeOf(product: CatalogueProduct): number {
  return Number.parseInt(product.id.slice(-12), 16) + 1
}

/** One of each thing that has caught software out: inactive, bundled, deleted, untracked, and a hostile name. */
function oddProducts(products: CatalogueProduct[]): CatalogueProduct[] {
  const next = products.length
  const bundle = ['Pod Kit Black', 'Coil 0.8 (5)', 'Mint 60 ml 3 mg'].map((name) =>
    productNamed(products, name),
  )
  return [
    plainProduct(next, 'Pod Kit Gold (last season)', 'POD-GOLD', { isActive: false }),
    plainProduct(next + 1, 'Starter Bundle', 'BUNDLE-1', {
      codes: [
        { type: 'CUSTOM', code: 'BUNDLE-1' },
        { type: 'EAN', code: inventedEan13(next + 2) },
      ],
      compositeOf: Object.fromEntries(bundle.map(({ id }) => [id, 1])),
      hasInventory: false,
    }),
    plainProduct(next + 2, 'Bad ^XZ~JA <b>"Label"</b> & Co', 'BAD-LABEL', {
      codes: [
        { type: 'CUSTOM', code: 'BAD-LABEL' },
        { type: 'EAN', code: inventedEan13(next + 3) },
      ],
    }),
    plainProduct(next + 3, 'Pen Kit Brass', 'PEN-BRASS', { isDeleted: true }),
    plainProduct(next + 4, 'Repair at the Counter', 'REPAIR', {
      hasInventory: false,
      weight: null,
      weightUnit: null,
    }),
  ]
}

/** Puts the EAN-13 of one product on another one too: a scan of it has two answers. */
function shareCode(products: CatalogueProduct[], owner: string, borrower: string): void {
  const code = productNamed(products, owner).codes.find(({ type }) => type === 'EAN')
  if (code) productNamed(products, borrower).codes.push({ ...code })
}

function startingStock(products: CatalogueProduct[]): SandboxCatalogue['stock'] {
  const random = seeded(18)
  return ['Warehouse', ...shops].flatMap((name) =>
    products
      .filter((product) => product.hasInventory && !product.isDeleted)
      .map((product) => ({
        productId: product.id,
        outletId: outletId(name),
        level: name === 'Warehouse' ? 40 + Math.floor(random() * 200) : Math.floor(random() * 20),
        reorderPoint: name === 'Warehouse' ? 30 : 4,
      })),
  )
}
