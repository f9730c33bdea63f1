import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { type BenchPage, benchPage } from './bench-page.ts'
import {
  article,
  besidesLostLine,
  bugsIn,
  type DayBrowser,
  keepFailure,
  openBrowser,
  openProfile,
  picture,
  type StationRun,
  startStation,
  type Window,
} from './rig.ts'

const w = words.pack
const black = article('Pod Kit Black')
const tracking = 'CP123456785NZ'

let profile: ReturnType<typeof openProfile>
let station: StationRun
let browser: DayBrowser
let window: Window
let at: BenchPage
let consignmentId: string

async function open(link = station.link): Promise<void> {
  window = await browser.open(link)
  at = benchPage(window.page)
}
/** The virtual scanner reads a code, at the far end of a cable like a serial one's. */
const scan = (text: string) => station.hands.ask('training:scan', { text })
const form = () => window.page.getByRole('form', { name: w.handover.title })
const numbers = () => form().getByRole('textbox', { name: w.handover.trackingOne })
const atScreen = (screen: 'sync') =>
  window.page.locator('.rail-item[aria-current=page]').filter({ hasText: words.frame.rail[screen] }).waitFor()
const here = () => new URL(window.page.url()).hash

describe('coming back to the bench', () => {
  beforeAll(async () => {
    profile = openProfile()
    station = await startStation(profile.folder, [])
    browser = await openBrowser()
    consignmentId = await vi.waitUntil(
      async () => {
        const { toPack } = await station.hands.ask('work:list', { search: '' })
        return toPack.find((head) => head.lines === 12)?.id
      },
      { timeout: 30_000 },
    )
    await open(`${station.link}#/pack/${consignmentId}`)
    await at.line(black.name).waitFor()
  })
  afterEach((test) => keepFailure(test, window?.page))
  afterAll(async () => {
    await browser?.close()
    await station?.stop()
    profile?.close()
  })

  it('gives the courier’s number from a cable scanner to the open hand-over form, two rapid ones in order', async () => {
    await scan(black.code)
    await at.lineShows(black.name, 1, 6)
    await window.page.keyboard.press('F8')
    await form().waitFor()
    await scan(tracking)
    await scan('CP999999999NZ')
    await expect.poll(() => numbers().inputValue()).toBe(`${tracking}\nCP999999999NZ`)
    await picture(window.page, 'handover-scanned', 'small', 'large')
    await at.card(words.scan.counted, black.name)
  })

  it('goes on packing when a product is scanned while the form is open, wherever its scanner sits', async () => {
    await scan(black.code)
    await at.lineShows(black.name, 2, 6)
    await at.typeScan(black.code)
    await at.lineShows(black.name, 3, 6)
    await at.typeScan('70012345')
    await expect.poll(() => numbers().inputValue()).toMatch(/\n70012345$/)
  })

  it('gives nothing to a form that was closed, or whose way of going has no number', async () => {
    await form().getByText(w.handover.internal, { exact: true }).click()
    await scan('CP000000001NZ')
    await at.card(words.scan.unknown, 'CP000000001NZ')
    await form().getByText(w.handover.courier, { exact: true }).click()
    expect(await numbers().inputValue()).not.toContain('CP000000001NZ')
    await form().getByRole('button', { name: w.handover.back }).click()
    await form().waitFor({ state: 'detached' })
    await scan('CP000000002NZ')
    await at.card(words.scan.unknown, 'CP000000002NZ')
  })

  it('comes back to the same consignment after a reload, where scans count and none waits for a form', async () => {
    await window.page.keyboard.press('F8')
    await numbers().waitFor()
    await window.page.reload()
    await at.lineShows(black.name, 3, 6)
    await scan(black.code)
    await at.lineShows(black.name, 4, 6)
    await scan('CP000000003NZ')
    await at.card(words.scan.unknown, 'CP000000003NZ')
    expect(here()).toBe(`#/pack/${consignmentId}`)
  })

  it('comes back in a browser that never saw the station, and a deep link still leads where it says', async () => {
    await window.page.context().close()
    await open()
    await at.lineShows(black.name, 4, 6)
    expect(here()).toBe(`#/pack/${consignmentId}`)
    // Two pages at once have one desk between them: this is about one after the other.
    await window.page.context().close()
    await open(`${station.link}#/sync`)
    await atScreen('sync')
    expect(here()).toBe('#/sync')
    await window.page.goto(station.link)
    await atScreen('sync')
  })

  it('keeps the training network cut over a restart, and the band says so', async () => {
    await station.hands.ask('training:network', { isUp: false })
    await window.page.getByText(words.frame.networkCut).waitFor()
    await window.page.context().close()
    await station.stop()
    station = await startStation(profile.folder, [])
    await open(`${station.link}#/pack/${consignmentId}`)
    await window.page.getByText(words.frame.networkCut).waitFor()
    await picture(window.page, 'network-cut', 'small', 'large')
    await at.lineShows(black.name, 4, 6)
    await scan(black.code)
    await at.lineShows(black.name, 5, 6)
    const { sync } = await station.hands.ask('frame:state', {})
    expect(sync.is).not.toBe('all-sent')
    expect((await station.hands.ask('training:state', {})).isNetworkUp).toBe(false)
    await station.hands.ask('training:network', { isUp: true })
    await window.page.getByText(words.frame.networkCut).waitFor({ state: 'detached' })
    expect(besidesLostLine(window.complaints)).toEqual([])
    expect(bugsIn(profile.folder)).toEqual([])
  })
})
