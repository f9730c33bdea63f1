import { describe, expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()
const { asks, go } = pages

describe('box numbers', () => {
  it('carry an SSCC only with both the prefix and a number of this station', async () => {
    const { page } = await go('#/setup')
    const card = page.getByRole('region', { name: words.setup.gs1 })
    const use = card.getByRole('button', { name: words.setup.gs1Use })
    await card.getByLabel(words.setup.gs1Label).fill('9412345')
    expect(await use.isDisabled()).toBe(true)
    await card.getByLabel(words.setup.gs1Label).press('Enter')
    expect(asks()).not.toContain('setup:gs1-prefix')
    await card.getByLabel(words.setup.stationNumber).fill('7')
    await use.click()
    await expect
      .poll(() => pages.station.asked.find((entry) => entry.ask === 'setup:gs1-prefix')?.takes)
      .toEqual({ prefix: '9412345', stationNumber: 7 })
  })
})
