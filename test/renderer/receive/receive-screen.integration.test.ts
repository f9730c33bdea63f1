import { describe, expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()
const { asks, go } = pages

describe('a label for a product', () => {
  it('that was asked for is said so', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().click()
    await page.getByRole('button', { name: /^Print \d+ labels?$/ }).click()
    await page.getByText(/^\d+ labels? asked for/).waitFor()
  })
})

describe('the line in hand', () => {
  it('offers what is counted before what is printed', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().click()
    const line = page.getByRole('region', { name: words.receive.line })
    const damaged = await line.getByRole('button', { name: words.receive.plusDamaged }).boundingBox()
    const labels = await line.getByLabel('How many labels?').boundingBox()
    expect(damaged?.y).toBeLessThan(labels?.y ?? 0)
  })
})

describe('the keys of the receiving bench', () => {
  it('mark damage, stop, and sum up before closing for good', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().waitFor()
    await page.keyboard.press('d')
    await expect.poll(asks).toContain('receive:change')
    await page.keyboard.press('F7')
    await expect.poll(asks).toContain('receive:stop')
    await page.keyboard.press('F8')
    await page.getByText('Not added to stock here.').waitFor()
    await page.getByText('Why will the rest not come?').waitFor()
    expect(asks()).not.toContain('receive:close')
    const close = page.getByRole('button', { name: 'Close for good: 79 units missing' })
    expect(await close.isDisabled()).toBe(true)
    const suggested = page.getByRole('button', { name: 'Not in the delivery' })
    await suggested.click()
    expect(await page.getByLabel('Why will the rest not come?').inputValue()).toBe('Not in the delivery')
    expect(await suggested.getAttribute('aria-pressed')).toBe('true')
    expect(asks()).not.toContain('receive:close')
    await close.click()
    await expect
      .poll(() => pages.station.asked.find((entry) => entry.ask === 'receive:close'))
      .toMatchObject({ takes: { reason: 'Not in the delivery' } })
  })
})

describe('an unknown code at receiving', () => {
  it('brings the form for what no list knows into sight, with the code in it', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().waitFor()
    pages.station.showReceived('2000000000008', { is: 'unknown' })
    const code = page.getByLabel(words.receive.unlistedCode)
    await code.waitFor()
    expect(await code.inputValue()).toBe('2000000000008')
    const box = await page.getByRole('button', { name: words.receive.unlistedGo }).boundingBox()
    expect(box && box.y + box.height).toBeLessThan(800)
  })
})

describe('a delivery that is closed', () => {
  it('expects no box any more, and sums the chosen line over its receipts as the list does', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('[data-line="line-1"]').click()
    const chosen = page.getByRole('region', { name: words.receive.line })
    await chosen.getByText(words.receive.before, { exact: true }).waitFor()
    expect(await page.locator('.line-before').count()).toBeGreaterThan(1)
    pages.station.closeReceived()
    await page.locator('[data-box="3"]').getByText(words.receive.boxNotConfirmed).waitFor()
    expect(await page.getByText(words.receive.boxExpected, { exact: true }).count()).toBe(0)
    expect(await chosen.getByText(words.receive.before, { exact: true }).count()).toBe(0)
    expect(await chosen.locator('dd').nth(1).innerText()).toBe('8')
    expect(await page.locator('.line-before').count()).toBe(0)
  })
})

describe('the summary before a delivery is closed', () => {
  it('takes the focus into its reason, and Escape closes it and gives the focus back', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().waitFor()
    const search = page.getByLabel(words.pack.findLabel).first()
    await search.focus()
    await page.keyboard.press('F8')
    const reason = page.getByLabel(words.receive.reason)
    await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type('Lost', { delay: 60 })
    await page.keyboard.press('F8')
    expect(await reason.inputValue()).toBe('Lost')
    expect(asks()).not.toContain('receive:close')
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: words.receive.summary }).waitFor({ state: 'detached' })
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(asks()).not.toContain('receive:close')
  })
})
