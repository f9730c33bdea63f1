import type { CatalogueProduct } from './catalogue.ts'
import { inventedId } from './seeded.ts'

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

export const shops = [
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

/** The id of a training outlet by its name, `Warehouse` or one of the shops. */
export function outletId(name: string): string {
  const place = ['Warehouse', ...shops].indexOf(name)
  if (place < 0) throw new Error(`No training outlet is called ${name}`)
  return inventedId(idFamily.outlet, place)
}

/** The id of the nth training supplier. */
export function supplierId(place: number): string {
  return inventedId(idFamily.supplier, place)
}

/** A training product by its name. */
export function productNamed(products: CatalogueProduct[], name: string): CatalogueProduct {
  const found = products.find((product) => product.name === name)
  if (!found) throw new Error(`No training product is called ${name}`)
  return found
}
