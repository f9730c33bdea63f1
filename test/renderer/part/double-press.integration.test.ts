import { describe, expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { product } from '../fixture-desks.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()
const { asks, go, goPack } = pages
const askedTimes = (name: string) => asks().filter((ask) => ask === name).length

describe('a double press with a glove', () => {
  it('answers the question it was made on, and not the one that comes after it', async () => {
    const { page } = await goPack()
    for (const [text, at] of [
      ['111', 30],
      ['222', 31],
    ] as const)
      pages.station.show(text, { is: 'not-on-transfer', product: product(at), times: 1 })
    await page.locator('.question').getByText('111').waitFor()
    await page.locator('.tile').dblclick()
    await page.locator('.question').getByText('222').waitFor()
    expect(askedTimes('pack:take')).toBe(1)
  })

  it('closes a delivery once', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().waitFor()
    await page.keyboard.press('F8')
    await page.getByRole('button', { name: 'Not in the delivery' }).click()
    await page.getByRole('button', { name: 'Close for good: 79 units missing' }).dblclick()
    await expect.poll(() => askedTimes('receive:close')).toBe(1)
    await page.keyboard.press('d')
    await expect.poll(() => askedTimes('receive:change')).toBe(1)
    expect(askedTimes('receive:close')).toBe(1)
  })

  it('opens one box', async () => {
    const { page } = await goPack()
    const before = await page.locator('.box').count()
    await page.getByRole('button', { name: words.pack.newBox }).dblclick()
    await expect.poll(() => page.locator('.box').count()).toBe(before + 1)
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => askedTimes('pack:change')).toBe(1)
    expect(askedTimes('pack:new-box')).toBe(1)
  })

  it('marks two damaged, where each press is meant', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().click()
    await page.getByRole('button', { name: words.receive.plusDamaged, exact: false }).last().dblclick()
    await expect.poll(() => askedTimes('receive:change')).toBe(2)
  })
})
