import type {
  CatalogueConsignment,
  CatalogueOutlet,
  CatalogueProduct,
  SandboxCatalogue,
} from './catalogue.ts'
import { inventedEan8, inventedEan13, inventedItf14, inventedUpc } from './codes.ts'
import { inventedId, seeded } from './seeded.ts'
import { type RangeLine, trainingRange } from './training-range.ts'

/** Families of invented ids, one for each kind of thing. */
export const idFamily = {
  outlet: 1,
  supplier: 2,
  register: 3,
  user: 4,
  tag: 5,
  product: 6,
  consignment: 7,
  other: 8,
}

const shops = [
  'Ponsonby',
  'Hamilton',
  'Takapuna',
  'Newmarket',
  'Henderson',
  'Manukau',
  'Tauranga',
  'Rotorua',
  'Taupo',
  'Napier',
  'Palmerston North',
  'New Plymouth',
  'Wellington',
  'Nelson',
  'Christchurch',
  'Dunedin',
  'Queenstown',
]
const nicotineTag = inventedId(idFamily.tag, 0)

/** The id of a training outlet by its name, `Warehouse` or one of the shops. */
export function outletId(name: string): string {
  const place = ['Warehouse', ...shops].indexOf(name)
  if (place < 0) throw new Error(`No training outlet is called ${name}`)
  return inventedId(idFamily.outlet, place)
}

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

function supplierId(place: number): string {
  return inventedId(idFamily.supplier, place)
}

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

function productNamed(products: CatalogueProduct[], name: string): CatalogueProduct {
  const found = products.find((product) => product.name === name)
  if (!found) throw new Error(`No training product is called ${name}`)
  return found
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

/** What waits on the first morning: two transfers to pack, and a transfer and two orders to receive. */
function startingConsignments(products: CatalogueProduct[]): CatalogueConsignment[] {
  const lines = (wanted: Record<string, number>): CatalogueConsignment['lines'] =>
    Object.entries(wanted).map(([name, count]) => {
      const { id, costCents } = productNamed(products, name)
      return { productId: id, count, received: null, costCents }
    })
  const id = (place: number) => inventedId(idFamily.consignment, place)
  const nowhere = { sourceOutletId: null, supplierId: null, reference: null, daysOld: 1 }
  const transfer = { ...nowhere, type: 'OUTLET' as const, sourceOutletId: outletId('Warehouse') }
  const order = { ...nowhere, type: 'SUPPLIER' as const, outletId: outletId('Warehouse') }
  return [
    {
      ...transfer,
      id: id(1),
      status: 'OPEN',
      name: 'Ponsonby weekly refill',
      outletId: outletId('Ponsonby'),
      lines: lines({
        'Pod Kit Black': 6,
        'Pod Kit Blue': 4,
        'Coil 0.8 (5)': 12,
        'Mesh Pod 0.8 (3)': 10,
        'Mint 60 ml 3 mg': 12,
        'Berry 60 ml 6 mg': 8,
        'Mango Salt 30 ml 20 mg': 10,
        'Lighter Red': 12,
        'Cell 18650 Pair': 6,
        'USB-C Cable 1 m': 6,
        'Candle Medium': 4,
        'Sunglasses Black': 6,
      }),
    },
    {
      ...transfer,
      id: id(2),
      status: 'OPEN',
      name: 'Ponsonby window display',
      outletId: outletId('Ponsonby'),
      lines: lines({
        'Box Kit 80 W Silver': 3,
        'Tank 4 ml': 4,
        'Grinder Large': 5,
        'Mug Kea': 6,
        'T-Shirt M': 4,
        'Keyring Fern': 10,
        'Gift Bag Small': 20,
        'Bad ^XZ~JA <b>"Label"</b> & Co': 2,
      }),
    },
    {
      ...transfer,
      id: id(3),
      status: 'SENT',
      name: 'Hamilton sends back overstock',
      sourceOutletId: outletId('Hamilton'),
      outletId: outletId('Warehouse'),
      lines: lines({
        'Cap Navy': 6,
        'Beanie Grey': 4,
        'Pen Kit Red': 3,
        'Peach 60 ml 3 mg': 9,
        'Charger 2 Bay': 2,
      }),
    },
    {
      ...order,
      id: id(4),
      status: 'SENT',
      name: 'Kits and coils',
      reference: 'PO-1041',
      supplierId: supplierId(0),
      lines: lines({
        'Pod Kit Green': 24,
        'Coil 0.6 (5)': 40,
        'Coil 1.2 (5)': 40,
        'Tank 2 ml': 12,
        'Drip Tip Wide': 30,
      }),
    },
    {
      ...order,
      id: id(5),
      status: 'DISPATCHED',
      name: 'Sundries',
      reference: 'PO-1040',
      supplierId: supplierId(2),
      lines: lines({ 'Lighter Black': 60, 'Papers Long': 50, 'Spring Water 600 ml': 48, 'Gum Mint': 36 }),
    },
    {
      ...order,
      id: id(6),
      status: 'RECEIVED',
      name: 'Liquids of last month',
      reference: 'PO-1032',
      supplierId: supplierId(1),
      daysOld: 30,
      lines: lines({ 'Mint 60 ml 3 mg': 48, 'Grape 60 ml 6 mg': 24 }).map((line) => ({
        ...line,
        received: line.count,
      })),
    },
  ]
}
