import type { CatalogueConsignment, CatalogueProduct } from './catalogue.ts'
import { inventedId } from './seeded.ts'
import { idFamily, outletId, productNamed, supplierId } from './training-names.ts'

/** What waits on the first morning: two transfers to pack, and a transfer and two orders to receive. */
export function startingConsignments(products: CatalogueProduct[]): CatalogueConsignment[] {
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
