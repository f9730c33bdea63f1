import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { virtualPrinter } from '../../src-main/training/device/virtual-printer.ts'
import { words } from '../../src-renderer/words.ts'
import { hasPoppler, pageTextsOf } from '../main/label/reading-back.ts'
import { type BenchPage, benchPage } from './bench-page.ts'
import {
  article,
  bugsIn,
  type DayBrowser,
  eventually,
  keepFailure,
  openBrowser,
  openProfile,
  type StationRun,
  startStation,
  type Window,
} from './rig.ts'

const w = words.pack
const bad = article('Bad ^XZ~JA <b>"Label"</b> & Co')
const mug = article('Mug Kea')
const pasted = 'm^XZ<script>alert(1)</script>'.repeat(4_000)

const printer = virtualPrinter({ clock: systemClock, printMs: 40 })
let profile: ReturnType<typeof openProfile>
let station: StationRun
let browser: DayBrowser
let window: Window
let at: BenchPage

const scan = (text: string) => station.hands.ask('training:scan', { text })

describe('a hostile day', () => {
  beforeAll(async () => {
    const port = await printer.listen(0)
    profile = openProfile()
    station = await startStation(profile.folder, ['--printer', `tcp:127.0.0.1:${port}`])
    browser = await openBrowser()
    window = await browser.open(station.link)
    at = benchPage(window.page)
  })
  afterEach((test) => keepFailure(test, window?.page))
  afterAll(async () => {
    await browser?.close()
    await station?.stop()
    await printer.close()
    profile?.close()
  })

  it('shows a product named like markup and printer commands as the text it is (S22)', async () => {
    await window.page.getByRole('link', { name: /Warehouse.*Ponsonby.*8 lines/ }).click()
    await at.lineShows(bad.name, 0, 2)
    await scan(bad.code)
    await at.card(words.scan.counted, bad.name)
    expect(await window.page.locator('main b').count()).toBe(0)
    await window.page.getByRole('textbox', { name: w.findLabel }).fill('bad xz')
    const found = window.page.locator('.found-row')
    await found.filter({ hasText: bad.name }).waitFor()
    await window.page.keyboard.press('Escape')
  })

  it('prints it as text on the label and the slip: no command of it reaches the printer (S22)', async () => {
    await at.press(w.typeWeight)
    await window.page.getByRole('textbox', { name: w.typedGrams }).fill('210')
    await at.press(w.sealTyped)
    await at.press(w.sealAnyway)
    await at.box(1).getByText(w.label.printed).waitFor()
    expect(printer.labels()).toHaveLength(1)
    const zpl = printer.labels()[0]?.zpl ?? ''
    expect(zpl.match(/\^XZ/g)).toHaveLength(1)
    expect(zpl).not.toContain('~JA')
    const opened = window.page.context().waitForEvent('request', (one) => one.url().includes('/file/'))
    await at.press(w.slip)
    const slip = await window.page.context().request.get((await opened).url())
    if (hasPoppler)
      expect(pageTextsOf(new Uint8Array(await slip.body())).join('\n')).toContain('<b>"Label"</b>')
    for (const other of window.page.context().pages()) if (other !== window.page) await other.close()
  })

  it('survives 100 KB pasted into the search, and goes on', async () => {
    const search = window.page.getByRole('textbox', { name: w.findLabel })
    await search.click()
    // Arrives at once and without keys, as a paste does.
    await window.page.keyboard.insertText(pasted)
    await expect.poll(async () => (await search.inputValue()).length, { timeout: 30_000 }).toBeGreaterThan(0)
    await window.page.keyboard.press('Enter')
    await window.page.getByText(w.nothingFound).waitFor()
    await scan(mug.code)
    await at.card(words.scan.counted, mug.name)
    await search.fill('')
    await at.lineShows(mug.name, 1, 6)
  })

  it('takes an oversized and a binary code for what they are, and counts nothing', async () => {
    await scan('9'.repeat(512))
    await at.card(words.scan.unknown)
    await scan('<img src=x onerror=alert(1)>')
    await at.card(words.scan.unknown, '<img src=x onerror=alert(1)>')
    await at.lineShows(mug.name, 1, 6)
    expect(await window.page.locator('img[src="x"]').count()).toBe(0)
  })

  it('shows one scan in two windows, and a window that was closed in between misses nothing', async () => {
    const other = await browser.open(`${station.link}#${new URL(window.page.url()).hash.slice(1)}`)
    const there = benchPage(other.page)
    await there.lineShows(mug.name, 1, 6)
    await scan(mug.code)
    await at.card(words.scan.counted, mug.name, words.scan.ofPlanned('2', '6'))
    await there.card(words.scan.counted, mug.name, words.scan.ofPlanned('2', '6'))

    const hash = new URL(window.page.url()).hash
    const scans = [mug.code, mug.code].map(scan)
    await window.page.close()
    await Promise.all(scans)
    await there.lineShows(mug.name, 4, 6)
    await other.page.close()
    await scan(mug.code)
    window = await browser.open(station.link + hash)
    at = benchPage(window.page)
    await at.lineShows(mug.name, 5, 6)
    expect(other.complaints).toEqual([])
  })

  it('leaves the station well', async () => {
    await eventually(async () => (await station.hands.ask('frame:state', {})).sync.is).toBe('all-sent')
    expect(window.complaints).toEqual([])
    expect(bugsIn(profile.folder)).toEqual([])
  })
})
