import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Bench } from '../../src-main/bench.ts'
import { systemClock } from '../../src-main/clock.ts'
import { openAllowance } from '../../src-main/lightspeed/allowance.ts'
import { openLightspeed } from '../../src-main/lightspeed/lightspeed.ts'
import { quietLog } from '../../src-main/log/log.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { migrate } from '../../src-main/store/migration/index.ts'
import { type ProductRow, productRows } from '../../src-main/store/product-rows.ts'
import { openStore, type Store, systemActor } from '../../src-main/store/store.ts'
import { consignmentFeed } from '../../src-main/sync/consignment-feed.ts'
import { type Feed, referenceFeeds } from '../../src-main/sync/feed.ts'
import { productOf } from '../../src-main/sync/feed-rows-of.ts'
import { pullFeed } from '../../src-main/sync/pull-feed.ts'
import { openUnread } from '../../src-main/sync/unread.ts'
import { type BenchContext, type Figure, milliseconds, runRow } from './part/figure.ts'

const sliceRows = 100
const budgetRatio = 1.5
const delayBudgetMs = 20

/** The first pull of the whole catalogue, beside the bare inserts of the very same rows into another file. */
await runRow(async (context) => {
  const { store } = openStore(folderOf(context.profile), systemClock)
  const lightspeed = lightspeedOf(context)
  const bench = benchOf(context, store)
  const feeds = [
    ...referenceFeeds(bench, lightspeed),
    consignmentFeed(bench, lightspeed, openUnread(bench, lightspeed)),
  ]
  let products = { ms: 0, rows: 0, delayP99: 0, delayMost: 0, p50: 0 }
  for (const feed of feeds) {
    const pulled = await pull(bench, feed)
    process.stderr.write(`${feed.name}: ${pulled.rows} rows in ${milliseconds(pulled.ms)}\n`)
    if (feed.name === 'products') products = pulled
  }
  store.close()

  const rows = await allProducts(lightspeed)
  const sliced = bareInserts(`${context.profile}-floor`, rows, sliceRows)
  const whole = bareInserts(`${context.profile}-floor`, rows, rows.length)
  await lightspeed.close()
  const ratio = products.ms / sliced
  const perSecond = Math.round((products.rows / products.ms) * 1000)
  const what = `pull ${products.rows.toLocaleString('en')} products`
  const figures: Figure[] = [
    {
      what,
      measured: `${milliseconds(products.ms)} (${perSecond.toLocaleString('en')} a second), ${ratio.toFixed(2)} × the floor`,
      budget: `${budgetRatio} × the floor`,
      floor: `bare inserts, 100 a transaction ${milliseconds(sliced)}; all in one ${milliseconds(whole)}`,
      samples: products.rows,
      verdict: ratio <= budgetRatio ? 'pass' : 'MISSED',
      numbers: { ms: products.ms, floorMs: sliced, floorOneTransactionMs: whole, ratio },
    },
    {
      what: 'event-loop delay during that pull',
      measured: `p50 ${milliseconds(products.p50)}, p99 ${milliseconds(products.delayP99)}, most ${milliseconds(products.delayMost)}`,
      budget: `p99 ${delayBudgetMs} ms`,
      floor: 'a timer of 1 ms',
      samples: Math.round(products.ms),
      verdict: products.delayP99 <= delayBudgetMs ? 'pass' : 'MISSED',
      numbers: { p50: products.p50, p99: products.delayP99, most: products.delayMost },
    },
  ]
  return figures
})

function folderOf(path: string): string {
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return path
}

function lightspeedOf(context: BenchContext) {
  const token = readFileSync(context.tokenFile, 'utf8')
  const allowance = openAllowance({ clock: systemClock, registers: 5_000 })
  return openLightspeed(
    {
      url: context.storeUrl,
      apiVersion: '2026-07',
      token: () => token,
      userAgent: 'ConsignmentStation/bench',
    },
    { clock: systemClock, log: quietLog, allowance },
  )
}

function benchOf(context: BenchContext, store: Store): Bench {
  return {
    store,
    clock: systemClock,
    log: quietLog,
    actor: () => systemActor,
    outletId: () => context.outletId,
    newTraceId: () => 'bench',
  }
}

async function pull(bench: Bench, feed: Feed) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const startedAt = performance.now()
  const result = await pullFeed(bench, feed, 0, { isClosed: () => false, onProgress: () => undefined })
  const ms = performance.now() - startedAt
  delay.disable()
  if (result.is !== 'pulled') throw new Error(`${feed.name} stopped: ${JSON.stringify(result)}`)
  const inMs = (nanoseconds: number) => nanoseconds / 1e6
  return {
    ms,
    rows: result.rows,
    p50: inMs(delay.percentile(50)),
    delayP99: inMs(delay.percentile(99)),
    delayMost: inMs(delay.max),
  }
}

async function allProducts(lightspeed: ReturnType<typeof lightspeedOf>): Promise<ProductRow[]> {
  const rows: ProductRow[] = []
  for (let after = 0; ; ) {
    const page = await lightspeed.products({ after, pageSize: 500, deleted: true }, { priority: 'poll' })
    if (page.is !== 'answer') throw new Error(`products stopped: ${page.is}`)
    const { maxVersion } = page.value
    if (page.value.rows.length === 0 || maxVersion === null || maxVersion <= after) return rows
    rows.push(...page.value.rows.map(productOf))
    after = maxVersion
  }
}

/** The same rows through the same statements, and nothing else: no network, no journal row, no cursor. */
function bareInserts(folder: string, rows: ProductRow[], atOnce: number): number {
  const db = openDatabase(join(folderOf(folder), 'station.sqlite'))
  migrate(db)
  const products = productRows(db)
  const insert = db.transaction((slice: ProductRow[]) => {
    for (const row of slice) products.put(row)
  })
  const startedAt = performance.now()
  for (let from = 0; from < rows.length; from += atOnce) insert.immediate(rows.slice(from, from + atOnce))
  const ms = performance.now() - startedAt
  db.close()
  rmSync(folder, { recursive: true, force: true })
  return ms
}
