import { afterAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { virtualPrinter } from '../../src-main/training/device/virtual-printer.ts'
import { words } from '../../src-renderer/words.ts'
import { hasPoppler, pageTextsOf } from '../main/label/reading-back.ts'
import { benchPage } from './bench-page.ts'
import { openDay } from './day.ts'
import { article, bugsIn, eventually } from './rig.ts'

const w = words.pack
const bad = article('Bad ^XZ~JA <b>"Label"</b> & Co')
const mug = article('Mug Kea')
const pasted = 'm^XZ<script>alert(1)</script>'.repeat(4_000)

const day = openDay({ options: async () => ['--printer', `tcp:127.0.0.1:${await printer.listen(0)}`] })

const printer = virtualPrinter({ clock: systemClock, printMs: 40 })

const scan = (text: string) => day.station.hands.ask('training:scan', { text })

describe('a hostile day', () => {
  afterAll(() => printer.close())

  it('shows a product named like markup and printer commands as the text it is (S22)', async () => {
    await day.page.getByRole('link', { name: /Warehouse.*Ponsonby.*8 lines/ }).click()
    await day.at.lineShows(bad.name, 0, 2)
    await scan(bad.code)
    await day.at.card(words.scan.counted, bad.name)
    expect(await day.page.locator('main b').count()).toBe(0)
    await day.page.getByRole('textbox', { name: w.findLabel }).fill('bad xz')
    const found = day.page.locator('.found-row')
    await found.filter({ hasText: bad.name }).waitFor()
    await day.page.keyboard.press('Escape')
  })

  it('prints it as text on the label and the slip: no command of it reaches the printer (S22)', async () => {
    await day.at.press(w.typeWeight)
    await day.page.getByRole('textbox', { name: w.typedGrams }).fill('210')
    await day.at.press(w.sealTyped)
    await day.at.press(w.sealAnyway)
    await day.at.box(1).getByText(w.label.printed).waitFor()
    expect(printer.labels()).toHaveLength(1)
    const zpl = printer.labels()[0]?.zpl ?? ''
    expect(zpl.match(/\^XZ/g)).toHaveLength(1)
    expect(zpl).not.toContain('~JA')
    const opened = day.page.context().waitForEvent('request', (one) => one.url().includes('/file/'))
    await day.at.press(w.slip)
    const slip = await day.page.context().request.get((await opened).url())
    if (hasPoppler)
      expect(pageTextsOf(new Uint8Array(await slip.body())).join('\n')).toContain('<b>"Label"</b>')
    for (const other of day.page.context().pages()) if (other !== day.page) await other.close()
  })

  it('survives 100 KB pasted into the search, and goes on', async () => {
    const search = day.page.getByRole('textbox', { name: w.findLabel })
    await search.click()
    // Arrives at once and without keys, as a paste does.
    await day.page.keyboard.insertText(pasted)
    await expect.poll(async () => (await search.inputValue()).length, { timeout: 30_000 }).toBeGreaterThan(0)
    await day.page.keyboard.press('Enter')
    await day.page.getByText(w.nothingFound).waitFor()
    await scan(mug.code)
    await day.at.card(words.scan.counted, mug.name)
    await search.fill('')
    await day.at.lineShows(mug.name, 1, 6)
  })

  it('takes an oversized and a binary code for what they are, and counts nothing', async () => {
    await scan('9'.repeat(512))
    await day.at.card(words.scan.unknown)
    await scan('<img src=x onerror=alert(1)>')
    await day.at.card(words.scan.unknown, '<img src=x onerror=alert(1)>')
    await day.at.lineShows(mug.name, 1, 6)
    expect(await day.page.locator('img[src="x"]').count()).toBe(0)
  })

  it('shows one scan in two windows, and a window that was closed in between misses nothing', async () => {
    const other = await day.openBeside(new URL(day.page.url()).hash)
    const there = benchPage(other.page)
    await there.lineShows(mug.name, 1, 6)
    await scan(mug.code)
    await day.at.card(words.scan.counted, mug.name, words.scan.ofPlanned('2', '6'))
    await there.card(words.scan.counted, mug.name, words.scan.ofPlanned('2', '6'))

    const hash = new URL(day.page.url()).hash
    const scans = [mug.code, mug.code].map(scan)
    await day.page.close()
    await Promise.all(scans)
    await there.lineShows(mug.name, 4, 6)
    await other.page.close()
    await scan(mug.code)
    await day.open(hash)
    await day.at.lineShows(mug.name, 5, 6)
    expect(other.complaints).toEqual([])
  })

  it('leaves the station well', async () => {
    await eventually(async () => (await day.station.hands.ask('frame:state', {})).sync.is).toBe('all-sent')
    expect(day.complaints).toEqual([])
    expect(bugsIn(day.folder)).toEqual([])
  })
})
