import { describe, expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { axeFaults, readableColours, readableForAll } from '../../axe.ts'
import { darken, screenPages } from '../screen-pages.ts'

const pages = screenPages()
const w = words.return

describe('the screen of a return', () => {
  it('is clean to axe in light and in dark, and cuts nothing off at the side', async () => {
    const { page } = await pages.go('#/return/c-return')
    await page.locator('.return-line').first().waitFor()
    await page
      .getByRole('button', { name: new RegExp(w.photo.open('', 1).slice(0, 12)) })
      .first()
      .click()
    await page.locator('.photo-open img').waitFor()
    expect(await axeFaults(page, readableForAll)).toEqual([])
    const wide = await page.$$eval('.return-line, .card', (parts) =>
      parts.filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.outerHTML.slice(0, 80)),
    )
    expect(wide).toEqual([])
    await darken(page)
    expect(await axeFaults(page, readableColours), 'dark').toEqual([])
  })

  it('tells the station what a person chose, and says by itself what is no amount', async () => {
    const { page } = await pages.go('#/return/c-gone-back')
    const go = page.getByRole('button', { name: w.refund.go })
    await go.waitFor()
    expect(await go.isDisabled()).toBe(true)
    await page.getByText(w.packed('0', '3')).first().waitFor()
    await page.getByLabel(w.refund.dollars).fill('0')
    await page.getByText(w.refund.wrong).waitFor()
    await page.getByText(w.refund.none).click()
    await page.getByRole('button', { name: w.refund.goNone }).click()
    await expect
      .poll(() => pages.host.station.asked.at(-1))
      .toMatchObject({
        ask: 'return:refund',
        takes: { refund: { is: 'none' } },
      })
    pages.host.station.signOn('SA')
    await page.getByText(w.refund.whose).waitFor()
    expect(await go.count()).toBe(0)
  })
})
