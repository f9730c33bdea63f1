import { describe, expect, it } from 'vitest'
import { faceOf } from '../../../src-renderer/part/outcome.ts'
import { sounds } from '../../../src-renderer/sound.ts'
import { words } from '../../../src-renderer/words.ts'
import { readScanText } from '../../../src-shared/rule/scan-text.ts'
import { axeFaults } from '../../axe.ts'
import { tonesOf } from '../fixture-browser.ts'
import { product, scan } from '../fixture-desks.ts'
import { outcomes } from '../fixture-outcomes.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()
const { goPack } = pages

describe('the label of a scan', () => {
  it('stands in words on the card: batch, expiry, and a separator that got lost', async () => {
    const { page } = await goPack()
    const read = readScanText(']C101094000000000161726123110LOT721S9', true)
    pages.station.show('0109', { is: 'unknown' }, { gs1: read.gs1 ?? [], problems: read.problems })
    await page.getByText('Expires 31 Dec 2026').waitFor()
    await page.getByText('Batch may have run into what follows: LOT721S9.').waitFor()
    expect(await axeFaults(page, ['color-contrast-enhanced'], '.last-scan')).toEqual([])
  })
})

describe('the last-scan card', () => {
  it.each(outcomes.map((outcome) => [outcome.is, outcome] as const))(
    'shows %s with its word, its shape and its sound, readable at arm’s length',
    async (is, outcome) => {
      const { page } = await goPack()
      await tonesOf(page)
      pages.station.show('9400000000015', outcome)
      const card = page.locator('.last-scan')
      await expect.poll(() => card.getAttribute('data-outcome')).toBe(is)
      const face = faceOf(scan('9400000000015', outcome))
      expect(await card.locator('.last-scan-word').textContent()).toBe(face.word)
      expect(await card.locator('.last-scan-shape svg').count()).toBe(1)
      expect(await tonesOf(page)).toEqual(sounds[is].map(([hertz]) => hertz))
      expect(await axeFaults(page, ['color-contrast-enhanced'], '.last-scan')).toEqual([])
    },
  )

  it('keeps a question beside the work while scanning goes on, and a key answers it', async () => {
    const { page } = await goPack()
    pages.station.show('1', { is: 'several', choices: [product(0), product(9)], times: 1 })
    await page.locator('.tile').nth(1).waitFor()
    pages.station.show('2', { is: 'unknown' })
    await page.locator('[data-outcome="unknown"]').waitFor()
    expect(await page.locator('.tile').count()).toBe(2)
    await page.keyboard.press('2')
    await page.locator('.tile').first().waitFor({ state: 'detached' })
    expect(pages.station.asked.at(-1)).toMatchObject({
      ask: 'pack:take',
      takes: { productId: 'product-9' },
    })
  })

  it('asks again after a reload, until it is answered', async () => {
    const { page } = await goPack()
    pages.station.show('1', { is: 'several', choices: [product(0), product(9)], times: 1 })
    await page.locator('.tile').nth(1).waitFor()
    await page.reload()
    await page.locator('.tile').nth(1).waitFor()
    await page.keyboard.press('2')
    await page.locator('.tile').first().waitFor({ state: 'detached' })
    await page.reload()
    await page.locator('[data-outcome="over"]').waitFor()
    expect(await page.locator('.tile').count()).toBe(0)
  })

  it('adds a product that is not on the transfer with Y', async () => {
    const { page } = await goPack()
    pages.station.show('1', { is: 'not-on-transfer', product: product(30), times: 1 })
    await page.locator('.tile').waitFor()
    await page.keyboard.press('y')
    await page.locator('[data-line="line-30"]').waitFor()
  })

  it('fills the search with an unknown code and leaves the focus where it was', async () => {
    const { page } = await goPack()
    const focused = () => page.evaluate(() => document.activeElement?.tagName)
    const before = await focused()
    pages.station.show('pod kit', { is: 'unknown' })
    await page.locator('.found-row').first().waitFor()
    expect(await page.getByLabel('Find a product by name, SKU or code').first().inputValue()).toBe('pod kit')
    expect(await focused()).toBe(before)
  })
})

describe('two questions at the bench', () => {
  it('stand one after the other, and the card of the newer one does not ask for the keys', async () => {
    const { page } = await goPack()
    const asked = (text: string, at: number) =>
      pages.station.show(text, { is: 'not-on-transfer', product: product(at), times: 1 })
    asked('111', 30)
    await page.locator('.last-scan').getByText(words.scan.addExtra).waitFor()
    asked('222', 31)
    await page.locator('.last-scan').getByText(words.scan.asksLater).waitFor()
    await page.locator('.question').getByText('111').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.question').getByText('222').waitFor()
    await page.locator('.last-scan').getByText(words.scan.addExtra).waitFor()
  })
})
