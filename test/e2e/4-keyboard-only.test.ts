import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { type BenchPage, benchPage } from './bench-page.ts'
import {
  article,
  bugsIn,
  type DayBrowser,
  keepFailure,
  openBrowser,
  openProfile,
  type StationRun,
  startStation,
  type Window,
} from './rig.ts'

const w = words.pack
const black = article('Pod Kit Black')
const mango = article('Mango Salt 30 ml 20 mg')
const mostTabs = 80

let profile: ReturnType<typeof openProfile>
let station: StationRun
let browser: DayBrowser
let window: Window
let at: BenchPage

const press = (...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => window.page.keyboard.press(key)), Promise.resolve())
/** A person's typing: too slow to be taken for a scanner's. */
const type = (text: string) => window.page.keyboard.type(text, { delay: 90 })

/** Goes on with Tab until this has the focus, as somebody without a mouse does. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' })
  for (let tabs = 0; tabs < mostTabs; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await press('Tab')
  }
  throw new Error(`${mostTabs} times Tab did not reach ${target}`)
}

describe('packing with the keyboard alone', () => {
  beforeAll(async () => {
    profile = openProfile()
    station = await startStation(profile.folder, [])
    browser = await openBrowser()
    window = await browser.open(station.link)
    at = benchPage(window.page)
  })
  afterEach((test) => keepFailure(test, window?.page))
  afterAll(async () => {
    await browser?.close()
    await station?.stop()
    profile?.close()
  })

  it('reaches a transfer with Tab and opens it with Enter', async () => {
    await tabTo(window.page.getByRole('link', { name: /Warehouse.*Ponsonby.*12 lines/ }))
    await press('Enter')
    await at.lineShows(black.name, 0, 6)
  })

  it('counts with the arrows, finds with /, sets n times with *, takes back with Z', async () => {
    await press('ArrowUp')
    await at.lineShows(black.name, 1, 6)
    await press('Shift+ArrowUp')
    await at.lineShows(black.name, 11, 6)
    await at.card(words.scan.over)
    await press('z')
    await at.lineShows(black.name, 1, 6)
    await press('/')
    await type('mango salt 30 ml 20')
    await window.page.locator('.found-row').filter({ hasText: mango.name }).waitFor()
    await press('Enter')
    await at.lineShows(mango.name, 1, 10)
    await press('Escape', '*')
    await window.page.locator('.times-input').waitFor()
    await type('4')
    await press('Enter')
    await window.page.getByText(w.timesSet(4)).waitFor()
    await at.typeScan(black.code)
    await at.lineShows(black.name, 5, 6)
  })

  it('seals with a typed weight and starts the next box', async () => {
    await tabTo(window.page.getByRole('button', { name: w.typeWeight }))
    await press('Enter')
    await type('812')
    await press('Enter')
    await window.page.getByRole('button', { name: w.sealAnyway }).waitFor()
    await press('Enter')
    await at.box(1).getByText(w.typed, { exact: true }).waitFor()
    await press('F2')
    await at.box(2).getByText(w.current).waitFor()
    await at.typeScan(black.code)
    await at.lineShows(black.name, 6, 6)
    await station.hands.ask('training:weigh', { grams: 160 })
    await window.page
      .locator('.weight[data-reading="steady"]')
      .getByText(/160\sg/)
      .waitFor()
    await press('F9')
    await window.page.getByRole('button', { name: w.sealAnyway }).waitFor()
    await press('F9')
    await at.box(2).getByText(w.sealed).waitFor()
  })

  it('hands over to a driver', async () => {
    await press('F8')
    const form = window.page.getByRole('form', { name: w.handover.title })
    await tabTo(form.getByRole('radio', { name: w.handover.courier }))
    await press('ArrowRight')
    await tabTo(form.getByRole('textbox', { name: w.handover.driver, exact: true }))
    await type('Van 1')
    await press('Enter')
    await window.page.getByText(w.isSent).waitFor()
    await window.page.locator('.sync-line').getByText('All sent').waitFor()
    expect(window.complaints).toEqual([])
    expect(bugsIn(profile.folder)).toEqual([])
  })
})
