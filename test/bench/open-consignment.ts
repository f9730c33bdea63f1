import type { Page } from 'playwright-core'
import { openTestBrowser } from '../browser.ts'
import type { BridgeClient } from '../fault/bridge-client.ts'
import { readBridgeFile } from '../fault/bridge-client.ts'
import { feedsAtRest, longConsignmentHere, startOnBigStore } from './part/bench-station.ts'
import { type BenchContext, type Figure, milliseconds, quantile, runRow } from './part/figure.ts'

const asks = 60
const paints = 20
const budgetMs = 150

/**
 * Opens the consignment with a thousand lines: the answer over the bridge, and the first line painted in a browser. Then the
 * same as a stocktake.
 */
await runRow(async (context) => {
  const station = startOnBigStore(context)
  const bridge = await station.ready
  const id = await longConsignmentHere(bridge, context)
  await feedsAtRest(bridge)
  const samples: number[] = []
  let bytes = 0
  let lines = 0
  for (let n = 0; n < asks; n++) {
    const startedAt = performance.now()
    const desk = await bridge.ask('pack:open', { consignmentId: id })
    samples.push(performance.now() - startedAt)
    lines = desk.lines.length
    bytes = JSON.stringify(desk).length
  }
  const p95 = quantile(samples, 0.95)
  const answered: Figure = {
    what: `open ${lines.toLocaleString('en')} lines: answered over the bridge`,
    measured: `p50 ${milliseconds(quantile(samples, 0.5))}, p95 ${milliseconds(p95)}`,
    budget: `${budgetMs} ms with the painting`,
    floor: `reading its JSON (${Math.round(bytes / 1024)} KB) ${milliseconds(parseTime(bytes))}`,
    samples: asks,
    verdict: 'for reading',
    numbers: { p50: quantile(samples, 0.5), p95, bytes },
  }
  const packed = await bridge.ask('pack:open', { consignmentId: id })
  const skus = packed.lines.map((line) => line.sku)
  const painted = await paintedFigure(context, bridge, {
    hash: `#/pack/${id}`,
    lines: skus.length,
    sku: skus[0] ?? '',
  })
  const count = await startCount(bridge, skus)
  const counted = await paintedFigure(context, bridge, { hash: `#/count/${count.id}`, ...count })
  await station.end()
  return [answered, ...painted, ...counted]
})

/** A stocktake of the same products. */
async function startCount(bridge: BridgeClient, skus: readonly string[]) {
  const { consignmentId } = await bridge.ask('count:create', { isBlind: false })
  await bridge.ask('count:paste', { consignmentId, text: skus.join('\n') })
  await bridge.ask('count:start', { consignmentId, isBlind: false })
  const { lines } = await bridge.ask('count:open', { consignmentId })
  return { id: consignmentId, lines: lines.length, sku: lines[0]?.sku ?? '' }
}

function parseTime(bytes: number): number {
  const text = JSON.stringify(
    Array.from({ length: Math.round(bytes / 40) }, () => ({ some: 'field of a line, as many' })),
  )
  const startedAt = performance.now()
  JSON.parse(text)
  return performance.now() - startedAt
}

type Opened = { hash: string; lines: number; sku: string }

async function paintedFigure(
  context: BenchContext,
  bridge: BridgeClient,
  { hash, lines, sku }: Opened,
): Promise<Figure[]> {
  const file = readBridgeFile(context.profile)
  if (!context.hasBrowser || file === null) return []
  const browser = await openTestBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(`${file.url}?token=${encodeURIComponent(file.token)}`)
    await page.waitForLoadState('networkidle')
    await feedsAtRest(bridge)
    const samples: number[] = []
    for (let n = 0; n < paints; n++) samples.push(await paintedAfter(page, hash, sku))
    const p95 = quantile(samples, 0.95)
    const of = hash.startsWith('#/count/') ? ' of a stocktake' : ''
    const figure: Figure = {
      what: `open ${lines.toLocaleString('en')} lines${of}: first line painted`,
      measured: `p50 ${milliseconds(quantile(samples, 0.5))}, p95 ${milliseconds(p95)}`,
      budget: `${budgetMs} ms`,
      floor: 'two frames of 16.7 ms',
      samples: samples.length,
      verdict: p95 <= budgetMs ? 'pass' : 'MISSED',
      numbers: { p50: quantile(samples, 0.5), p95 },
    }
    return [figure]
  } finally {
    await browser.close()
  }
}

/** From the change of the address to the frame after the one in which the line stands. */
async function paintedAfter(page: Page, hash: string, sku: string): Promise<number> {
  // Read anew each time: a desk seen before is painted from the page's memory.
  await page.evaluate(() => {
    window.location.hash = '#/work'
  })
  await page.reload()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction((text) => !document.body.innerText.includes(text), sku)
  return page.evaluate(
    ([to, text]) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now()
        const look = () => {
          if (document.body.innerText.includes(text))
            requestAnimationFrame(() => resolve(performance.now() - startedAt))
          else requestAnimationFrame(look)
        }
        window.location.hash = to
        requestAnimationFrame(look)
      }),
    [hash, sku] as const,
  )
}
