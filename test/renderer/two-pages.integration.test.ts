import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { openScreens } from './fixture-browser.ts'
import { scan } from './fixture-desks.ts'

let screens: Awaited<ReturnType<typeof openScreens>>
let page: Page

beforeAll(async () => {
  screens = await openScreens()
})
afterEach(() => page?.close())
afterAll(() => screens.close())

const elsewhere = () => page.getByText(words.frame.scannerElsewhere)
const shown = () => screens.host.station.asked.filter(({ ask }) => ask === 'desk:show')

describe('a page of a station that has another one', () => {
  it.each([
    [
      'a click',
      () =>
        page
          .locator('.pack-head, main')
          .first()
          .click({ position: { x: 4, y: 4 } }),
    ],
    ['a key', () => page.keyboard.press('Shift')],
    ['coming back to it', () => page.evaluate(() => window.dispatchEvent(new Event('focus')))],
  ])('says that the scanner is elsewhere, and has it again after %s', async (_what, use) => {
    page = (await screens.page('#/pack/c-pack')).page
    await page.locator('.line').first().waitFor()
    expect(await elsewhere().count()).toBe(0)
    screens.host.station.tellScannerAt('page-2')
    await elsewhere().waitFor()
    const before = shown().length
    await use()
    await elsewhere().waitFor({ state: 'detached' })
    expect(shown().slice(before)).toMatchObject([
      { takes: { screen: 'pack', consignmentId: 'c-pack', isUsed: true } },
    ])
  })

  it('stays where it is when the other one scans a consignment', async () => {
    page = (await screens.page('#/work')).page
    await page.locator('.work-card').first().waitFor()
    screens.host.station.tellScannerAt('page-2')
    await elsewhere().waitFor()
    const found = { is: 'consignment', consignmentId: 'c-pack', code: 'ST4K7Q-000001' } as const
    screens.host.station.showLoose(scan('ST4K7Q-000001', found, null))
    await page.getByText('ST4K7Q-000001').first().waitFor()
    expect(page.url()).toMatch(/#\/work$/)
  })
})
