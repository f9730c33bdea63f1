import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { axeFaults, readableColours, readableForAll } from '../axe.ts'
import { scan } from './fixture-desks.ts'
import { darken, screenPages } from './screen-pages.ts'

const pages = screenPages()
const w = words.doctor

async function goDevices(): Promise<Page> {
  const { page } = await pages.go('#/devices')
  await page.locator('.device').first().waitFor()
  return page
}

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const asked = (ask: string) => pages.station.asked.findLast((entry) => entry.ask === ask)?.takes

describe('checking a device', () => {
  it('names what is wrong, with the certain fault first, and sets the device up as proposed', async () => {
    const page = await goDevices()
    const scale = card(page, 'Scale')
    await scale.getByRole('button', { name: w.look }).click()
    await scale.getByText('7 bits with even parity').waitFor()
    expect(await scale.locator('.finding').allTextContents()).toEqual([
      expect.stringContaining(w.certain),
      expect.stringContaining(w.maybe),
    ])
    await scale.getByRole('button', { name: w.useAddress }).click()
    await expect
      .poll(() => asked('device:set'))
      .toEqual({ role: 'scale', address: 'serial:/dev/ttyUSB0?baud=9600&line=7E1&dtr=on' })
  })

  it('offers the command to copy, or marks it where the page may not write to the clipboard', async () => {
    const page = await goDevices()
    const scale = card(page, 'Scale')
    await scale.getByRole('button', { name: w.look }).click()
    await scale.getByRole('button', { name: w.copy, exact: true }).click()
    await scale.getByText(new RegExp(`${w.copied}|${w.marked.replace('+', '\\+')}`)).waitFor()
    await scale.locator('code').waitFor()
  })

  it('takes what the person sees, tells a device that works from one without a cause, and what it looked at', async () => {
    const page = await goDevices()
    const printer = card(page, 'Label printer')
    await printer.getByRole('button', { name: w.look }).click()
    await printer.getByText(w.noCause).waitFor()
    const scanner = card(page, 'Scanner')
    await scanner.getByRole('button', { name: w.look }).click()
    await scanner.getByText(w.nothing).waitFor()
    await printer.getByLabel(w.sees).selectOption('blank')
    await printer.getByText('The label moves and nothing is on it.').waitFor()
    expect(asked('doctor:look')).toEqual({ role: 'printer', sees: 'blank' })
    await printer.getByText(w.lookedAt).click()
    await printer.getByText('/dev/ttyUSB0 is there and may be used.').waitFor()
  })
})

describe('trying a device out', () => {
  it('says what a scan means, from which device, and what is odd about it', async () => {
    const page = await goDevices()
    const scanner = card(page, 'Scanner')
    pages.station.showLoose(scan('0109400000000016', { is: 'unknown' }))
    await scanner.getByText('0109400000000016<GS>10LOT7').waitFor()
    await scanner.getByText('The scanner at /dev/ttyACM0').waitFor()
    await scanner.getByText('(10) BATCH/LOT LOT7').waitFor()
    await scanner.getByText('(17) is no date.').waitFor()
  })

  it('compares the scale with a weight the person knows', async () => {
    const page = await goDevices()
    const scale = card(page, 'Scale')
    const known = scale.getByLabel(w.known)
    await known.fill('half a kilo')
    await scale.getByText(w.knownWrong).waitFor()
    await known.fill('4.3 kg')
    await scale.getByText('Off by +20').waitFor()
    pages.station.weigh({ is: 'moving', grams: 4_310, shown: '4.310 kg' })
    await scale.getByText(w.waitSteady).waitFor()
    pages.station.weigh({ is: 'steady', grams: 4_300, net: false, shown: '4.300 kg' })
    await scale.getByText(w.exact).waitFor()
  })
})

/** Begins as every saved recording does. */
const recording = 'Consignment Station traffic record, recorded'

describe('the recorder', () => {
  it('says that it is off, records, shows both ways, and leaves contents out until asked', async () => {
    const page = await goDevices()
    const traffic = card(page, w.traffic.title)
    await traffic.getByText(w.traffic.isEmpty).waitFor()
    await traffic.getByRole('button', { name: w.traffic.start }).click()
    await traffic.getByText(w.traffic.isOn(4)).waitFor()
    expect(asked('doctor:record')).toEqual({ isOn: true })
    await traffic.getByText('57 0d').waitFor()
    await traffic.getByText('1204 bytes more').waitFor()
    await traffic.getByText('^XA^FOxxxxx').waitFor()
    await traffic.getByRole('button', { name: w.traffic.full }).click()
    await traffic.getByText('^FDMint').waitFor()
    await traffic.getByRole('button', { name: w.traffic.stop }).click()
    await traffic.getByText(w.traffic.isOff(4)).waitFor()
    await traffic.getByRole('button', { name: w.traffic.forget }).click()
    await traffic.getByText(w.traffic.isEmpty).waitFor()
  })

  it('saves a file to load, replays what it has, and reads a saved one', async () => {
    const page = await goDevices()
    const traffic = card(page, w.traffic.title)
    await traffic.getByRole('button', { name: w.traffic.start }).click()
    await traffic.getByRole('button', { name: w.traffic.save }).click()
    const link = traffic.getByRole('link', { name: w.traffic.open })
    expect(await link.getAttribute('href')).toBe('./file/traffic-20261122-010203.txt')
    expect(asked('doctor:save-traffic')).toEqual({ isFull: false })
    await traffic.getByRole('button', { name: w.traffic.replay }).click()
    await traffic.getByText('4320 g, steady').waitFor()
    expect(asked('doctor:replay')).toEqual({ text: null })
    await traffic
      .getByLabel(w.traffic.openFile)
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(recording) })
    await expect.poll(() => asked('doctor:replay')).toEqual({ text: recording })
  })

  it('works by keyboard alone', async () => {
    const page = await goDevices()
    await card(page, w.traffic.title).getByRole('button', { name: w.traffic.start }).focus()
    await page.keyboard.press('Space')
    const list = page.getByRole('region', { name: w.traffic.list })
    await list.focus()
    expect(await list.evaluate((box) => box === document.activeElement)).toBe(true)
  })
})

describe('the whole screen with everything open', () => {
  it('is clean to axe in light and in dark, has no small target and no overflow', async () => {
    const page = await goDevices()
    for (const name of ['Scanner', 'Scale', 'Label printer'])
      await card(page, name).getByRole('button', { name: w.look }).click()
    pages.station.showLoose(scan('0109400000000016', { is: 'unknown' }))
    await card(page, 'Scale').getByLabel(w.known).fill('4.3 kg')
    const traffic = card(page, w.traffic.title)
    await traffic.getByRole('button', { name: w.traffic.start }).click()
    await traffic.getByRole('button', { name: w.traffic.replay }).click()
    await traffic.getByText('4320 g, steady').waitFor()
    expect(await axeFaults(page, readableForAll)).toEqual([])
    const small = await page.$$eval('button, a, input:not([type=radio]), select, summary', (targets) =>
      targets
        .filter((target) => target.getClientRects().length > 0)
        .filter((target) => {
          const { height, width } = target.getBoundingClientRect()
          return height < 44 || width < 44
        })
        .map((target) => target.outerHTML.slice(0, 120)),
    )
    expect(small).toEqual([])
    expect(await page.evaluate(() => document.body.scrollWidth <= window.innerWidth)).toBe(true)
    await darken(page)
    expect(await axeFaults(page, readableColours), 'dark').toEqual([])
  })
})
