import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../src-main/training/store/seeded.ts'
import { hasBrowser, openTestBrowser } from '../browser.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { readBridgeFile } from './bridge-client.ts'
import { keyboardGun, serialGun, usbGun } from './guns.ts'
import { type LaneReport, runLane } from './scan-lane.ts'
import { chosen } from './wishes.ts'

const isLong = process.env.STATION_CAMPAIGN === 'long'
const seed = Number(process.env.FAULT_SEED ?? 1)
const root = fileURLToPath(new URL('../..', import.meta.url))

type Lane = { kind: 'serial' | 'usb' | 'keyboard'; perSecond: number; scans: number; kills: number }

/** Real rates, a station for each lane, all at the same time: 10,000 scans, or a few. */
const lanes: Lane[] = isLong
  ? [
      { kind: 'serial', perSecond: 5, scans: 700, kills: 6 },
      { kind: 'serial', perSecond: 10, scans: 1_400, kills: 6 },
      { kind: 'serial', perSecond: 20, scans: 2_600, kills: 6 },
      { kind: 'usb', perSecond: 5, scans: 700, kills: 6 },
      { kind: 'usb', perSecond: 10, scans: 1_400, kills: 6 },
      { kind: 'usb', perSecond: 20, scans: 2_600, kills: 6 },
      { kind: 'keyboard', perSecond: 5, scans: 200, kills: 2 },
      { kind: 'keyboard', perSecond: 10, scans: 400, kills: 2 },
    ]
  : chosen<Lane>(
      [
        { kind: 'serial', perSecond: 10, scans: 25, kills: 1 },
        { kind: 'usb', perSecond: 20, scans: 35, kills: 1 },
      ],
      1,
    )

/**
 * What counts. A scan is **sent** once whatever carries it has taken all of it: the write to the serial line returned,
 * the USB report was handed to the one who has the scanner open, the browser took every key. It is **confirmed** once
 * the station gave news of it. It is **lost** when it was confirmed and is not in the journal; or when it was sent to a
 * living station and is not in the journal, although the station went on living, or took a later scan of the same
 * scanner, or had five seconds for it. What was on its way when the process was killed, and what was sent while none
 * ran, is the business of the cable, the system and the page: it may be there or not, but never twice. **Doubled** is
 * any scan that stands in the journal more than once; each has a number of its own.
 */
describe.skipIf(!hasSocat)(`scans at every rate from every kind of scanner${skippedSay}`, () => {
  it(`I1 I3 F01: are neither lost nor doubled through kills, a bad network, dialogs and moving focus (seed ${seed})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'station-scans-'))
    const browser = hasBrowser ? await openTestBrowser() : null
    const wanted = lanes.filter(({ kind }) => kind !== 'keyboard' || browser !== null)
    try {
      const reports = await Promise.all(wanted.map((lane, at) => run(lane, at, folder, browser)))
      tell(reports)
      expect(reports.flatMap(({ name, broken }) => broken.map((each) => `${name}: ${each}`))).toEqual([])
      for (const { toLiving, open, stored } of reports) expect(stored).toBeGreaterThanOrEqual(toLiving - open)
    } finally {
      await browser?.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

async function run(lane: Lane, at: number, folder: string, browser: Browser | null): Promise<LaneReport> {
  const name = `${lane.kind}-${lane.perSecond}`
  const random = seeded(seed + at)
  const page = lane.kind === 'keyboard' && browser !== null ? await browser.newPage() : null
  if (page !== null) {
    const gun = await keyboardGun(page, () => linkOf(join(folder, name)))
    return runLane({
      ...lane,
      name,
      folder,
      gun,
      random,
      meanwhile: (consignmentId) => fidget(page, gun.between, consignmentId, random),
    })
  }
  const gun = await (lane.kind === 'serial' ? serialGun() : usbGun())
  return runLane({
    ...lane,
    name,
    folder,
    gun,
    random,
    meanwhile: null,
  })
}

function linkOf(profile: string): string {
  const file = readBridgeFile(profile)
  return `${file?.url}?token=${encodeURIComponent(file?.token ?? '')}#/pack`
}

/** What a person does beside the scanner: another field, another screen, a form opened and closed. */
async function fidget(
  page: Page,
  between: (press: () => Promise<void>) => Promise<void>,
  consignmentId: string,
  random: () => number,
): Promise<void> {
  const what = random()
  await page.evaluate(
    ([act, id, where]) => {
      if (act < 0.25) window.location.hash = where < 0.5 ? '#/devices' : '#/sync'
      else if (act < 0.6) window.location.hash = `#/pack/${id}`
      else {
        const all = [...document.querySelectorAll<HTMLElement>('input, select, textarea, button, a')]
        all[Math.floor(where * all.length)]?.focus()
      }
    },
    [what, consignmentId, random()] as const,
  )
  // The field to find a product by its name: what is scanned meanwhile does not stay in it.
  if (what > 0.8) await between(() => page.keyboard.press('/', { delay: fingerMs }))
  if (what > 0.9) await between(() => page.keyboard.press('Escape', { delay: fingerMs }))
}

/** As long as a finger stays on a key. */
const fingerMs = 60

/** For a person who runs it by hand; the long one is kept beside the bench's figures. */
function tell(reports: readonly LaneReport[]): void {
  const all = (of: (one: LaneReport) => number) => reports.reduce((sum, one) => sum + of(one), 0)
  const seen = {
    seed,
    sent: all(({ sent }) => sent),
    toLiving: all(({ toLiving }) => toLiving),
    confirmed: all(({ confirmed }) => confirmed),
    stored: all(({ stored }) => stored),
    open: all(({ open }) => open),
    kills: all(({ kills }) => kills),
    lanes: reports.map(({ broken, ...lane }) => ({ ...lane, broken: broken.length })),
  }
  process.stdout.write(`${JSON.stringify(seen)}\n`)
  if (!isLong) return
  mkdirSync(join(root, 'bench-out'), { recursive: true })
  writeFileSync(join(root, 'bench-out', 'scan-campaign.json'), JSON.stringify(seen, null, 2))
}
