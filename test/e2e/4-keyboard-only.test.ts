import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { openDay } from './day.ts'
import { article, bugsIn } from './rig.ts'

const w = words.pack
const black = article('Pod Kit Black')
const mango = article('Mango Salt 30 ml 20 mg')
const mostTabs = 80

const day = openDay()

const press = (...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => day.page.keyboard.press(key)), Promise.resolve())
/** A person's typing: too slow to be taken for a scanner's. */
const type = (text: string) => day.page.keyboard.type(text, { delay: 90 })

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
  it('reaches a transfer with Tab and opens it with Enter', async () => {
    await tabTo(day.page.getByRole('link', { name: /Warehouse.*Ponsonby.*12 lines/ }))
    await press('Enter')
    await day.at.lineShows(black.name, 0, 6)
  })

  it('counts with the arrows, finds with /, sets n times with *, takes back with Z', async () => {
    await press('ArrowUp')
    await day.at.lineShows(black.name, 1, 6)
    await press('Shift+ArrowUp')
    await day.at.lineShows(black.name, 11, 6)
    await day.at.card(words.scan.over)
    await press('z')
    await day.at.lineShows(black.name, 1, 6)
    await press('/')
    await type('mango salt 30 ml 20')
    await day.page.locator('.found-row').filter({ hasText: mango.name }).waitFor()
    await press('Enter')
    await day.at.lineShows(mango.name, 1, 10)
    await press('Escape', '*')
    await day.page.locator('.times-input').waitFor()
    await type('4')
    await press('Enter')
    await day.page.getByText(w.timesSet(4)).waitFor()
    await day.at.typeScan(black.code)
    await day.at.lineShows(black.name, 5, 6)
  })

  it('seals with a typed weight and starts the next box', async () => {
    await press('F7')
    const isOpen = day.page.getByText('Box 1 is not sealed.')
    await isOpen.waitFor()
    await tabTo(day.page.getByRole('button', { name: w.typeWeight }))
    await press('Enter')
    await type('812')
    await press('Enter')
    await day.page.getByRole('button', { name: w.sealAnyway }).waitFor()
    await press('Enter')
    await day.at.box(1).getByText(w.typed, { exact: true }).waitFor()
    await isOpen.waitFor({ state: 'detached' })
    await press('F2')
    await day.at.box(2).getByText(w.current).waitFor()
    await day.at.typeScan(black.code)
    await day.at.lineShows(black.name, 6, 6)
    await day.station.hands.ask('training:weigh', { grams: 160 })
    await day.page
      .locator('.weight[data-reading="steady"]')
      .getByText(/160\sg/)
      .waitFor()
    await press('F9')
    await day.page.getByRole('button', { name: w.sealAnyway }).waitFor()
    await press('F9')
    await day.at.box(2).getByText(w.sealed).waitFor()
  })

  it('hands over to a driver', async () => {
    await press('F8')
    const form = day.page.getByRole('form', { name: w.handover.title })
    await tabTo(form.getByRole('radio', { name: w.handover.courier }))
    await press('ArrowRight')
    await tabTo(form.getByRole('textbox', { name: w.handover.driver, exact: true }))
    await type('Van 1')
    await press('Enter')
    await day.page.getByText(w.isSent).waitFor()
    await day.page.locator('.sync-line').getByText('All sent').waitFor()
    expect(day.complaints).toEqual([])
    expect(bugsIn(day.folder)).toEqual([])
  })
})
