import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { faceOf } from '../../src-renderer/part/outcome.ts'
import { sounds } from '../../src-renderer/sound.ts'
import { words } from '../../src-renderer/words.ts'
import { readScanText } from '../../src-shared/rule/scan-text.ts'
import { testCode } from '../../src-shared/rule/test-code.ts'
import { openScreens, tonesOf } from './fixture-browser.ts'
import { product, scan } from './fixture-desks.ts'
import { outcomes } from './fixture-outcomes.ts'

let screens: Awaited<ReturnType<typeof openScreens>>
let open: Page | null = null

beforeAll(async () => {
  screens = await openScreens()
})
afterEach(async () => {
  await open?.close()
  open = null
})
afterAll(async () => {
  await screens.close()
})

async function go(hash: string) {
  const opened = await screens.page(hash)
  open = opened.page
  return opened
}

async function goPack(id = 'c-pack') {
  const opened = await go(`#/pack/${id}`)
  await opened.page.locator('.line').first().waitFor()
  return opened
}

const asks = () => screens.host.station.asked.map((entry) => entry.ask)
const counted = (page: Page, line: string) => page.locator(`[data-line="${line}"] .line-figure strong`)

const focusedValue = (page: Page) =>
  page.evaluate(() =>
    document.activeElement instanceof HTMLInputElement ? document.activeElement.value : '',
  )

/** Lets axe look at the page from outside the page's content policy. */
async function axeFaults(page: Page, options: { runOnly: string[]; within?: string }): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(source)
  return page.evaluate(async ({ runOnly, within }) => {
    const axe = (window as unknown as { axe: typeof import('axe-core') }).axe
    const found = await axe.run(within ?? document, {
      runOnly,
      rules: { 'color-contrast-enhanced': { enabled: runOnly.includes('color-contrast-enhanced') } },
    })
    return found.violations.flatMap((fault) =>
      fault.nodes.map((node) => `${fault.id}: ${node.html.slice(0, 160)}`),
    )
  }, options)
}

describe('the note of a consignment', () => {
  it('tells two ways that are the same apart, on the card and at the bench', async () => {
    const { page } = await go('#/work')
    const lane = page.getByRole('region', { name: words.work.lanes.toPack })
    await lane.getByRole('link', { name: /Warehouse.*Ponsonby.*Weekend top-up/ }).click()
    expect(await page.locator('.head-line').getByText('Weekend top-up').getAttribute('title')).toBe(
      'Weekend top-up',
    )
  })
})

describe('a new transfer', () => {
  it('takes its due day written as in New Zealand, and refuses a day that does not exist', async () => {
    const { page } = await go('#/new')
    await page.locator('.choice').nth(1).click()
    const due = page.getByLabel(words.work.draft.due)
    const start = page.getByRole('button', { name: words.work.draft.create })
    await due.fill('31/02/2026')
    await due.blur()
    await page.getByRole('alert').getByText('Write it as dd/mm/yyyy').waitFor()
    expect(await start.isDisabled()).toBe(true)
    await due.fill('24/11/2026 14:30')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => screens.host.station.asked.find((entry) => entry.ask === 'transfer:create')?.takes)
      .toMatchObject({ dueAt: new Date(2026, 10, 24, 14, 30).toISOString() })
  })
})

describe('the devices screen', () => {
  it('offers the USB scanner that is plugged in, and sets up the one that was pressed', async () => {
    const { page } = await go('#/devices')
    const scanner = page.getByRole('region', { name: 'Scanner', exact: true })
    await scanner.getByRole('button', { name: 'Set up' }).click()
    await scanner.getByText('USB', { exact: true }).click()
    expect(await scanner.getByText('USB serial adapter on /dev/ttyUSB0').count()).toBe(0)
    expect(await scanner.getByRole('button', { name: 'Use this' }).isDisabled()).toBe(true)
    await scanner.getByRole('button', { name: 'USB scanner Honeywell Vuquest' }).click()
    await scanner.getByRole('button', { name: 'Use this' }).click()
    await expect
      .poll(() => screens.host.station.asked.find((entry) => entry.ask === 'device:set'))
      .toMatchObject({ takes: { role: 'scanner', address: 'hid:0c2e:0b6a' } })
  })
})

describe('a scanner on the devices screen', () => {
  it('that types is named, with what to do and the bar code that does it', async () => {
    const { page } = await go('#/devices')
    const scanner = page.getByRole('region', { name: 'Scanner', exact: true })
    await scanner.getByText('The Honeywell Voyager 1450g works as a keyboard.').waitFor()
    expect(await scanner.getByRole('img', { name: words.device.setupCode }).count()).toBe(1)
    expect(await axeFaults(page, { runOnly: ['wcag2a', 'wcag2aa'], within: '.wrong-mode' })).toEqual([])
  })

  it('is tried with the test code, and what arrived is explained', async () => {
    const { page } = await go('#/devices')
    const station = screens.host.station
    const arrive = (text: string, symbology: string | null) =>
      station.showLoose({ ...scan(text, { is: 'unknown' }, null), symbology })
    await page.locator('.device').first().waitFor()
    arrive(testCode, null)
    await page.locator('.device-said').first().waitFor()
    await page.getByRole('button', { name: words.device.tryCode }).click()
    const card = page.locator('.try-code')
    await card.getByRole('img', { name: testCode }).waitFor()
    expect(await card.locator('.device-said').count()).toBe(0)
    arrive('0123456789ßABCabc+°', null)
    await card.getByText('This computer has a German keyboard').waitFor()
    expect(await card.getByText(words.device.noSymbology).count()).toBe(1)
    arrive(testCode, 'Code 128')
    await card.getByText('Every key arrived as it should.').waitFor()
    await card.getByText('The scanner says what it read: Code 128.').waitFor()
  })
})

describe('a code that was not taken', () => {
  it('says why on the Devices screen', async () => {
    const { page } = await go('#/devices')
    await page.locator('.device').first().waitFor()
    const why = 'A code of more than 512 characters was not taken.'
    screens.host.station.showLoose(scan('', { is: 'not-now', why }, null))
    await page.getByText(`Not now: ${why}`).waitFor()
  })
})

describe('a label for a product', () => {
  it('that was asked for is said so', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().click()
    await page.getByRole('button', { name: /^Print \d+ labels?$/ }).click()
    await page.getByText(/^\d+ labels? asked for/).waitFor()
  })
})

describe('a product scanned where nothing is counted', () => {
  it('is named on the Work screen, with how many consignments have it', async () => {
    const { page } = await go('#/work')
    await page.locator('.lanes').waitFor()
    screens.host.station.showLoose(scan('9400', { is: 'product', names: ['Pod Kit Black'] }, null))
    await page.getByText(/In the catalogue.* Pod Kit Black · on (no|\d+) consignments?/).waitFor()
    expect(await page.getByText(words.scan.unknown, { exact: true }).count()).toBe(0)
  })

  it('is named on the Devices screen', async () => {
    const { page } = await go('#/devices')
    await page.locator('.device').first().waitFor()
    screens.host.station.showLoose(scan('9400', { is: 'product', names: ['Pod Kit Black'] }, null))
    await page.getByText('In the catalogue: Pod Kit Black').waitFor()
  })
})

describe('the label of a scan', () => {
  it('stands in words on the card: batch, expiry, and a separator that got lost', async () => {
    const { page } = await goPack()
    const read = readScanText(']C101094000000000161726123110LOT721S9', true)
    screens.host.station.show('0109', { is: 'unknown' }, { gs1: read.gs1 ?? [], problems: read.problems })
    await page.getByText('Expires 31 Dec 2026').waitFor()
    await page.getByText('Batch may have run into what follows: LOT721S9.').waitFor()
    expect(await axeFaults(page, { runOnly: ['color-contrast-enhanced'], within: '.last-scan' })).toEqual([])
  })
})

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
      .poll(() => screens.host.station.asked.find((entry) => entry.ask === 'setup:gs1-prefix')?.takes)
      .toEqual({ prefix: '9412345', stationNumber: 7 })
  })
})

describe('setting up a scale at a serial port', () => {
  it('offers serial ports only, none of them chosen already, and sets up the scale that was found', async () => {
    const { page } = await go('#/devices')
    const scale = page.getByRole('region', { name: 'Scale', exact: true })
    await scale.getByRole('button', { name: 'Set up' }).click()
    await scale.getByText('Serial port', { exact: true }).click()
    const port = scale.getByRole('button', { name: 'USB serial adapter on /dev/ttyUSB0' })
    await port.waitFor()
    expect(await scale.locator('.found-ports [aria-pressed=true]').count()).toBe(0)
    expect(await scale.getByText('The virtual device of training').count()).toBe(0)
    const find = scale.getByRole('button', { name: 'Find my scale' })
    expect(await find.isDisabled()).toBe(true)
    await port.click()
    await find.click()
    await scale.getByText('A scale answers: Toledo 8217, 9600 7E1.').waitFor()
    await scale.getByText('2 requests were sent to it').click()
    await scale.getByText('9600 7E1 57').waitFor()
    // What was found stands in the form, which has one button for it.
    expect(await scale.getByLabel(words.device.baud).inputValue()).toBe('9600')
    expect(await scale.locator('.address-form .act-main').count()).toBe(1)
    await scale.getByRole('button', { name: 'Use this' }).click()
    const asked = (ask: string) => screens.host.station.asked.find((entry) => entry.ask === ask)?.takes
    await expect
      .poll(() => asked('device:set'))
      .toEqual({
        role: 'scale',
        address: 'serial:/dev/ttyUSB0?baud=9600&line=7E1&protocol=toledo-8217&unit=kg',
      })
    expect(asked('device:find-scale')).toEqual({ address: 'serial:/dev/ttyUSB0' })
  })
})

describe('the last-scan card', () => {
  it.each(outcomes.map((outcome) => [outcome.is, outcome] as const))(
    'shows %s with its word, its shape and its sound, readable at arm’s length',
    async (is, outcome) => {
      const { page } = await goPack()
      await tonesOf(page)
      screens.host.station.show('9400000000015', outcome)
      const card = page.locator('.last-scan')
      await expect.poll(() => card.getAttribute('data-outcome')).toBe(is)
      const face = faceOf(scan('9400000000015', outcome))
      expect(await card.locator('.last-scan-word').textContent()).toBe(face.word)
      expect(await card.locator('.last-scan-shape svg').count()).toBe(1)
      expect(await tonesOf(page)).toEqual(sounds[is].map(([hertz]) => hertz))
      expect(await axeFaults(page, { runOnly: ['color-contrast-enhanced'], within: '.last-scan' })).toEqual(
        [],
      )
    },
  )

  it('keeps a question beside the work while scanning goes on, and a key answers it', async () => {
    const { page } = await goPack()
    screens.host.station.show('1', { is: 'several', choices: [product(0), product(9)], times: 1 })
    await page.locator('.tile').nth(1).waitFor()
    screens.host.station.show('2', { is: 'unknown' })
    await page.locator('[data-outcome="unknown"]').waitFor()
    expect(await page.locator('.tile').count()).toBe(2)
    await page.keyboard.press('2')
    await page.locator('.tile').first().waitFor({ state: 'detached' })
    expect(screens.host.station.asked.at(-1)).toMatchObject({
      ask: 'pack:take',
      takes: { productId: 'product-9' },
    })
  })

  it('asks again after a reload, until it is answered', async () => {
    const { page } = await goPack()
    screens.host.station.show('1', { is: 'several', choices: [product(0), product(9)], times: 1 })
    await page.locator('.tile').nth(1).waitFor()
    await page.reload()
    await page.locator('.tile').nth(1).waitFor()
    await page.keyboard.press('2')
    await page.locator('.tile').first().waitFor({ state: 'detached' })
    await page.reload()
    await page.locator('[data-outcome="over"]').waitFor()
    expect(await page.locator('.tile').count()).toBe(0)
  })

  it('adds a product that is not on the transfer with Y', async () => {
    const { page } = await goPack()
    screens.host.station.show('1', { is: 'not-on-transfer', product: product(30), times: 1 })
    await page.locator('.tile').waitFor()
    await page.keyboard.press('y')
    await page.locator('[data-line="line-30"]').waitFor()
  })

  it('fills the search with an unknown code and leaves the focus where it was', async () => {
    const { page } = await goPack()
    const focused = () => page.evaluate(() => document.activeElement?.tagName)
    const before = await focused()
    screens.host.station.show('pod kit', { is: 'unknown' })
    await page.locator('.found-row').first().waitFor()
    expect(await page.getByLabel('Find a product by name, SKU or code').first().inputValue()).toBe('pod kit')
    expect(await focused()).toBe(before)
  })
})

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
    const station = screens.host.station
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
    await page.keyboard.press('F2')
    await page.locator('[data-box="3"]').waitFor()
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
    screens.host.station.weigh({ is: 'moving', grams: 4000, shown: null })
    await page.locator('[data-reading="moving"]').waitFor()
    await page.keyboard.press('F9')
    expect(asks()).not.toContain('pack:seal')
    expect(await page.getByRole('button', { name: /No steady weight/ }).isDisabled()).toBe(true)
  })

  it('seal a steady weight far from the expected one only at a second press of F9, not a held one', async () => {
    const { page } = await goPack()
    screens.host.station.weigh({ is: 'steady', grams: 180, net: false, shown: '' })
    const card = page.locator('.weight-card')
    await card.getByText('4\u202f110\u202fg under what is expected').waitFor()
    await page.keyboard.down('F9')
    await page.keyboard.down('F9')
    await page.keyboard.up('F9')
    await card.getByRole('alert').getByText(words.pack.sealOff).waitFor()
    await card.getByRole('button', { name: words.pack.sealAnyway }).waitFor()
    expect(asks()).not.toContain('pack:seal')
    screens.host.station.weigh({ is: 'steady', grams: 900, net: false, shown: '' })
    await card.getByRole('button', { name: new RegExp(words.pack.seal) }).waitFor()
    await page.keyboard.press('F9')
    await card.getByRole('button', { name: words.pack.sealAnyway }).waitFor()
    expect(asks()).not.toContain('pack:seal')
    await page.keyboard.press('F9')
    await expect
      .poll(() => screens.host.station.asked.find((entry) => entry.ask === 'pack:seal'))
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
    const told = () =>
      screens.host.station.asked.flatMap(({ ask, takes }) => (ask === 'desk:times' ? [takes] : []))
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
      .poll(() => screens.host.station.asked.find((entry) => entry.ask === 'pack:seal'))
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
    const short = screens.host.station.packOf('c-pack').totals.shortLines
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
    await page.keyboard.type(`${product(0).codes[0]}\n`, { delay: 5 })
    await page.locator('[data-outcome="counted"]').waitFor()
    expect(await counted(page, 'line-0').textContent()).toBe('1')
  })
})

describe('the keys of the receiving bench', () => {
  it('mark damage, stop, and sum up before closing for good', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().waitFor()
    await page.keyboard.press('d')
    await expect.poll(asks).toContain('receive:change')
    await page.keyboard.press('F7')
    await expect.poll(asks).toContain('receive:stop')
    await page.keyboard.press('F8')
    await page.getByText('Not added to stock here.').waitFor()
    await page.getByText('Why will the rest not come?').waitFor()
    expect(asks()).not.toContain('receive:close')
    const close = page.getByRole('button', { name: 'Close for good: 79 units missing' })
    expect(await close.isDisabled()).toBe(true)
    const suggested = page.getByRole('button', { name: 'Not in the delivery' })
    await suggested.click()
    expect(await page.getByLabel('Why will the rest not come?').inputValue()).toBe('Not in the delivery')
    expect(await suggested.getAttribute('aria-pressed')).toBe('true')
    expect(asks()).not.toContain('receive:close')
    await close.click()
    await expect
      .poll(() => screens.host.station.asked.find((entry) => entry.ask === 'receive:close'))
      .toMatchObject({ takes: { reason: 'Not in the delivery' } })
  })
})

describe('a scan where nothing is counted', () => {
  it.each(['new', 'sync', 'setup'])('is seen on %s, with where it would count', async (screen) => {
    const { page } = await go(`#/${screen}`)
    await page.locator('.frame-place').waitFor()
    screens.host.station.showLoose(scan('9400000000108', { is: 'unknown' }, null))
    const note = page.locator('[data-loose-scan]')
    await note.getByText('Scanned 9400000000108.').waitFor()
    await note.getByRole('button', { name: words.frame.close }).click()
    await note.waitFor({ state: 'detached' })
  })
})

describe('two questions at the bench', () => {
  it('stand one after the other, and the card of the newer one does not ask for the keys', async () => {
    const { page } = await goPack()
    const asked = (text: string, at: number) =>
      screens.host.station.show(text, { is: 'not-on-transfer', product: product(at), times: 1 })
    asked('111', 30)
    await page.locator('.last-scan').getByText(words.scan.addExtra).waitFor()
    asked('222', 31)
    await page.locator('.last-scan').getByText(words.scan.asksLater).waitFor()
    await page.locator('.question').getByText('111').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.question').getByText('222').waitFor()
    await page.locator('.last-scan').getByText(words.scan.addExtra).waitFor()
  })
})

describe('a bench beside the virtual bench', () => {
  it('keeps lines in sight below a question, and names what is ticked', async () => {
    const { page } = await goPack()
    await page.getByRole('button', { name: words.frame.virtualBench }).click()
    screens.host.station.show('111', { is: 'several', choices: [product(30), product(31)], times: 1 })
    await page.locator('.tile').nth(1).waitFor()
    const lines = await page.locator('.lines').boundingBox()
    expect(lines?.height).toBeGreaterThan(32 + 60)
    await page.keyboard.press('Escape')
    await page.locator('.find-field input').fill('No')
    for (const at of [0, 1]) await page.locator('.found-tick input').nth(at).check({ force: true })
    expect((await page.locator('.tick-names').boundingBox())?.width).toBeGreaterThan(200)
  })
})

describe('an unknown code at receiving', () => {
  it('brings the form for what no list knows into sight, with the code in it', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().waitFor()
    screens.host.station.showReceived('2000000000008', { is: 'unknown' })
    const code = page.getByLabel(words.receive.unlistedCode)
    await code.waitFor()
    expect(await code.inputValue()).toBe('2000000000008')
    const box = await page.getByRole('button', { name: words.receive.unlistedGo }).boundingBox()
    expect(box && box.y + box.height).toBeLessThan(800)
  })
})

describe('a delivery that is closed', () => {
  it('expects no box any more, and sums the chosen line over its receipts as the list does', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('[data-line="line-1"]').click()
    const chosen = page.getByRole('region', { name: words.receive.line })
    await chosen.getByText(words.receive.before, { exact: true }).waitFor()
    screens.host.station.closeReceived()
    await page.locator('[data-box="3"]').getByText(words.receive.boxNotConfirmed).waitFor()
    expect(await page.getByText(words.receive.boxExpected, { exact: true }).count()).toBe(0)
    expect(await chosen.getByText(words.receive.before, { exact: true }).count()).toBe(0)
    expect(await chosen.locator('dd').nth(1).innerText()).toBe('8')
  })
})

describe('the summary before a delivery is closed', () => {
  it('takes the focus into its reason, and Escape closes it and gives the focus back', async () => {
    const { page } = await go('#/receive/c-receive')
    await page.locator('.line').first().waitFor()
    const search = page.getByLabel(words.pack.findLabel).first()
    await search.focus()
    await page.keyboard.press('F8')
    const reason = page.getByLabel(words.receive.reason)
    await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type('Lost', { delay: 60 })
    await page.keyboard.press('F8')
    expect(await reason.inputValue()).toBe('Lost')
    expect(asks()).not.toContain('receive:close')
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: words.receive.summary }).waitFor({ state: 'detached' })
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(asks()).not.toContain('receive:close')
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
    screens.host.station.answer('pack:change', { consignmentId: 'c-big', lineId: 'line-500', by: 1 })
    await page.locator('[data-line="line-500"].is-lit').waitFor()
    await expect.poll(() => page.locator('.row-list').evaluate((list) => list.scrollTop)).toBe(0)
  })
})
