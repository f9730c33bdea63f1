import { afterAll, beforeAll, expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { openScreens } from '../fixture-browser.ts'

let screens: Awaited<ReturnType<typeof openScreens>>
beforeAll(async () => {
  screens = await openScreens()
})
afterAll(() => screens.close())

it('the packer reads what the office changed, and says to have seen it', async () => {
  const { page } = await screens.page('#/pack/c-pack')
  await page.locator('.line').first().waitFor()
  const change = { lineId: 'line-0', name: 'Coil / 0.45', from: 1, to: 3 }
  screens.host.station.packOf('c-pack').planChanges = [change]
  expect(await page.getByText('The office changed').count()).toBe(0)
  await page.reload()
  await page.getByText(words.pack.planChanged([change])).waitFor()
  await page.getByRole('button', { name: words.pack.planSeen }).click()
  await expect
    .poll(() => screens.host.station.asked.at(-1))
    .toMatchObject({ ask: 'pack:plan-seen', takes: { consignmentId: 'c-pack' } })
})
