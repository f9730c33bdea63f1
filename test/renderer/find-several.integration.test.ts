import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import type { Ask } from '../../src-shared/contract/contract.ts'
import { product } from './fixture-desks.ts'
import { screenPages } from './screen-pages.ts'

const w = words.pack.ticks
const pages = screenPages()
let page: Page

/** Opens a screen and finds the four drip tips, or what else is typed. */
async function search(hash: string, text = 'drip tip'): Promise<void> {
  page = (await pages.go(hash)).page
  await page.locator('.find-field input').fill(text)
  await page.locator('.find-field input').focus()
  await isFound()
}

/** Waits until the four products of the whole word are shown. */
const isFound = () => page.locator('.found-list[aria-busy=false] .found-row').nth(3).waitFor()

const tickOf = (at: number) => page.getByLabel(w.tick(product(at).name), { exact: true })
const ticked = () => page.locator('.found-tick input:checked').count()
const taken = (ask: Ask) =>
  pages.station.asked
    .filter((entry) => entry.ask === ask)
    .map(({ takes }) => Number((takes as { productId: string }).productId.split('-')[1]))

describe('several products of one search', () => {
  it('are ticked with Shift and the arrows and added with Ctrl+Enter, and one sentence says so', async () => {
    await search('#/pack/c-pack')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    expect(await ticked()).toBe(3)
    await page.keyboard.press('Shift+ArrowUp')
    expect(await ticked()).toBe(2)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Control+Space')
    expect(await ticked()).toBe(3)
    expect(taken('pack:take')).toEqual([])
    await page.keyboard.press('Control+Enter')
    await page.getByRole('status').getByText(w.added(3)).waitFor()
    expect(taken('pack:take')).toEqual([7, 17, 37])
    expect(await page.locator('.found').count()).toBe(0)
    expect(await page.locator('.find-field input').inputValue()).toBe('')
  })

  it('are ticked by touch and with Shift and a click, while a plain click still adds one', async () => {
    await search('#/pack/c-pack')
    await tickOf(17).click()
    await page
      .locator('.found-row')
      .nth(3)
      .click({ modifiers: ['Shift'] })
    expect(await ticked()).toBe(3)
    await page
      .locator('.found-row')
      .nth(2)
      .click({ modifiers: ['Control'] })
    expect(await ticked()).toBe(2)
    const box = await page.locator('.found-tick').first().boundingBox()
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
    await page.locator('.found-row').first().click()
    await expect.poll(() => taken('pack:take')).toEqual([7])
    await page.getByText(`${w.ticked(2)} ${product(17).name}, ${product(37).name}`).waitFor()
    await page.getByRole('button', { name: w.add(2, 1) }).click()
    await page.getByRole('status').getByText(w.added(2)).waitFor()
    expect(taken('pack:take')).toEqual([7, 17, 37])
  })

  it('are ticked with Tab and Space, and stay ticked while the search goes on to something else', async () => {
    await search('#/pack/c-pack')
    await tickOf(7).focus()
    await page.keyboard.press('Space')
    await page.locator('.find-field input').fill('cotton')
    await tickOf(8).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('status').getByText(w.added(2)).waitFor()
    expect(taken('pack:take')).toEqual([7, 8])
  })

  it('name what could not be added and keep it ticked, and add the rest', async () => {
    await search('#/pack/c-pack')
    pages.station.refused.add('product-17')
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+Enter')
    const why = 'That product is not in the catalogue.'
    await page
      .getByRole('alert')
      .getByText(w.notAdded(3, 4, `${product(17).name}. ${why}`))
      .waitFor()
    expect(await ticked()).toBe(1)
    pages.station.refused.clear()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('status').getByText(w.added(1)).waitFor()
    expect(taken('pack:take').sort((a, b) => a - b)).toEqual([7, 17, 17, 27, 37])
  })

  it('are added with as many units each as n × says', async () => {
    await search('#/pack/c-pack')
    pages.station.answer('desk:times', { consignmentId: 'c-pack', times: 5 })
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByRole('button', { name: w.add(2, 5) }).click()
    await page.getByRole('status').getByText(w.added(2)).waitFor()
    const times = pages.station.asked.flatMap(({ ask, takes }) =>
      ask === 'pack:take' ? [(takes as { times: number }).times] : [],
    )
    expect(times).toEqual([5, 5])
  })

  it.each([
    ['#/receive/c-receive', 'receive:take'],
    ['#/pack/c-draft', 'transfer:plan'],
  ] as const)('are added on %s too', async (hash, ask) => {
    await search(hash)
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => taken(ask)).toEqual([7, 17])
  })

  it('are let go with Escape, and Enter takes the chosen one as before', async () => {
    await search('#/pack/c-pack')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Escape')
    await page.locator('.found').waitFor({ state: 'detached' })
    await page.locator('.find-field input').focus()
    await page.keyboard.type('drip tip', { delay: 60 })
    await isFound()
    expect(await ticked()).toBe(0)
    await page.keyboard.press('Enter')
    await expect.poll(() => taken('pack:take')).toEqual([7])
  })

  it('keep the word about them until a scanner reads the next code', async () => {
    await search('#/pack/c-pack')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+Enter')
    const said = page.getByRole('status').getByText(w.added(2))
    await said.waitFor()
    pages.station.show('4711', { is: 'unknown' })
    await said.waitFor({ state: 'detached' })
  })

  it('show the chosen row however far down it is, below what is ticked', async () => {
    await search('#/pack/c-pack', 'pod kit')
    for (let step = 0; step < 7; step += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Control+Space')
    await expect.poll(isChosenInView).toBe(true)
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowUp')
    await expect.poll(isChosenInView).toBe(true)
  })
})

/** Whether the chosen row is what a finger would touch in the middle of it. */
const isChosenInView = () =>
  page.locator('.found-item.is-chosen').evaluate((row) => {
    const box = row.getBoundingClientRect()
    return row.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2))
  })
