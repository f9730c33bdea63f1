import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { units } from '../../../src-renderer/format.ts'
import { words } from '../../../src-renderer/words.ts'
import { typeScan } from '../../e2e/bench-page.ts'
import { product } from '../fixture-desks.ts'
import { counted, screenPages } from '../screen-pages.ts'

const pages = screenPages()
const { asks, goPack } = pages

const focusedValue = (page: Page) =>
  page.evaluate(() =>
    document.activeElement instanceof HTMLInputElement ? document.activeElement.value : '',
  )

describe('the letter beside the stock', () => {
  it.each([
    ['line-0', 'P'],
    ['line-1', 'C'],
    ['line-3', 'D'],
  ] as const)('of %s says where its weight comes from', async (line, from) => {
    const { page } = await goPack()
    const say = words.pack.weightFrom[from]
    const letter = page.locator(`[data-line="${line}"]`).getByRole('img', { name: say })
    expect(await letter.getAttribute('title')).toBe(say)
    expect(await letter.textContent()).toBe(from)
  })
})

describe('the keys of the packing bench', () => {
  it('count one and ten up and down on the chosen line', async () => {
    const { page } = await goPack()
    for (const [key, shows] of [
      ['ArrowUp', '1'],
      ['Shift+ArrowUp', '11'],
      ['ArrowDown', '10'],
      ['Shift+ArrowDown', '0'],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(() => counted(page, 'line-0').textContent()).toBe(shows)
    }
  })

  it('draw nothing ahead of the station: a refused count leaves the number as it was', async () => {
    const { page } = await goPack()
    const station = pages.station
    station.packOf('c-pack').lines = station.packOf('c-pack').lines.filter((line) => line.id !== 'line-0')
    await page.keyboard.press('ArrowUp')
    await page.getByRole('alert').getByText('This line is gone.').waitFor()
    expect(await counted(page, 'line-0').textContent()).toBe('0')
  })

  it('go to the next line, find, set n times, undo, start a box', async () => {
    const { page } = await goPack()
    await page.keyboard.press('Enter')
    await page.locator('[data-line="line-2"].is-chosen').waitFor()
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => counted(page, 'line-2').textContent()).toBe('1')
    await page.keyboard.press('z')
    await page.locator('.last-scan-word').getByText('Taken back').waitFor()
    await page.keyboard.press('*')
    await page.locator('.times-input').waitFor()
    await page.keyboard.type('12', { delay: 60 })
    await page.keyboard.press('Enter')
    await page.getByText('next scan × 12').waitFor()
    await page.keyboard.press('*')
    await page.locator('.times-input').waitFor()
    await page.keyboard.type('3', { delay: 60 })
    await typeScan(page, product(1).codes[0] ?? '')
    await page.locator('.times-input').waitFor({ state: 'detached' })
    const counting = () => pages.station.asked.filter(({ ask }) => /desk:(times|scan)/.test(ask))
    await expect
      .poll(() => counting().slice(-2))
      .toMatchObject([{ takes: { times: 3 } }, { takes: { by: 'keyboard' } }])
    await page.keyboard.press('*')
    await page.locator('.times-input').waitFor()
    await page.keyboard.type('4', { delay: 60 })
    await expect.poll(() => counting().at(-1)).toMatchObject({ takes: { times: 4 } })
    // Another scanner used it: the field goes with what it said.
    pages.station.packOf('c-pack').nextTimes = 1
    await page.keyboard.press('F2')
    await page.locator('[data-box="3"]').waitFor()
    await page.locator('.times-input').waitFor({ state: 'detached' })
    await page.keyboard.press('/')
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  })

  it('seal with F9 and show a refusal beside the box', async () => {
    const { page } = await goPack()
    await page.keyboard.press('F9')
    await page.locator('.weight-card').getByText('The weight was not steady.').waitFor()
  })

  it('never seal on a moving weight', async () => {
    const { page } = await goPack()
    pages.station.weigh({ is: 'moving', grams: 4000, shown: null })
    await page.locator('[data-reading="moving"]').waitFor()
    await page.keyboard.press('F9')
    expect(asks()).not.toContain('pack:seal')
    expect(await page.getByRole('button', { name: /No steady weight/ }).isDisabled()).toBe(true)
  })

  it('seal a steady weight far from the expected one only at a second press of F9, not a held one', async () => {
    const { page } = await goPack()
    pages.station.weigh({ is: 'steady', grams: 180, net: false, shown: '' })
    const card = page.locator('.weight-card')
    await card.getByText('4\u202f110\u202fg under what is expected').waitFor()
    await page.keyboard.down('F9')
    await page.keyboard.down('F9')
    await page.keyboard.up('F9')
    await card.getByRole('alert').getByText(words.pack.sealOff).waitFor()
    await card.getByRole('button', { name: words.pack.sealAnyway }).waitFor()
    expect(asks()).not.toContain('pack:seal')
    pages.station.weigh({ is: 'steady', grams: 900, net: false, shown: '' })
    await card.getByRole('button', { name: new RegExp(words.pack.seal) }).waitFor()
    await page.keyboard.press('F9')
    await card.getByRole('button', { name: words.pack.sealAnyway }).waitFor()
    expect(asks()).not.toContain('pack:seal')
    await page.keyboard.press('F9')
    await expect
      .poll(() => pages.station.asked.find((entry) => entry.ask === 'pack:seal'))
      .toMatchObject({ takes: { typedGrams: null } })
  })

  it('refuse a typed weight that is no whole number, and change nothing of what was typed', async () => {
    const { page } = await goPack()
    const card = page.locator('.weight-card')
    await card.getByRole('button', { name: words.pack.typeWeight }).click()
    const field = card.getByLabel(words.pack.typedGrams)
    for (const text of ['1.5', '-5', '4,2']) {
      await field.fill(text)
      await card.getByRole('alert').getByText('Write a whole number from 1 to 2').waitFor()
      expect(await field.inputValue()).toBe(text)
      await field.press('Enter')
    }
    expect(asks()).not.toContain('pack:seal')
  })

  it('refuse units for the next scan that are no whole number, and put them back with Escape', async () => {
    const { page } = await goPack()
    const told = () => pages.station.asked.flatMap(({ ask, takes }) => (ask === 'desk:times' ? [takes] : []))
    const field = page.getByRole('textbox', { name: words.pack.timesLabel })
    await page.keyboard.press('*')
    for (const text of ['-3', '99999']) {
      await field.fill(text)
      await field.press('Enter')
      await page.getByRole('alert').getByText('Write a whole number from 1 to 10').waitFor()
    }
    await field.press('Escape')
    await field.waitFor({ state: 'detached' })
    expect(told()).toEqual([])
    await page.keyboard.press('*')
    await field.fill('5')
    await field.press('Enter')
    await page.getByRole('button', { name: words.pack.timesSet(5) }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(told).toMatchObject([{ times: 5 }, { times: 1 }])
  })

  it('seal a typed weight far from the expected one only at a second press', async () => {
    const { page } = await goPack()
    const card = page.locator('.weight-card')
    await card.getByRole('button', { name: words.pack.typeWeight }).click()
    const field = card.getByLabel(words.pack.typedGrams)
    await field.fill('28400')
    await field.press('Enter')
    await card.getByRole('alert').getByText('24\u202f110\u202fg more than expected').waitFor()
    await card.getByText('(4\u202f290\u202fg ± 60\u202fg)').waitFor()
    await card.getByRole('button', { name: words.pack.sealAnyway }).waitFor()
    expect(asks()).not.toContain('pack:seal')
    await field.fill('1000')
    await card.getByRole('button', { name: words.pack.sealTyped }).waitFor()
    await field.press('Enter')
    await card.getByRole('alert').getByText('3\u202f290\u202fg less than expected').waitFor()
    expect(asks()).not.toContain('pack:seal')
    await field.press('Enter')
    await expect
      .poll(() => pages.station.asked.find((entry) => entry.ask === 'pack:seal'))
      .toMatchObject({ takes: { typedGrams: 1000 } })
  })

  it('pack with F7 and ask how the goods go with F8', async () => {
    const { page } = await goPack()
    await page.keyboard.press('F7')
    await page.getByText('Box 2 is not sealed.').waitFor()
    await page.keyboard.press('F8')
    const form = page.getByRole('form', { name: 'How do the goods go?' })
    await form.getByRole('alert').getByText('Box 2 is not sealed.').waitFor()
    await form.getByRole('textbox', { name: words.pack.handover.carrier }).fill('A courier')
    const go = form.getByRole('button', { name: words.pack.handover.go, exact: true })
    expect(await go.isDisabled()).toBe(true)
  })

  it('go into the hand-over form with F8, choose in it, and leave it with Escape', async () => {
    const { page } = await goPack()
    const form = page.getByRole('form', { name: words.pack.handover.title })
    const search = page.getByLabel(words.pack.findLabel).first()
    await search.focus()
    await page.keyboard.press('F8')
    await expect.poll(() => focusedValue(page)).toBe('courier')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focusedValue(page)).toBe('internal')
    expect(asks()).not.toContain('pack:change')
    const driver = form.getByRole('textbox', { name: words.pack.handover.driver, exact: true })
    await driver.fill('Van 1')
    await page.keyboard.press('F8')
    await page.keyboard.press('F2')
    await page.locator('[data-box="3"]').waitFor()
    expect(await driver.inputValue()).toBe('Van 1')
    expect(asks()).not.toContain('pack:send')
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true)
  })

  it('name the lines that are over beside the short ones before the goods go', async () => {
    const { page } = await goPack()
    const short = pages.station.packOf('c-pack').totals.shortLines
    await page.keyboard.press('Shift+ArrowUp')
    await page.locator('[data-outcome="over"]').waitFor()
    await page.keyboard.press('F8')
    const form = page.getByRole('form', { name: words.pack.handover.title })
    await form.getByText(`${short - 1} lines are short, 1 over`).waitFor()
  })

  it('give the focus back to the button that opened the hand-over form', async () => {
    const { page } = await goPack()
    const form = page.getByRole('form', { name: words.pack.handover.title })
    await page.getByRole('button', { name: words.pack.packedSent }).press('Enter')
    await expect.poll(() => focusedValue(page)).toBe('courier')
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    const button = page.getByRole('button', { name: words.pack.packedSent })
    await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('leave letters to a text field, and scans to the desk', async () => {
    const { page } = await goPack()
    await page.keyboard.type('/zy', { delay: 40 })
    expect(await page.getByLabel('Find a product by name, SKU or code').first().inputValue()).toBe('zy')
    expect(asks()).not.toContain('pack:undo')
    await page.keyboard.press('Escape')
    await typeScan(page, product(0).codes[0] ?? '')
    await page.locator('[data-outcome="counted"]').waitFor()
    expect(await counted(page, 'line-0').textContent()).toBe('1')
  })
})

describe('a bench beside the virtual bench', () => {
  it('keeps lines in sight below a question, and names what is ticked', async () => {
    const { page } = await goPack()
    await page.getByRole('button', { name: words.frame.virtualBench }).click()
    pages.station.show('111', { is: 'several', choices: [product(30), product(31)], times: 1 })
    await page.locator('.tile').nth(1).waitFor()
    const lines = await page.locator('.lines').boundingBox()
    expect(lines?.height).toBeGreaterThan(32 + 60)
    await page.keyboard.press('Escape')
    await page.locator('.find-field input').fill('No')
    for (const at of [0, 1]) await page.locator('.found-tick input').nth(at).check({ force: true })
    expect((await page.locator('.tick-names').boundingBox())?.width).toBeGreaterThan(200)
  })
})

describe('great counts', () => {
  it.each([false, true])('stand whole between − and + (virtual bench open: %s)', async (isBenchOpen) => {
    const great = [
      { packed: 1200, planned: 1200 },
      { packed: 24, planned: 10_000 },
      { packed: 99_999, planned: 3 },
    ]
    const { page } = await goPack('c-pack', ({ packOf }) => {
      const desk = packOf('c-pack')
      desk.lines = desk.lines.map((line, at) => ({ ...line, ...great[at] }))
    })
    await page.locator('[data-line="line-1"]').getByText(units(10_000)).waitFor()
    if (isBenchOpen) await page.getByRole('button', { name: words.frame.virtualBench }).click()
    for (const at of great.keys()) {
      const line = page.locator(`[data-line="line-${at}"]`)
      const steps = line.locator('.step')
      const minus = await steps.first().boundingBox()
      const plus = await steps.last().boundingBox()
      for (const part of [line.locator('.line-figure strong'), line.locator('.line-planned')]) {
        const box = await part.boundingBox()
        expect(box?.x).toBeGreaterThanOrEqual((minus?.x ?? 0) + (minus?.width ?? 0))
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(plus?.x ?? 0)
        expect(Math.min(minus?.width ?? 0, plus?.width ?? 0)).toBe(44)
      }
      await expect
        .poll(() => line.evaluate((row) => row.scrollHeight - row.clientHeight))
        .toBeLessThanOrEqual(0)
    }
  })
})

describe('a desk of 1,000 lines', () => {
  it('draws only the lines in view and scrolls to the last', async () => {
    const { page } = await goPack('c-big')
    expect(await page.locator('.line').count()).toBeLessThan(40)
    await page.locator('.row-list').evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await page.locator('[data-line="line-997"]').waitFor()
    expect(await page.locator('.line').count()).toBeLessThan(40)
  })

  it('brings the line just scanned to the top', async () => {
    const { page } = await goPack('c-big')
    await page.locator('.row-list').evaluate((list) => list.scrollTo(0, list.scrollHeight))
    pages.station.answer('pack:change', { consignmentId: 'c-big', lineId: 'line-500', by: 1 })
    await page.locator('[data-line="line-500"].is-lit').waitFor()
    await expect.poll(() => page.locator('.row-list').evaluate((list) => list.scrollTop)).toBe(0)
  })
})
