import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sounds } from '../../src-renderer/sound.ts'
import { words } from '../../src-renderer/words.ts'
import { StationError } from '../../src-shared/failure.ts'
import { benchPage } from '../e2e/bench-page.ts'
import { openScreens, tonesOf } from './fixture-browser.ts'
import { product } from './fixture-desks.ts'

let screens: Awaited<ReturnType<typeof openScreens>>
let page: Page
const full = new StationError('disk-full', 'The disk is full.', 'Make room on the disk, then scan it again.')
const code = String(product(0).codes[0])

beforeAll(async () => {
  screens = await openScreens()
})
afterEach(() => page?.close())
afterAll(() => screens.close())

const list = () => page.getByRole('list', { name: words.scan.missedLabel })
const scan = (digits: string) => benchPage(page).typeScan(digits)

describe('a keyboard scan the station does not take', () => {
  it('is heard, and stands there with its code, why and what to do, also after a reload', async () => {
    page = (await screens.page('#/pack/c-pack')).page
    await page.locator('.line').first().waitFor()
    await tonesOf(page)
    screens.host.station.failScans(full)
    await scan(code)
    await list().getByText(code).waitFor()
    await list().getByText(`${full.message} ${full.next}`).waitFor()
    expect(await tonesOf(page)).toEqual(sounds['not-now'].map(([hertz]) => hertz))
    await page.reload()
    await list().getByText(code).waitFor()
    await list().getByRole('button', { name: words.scan.missedAgain }).click()
    await expect
      .poll(() => screens.host.station.asked.filter(({ ask }) => ask === 'desk:scan').length)
      .toBe(2)
    await list().getByText(code).waitFor()
    screens.host.station.failScans(null)
    await list().getByRole('button', { name: words.scan.missedAgain }).click()
    await page.locator('[data-outcome="counted"]').waitFor()
    await list().waitFor({ state: 'detached' })
  })

  it('keeps every one, and lets go of the one that is set aside', async () => {
    page = (await screens.page('#/work')).page
    await page.locator('.work-card').first().waitFor()
    screens.host.station.failScans(full)
    await scan('1111')
    await scan('2222')
    await list().getByText('2222').waitFor()
    await list().getByRole('button', { name: words.scan.missedDrop }).first().click()
    await list().getByText('1111').waitFor({ state: 'detached' })
    expect(await list().getByRole('alert').count()).toBe(1)
  })

  it('of a code that was typed leaves the code in the field', async () => {
    page = (await screens.page('#/pack/c-pack')).page
    await page.locator('.find-field input').focus()
    screens.host.station.failScans(full)
    await page.keyboard.type('no such', { delay: 60 })
    await page.getByText(words.pack.nothingFound).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(full.message).waitFor()
    expect(await page.locator('.find-field input').inputValue()).toBe('no such')
  })
})
