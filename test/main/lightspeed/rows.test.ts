import { describe, expect, it } from 'vitest'
import { productRow } from '../../../src-main/lightspeed/product-row.ts'
import {
  consignmentRow,
  inventoryRow,
  lineRow,
  outletRow,
  registerRow,
  retailerRow,
  supplierRow,
  totalsRow,
  userRow,
} from '../../../src-main/lightspeed/rows.ts'

const named = { id: 'x', version: 7 }
const sparse = [
  ['product', productRow, named],
  ['outlet', outletRow, named],
  ['supplier', supplierRow, named],
  ['user', userRow, named],
  ['register', registerRow, named],
  ['consignment', consignmentRow, { id: 'x', type: 'OUTLET', status: 'OPEN' }],
  ['line', lineRow, { product_id: 'x' }],
  ['stock row', inventoryRow, { product_id: 'x', outlet_id: 'o', version: 7 }],
  ['totals', totalsRow, {}],
  ['retailer', retailerRow, {}],
] as const

describe('reading rows', () => {
  it.each(sparse)(
    'takes a %s with nothing but its key, and with every other field null',
    (_name, row, least) => {
      const read = row.safeParse(least)
      expect(read.success).toBe(true)
      const nulls = Object.fromEntries(wireFields.map((field) => [field, null]))
      expect(row.safeParse({ ...nulls, ...least })).toEqual(read)
    },
  )

  it.each(sparse)('lets fields of a %s pass that nobody knows yet', (_name, row, least) => {
    expect(row.safeParse({ ...least, brand_new: { deep: [1] } })).toEqual(row.safeParse(least))
  })

  it('reads all a product has, in Lightspeed’s order', () => {
    const row = productRow.parse({
      id: 'p1',
      name: 'Tea',
      variant_name: 'Tea / 250 g',
      sku: 'TEA-250',
      product_codes: [
        { type: 'custom', code: 'TEA-250' },
        { type: 'EAN', code: '9400000000015' },
        { code: '' },
      ],
      product_suppliers: [{ supplier_id: 's1', code: 'LC-77', price: '4.20' }],
      is_active: false,
      has_inventory: false,
      is_composite: true,
      weight: '0.27',
      weight_unit: 'KG',
      product_category: { id: 'c1', name: 'Tea' },
      type: { id: null, name: null },
      categories: [{ id: 't1', name: 'organic' }],
      packaging: { breaks_into: [], made_from: [{ amount: 24, source_product_id: 'p9' }] },
      version: 7_120_040_011,
    })
    expect(row).toMatchObject({
      codes: [
        { type: 'CUSTOM', code: 'TEA-250' },
        { type: 'EAN', code: '9400000000015' },
      ],
      suppliers: [{ supplierId: 's1', code: 'LC-77', price: 4.2 }],
      isActive: false,
      hasInventory: false,
      isComposite: true,
      weight: 0.27,
      category: { id: 'c1', name: 'Tea' },
      type: null,
      tags: ['organic'],
      breaksInto: [],
      madeFrom: [{ productId: 'p9', amount: 24 }],
      supplyPrice: null,
      version: 7_120_040_011,
    })
  })

  it('keeps quantities as the text that came, fractions and all, and no quantity as null', () => {
    const read = (count: unknown) => lineRow.parse({ product_id: 'p', count }).count
    expect(['12.00000', '0.50000', 6, 0, '', null, undefined].map(read)).toEqual([
      '12.00000',
      '0.50000',
      '6',
      '0',
      null,
      null,
      null,
    ])
  })

  it('reads a supplier of 2.0, which has no version of its own', () => {
    expect(supplierRow.parse({ id: 's1', name: 'Leaf' }).version).toBeNull()
  })

  it('F40 hands on a status and a type it has never heard of', () => {
    const row = consignmentRow.parse({ id: 'c', type: 'LOAN', status: 'ON_THE_MOON', version: 1 })
    expect(row).toMatchObject({ type: 'LOAN', status: 'ON_THE_MOON' })
  })

  it.each([-3, '-3.00000', -0.5])('F40 reads a negative level %s', (level) => {
    expect(
      inventoryRow.parse({ product_id: 'p', outlet_id: 'o', inventory_level: level, version: 1 }).level,
    ).toBe(Number(level))
  })
})

/** Every field that some row reads, by its name on the wire. */
const wireFields = `
  name variant_name sku product_codes product_suppliers active is_active has_inventory
  is_composite supplier_id supplier_code supply_price price_including_tax weight weight_unit
  packaging product_category categories image_url image_thumbnail_url source_outlet_id
  supplier_invoice reference consignment_date due_at received_at created_at updated_at deleted_at
  product_sku count received cost is_included time_zone currency email phone physical_city
  contact username display_name account_type enabled restricted_outlet_ids timezone tax_exclusive
  domain_prefix average_cost inventory_level current_inventory_level reorder_point reorder_amount
  total_sent_count total_received_cost
`
  .trim()
  .split(/\s+/)
