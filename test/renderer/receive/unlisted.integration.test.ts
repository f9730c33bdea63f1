import { expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { outcomes } from '../fixture-outcomes.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()

it('what is written of something in no list outlives the scans that go on meanwhile', async () => {
  const { page } = await pages.go('#/receive/c-receive')
  await page.locator('.line').first().waitFor()
  const { station } = pages
  const counted = outcomes.find((one) => one.is === 'counted')
  if (!counted) throw new Error('no such outcome')
  station.showReceived('111', { is: 'unknown' })
  const name = page.getByLabel(words.receive.unlistedName)
  const code = page.getByLabel(words.receive.unlistedCode)
  await name.fill('Blue crate')
  for (const [text, outcome] of [
    ['9400000000015', counted],
    ['222', { is: 'unknown' } as const],
  ] as const) {
    station.showReceived(text, outcome)
    await page
      .locator(`.last-scan[data-outcome="${outcome.is}"]`)
      .filter({ hasText: outcome.is === 'unknown' ? text : '' })
      .waitFor()
    expect(await name.inputValue()).toBe('Blue crate')
    expect(await code.inputValue()).toBe('111')
  }
  await page.getByRole('button', { name: words.receive.unlistedGo }).click()
  await expect
    .poll(() => station.asked.find(({ ask }) => ask === 'receive:unlisted'))
    .toMatchObject({ takes: { text: '111', name: 'Blue crate' } })
})

it('a form that nobody has begun goes with the next scan', async () => {
  const { page } = await pages.go('#/receive/c-receive')
  await page.locator('.line').first().waitFor()
  const { station } = pages
  const code = page.getByLabel(words.receive.unlistedCode)
  station.showReceived('111', { is: 'unknown' })
  await expect.poll(() => code.inputValue()).toBe('111')
  station.showReceived('222', { is: 'unknown' })
  await expect.poll(() => code.inputValue()).toBe('222')
})

it('a question that was set aside is not asked any more by the card', async () => {
  const { page } = await pages.go('#/receive/c-receive')
  await page.locator('.line').first().waitFor()
  const asks = outcomes.find((one) => one.is === 'not-on-transfer')
  if (!asks) throw new Error('no such outcome')
  pages.station.showReceived('9400000000015', asks)
  const card = page.locator('.last-scan')
  await card.getByText(words.scan.addExtra).waitFor()
  await page.keyboard.press('Escape')
  await card.getByText(words.scan.asideSay).waitFor()
  expect(await card.getByText(words.scan.addExtra).count()).toBe(0)
})
