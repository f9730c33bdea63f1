import { describe, expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { axeFaults, readableForAll } from '../../axe.ts'
import { scan } from '../fixture-desks.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()
const { go } = pages

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
      .poll(() => pages.station.asked.find((entry) => entry.ask === 'transfer:create')?.takes)
      .toMatchObject({ dueAt: new Date(2026, 10, 24, 14, 30).toISOString() })
  })
})

describe('a product scanned where nothing is counted', () => {
  it('is named on the Work screen, with how many consignments have it', async () => {
    const { page } = await go('#/work')
    await page.locator('.lanes').waitFor()
    pages.station.showLoose(scan('9400', { is: 'product', names: ['Pod Kit Black'] }, null))
    await page.getByText(/In the catalogue.* Pod Kit Black · on (no|\d+) consignments?/).waitFor()
    expect(await page.getByText(words.scan.unknown, { exact: true }).count()).toBe(0)
  })

  it('is named on the Devices screen', async () => {
    const { page } = await go('#/devices')
    await page.locator('.device').first().waitFor()
    pages.station.showLoose(scan('9400', { is: 'product', names: ['Pod Kit Black'] }, null))
    await page.getByText('In the catalogue: Pod Kit Black').waitFor()
  })
})

describe('a scan where nothing is counted', () => {
  it.each(['new', 'sync', 'setup'])('is seen on %s, with where it would count', async (screen) => {
    const { page } = await go(`#/${screen}`)
    await page.locator('.frame-place').waitFor()
    pages.station.showLoose(scan('9400000000108', { is: 'unknown' }, null))
    const note = page.locator('[data-loose-scan]')
    await note.getByText('Scanned 9400000000108.').waitFor()
    await note.getByRole('button', { name: words.frame.close }).click()
    await note.waitFor({ state: 'detached' })
  })
})

it('Work asks: what went missing is counted and ticked off; what stands packed at the end of the day has left, or is here', async () => {
  const { page } = await go('#/work')
  await page.getByRole('button', { name: words.work.recount.open(1) }).click()
  await page.getByLabel(words.work.recount.countedOf('Coil 0.8 Ω (pack of 5)')).fill('34')
  expect(await axeFaults(page, readableForAll, '.recounts')).toEqual([])
  await page.keyboard.press('Enter')
  await expect.poll(() => pages.asks()).toContain('recount:done')
  expect(pages.station.asked.find(({ ask }) => ask === 'recount:done')?.takes).toEqual({
    recountId: 'recount-1',
    counted: 34,
  })
  await page.getByRole('button', { name: words.work.recount.open(1) }).click()
  // At the end of the day: the courier took one of the two that stand packed, and nobody said how the other one goes.
  await page.getByRole('button', { name: words.work.standing.open(2) }).click()
  const [took, unsaid] = await page.locator('.recount-row').all()
  expect(await axeFaults(page, readableForAll, '.recounts')).toEqual([])
  const at = page.getByLabel(words.work.standing.atOf('TR-STO-202611-000097-12'))
  await at.fill('half past four')
  await took?.getByText(words.work.standing.unclear).waitFor()
  await at.fill('22/11/2026 16:30')
  await took?.getByRole('button', { name: words.work.standing.took }).click()
  await expect
    .poll(() => pages.station.asked.find(({ ask }) => ask === 'pack:left')?.takes)
    .toEqual({ consignmentId: 'c-packed', at: expect.stringMatching(/^2026-11-2[1-3]T\d\d:30:00/) })
  await unsaid?.getByRole('button', { name: words.work.standing.here }).click()
  await expect
    .poll(() => pages.station.asked.find(({ ask }) => ask === 'pack:still-here')?.takes)
    .toEqual({ consignmentId: 'c-unsaid' })
  await unsaid?.getByRole('button', { name: words.work.standing.sayHow }).click()
  await expect.poll(() => new URL(page.url()).hash).toBe('#/pack/c-unsaid')
})
