import type { SandboxCatalogue } from '../../../src-main/training/store/catalogue.ts'
import { trainingCatalogue } from '../../../src-main/training/store/training-catalogue.ts'
import { outletId } from '../../../src-main/training/store/training-names.ts'
import type { Goods } from './day-plan.ts'

const whole = trainingCatalogue()
const products = whole.products
  .filter((one) => one.isActive && !one.isDeleted && one.compositeOf === null && one.hasInventory)
  .slice(0, 20)
const ids = products.map((one) => one.id)
const home = outletId('Warehouse')
const shop = outletId('Ponsonby')
const counted = whole.outlets.find(({ id }) => id !== home && id !== shop)?.id ?? home

/** A store of twenty products: a day touches no more, and a thousand of them are to be opened in a minute. */
export function simCatalogue(): SandboxCatalogue {
  return {
    ...whole,
    products,
    stock: whole.stock.filter((row) => ids.includes(row.productId)),
    consignments: [],
  }
}

/** Each kind has products of its own, so that what it did to the stock can be told apart. */
export function simGoods(): Goods {
  return {
    outlet: ids.slice(0, 5),
    order: ids.slice(5, 10),
    return: ids.slice(10, 14),
    count: ids.slice(14, 20),
  }
}

export function simOutlets() {
  return { home, shop, counted, supplier: whole.suppliers[0]?.id ?? '' }
}
