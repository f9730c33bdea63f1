import { resolveProduct } from '../../src-main/catalogue/resolve.ts'
import { systemClock } from '../../src-main/clock.ts'
import { openStore } from '../../src-main/store/store.ts'
import { grownCatalogue } from '../../src-main/training/store/grown-catalogue.ts'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { type Figure, milliseconds, quantile, runRow } from './part/figure.ts'

const lookups = 20_000
const budgetMs = 1

/** A scanned code to its product, codes picked evenly over the whole catalogue: most pages are cold in the cache. */
await runRow(async ({ profile, size, seed }) => {
  const { products } = grownCatalogue({ ...size, consignments: 0, lines: 0, seed })
  const { store } = openStore(profile, systemClock)
  const random = seeded(7)
  const samples: number[] = []
  const floor: number[] = []
  for (let n = 0; n < lookups; n++) {
    const product = products[Math.floor(random() * products.length)]
    const code = product?.codes[Math.floor(random() * product.codes.length)]?.code
    if (product === undefined || code === undefined || product.isDeleted) continue
    const startedAt = performance.now()
    const found = resolveProduct(store, code, null, null)
    samples.push(performance.now() - startedAt)
    if (found.is === 'none') throw new Error(`${code} of ${product.name} is not found`)
    // Another product, so that its page is as cold as the measured one's.
    const other = products[Math.floor(random() * products.length)] ?? product
    const readAt = performance.now()
    store.products.get(other.id)
    floor.push(performance.now() - readAt)
  }
  store.close()
  const p99 = quantile(samples, 0.99)
  const figures: Figure[] = [
    {
      what: `code → product among ${size.codes.toLocaleString('en')} codes`,
      measured: `p50 ${milliseconds(quantile(samples, 0.5))}, p99 ${milliseconds(p99)}`,
      budget: `p99 ${budgetMs} ms`,
      floor: `one row by its key p50 ${milliseconds(quantile(floor, 0.5))}, p99 ${milliseconds(quantile(floor, 0.99))}`,
      samples: samples.length,
      verdict: p99 <= budgetMs ? 'pass' : 'MISSED',
      numbers: {
        p50: quantile(samples, 0.5),
        p99,
        floorP50: quantile(floor, 0.5),
        floorP99: quantile(floor, 0.99),
      },
    },
  ]
  return figures
})
