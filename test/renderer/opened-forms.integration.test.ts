import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { parcel } from './fixture-desks.ts'
import { screenPages } from './screen-pages.ts'

const pages = screenPages()

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]

/** A packing bench with enough boxes that the last ones lie below what is seen. */
async function manyBoxes(size: { width: number; height: number }): Promise<Page> {
  const { page } = await pages.go('#/pack/c-pack', ({ packOf }) => {
    const desk = packOf('c-pack')
    const sealed = { state: 'sealed', grams: 3910, label: 'printed', labelCopies: 1 } as const
    desk.parcels = [
      ...Array.from({ length: 18 }, (_, at) => parcel(at + 1, sealed)),
      parcel(19),
      parcel(20, { isCurrent: true }),
    ]
    for (const line of desk.lines.slice(0, 8)) line.boxes = [{ parcelId: 'box-20', number: 20, quantity: 2 }]
  })
  await page.setViewportSize(size)
  await page.locator('.box').nth(19).waitFor()
  return page
}

/** In sight means: where its middle and its ends are drawn, nothing else is, and nothing cuts it off. */
async function expectInSight(form: Locator): Promise<void> {
  await form.waitFor()
  const seen = await form.evaluate((element) => {
    const { left, width, top, bottom } = element.getBoundingClientRect()
    return [top + 2, (top + bottom) / 2, bottom - 2].map((y) => {
      const drawn = document.elementFromPoint(left + width / 2, y)
      return drawn !== null && element.contains(drawn)
    })
  })
  expect(seen).toEqual([true, true, true])
}

/** Presses a button that is the last thing in sight: what it opens lies below. */
async function pressAtEdge(button: Locator): Promise<void> {
  await button.evaluate((element) => element.scrollIntoView({ block: 'end' }))
  await button.click()
}

const hasFocus = (form: Locator) => form.evaluate((element) => element.contains(document.activeElement))

describe.each(sizes)('a form that a person opens at $width x $height', (size) => {
  it('moving units to another box', async () => {
    const page = await manyBoxes(size)
    const box = page.locator('.box').nth(19)
    await box.locator('.box-open').click()
    await pressAtEdge(box.getByRole('button', { name: words.pack.move }).last())
    await expectInSight(page.locator('.move-form'))
    expect(await hasFocus(page.locator('.move-form'))).toBe(true)
  })

  it.each([words.pack.reprint, words.pack.unseal])('the reason for "%s"', async (name) => {
    const page = await manyBoxes(size)
    const box = page.locator('.box').nth(17)
    await box.locator('.box-open').click()
    await pressAtEdge(box.getByRole('button', { name }))
    await expectInSight(page.locator('.reason-form'))
    expect(await hasFocus(page.locator('.reason-form'))).toBe(true)
  })

  it('a weight that is typed, and how the goods go', async () => {
    const page = await manyBoxes(size)
    await page.getByRole('button', { name: words.pack.typeWeight }).click()
    await expectInSight(page.locator('.typed-weight'))
    expect(await hasFocus(page.locator('.typed-weight'))).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: words.pack.packedSent }).click()
    await expectInSight(page.locator('.handover'))
    expect(await hasFocus(page.locator('.handover'))).toBe(true)
  })

  it('what is in no list, and closing a delivery', async () => {
    const { page } = await pages.go('#/receive/c-receive')
    await page.setViewportSize(size)
    await pressAtEdge(page.getByRole('button', { name: words.receive.unlistedOpen }))
    const form = page.locator('.bench-right .reason-form')
    await expectInSight(form)
    expect(await hasFocus(form)).toBe(true)
    await page.locator('.finish').getByRole('button', { name: words.receive.close }).click()
    await expectInSight(page.locator('.closing'))
  })

  it('the address of the last device', async () => {
    const { page } = await pages.go('#/devices')
    await page.setViewportSize(size)
    await pressAtEdge(page.getByRole('button', { name: 'Set up' }).last())
    await page.locator('.address-form').waitFor()
    await expect
      .poll(() =>
        page.locator('.address-form').evaluate((element) => {
          const { top, bottom } = element.getBoundingClientRect()
          return { startsAbove: top < 0, endsBelow: bottom > window.innerHeight + 1 }
        }),
      )
      .toEqual({ startsAbove: false, endsBelow: false })
  })
})
