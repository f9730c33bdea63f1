import { describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { screenPages } from './screen-pages.ts'

const pages = screenPages()
const w = words.record

describe('the record on the screen', () => {
  it('shows the newest acts, fetches older ones as it is scrolled, and says where it begins', async () => {
    const { page } = await pages.go('#/record')
    await page.locator('.record-one').first().waitFor()
    const list = page.getByRole('region', { name: w.list })
    await expect
      .poll(
        async () => {
          await list.evaluate((region) => region.scrollTo(0, region.scrollHeight))
          return page.locator('.record-end').textContent()
        },
        { timeout: 10_000 },
      )
      .toBe(w.end)
    expect(pages.asks().filter((ask) => ask === 'record:list')).toHaveLength(5)
  })

  it('opens a row with the keyboard, with each value before and after', async () => {
    const { page } = await pages.go('#/record')
    await page.locator('.record-one').first().focus()
    await page.keyboard.press('Enter')
    const detail = page.getByRole('region', { name: /^Row 450/ })
    await detail.getByRole('row', { name: /quantity 4 5/ }).waitFor()
    // A sign that shows nothing is named.
    await detail.getByText('10LOT<GS>21AB').waitFor()
    // What people wrote can be erased, with a reason.
    await detail.getByText(w.textErased).waitFor()
    await detail.getByText(w.alsoIn(3)).waitFor()
    await detail.getByRole('button', { name: w.eraseText }).click()
    await detail.getByLabel(w.eraseReason).fill('They asked for it')
    await page.keyboard.press('Enter')
    await expect.poll(() => pages.asks().filter((ask) => ask === 'record:erase-text')).toHaveLength(1)
    await detail.getByLabel(w.eraseReason).waitFor({ state: 'detached' })
    await detail.getByRole('button', { name: w.close }).click()
    await detail.waitFor({ state: 'detached' })
  })

  it('says so when nothing fits, and comes back to everything', async () => {
    const { page } = await pages.go('#/record')
    await page.getByLabel(w.device).selectOption(w.devices.camera)
    await page.getByText(w.nobody).waitFor()
    await page.getByRole('button', { name: w.clear }).click()
    await page.locator('.record-one').first().waitFor()
  })

  it('names the first bad row and what was done to it', async () => {
    const { page } = await pages.go('#/record')
    await page.getByRole('button', { name: w.verify }).click()
    const verdict = page.getByRole('alert').filter({ hasText: w.broken('123') })
    await verdict.getByText(w.tampering.swapped).waitFor()
  })
})
