import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { counted, screenPages } from './screen-pages.ts'

const pages = screenPages()
const { go, goPack } = pages

const everyScreen = {
  '#/work': '.work-card',
  '#/new': '.choice',
  '#/pack': '.work-card',
  '#/pack/c-pack': '.line',
  '#/pack/c-draft': '.draft-line',
  '#/receive/c-receive': '.line',
  '#/order': '.order-card',
  '#/order/new': '.choice',
  '#/order/c-order': '.order-line',
  '#/return': '.choice',
  '#/return/c-return': '.return-line',
  '#/return/c-gone-back': '.return-refund',
  '#/approve': '.approval-card',
  '#/count': '.work-card',
  '#/count/new': '.choice',
  '#/count/c-scheduled': '.line',
  '#/count/c-counting': '.line',
  '#/count/c-review': '.line',
  '#/sync': '.chart',
  '#/sync/waiting': '.entry-row',
  '#/sync/parked': '.cause .entry',
  '#/sync/differences': '.sides',
  '#/sync/feeds': '.feed',
  '#/explain': '.explain-empty',
  '#/explain/p-tea': '.explain-steps',
  '#/record': '.record-one',
  '#/record/c-pack': '.record-one',
  '#/devices': '.device',
  '#/setup': '.setup-cards',
}

/** What can be touched or clicked and is smaller than a gloved finger, as it stands in the page. */
function tooSmall(page: Page): Promise<string[]> {
  return page.$$eval('button, a, input:not([type=radio]), select', (targets) =>
    targets
      .filter((target) => target.getClientRects().length > 0)
      .map((target) => ({ box: target.getBoundingClientRect(), html: target.outerHTML.slice(0, 120) }))
      .filter(({ box }) => box.height < 44 || box.width < 44)
      .map(({ html }) => html),
  )
}

describe('every screen', () => {
  it.each(Object.entries(everyScreen))(
    '%s draws under the content policy without a complaint, and has no target below 44 pixels',
    async (hash, sign) => {
      const { page, complaints } = await go(hash)
      await page.locator(sign).first().waitFor()
      expect(await tooSmall(page)).toEqual([])
      await page.getByRole('button', { name: 'Virtual bench' }).click()
      await page.locator('.training-part').first().waitFor()
      expect(complaints).toEqual([])
      expect(await page.locator('style').count()).toBe(0)
    },
  )

  it('cuts no choice off beside the virtual bench', async () => {
    const { page } = await go('#/setup')
    await page.getByRole('button', { name: 'Virtual bench' }).click()
    await page.locator('.training-part').first().waitFor()
    const cut = await page.$$eval('.mantine-SegmentedControl-root', (choices) =>
      choices.filter((choice) => choice.scrollWidth > choice.clientWidth).map((choice) => choice.textContent),
    )
    expect(cut).toEqual([])
  })

  it('says so when the station does not answer, and goes on when it is back', async () => {
    const { page } = await goPack()
    pages.host.dropSockets()
    const alert = page.getByRole('alert').getByText('The station is not answering')
    const lamps = page.locator('.lamps')
    // What was plugged in and sent before is not shown as true now.
    await Promise.all([alert.waitFor(), lamps.waitFor({ state: 'hidden' })])
    await alert.waitFor({ state: 'detached' })
    await lamps.waitFor()
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => counted(page, 'line-0').textContent()).toBe('1')
  })

  it('cannot hide that it is training', async () => {
    const { page } = await go('#/sync')
    await page.getByText('Training store: nothing here reaches Lightspeed.').waitFor()
  })

  it('changes from light to dark when asked, and says what a lamp means', async () => {
    const { page } = await go('#/work')
    await page.getByRole('button', { name: 'Change to the dark look' }).click()
    await expect.poll(() => page.getAttribute('html', 'data-mantine-color-scheme')).toBe('dark')
    await page.getByRole('button', { name: /Printer/ }).click()
    await page.getByText('Is it switched on and is the cable in?').waitFor()
  })
})
