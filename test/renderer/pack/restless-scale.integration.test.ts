import { expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()

it('F31 a scale that finds no rest for half a minute is hinted at, and no more once it stands', async () => {
  const { page } = await pages.goFresh('#/pack/c-pack')
  await page.clock.install()
  await page.reload()
  const { weigh } = pages.station
  const card = page.locator('.weight-card')
  const hint = card.getByText(words.pack.scale.restless)
  await card.locator('[data-reading=steady]').waitFor()
  weigh({ is: 'moving', grams: 4_310, shown: '4.310 kg' })
  await card.locator('[data-reading=moving]').waitFor()
  await page.clock.fastForward(29_000)
  weigh({ is: 'overload' })
  await card.locator('[data-reading=overload]').waitFor()
  expect(await hint.count()).toBe(0)
  await page.clock.fastForward(1_500)
  await hint.waitFor()
  weigh({ is: 'steady', grams: 4_300, net: false, shown: '4.300 kg' })
  await card.locator('[data-reading=steady]').waitFor()
  expect(await hint.count()).toBe(0)
  weigh({ is: 'moving', grams: 4_310, shown: '4.310 kg' })
  await card.locator('[data-reading=moving]').waitFor()
  await page.clock.fastForward(1_500)
  expect(await hint.count()).toBe(0)
})
