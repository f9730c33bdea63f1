import type { Page } from 'playwright-core'
import { openPtyPair } from '../../src-main/training/device/pty.ts'
import { virtualScanner } from '../../src-main/training/device/virtual-scanner.ts'
import { openTestBrowser } from '../browser.ts'
import { deviceEnd } from '../fault/bench-rig.ts'
import { type BridgeClient, readBridgeFile } from '../fault/bridge-client.ts'
import { pause, until } from '../fault/station-process.ts'
import { feedsAtRest, longConsignmentHere, startOnBigStore } from './part/bench-station.ts'
import { type Figure, milliseconds, quantile, runRow } from './part/figure.ts'

const samples = 200
const everyMs = 100
const paintBudgetMs = 50

/** What the page notes for the bench: times are of the clock that both processes share. */
type Noted = { weights: [text: string, at: number][]; sounds: number[] }

/**
 * A weight enters the cable and stands painted in the browser; a code enters the cable and the page asks for its sound.
 * Cable, driver, news, socket, page.
 */
await runRow(async (context) => {
  if (!context.hasBrowser) return []
  const scaleCable = await openPtyPair()
  const scannerCable = await openPtyPair()
  const plate = await deviceEnd(scaleCable.device)({ data: () => undefined, lost: () => undefined })
  const gun = virtualScanner()
  await gun.connect(deviceEnd(scannerCable.device))
  const words = ['--scale', `serial:${scaleCable.host}?protocol=generic&unit=kg`]
  const station = startOnBigStore(context, [...words, '--scanner', `serial:${scannerCable.host}`])
  const bridge = await station.ready
  const id = await longConsignmentHere(bridge, context)
  const browser = await openTestBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(60_000)
    await page.addInitScript(takeNotes)
    const file = readBridgeFile(context.profile)
    await page.goto(`${file?.url}?token=${encodeURIComponent(file?.token ?? '')}`)
    await feedsAtRest(bridge)
    const weights = await weighed(page, (text) => plate.write(Buffer.from(text, 'latin1')))
    const sounds = await sounded(page, bridge, id, (code) => gun.scan(code))
    const floor = await frameTime(page)
    return [weightFigure(weights, floor), soundFigure(sounds)]
  } finally {
    await browser.close()
    await station.end()
    await plate.close()
    await gun.close()
    await scaleCable.close()
    await scannerCable.close()
  }
})

/** Runs in the page before anything else. */
function takeNotes(): void {
  const noted: Noted = { weights: [], sounds: [] }
  Object.assign(window, { noted })
  const now = () => performance.timeOrigin + performance.now()
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (when) {
    noted.sounds.push(now())
    return start.call(this, when)
  }
  let shown = ''
  const look = () => {
    const text = document.querySelector('.weight-figure')?.textContent ?? ''
    if (text !== shown) {
      shown = text
      // The task after the next frame: by then it is painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => noted.weights.push([text, now()])
        port2.postMessage(null)
      })
    }
  }
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true }),
  )
}

function notes(page: Page): Promise<Noted> {
  return page.evaluate(() => (window as unknown as { noted: Noted }).noted)
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

async function weighed(page: Page, send: (text: string) => unknown): Promise<number[]> {
  await page.evaluate(() => {
    window.location.hash = '#/devices'
  })
  const sentAt = new Map<string, number>()
  const frame = (grams: number) => `ST,GS,+${(grams / 1000).toFixed(3).padStart(7)}kg\r\n`
  for (let n = 0; n < 10; n++) {
    send(frame(500))
    await pause(everyMs)
  }
  await page.locator('.weight-figure').first().waitFor()
  for (let n = 0; n < samples; n++) {
    const grams = 1_001 + n
    sentAt.set(String(grams), now())
    send(frame(grams))
    await pause(everyMs)
  }
  await pause(500)
  const { weights } = await notes(page)
  return weights.flatMap(([text, at]) => {
    const sent = sentAt.get(text.replaceAll(/\D/g, ''))
    return sent === undefined ? [] : [at - sent]
  })
}

async function sounded(
  page: Page,
  bridge: BridgeClient,
  id: string,
  scan: (code: string) => unknown,
): Promise<number[]> {
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, `#/pack/${id}`)
  // A page is silent until somebody has touched it.
  await page.mouse.click(5, 795)
  await until(
    async () => ((await page.evaluate(() => navigator.userActivation.hasBeenActive)) ? true : null),
    'the page may be heard',
  )
  const { lines } = await bridge.ask('pack:open', { consignmentId: id })
  await pause(1_000)
  const sent: number[] = []
  for (let n = 0; n < samples; n++) {
    sent.push(now())
    scan(lines[(n * 3) % lines.length]?.sku ?? '')
    await pause(everyMs)
  }
  await pause(500)
  const { sounds } = await notes(page)
  return sent.flatMap((at, n) => {
    const first = sounds.find((sound) => sound >= at && sound < (sent[n + 1] ?? Number.POSITIVE_INFINITY))
    return first === undefined ? [] : [first - at]
  })
}

/** What one frame of this browser takes here: the least a change needs to be seen. */
function frameTime(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let left = 60
        const startedAt = performance.now()
        const step = () => {
          left -= 1
          if (left === 0) resolve((performance.now() - startedAt) / 60)
          else requestAnimationFrame(step)
        }
        requestAnimationFrame(step)
      }),
  )
}

function weightFigure(found: number[], frameMs: number): Figure {
  const [p50, p99] = [quantile(found, 0.5), quantile(found, 0.99)]
  return {
    what: 'scale frame at the port → painted, 10 a second',
    measured: `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
    budget: `p99 ${paintBudgetMs} ms`,
    floor: `one frame of the browser ${milliseconds(frameMs)}`,
    samples: found.length,
    verdict: p99 <= paintBudgetMs && found.length > samples / 2 ? 'pass' : 'MISSED',
    numbers: { p50, p99, frameMs },
  }
}

function soundFigure(found: number[]): Figure {
  const [p50, p99] = [quantile(found, 0.5), quantile(found, 0.99)]
  return {
    what: 'scan at the port → sound asked for in the page, 1,000 lines',
    measured: `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
    budget: 'none set',
    floor: 'the scan → news row',
    samples: found.length,
    verdict: 'for reading',
    numbers: { p50, p99 },
  }
}
