import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { outletId } from '../../src-main/training/store/training-names.ts'
import { words } from '../../src-renderer/words.ts'
import { axeFaults, readableForAll } from '../axe.ts'
import { openDay } from './day.ts'
import { article, bugsIn, eventually, picture } from './rig.ts'

const w = words.return
/** PINs need a keychain to lie under. */
const hasKeyRing = process.env.STATION_TEST_KEYRING === 'unlocked'
const title = hasKeyRing
  ? 'goods that go back to their supplier'
  : 'goods that go back to their supplier (skipped: no key ring of its own here)'
const pin = '918273'
const black = article('Pod Kit Black')
const warehouse = outletId('Warehouse')

const day = openDay({
  store: 'Warehouse',
  hasPeople: true,
  async beforePage() {
    const { ask } = day.station.hands
    await ask('staff:first', { name: 'Office', role: 'AD', pin: '602413' })
    for (const name of ['Bench 1', 'Bench 2']) {
      const more = { outletIds: [warehouse], remoteUserId: null, pin }
      managers.push((await ask('staff:add', { name, role: 'SM', ...more })).personId)
    }
    await signIn(0)
    stockBefore = day.store.control.level(black.id, warehouse)
  },
})

/** Two managers: one lists, the other approves. */
const managers: string[] = []
let stockBefore = 0

const line = (page: Page) => page.locator('.return-line').filter({ hasText: black.name })
const inStore = () => day.store.control.consignments().find(({ type }) => type === 'RETURN')

/** A picture too large for one frame of the bridge, made where pictures are made. */
async function photo(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 500)
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('nothing to draw with')
    const noise = pen.createImageData(2400, 500)
    for (let from = 0; from < noise.data.length; from += 65_536) {
      crypto.getRandomValues(
        new Uint8Array(noise.data.buffer, from, Math.min(65_536, noise.data.length - from)),
      )
    }
    pen.putImageData(noise, 0, 0)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
    let text = ''
    for (let from = 0; from < bytes.length; from += 8_192) {
      text += String.fromCharCode(...bytes.subarray(from, from + 8_192))
    }
    return btoa(text)
  })
  return Buffer.from(base64, 'base64')
}

async function looksWell(page: Page, name: string): Promise<void> {
  expect(await axeFaults(page, readableForAll), name).toEqual([])
  await picture(page, name, 'large', 'small')
}

async function signIn(manager: number): Promise<void> {
  await day.station.hands.ask('staff:lock', {})
  await day.station.hands.ask('staff:sign-in', { personId: managers[manager] ?? '', pin })
}

describe.runIf(hasKeyRing)(title, () => {
  it('are listed by scan, with a reason each, and a photo of what is damaged', async () => {
    const { page } = day
    await day.at.press(new RegExp(`${words.work.start.begin} ${words.work.start.goBack}`))
    await page.getByText('Cloudworks Supply').click()
    await page.getByLabel(w.note).fill('Pallet 4')
    await looksWell(page, 'return-new')
    await day.at.press(w.start)
    await page.getByText(w.emptyNext).waitFor()
    await eventually(() =>
      day.station.hands.ask('product:search', { text: black.name }).then((hits) => hits.length),
    ).toBeGreaterThan(0)
    await day.at.typeScan(black.code)
    await day.at.card(words.scan.listed, black.name)
    await day.at.typeScan(black.code)
    await eventually(() => line(page).getByLabel(new RegExp(w.planned)).inputValue()).toBe('2')
    await line(page).getByRole('button', { name: w.reasons.DAMAGED }).click()
    await line(page).getByText(w.photo.needed).waitFor()
    const handIn = page.getByRole('button', { name: words.approve.handIn })
    await handIn.click()
    await page.getByRole('alert').getByText('take a photo of the damage').waitFor()
    const field = line(page).locator('input[type=file]')
    await field.setInputFiles({ name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<html>') })
    await line(page).getByText(w.photo.notOne).waitFor()
    await field.setInputFiles({ name: '../../crate.png', mimeType: 'image/png', buffer: await photo(page) })
    await line(page)
      .getByRole('button', { name: w.photo.open(black.name, 1) })
      .click()
    await eventually(() =>
      page.getByAltText(w.photo.of(black.name, 1)).evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBe(1920)
    await looksWell(page, 'return-photo')
    await line(page).getByRole('button', { name: w.photo.close }).click()
    await page.getByText(w.complete).waitFor()
    await handIn.click()
    await page.getByText(w.steps.pending).first().waitFor()
  })

  it('are approved by another person, then packed and sent as any other goods', async () => {
    const { page } = day
    await signIn(1)
    const [waiting] = (await day.station.hands.ask('approval:inbox', {})).open
    if (waiting === undefined) throw new Error('nothing waits for approval')
    const { consignmentId, roundId } = waiting
    await day.station.hands.ask('approval:approve', { consignmentId, roundId })
    await page.getByRole('button', { name: w.goPack }).click()
    await day.at.press(w.lookAt)
    await line(page).getByText(w.reasons.DAMAGED).waitFor()
    await page.getByRole('button', { name: w.goPack }).click()
    await day.at.lineShows(black.name, 0, 2)
    await day.at.typeScan(black.code)
    await day.at.lineShows(black.name, 1, 2)
    await day.at.typeScan(black.code)
    await day.at.lineShows(black.name, 2, 2)
    await day.at.press(words.pack.typeWeight)
    await page.getByLabel(words.pack.typedGrams).fill('446')
    await day.at.press(words.pack.sealTyped)
    await day.at.box(1).getByText(words.pack.sealed).waitFor()
    await page.keyboard.press('F8')
    const form = page.getByRole('form', { name: words.pack.handover.title })
    await form.getByText(words.pack.handover.internal, { exact: true }).click()
    await form.getByRole('textbox', { name: words.pack.handover.driver, exact: true }).fill('Van 1')
    await form.getByRole('button', { name: words.pack.handover.go }).click()
    await page.getByText(w.steps.sent).waitFor()
    await eventually(() => inStore()?.status).toBe('SENT')
    expect(
      day.store.control.lines(inStore()?.id ?? '').map(({ productId, count }) => [productId, Number(count)]),
    ).toEqual([[black.id, 2]])
    await eventually(() => day.store.control.level(black.id, warehouse)).toBe(stockBefore - 2)
  })

  it('are over once the refund is noted, which Lightspeed does not hear of', async () => {
    const { page } = day
    await page.getByLabel(w.refund.dollars).fill('19.505')
    await page.getByText(w.refund.wrong).waitFor()
    await page.getByLabel(w.refund.dollars).fill('19.50')
    await page.getByLabel(w.refund.note).fill('Credit 77')
    await looksWell(page, 'return-refund')
    await day.at.press(w.refund.go)
    await page.getByText(w.refund.isAmount('$19.50')).waitFor()
    expect(day.store.control.consignments().filter(({ type }) => type === 'RETURN')).toHaveLength(1)
    expect(inStore()?.status).toBe('SENT')
    expect(day.complaints).toEqual([])
    expect(bugsIn(day.folder)).toEqual([])
  })
})
