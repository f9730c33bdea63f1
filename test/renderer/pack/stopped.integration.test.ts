import { expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()

const say =
  'This was cancelled at Lightspeed. Nothing more is counted on it: put the goods aside. Somebody decides under Sync whether it goes on.'

it('a bench whose consignment was cancelled says so in place of the last count, and invites to nothing', async () => {
  const { page } = await pages.go('#/pack/c-pack', ({ packOf }) => {
    Object.assign(packOf('c-pack').head, {
      readOnlyBecause: say,
      conflict: 'Here: it is packing. Lightspeed shows it as cancelled.',
    })
  })
  const card = page.locator('.last-scan.tone-stop')
  await card.getByText('This was cancelled at Lightspeed.', { exact: true }).waitFor()
  await card.getByText('Nothing more is counted on it', { exact: false }).waitFor()
  const isWhole = await card.evaluate((element) =>
    [...element.querySelectorAll('p')].every((line) => line.scrollHeight <= line.clientHeight + 1),
  )
  expect(isWhole).toBe(true)
  expect(await page.locator('.last-scan').count()).toBe(1)
  expect(await page.getByRole('button', { name: words.pack.packedSent }).count()).toBe(0)
  await page.keyboard.press('F8')
  await page.keyboard.press('F7')
  expect(await page.getByText(words.pack.handover.title).count()).toBe(0)
  expect(pages.station.asked.map(({ ask }) => ask)).not.toContain('pack:packed')
  await page.locator('.head-note').getByRole('link', { name: words.work.decide }).click()
  expect(new URL(page.url()).hash).toBe('#/sync')
})

it('how long a change has waited goes on while a person looks', async () => {
  const { page } = await pages.go('#/pack/c-pack', ({ packOf }) => {
    packOf('c-pack').head.waiting = {
      since: new Date(Date.now() - 5_000).toISOString(),
      what: 'Lightspeed has to be told',
      why: null,
      isParked: false,
    }
  })
  const note = page.locator('.head-note')
  await note.waitFor()
  const first = await note.innerText()
  await expect.poll(() => note.innerText(), { timeout: 5_000 }).not.toBe(first)
})
