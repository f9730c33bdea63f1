import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { scan } from './fixture-desks.ts'
import { screenPages } from './screen-pages.ts'

const pages = screenPages()
let page: Page

const elsewhere = () => page.getByText(words.frame.scannerElsewhere)
const shown = () => pages.station.asked.filter(({ ask }) => ask === 'desk:show')

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
    page = (await pages.go('#/pack/c-pack')).page
    await page.locator('.line').first().waitFor()
    expect(await elsewhere().count()).toBe(0)
    pages.station.tellScannerAt('page-2')
    await elsewhere().waitFor()
    const before = shown().length
    await use()
    await elsewhere().waitFor({ state: 'detached' })
    expect(shown().slice(before)).toMatchObject([
      { takes: { screen: 'pack', consignmentId: 'c-pack', isUsed: true } },
    ])
  })

  it('stays where it is when the other one scans a consignment', async () => {
    page = (await pages.go('#/work')).page
    await page.locator('.work-card').first().waitFor()
    pages.station.tellScannerAt('page-2')
    await elsewhere().waitFor()
    const found = { is: 'consignment', consignmentId: 'c-pack', code: 'ST4K7Q-000001' } as const
    pages.station.showLoose(scan('ST4K7Q-000001', found, null))
    await page.getByText('ST4K7Q-000001').first().waitFor()
    expect(page.url()).toMatch(/#\/work$/)
  })
})
