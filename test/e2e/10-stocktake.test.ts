import { beforeAll, describe, expect, it } from 'vitest'
import { outletId } from '../../src-main/training/store/training-names.ts'
import { words } from '../../src-renderer/words.ts'
import { axeFaults, readableForAll } from '../axe.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { openDay } from './day.ts'
import { article, eventually } from './rig.ts'

const w = words.count
const black = article('Pod Kit Black')
const blue = article('Pod Kit Blue')
const red = article('Lighter Red')
const warehouse = outletId('Warehouse')

const day = openDay({ store: 'Warehouse', hasDevices: true })

let before: { black: number; blue: number; red: number }

const scan = (code: string) => day.bench.scanner.device.scan(code)
const level = ({ id }: { id: string }) => day.store.control.level(id, warehouse)
const theCount = () => day.store.control.consignments().find(({ type }) => type === 'STOCKTAKE')

/** Scans a product as so many at once. */
async function scanTimes(times: number, { code }: { code: string }): Promise<void> {
  await day.page.getByRole('button', { name: words.pack.timesLabel }).click()
  await day.page.getByLabel(words.pack.timesLabel, { exact: true }).fill(String(times))
  await day.page.keyboard.press('Enter')
  await day.page.getByRole('button', { name: words.pack.timesSet(times) }).waitFor()
  scan(code)
}

describe.skipIf(!hasSocat)(`a stocktake${skippedSay}`, () => {
  beforeAll(async () => {
    before = { black: level(black), blue: level(blue), red: level(red) }
    await day.page.getByRole('link', { name: /12 lines/ }).waitFor()
  })

  it('is made from the Work screen, blind, with a list that is scanned', async () => {
    const { page } = day
    await page.getByRole('button', { name: `${words.work.start.begin} ${words.work.start.count}` }).click()
    await page.getByRole('radio', { name: w.make.blind }).check()
    await page.getByRole('button', { name: w.make.go }).click()
    await page.getByText(w.list.empty).waitFor()
    for (const { code, name } of [black, blue, red]) {
      scan(code)
      await day.at.line(name).waitFor()
    }
    await day.at.press(w.list.start)
    await page.getByText(words.scan.ready).or(page.getByText(words.scan.listed)).first().waitFor()
    expect(await axeFaults(page, readableForAll)).toEqual([])
  })

  it('is counted by scanner, and says nothing of what should be there', async () => {
    await scanTimes(before.black - 3, black)
    await day.at.card(words.scan.counted, black.name)
    scan(black.code)
    await day.at.lineShows(black.name, before.black - 2, 0)
    await scanTimes(before.blue - 1, blue)
    await day.at.lineShows(blue.name, before.blue - 1, 0)
    const shown = await day.page.locator('main').innerText()
    expect(shown).not.toContain(String(before.blue))
    expect(shown).not.toContain(w.expected)
  })

  it('is not finished before each line is counted, or skipped with a reason', async () => {
    const { page } = day
    await page.keyboard.press('F8')
    const left = page.getByRole('region', { name: w.finishTitle })
    await left.getByText(red.name).waitFor()
    await left.getByRole('button', { name: w.skipReasons[0] }).click()
    await left.getByRole('button', { name: w.skipAll(1) }).click()
    await day.at.line(red.name).getByText(w.skipped(w.skipReasons[0])).waitFor()
    await page.keyboard.press('F8')
    await page.getByText(w.review.small).waitFor()
    expect(await day.at.line(black.name).innerText()).toContain('−2')
    expect(await axeFaults(page, readableForAll)).toEqual([])
  })

  it('has one line counted again, and keeps what was counted before', async () => {
    const { page } = day
    await page.getByRole('checkbox', { name: w.review.choose(black.name) }).check()
    await page.keyboard.press('F7')
    await page.getByText(w.round(2)).waitFor()
    scan(blue.code)
    await day.at.card(words.scan.notNow)
    await page.getByLabel(w.typed).fill(String(before.black - 1))
    await page.keyboard.press('Enter')
    await day.at.card(words.scan.counted, black.name)
    await day.at.lineShows(black.name, before.black - 1, 0)
    await page.keyboard.press('F8')
    await day.at
      .line(black.name)
      .getByText(w.review.earlier(1, String(before.black - 2)))
      .waitFor()
  })

  it('is approved by the station and becomes the stock; what was skipped keeps its own', async () => {
    const { page } = day
    await page.keyboard.press('F8')
    await page.getByRole('button', { name: w.review.go }).click()
    await page.getByText(w.state.completed).waitFor({ timeout: 20_000 })
    await eventually(() => theCount()?.status).toBe('STOCKTAKE_COMPLETE')
    expect({ black: level(black), blue: level(blue), red: level(red) }).toEqual({
      black: before.black - 1,
      blue: before.blue - 1,
      red: before.red,
    })
    const listed = day.store.control.lines(theCount()?.id ?? '').map(({ productId }) => productId)
    expect(listed.toSorted()).toEqual([black.id, blue.id].toSorted())
    // A line that is off the list already is asked for once more with each telling: the one 404 that is meant.
    const odd = day.store
      .ledger()
      .refused.filter(({ route, status }) => !(route.startsWith('DELETE') && status === 404))
    expect(odd).toEqual([])
  })
})
