import { expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()
const change = { lineId: 'line-0', name: 'Coil / 0.45', from: 1, to: 3 }

it('the packer reads what the office changed, and says to have seen it', async () => {
  const unchanged = await pages.goPack()
  expect(await unchanged.page.getByText('The office changed').count()).toBe(0)
  const { page } = await pages.goPack('c-pack', ({ packOf }) => {
    packOf('c-pack').planChanges = [change]
  })
  await page.getByText(words.pack.planChanged([change])).waitFor()
  await page.getByRole('button', { name: words.pack.planSeen }).click()
  await expect
    .poll(() => pages.station.asked.at(-1))
    .toMatchObject({ ask: 'pack:plan-seen', takes: { consignmentId: 'c-pack' } })
})
