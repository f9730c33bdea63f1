import { systemClock } from '../../src-main/clock.ts'
import type { CatalogueConsignment, SandboxCatalogue } from '../../src-main/training/store/catalogue.ts'
import { grownCatalogue } from '../../src-main/training/store/grown-catalogue.ts'
import { openSandboxStore } from '../../src-main/training/store/sandbox-store.ts'
import { inventedId } from '../../src-main/training/store/seeded.ts'
import { idFamily, outletId } from '../../src-main/training/store/training-names.ts'

// A store in a process of its own, so that its work does not count as the station's. Says where it answers as JSON.

const registers = 5_000
const longLines = 1_000
const [products = 300_000, codes = 500_000, consignments = 24_000, lines = 290_000, seed = 1] = process.argv
  .slice(2)
  .map(Number)
const grown = grownCatalogue({ products, codes, consignments, lines, seed })
const long = longConsignment(grown)
const store = await openSandboxStore({
  clock: systemClock,
  catalogue: { ...grown, consignments: [...grown.consignments, long] },
  registers,
})
process.stdout.write(`${JSON.stringify({ url: store.url, token: store.token, longConsignment: long.id })}\n`)
process.on('SIGTERM', () => void store.close().then(() => process.exit(0)))

/** A transfer to pack with a thousand lines of a hundred units each: more than any bench run scans. */
function longConsignment({ products: all }: SandboxCatalogue): CatalogueConsignment {
  const start = all.length - longLines
  return {
    id: inventedId(idFamily.consignment, 900_000),
    type: 'OUTLET',
    status: 'OPEN',
    name: 'A thousand lines',
    reference: null,
    outletId: outletId('Ponsonby'),
    sourceOutletId: outletId('Warehouse'),
    supplierId: null,
    daysOld: 0,
    lines: all
      .slice(start)
      .map(({ id, costCents }) => ({ productId: id, count: 100, received: null, costCents })),
  }
}
