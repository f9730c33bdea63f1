import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { sounds } from '../../src-renderer/sound.ts'
import { words } from '../../src-renderer/words.ts'
import { StationError } from '../../src-shared/failure.ts'
import { benchPage } from '../e2e/bench-page.ts'
import { tonesOf } from './fixture-browser.ts'
import { product } from './fixture-desks.ts'
import { screenPages } from './screen-pages.ts'

const pages = screenPages()
let page: Page
const full = new StationError('disk-full', 'The disk is full.', 'Make room on the disk, then scan it again.')
const code = String(product(0).codes[0])

const list = () => page.getByRole('list', { name: words.scan.missedLabel })
const scan = (digits: string) => benchPage(page).typeScan(digits)

describe('a keyboard scan the station does not take', () => {
  it('is heard, and stands there with its code, why and what to do, also after a reload', async () => {
    page = (await pages.goFresh('#/pack/c-pack')).page
    await page.locator('.line').first().waitFor()
    await tonesOf(page)
    pages.station.failScans(full)
    await scan(code)
    await list().getByText(code).waitFor()
    await list().getByText(`${full.message} ${full.next}`).waitFor()
    expect(await tonesOf(page)).toEqual(sounds['not-now'].map(([hertz]) => hertz))
    await page.reload()
    await list().getByText(code).waitFor()
    await list().getByRole('button', { name: words.scan.missedAgain }).click()
    await expect.poll(() => pages.station.asked.filter(({ ask }) => ask === 'desk:scan').length).toBe(2)
    await list().getByText(code).waitFor()
    pages.station.failScans(null)
    await list().getByRole('button', { name: words.scan.missedAgain }).click()
    await page.locator('[data-outcome="counted"]').waitFor()
    await list().waitFor({ state: 'detached' })
  })

  it('keeps every one, and lets go of the one that is set aside', async () => {
    page = (await pages.goFresh('#/work')).page
    await page.locator('.work-card').first().waitFor()
    pages.station.failScans(full)
    await scan('1111')
    await scan('2222')
    await list().getByText('2222').waitFor()
    await list().getByRole('button', { name: words.scan.missedDrop }).first().click()
    await list().getByText('1111').waitFor({ state: 'detached' })
    expect(await list().getByRole('alert').count()).toBe(1)
  })

  it('of a code that was typed leaves the code in the field', async () => {
    page = (await pages.goFresh('#/pack/c-pack')).page
    await page.locator('.find-field input').focus()
    pages.station.failScans(full)
    await page.keyboard.type('no such', { delay: 60 })
    await page.getByText(words.pack.nothingFound).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(full.message).waitFor()
    expect(await page.locator('.find-field input').inputValue()).toBe('no such')
  })
})
