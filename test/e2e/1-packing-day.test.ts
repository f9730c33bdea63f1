import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { labelPreview } from '../../src-main/label/preview.ts'
import { words } from '../../src-renderer/words.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { codesIn, hasPoppler, pageTextsOf } from '../main/label/reading-back.ts'
import { openDay } from './day.ts'
import { article, bugsIn, eventually } from './rig.ts'

const w = words.pack
const transfer = 'Ponsonby weekly refill'
const black = article('Pod Kit Black')
const blue = article('Pod Kit Blue')
const red = article('Pod Kit Red')
const lighter = article('Lighter Red')
const candle = article('Candle Medium')
/** One code on two products. */
const coil = article('Coil 0.8 (5)')
const mesh = article('Mesh Pod 0.8 (3)')
const mango = article('Mango Salt 30 ml 20 mg')

const day = openDay({ store: 'Warehouse', hasDevices: true })

const scan = (code: string) => day.bench.scanner.device.scan(code)
const inStore = () => {
  const row = day.store.control.consignments().find(({ name }) => name === transfer)
  if (!row) throw new Error('the store lost the transfer')
  const counts = day.store.control.lines(row.id).map((line) => [line.productId, Number(line.count)] as const)
  return { row, counts: new Map(counts) }
}

describe.skipIf(!hasSocat)(`a packing day${skippedSay}`, () => {
  it('opens a transfer from the work list, once the store has told of it', async () => {
    const card = day.page.getByRole('link', { name: /Warehouse.*Ponsonby.*12 lines/ })
    await card.waitFor()
    await card.click()
    await day.page.getByText(words.scan.ready).waitFor()
    await day.at.lineShows(black.name, 0, 6)
    await eventually(() => day.at.lamp('Scale').getAttribute('class')).toContain('lamp-ready')
  })

  it('counts each scan, says when a line is complete and when there is one too many', async () => {
    scan(blue.code)
    await day.at.card(words.scan.counted, blue.name, words.scan.ofPlanned('1', '4'))
    await day.at.lineShows(blue.name, 1, 4)
    for (let more = 0; more < 3; more++) scan(blue.code)
    await day.at.card(words.scan.lineComplete)
    scan(blue.code)
    await day.at.card(words.scan.over, words.scan.overSay('5', '4'))
    await day.at.lineShows(blue.name, 5, 4)
  })

  it('fills the search with a code nothing has, and the next scan goes on', async () => {
    scan('5901234123457')
    await day.at.card(words.scan.unknown)
    const search = day.page.getByRole('textbox', { name: w.findLabel })
    await expect.poll(() => search.inputValue()).toBe('5901234123457')
    scan(black.code)
    await day.at.card(words.scan.counted)
    await day.at.lineShows(black.name, 1, 6)
    await expect.poll(() => search.inputValue()).toBe('')
  })

  it('adds a product that is not on the transfer with Y, marked as extra', async () => {
    scan(red.code)
    await day.at.card(words.scan.notOnTransfer)
    await day.page.locator('.tile').waitFor()
    await day.page.keyboard.press('y')
    await day.at.card(words.scan.extra)
    await day.at.lineShows(red.name, 1, 0)
    expect(await day.at.line(red.name).innerText()).toContain(w.extra)
  })

  it('asks which product when two carry the code; a tile and a number key both answer', async () => {
    scan(coil.code)
    await day.at.card(words.scan.several)
    await day.page.locator('.tile').filter({ hasText: mesh.name }).click()
    await day.at.lineShows(mesh.name, 1, 10)
    scan(coil.code)
    await day.at.card(words.scan.several)
    const tiles = await day.page.locator('.tile').allInnerTexts()
    const place = tiles.findIndex((text) => text.includes(coil.name))
    await day.page.keyboard.press(String(place + 1))
    await day.at.lineShows(coil.name, 1, 12)
  })

  it('counts three at once, and Z takes them back', async () => {
    await day.page.keyboard.press('*')
    await day.page.getByRole('textbox', { name: w.timesLabel }).fill('3')
    await day.page.keyboard.press('Enter')
    await day.page.getByText(w.timesSet(3)).waitFor()
    scan(lighter.code)
    await day.at.card(words.scan.counted, lighter.name, words.scan.toBox('+3', 1))
    await day.at.lineShows(lighter.name, 3, 12)
    scan(lighter.code)
    await day.at.lineShows(lighter.name, 4, 12)
    await day.page.keyboard.press('z')
    await day.at.card(words.scan.undone)
    await day.at.lineShows(lighter.name, 3, 12)
  })

  it('keeps a keyboard scanner and a person apart in the same search field', async () => {
    const search = day.page.getByRole('textbox', { name: w.findLabel })
    await day.page.keyboard.press('/')
    await day.page.keyboard.type('man', { delay: 130 })
    await day.at.typeScan(candle.code)
    await day.at.lineShows(candle.name, 1, 4)
    expect(await search.inputValue()).toBe('man')
    await day.page.keyboard.type('go', { delay: 130 })
    expect(await search.inputValue()).toBe('mango')
    await day.page.locator('.found-row').filter({ hasText: mango.name }).waitFor()
    await day.page.keyboard.press('Escape')
    await day.at.lineShows(mango.name, 0, 10)
    await day.at.lineShows(candle.name, 1, 4)
  })

  it('starts a second box and moves units into it', async () => {
    await day.at.press(w.newBox)
    await day.at.box(2).getByText(w.current).waitFor()
    scan(candle.code)
    await day.at.lineShows(candle.name, 2, 4)
    await day.at.box(1).locator('.box-open').click()
    const inside = day.at.box(1).getByRole('listitem').filter({ hasText: lighter.name })
    await inside.getByRole('button', { name: w.move }).click()
    await inside.getByRole('textbox', { name: w.moveHow }).fill('2')
    await inside.getByRole('button', { name: w.moveGo, exact: true }).click()
    await inside.getByText('1 ×').waitFor()
    await day.at.lineShows(lighter.name, 3, 12)
    expect(await day.at.line(lighter.name).locator('.line-boxes').innerText()).toBe('1 · 2')
  })

  it('seals box 1 with the steady weight of the scale and prints its label', async () => {
    await day.at.box(1).getByRole('button', { name: w.useBox }).click()
    await day.at.box(1).getByText(w.current).waitFor()
    day.bench.scale.device.place(1534)
    await day.page.locator('.weight[data-reading="steady"]').getByText('1 534 g').waitFor()
    await day.page.keyboard.press('F9')
    await day.page.getByRole('button', { name: w.sealAnyway }).waitFor()
    await day.page.keyboard.press('F9')
    await day.at.box(1).getByText(w.label.printed).waitFor()
    expect(await day.at.box(1).innerText()).toMatch(/1\s534\sg/)
    expect(await day.at.box(1).getByText(w.typed, { exact: true }).count()).toBe(0)

    const preview = labelPreview(systemClock)
    const png = await preview.renderZpl(day.bench.printer.labels()[0]?.zpl ?? '', { dpi: 203, size: '4x6' })
    await preview.close()
    const number = await day.at.box(1).locator('.box-label-detail .code').innerText()
    expect((await codesIn(png)).map(({ text }) => text)).toContain(number)
  })

  it('shows the scale unplugged, and box 2 is sealed with a typed weight', async () => {
    await day.at.box(2).getByRole('button', { name: w.useBox }).click()
    await day.bench.scale.pull()
    await day.at.lamp('Scale').getByText(words.frame.lampState.lost).waitFor()
    await day.page.getByText(w.scale.silent).waitFor()

    day.bench.printer.set('paper-out')
    await day.at.press(w.typeWeight)
    await day.page.getByRole('textbox', { name: w.typedGrams }).fill('905')
    await day.at.press(w.sealTyped)
    await day.at.press(w.sealAnyway)
    await day.at.box(2).getByText(w.typed, { exact: true }).waitFor()
    expect(await day.at.box(2).innerText()).toMatch(/905\sg/)
  })

  it('finds the scale again by itself', async () => {
    await day.bench.scale.plugIn()
    await day.at
      .lamp('Scale')
      .getByText(/1\s534\sg/)
      .waitFor()
  })

  it('keeps the label of box 2 while the printer has no paper, and prints it once it has', async () => {
    await day.at.box(2).getByText(w.label.waiting).waitFor()
    await day.at.box(2).locator('.box-problem').waitFor()
    await eventually(() => day.at.lamp('Printer').getAttribute('class')).toContain('lamp-trouble')
    expect(day.bench.printer.labels()).toHaveLength(1)
    day.bench.printer.set('ready')
    await day.at.box(2).getByText(w.label.printed).waitFor()
    expect(day.bench.printer.labels()).toHaveLength(2)
    expect(await day.at.box(2).locator('.box-problem').count()).toBe(0)
  })

  it('prints a second label only for a reason, and marks it', async () => {
    await day.at.box(1).getByRole('button', { name: w.reprint }).click()
    await day.at.box(1).getByRole('button', { name: w.reasons[0] }).click()
    await day.at.box(1).getByRole('button', { name: w.reprint }).click()
    await day.at.box(1).getByText(w.labelCopies(2)).waitFor()
    await eventually(() => day.bench.printer.labels().length).toBe(3)
    expect(day.bench.printer.labels()[2]?.zpl).toMatch(/reprint|copy 2/i)
  })

  it('opens the packing slip as a PDF that names the goods', async () => {
    const { page } = day
    const opened = page.context().waitForEvent('request', (one) => one.url().includes('/file/'))
    await day.at.press(w.slip)
    const slip = await page.context().request.get((await opened).url())
    expect(slip.headers()['content-type']).toBe('application/pdf')
    const bytes = await slip.body()
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    if (hasPoppler) expect(pageTextsOf(new Uint8Array(bytes)).join('\n')).toContain(black.name)
    for (const other of page.context().pages()) if (other !== page) await other.close()
  })

  it('is packed, packed on, left for later, and handed over but for a rest that leaves later', async () => {
    const { page } = day
    await page.keyboard.press('F7')
    await page.getByText(w.isPacked).waitFor()
    await eventually(() => inStore().counts.get(blue.id)).toBe(5)
    expect(inStore().row.status).toBe('OPEN')

    await day.at.press(w.reopen)
    await day.at.press(w.putBack)
    await page.getByRole('link', { name: /ready to pack.*Ponsonby weekly refill/ }).click()
    await day.at.lineShows(black.name, 1, 6)
    await page.keyboard.press('F8')
    const form = page.getByRole('form', { name: w.handover.title })
    await form.getByText(w.handover.internal).click()
    await form.getByRole('textbox', { name: w.handover.driver, exact: true }).fill('Van 1')
    await form.getByText(w.handover.restLater).click()
    await form.getByRole('button', { name: w.handover.go, exact: true }).click()
    await page.getByText(w.isSent).waitFor()
    await page.getByText(w.handover.short.internal('Van 1')).waitFor()

    await page.locator('.head-note').getByRole('link').click()
    await page.getByText(w.shipment.others(2)).waitFor()
    await day.at.lineShows(black.name, 0, 5)
    await day.at.lineShows(mango.name, 0, 10)

    await day.at.go('sync')
    await page.getByRole('heading', { name: 'All sent' }).waitFor()
  })

  it('tells the store of the later shipment as a transfer of its own', async () => {
    const { ask } = day.station.hands
    const { toPack } = await ask('work:list', { search: '' })
    const consignmentId = toPack.find(({ shipment }) => shipment?.number === 2)?.id ?? ''
    await ask('pack:take', { consignmentId, productId: mango.id, times: 2, scanId: null })
    const { parcels } = await ask('pack:open', { consignmentId })
    await ask('pack:seal', { parcelId: parcels[0]?.id ?? '', typedGrams: 300 })
    const handover = { mode: 'internal', driver: 'Van 1', at: '2026-11-24T02:00:00.000Z' } as const
    await ask('pack:send', { consignmentId, handover })
    const told = () =>
      day.store.control.consignments().find(({ reference }) => reference === `PK-${consignmentId}`)
    await eventually(() => told()?.status).toBe('SENT')
    const counts = day.store.control
      .lines(told()?.id ?? '')
      .map((line) => [line.productId, Number(line.count)])
    expect(counts).toEqual([[mango.id, 2]])
  })

  it('leaves the store with exactly what was counted, on the transfer it had and the one of the rest', () => {
    const { row, counts } = inStore()
    expect(row.status).toBe('SENT')
    const expected = {
      [blue.id]: 5,
      [black.id]: 1,
      [red.id]: 1,
      [coil.id]: 1,
      [lighter.id]: 3,
      [candle.id]: 2,
    }
    for (const [productId, units] of Object.entries(expected)) expect(counts.get(productId)).toBe(units)
    expect(counts.get(mesh.id)).toBe(1)
    expect(counts.get(mango.id) ?? 0).toBe(0)
    expect(day.store.ledger()).toMatchObject({ creates: 1, accumulatedLines: [], status429: 0 })
    expect(day.complaints).toEqual([])
    expect(bugsIn(day.folder)).toEqual([])
  })
})
