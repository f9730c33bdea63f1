import type { Page } from 'playwright-core'
import { openTestBrowser } from '../browser.ts'
import type { BridgeClient } from '../fault/bridge-client.ts'
import { readBridgeFile } from '../fault/bridge-client.ts'
import { feedsAtRest, longConsignmentHere, startOnBigStore } from './part/bench-station.ts'
import { type BenchContext, type Figure, milliseconds, quantile, runRow } from './part/figure.ts'

const asks = 60
const paints = 20
const budgetMs = 150

/** Opens the consignment with a thousand lines: the answer over the bridge, and the first line painted in a browser. */
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
  const painted = await paintedFigure(context, bridge, id)
  await station.end()
  return painted === null ? [answered] : [answered, painted]
})

function parseTime(bytes: number): number {
  const text = JSON.stringify(
    Array.from({ length: Math.round(bytes / 40) }, () => ({ some: 'field of a line, as many' })),
  )
  const startedAt = performance.now()
  JSON.parse(text)
  return performance.now() - startedAt
}

async function paintedFigure(
  context: BenchContext,
  bridge: BridgeClient,
  id: string,
): Promise<Figure | null> {
  const file = readBridgeFile(context.profile)
  if (!context.hasBrowser || file === null) return null
  const browser = await openTestBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(`${file.url}?token=${encodeURIComponent(file.token)}`)
    await page.waitForLoadState('networkidle')
    const { lines } = await bridge.ask('pack:open', { consignmentId: id })
    const samples: number[] = []
    for (let n = 0; n < paints; n++) samples.push(await paintedAfter(page, id, lines[0]?.sku ?? ''))
    const p95 = quantile(samples, 0.95)
    return {
      what: `open ${lines.length.toLocaleString('en')} lines: first line painted`,
      measured: `p50 ${milliseconds(quantile(samples, 0.5))}, p95 ${milliseconds(p95)}`,
      budget: `${budgetMs} ms`,
      floor: 'two frames of 16.7 ms',
      samples: samples.length,
      verdict: p95 <= budgetMs ? 'pass' : 'MISSED',
      numbers: { p50: quantile(samples, 0.5), p95 },
    }
  } finally {
    await browser.close()
  }
}

/** From the change of the address to the frame after the one in which the line stands. */
async function paintedAfter(page: Page, id: string, sku: string): Promise<number> {
  // Read anew each time: a desk seen before is painted from the page's memory.
  await page.evaluate(() => {
    window.location.hash = '#/work'
  })
  await page.reload()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction((text) => !document.body.innerText.includes(text), sku)
  return page.evaluate(
    ([hash, text]) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now()
        const look = () => {
          if (document.body.innerText.includes(text))
            requestAnimationFrame(() => resolve(performance.now() - startedAt))
          else requestAnimationFrame(look)
        }
        window.location.hash = hash
        requestAnimationFrame(look)
      }),
    [`#/pack/${id}`, sku] as const,
  )
}
