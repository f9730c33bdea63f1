import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { typeScan } from '../e2e/bench-page.ts'
import { screenPages } from './screen-pages.ts'

const pages = screenPages()

async function go(hash: string): Promise<Page> {
  const opened = await pages.go(hash)
  return opened.page
}
const taken = (ask: string) =>
  pages.station.asked.filter((entry) => entry.ask === ask).map((entry) => entry.takes)
const hash = (page: Page) => new URL(page.url()).hash

describe('what differs, on the Sync screen', () => {
  it('shows both sides with when and why, and asks why before a choice is carried out', async () => {
    const page = await go('#/sync/differences')
    const card = page.getByRole('region', { name: 'Compared with Lightspeed' })
    await card.getByText('12 counted').waitFor()
    await card.getByText('10 sent: two units taken off there').waitFor()
    await card.getByText('1 needs you').waitFor()
    await card.getByRole('button', { name: 'Ours is right: set it to 12 in Lightspeed' }).click()
    await card.getByLabel('Why?').fill('Counted the box again')
    await card.getByRole('button', { name: 'Ours is right: set it to 12 in Lightspeed' }).click()
    await expect
      .poll(() => taken('reconcile:settle'))
      .toEqual([{ differenceId: 'd1', choice: 'tell-again', reason: 'Counted the box again' }])
  })

  it('one that is explained has no choice but to look closer', async () => {
    const page = await go('#/sync/differences')
    const stock = page.locator('.entry', { hasText: 'its level is 12' })
    await stock.getByText('Explained: nothing to do').waitFor()
    expect(await stock.getByRole('button').allTextContents()).toEqual(['Explain this product'])
  })

  it('everything is compared at the press of a button, and one consignment by itself', async () => {
    const page = await go('#/sync/differences')
    await page.getByRole('button', { name: 'Compare now' }).click()
    await page.getByRole('button', { name: 'Compare this one again' }).first().click()
    await expect.poll(() => taken('reconcile:start')).toEqual([{}, { consignmentId: 'c-done' }])
  })
})

describe('what is parked', () => {
  it('leads to its question where it has one, and is sent again or given up where it has none', async () => {
    const page = await go('#/sync/parked')
    const asked = page.locator('.entry', { hasText: 'TR-STO-202611-000101-31' })
    await asked.waitFor()
    expect(await asked.getByRole('button').allTextContents()).toEqual(['Answer under Differences'])
    const refused = page.locator('.entry', { hasText: 'TR-STO-202611-000124-12' })
    await refused.getByRole('button', { name: 'Retry' }).waitFor()
    await asked.getByRole('button').click()
    await expect.poll(() => hash(page)).toBe('#/sync/differences')
  })
})

describe('explaining a product', () => {
  it('is found by typing and Enter: the sentence, the three numbers and every step', async () => {
    const page = await go('#/sync/differences')
    await page.getByRole('button', { name: 'Explain a product' }).click()
    // The field has the focus: nothing has to be touched.
    await page.locator('.explain-empty').waitFor()
    await page.keyboard.type('tank', { delay: 60 })
    await page.locator('.product-found .found-item').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('Lightspeed says 14; 3 packed here wait to be told; expected 11.').waitFor()
    expect(hash(page)).toMatch(/^#\/explain\/./)
    expect(await page.locator('.explain-figures dd').allTextContents()).toEqual(['14', '−3', '11'])
    const moved = page.locator('.step-moved td')
    expect((await moved.allTextContents()).slice(-2)).toEqual(['−3', '11'])
    expect(await page.locator('.explain-steps tbody tr').count()).toBe(3)
  })

  it('by a scan wherever the focus is: a code of one product opens it', async () => {
    const page = await go('#/explain/product-5')
    await page.locator('.explain-steps').waitFor()
    await expect.poll(() => taken('desk:show').some(waitsForProduct)).toBe(true)
    await typeScan(page, '9400000000003')
    await expect.poll(() => hash(page)).toBe('#/explain/product-3')
    expect(taken('desk:took')).toHaveLength(1)
  })

  it('a word that is in no name says so', async () => {
    const page = await go('#/explain')
    await page.locator('.explain-empty').waitFor()
    await page.keyboard.type('xyzzy', { delay: 60 })
    await page.getByText('Nothing is called xyzzy, and no code is xyzzy.').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.product-found').waitFor({ state: 'detached' })
  })

  it('leads back to Sync, which the rail shows as the place', async () => {
    const page = await go('#/explain/p-tea')
    await page.locator('.explain-steps').waitFor()
    expect(await page.locator('.rail [aria-current=page]').textContent()).toContain('Sync')
    await page.getByRole('link', { name: '← Sync' }).click()
    await page.locator('.health').first().waitFor()
    expect(hash(page)).toBe('#/sync/differences')
  })
})

function waitsForProduct(takes: unknown): boolean {
  return (takes as { field?: { what?: string } | null }).field?.what === 'product'
}
