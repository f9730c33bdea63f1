import { describe, expect, it } from 'vitest'
import { outletId } from '../../src-main/training/store/training-names.ts'
import { words } from '../../src-renderer/words.ts'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { openDay } from './day.ts'
import { article, besidesLostLine, bugsIn, connectedTo, eventually, startStation } from './rig.ts'

const w = words.receive
const mug = article('Mug Kea')
const bag = article('Keyring Fern')
const shirt = article('T-Shirt M')
const tank = article('Tank 4 ml')
const cap = article('Cap Navy')
const plan = { [mug.id]: 3, [bag.id]: 4, [shirt.id]: 5, [tank.id]: 6 }

const day = openDay({ store: 'Warehouse', hasDevices: true, hash: null })

let consignmentId: string
let remoteId: string

const scan = (code: string) => day.bench.scanner.device.scan(code)

/** A transfer planned, packed into two boxes and sent by this very station: box 1 mugs and keyrings, box 2 the rest. */
async function packAndSend(): Promise<void> {
  const { ask } = day.station.hands
  await eventually(async () => (await ask('outlet:list', {})).length).toBeGreaterThan(2)
  await eventually(async () => (await ask('product:search', { text: tank.code })).length).toBe(1)
  const made = await ask('transfer:create', { toOutletId: outletId('Ponsonby'), note: 'Window display' })
  consignmentId = made.consignmentId
  for (const [productId, planned] of Object.entries(plan))
    await ask('transfer:plan', { consignmentId, productId, planned })
  await ask('transfer:release', { consignmentId })
  for (const box of [
    [mug, bag],
    [shirt, tank],
  ]) {
    const { parcelId } = await ask('pack:new-box', { consignmentId })
    for (const { id } of box) await ask('pack:take', { consignmentId, productId: id, times: plan[id] ?? 0 })
    await ask('pack:seal', { parcelId, typedGrams: 1000 })
  }
  await ask('pack:send', {
    consignmentId,
    handover: { mode: 'internal', driver: 'Van 1', at: '2026-11-20T03:00:00.000Z' },
  })
  await eventually(async () => (await ask('sync:screen', {})).line.is).toBe('all-sent')
  const { head } = await ask('pack:open', { consignmentId })
  remoteId = head.remoteId ?? ''
}

/** Everything the receiving desk shows that a person put there. */
async function deskNow() {
  const desk = await day.station.hands.ask('receive:open', { consignmentId })
  return {
    state: desk.head.state,
    lines: desk.lines.map(({ name, received, damaged, note }) => ({ name, received, damaged, note })),
    boxes: desk.boxes,
    unlisted: desk.unlisted,
    receipts: desk.receipts,
    scans: desk.lastScans,
  }
}

describe.skipIf(!hasSocat)(`receiving without a network${skippedSay}`, () => {
  it('begins with a transfer on its way and the cable pulled', async () => {
    await packAndSend()
    await day.store.faults.network('down')
    await day.open()
  })

  it('finds the transfer at its destination once Setup says that this is there', async () => {
    await day.at.go('setup')
    const outlets = day.page.getByRole('group', { name: words.setup.outletSay })
    await outlets.getByText('Ponsonby', { exact: true }).click()
    await day.page.locator('.frame-place').getByText('Ponsonby').waitFor()
    await day.at.go('work')
    const lane = day.page.getByRole('region', { name: words.work.lanes.toReceive })
    await lane.getByRole('link', { name: /Warehouse.*Ponsonby.*4 lines/ }).click()
    await day.page.getByText(words.scan.ready).waitFor()
    await day.at.lineShows(mug.name, 0, 3)
  })

  it('takes a whole box by one touch', async () => {
    const first = day.page.locator('.arrived-box[data-box="1"]')
    await first.getByRole('button', { name: w.boxHere }).click()
    await first.getByText(w.boxConfirmed).waitFor()
    await day.at.lineShows(mug.name, 3, 3)
    await day.at.lineShows(bag.name, 4, 4)
  })

  it('counts by scan, damaged ones among them, and something nobody sent', async () => {
    for (let unit = 0; unit < 4; unit++) scan(shirt.code)
    await day.at.lineShows(shirt.name, 4, 5)
    await day.page.keyboard.press('d')
    await expect
      .poll(() => day.at.line(shirt.name).locator('.damage-figure').innerText(), { timeout: 30_000 })
      .toBe('1')
    await day.at.card(words.scan.damaged, shirt.name)
    for (let unit = 0; unit < 7; unit++) scan(tank.code)
    await day.at.card(words.scan.over, tank.name)
    await day.at.lineShows(tank.name, 7, 6)
    scan(cap.code)
    await day.at.card(words.scan.notExpected)
    await day.page.keyboard.press('y')
    await day.at.lineShows(cap.name, 1, 0)
  })

  it('keeps something no list knows, with what the person says of it', async () => {
    scan('5901234123457')
    await day.at.card(words.scan.unknown)
    const { page } = day
    await expect
      .poll(() => page.getByRole('textbox', { name: w.unlistedCode }).inputValue())
      .toBe('5901234123457')
    await page.getByRole('textbox', { name: w.unlistedName }).fill('A wooden sign')
    await day.at.press(w.unlistedGo)
    const aside = page.locator('.side-card').filter({ has: page.getByRole('heading', { name: w.unlisted }) })
    await aside.getByText('A wooden sign').waitFor()
  })

  it('is exactly as it was after the power failed in the middle of a scan', async () => {
    const before = await deskNow()
    scan(shirt.code)
    await day.at.lineShows(shirt.name, 5, 5)
    const killed = day.station.kill()
    scan(shirt.code)
    await killed
    await day.page.getByRole('alert').getByText(words.frame.notAnswering).waitFor()
    expect(besidesLostLine(day.complaints)).toEqual([])

    day.station = await startStation(day.folder, connectedTo(day.store, null, day.folder))
    const after = await deskNow()
    const shirts = after.lines.find(({ name }) => name === shirt.name)?.received ?? 0
    // What the screen showed is there; the scan that met the power cut counted once or not at all.
    expect([5, 6]).toContain(shirts)
    expect(after).toMatchObject({ state: before.state, boxes: before.boxes, unlisted: before.unlisted })
    const others = (lines: typeof before.lines) => lines.filter(({ name }) => name !== shirt.name)
    expect(others(after.lines)).toEqual(others(before.lines))
    expect(after.lines.find(({ name }) => name === shirt.name)?.damaged).toBe(1)
    expect(after.scans).toHaveLength(before.scans.length)

    await day.page.context().close()
    await day.open()
    await day.at.go('receive')
    await day.page.getByRole('link', { name: /Warehouse.*Ponsonby.*5 lines/ }).click()
    await day.at.lineShows(shirt.name, shirts, 5)
    for (let unit = shirts; unit > 4; unit--)
      await day.at.line(shirt.name).getByRole('button', { name: words.pack.minus }).click()
    await day.at.lineShows(shirt.name, 4, 5)
  })

  it('stops here, then closes with a reason for what will not come', async () => {
    const { page } = day
    await day.at.press(w.stop)
    await page.getByText(w.closing.partial).waitFor()
    await day.at.press(w.close)
    const summary = page.getByRole('region', { name: w.summary })
    await summary.getByText(w.missing('1', shirt.name, 'Warehouse')).waitFor()
    await summary.getByRole('button', { name: w.reasons[0] }).click()
    await summary.getByRole('button', { name: w.closeShort(1) }).click()
    await page.getByText(w.isClosed).waitFor()
    await page.getByText(/Offline for/).waitFor()
    expect(day.store.control.consignment(remoteId).status).toBe('SENT')
  })

  it('makes the store agree when the network is back, on one consignment', async () => {
    await day.store.faults.network('up')
    await day.at.go('sync')
    await day.at.press(words.sync.now)
    await day.page.getByRole('heading', { name: /All sent|needs? you/ }).waitFor({ timeout: 20_000 })
    await eventually(() => day.store.control.consignment(remoteId).status).toBe('RECEIVED')
    const received = new Map(
      day.store.control.lines(remoteId).map((line) => [line.productId, Number(line.received)]),
    )
    // Received = counted − damaged.
    for (const [{ id }, units] of [
      [mug, 3],
      [bag, 4],
      [shirt, 3],
      [tank, 7],
    ] as const)
      expect(received.get(id)).toBe(units)
    expect(day.store.ledger()).toMatchObject({ creates: 1, duplicateReferences: [], accumulatedLines: [] })
    expect(day.complaints).toEqual([])
    expect(bugsIn(day.folder)).toEqual([])
  })
})
