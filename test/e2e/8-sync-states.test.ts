import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { outletId } from '../../src-main/training/store/training-names.ts'
import { words } from '../../src-renderer/words.ts'
import type { Health } from '../../src-shared/model/health.ts'
import { axeFaults, readableColours, readableForAll } from '../axe.ts'
import { openDay } from './day.ts'
import { article, bugsIn, eventually, picture } from './rig.ts'

const w = words.sync
const goods = ['Mug Kea', 'Cap Navy', 'Pod Kit Blue']

const day = openDay({ store: 'Warehouse', hash: '#/sync' })

/** A transfer made, packed and closed at the bench: it is on its way to the store from now on. */
async function pack(note: string): Promise<string> {
  const { ask } = day.station.hands
  const { consignmentId } = await ask('transfer:create', { toOutletId: outletId('Ponsonby'), note })
  for (const name of goods)
    await ask('transfer:plan', { consignmentId, productId: article(name).id, planned: 2 })
  await ask('transfer:release', { consignmentId })
  for (const name of goods) await ask('pack:take', { consignmentId, productId: article(name).id })
  const { parcels } = await ask('pack:open', { consignmentId })
  await ask('pack:seal', { parcelId: parcels[0]?.id ?? '', typedGrams: 700 })
  await ask('pack:packed', { consignmentId })
  return consignmentId
}

const line = async () => (await day.station.hands.ask('sync:screen', {})).line
const health = () => JSON.parse(readFileSync(join(day.folder, 'health.json'), 'utf8')) as Health

async function show(part: keyof typeof w.parts): Promise<Page> {
  const { page } = day
  await page.evaluate(
    (hash) => {
      location.hash = hash
    },
    part === 'overview' ? '#/sync' : `#/sync/${part}`,
  )
  await page.locator('.sync-tab[aria-current=page]').getByText(w.parts[part]).waitFor()
  return page
}

/** Looked at in light and dark: clean, and kept as a picture. */
async function look(name: string, page: Page): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await day.station.hands.ask('setup:look', { theme })
    await expect
      .poll(() => page.getAttribute('html', 'data-mantine-color-scheme'), { timeout: 30_000 })
      .toBe(theme)
    const rules = theme === 'light' ? readableForAll : readableColours
    expect(await axeFaults(page, rules), `${name} ${theme}`).toEqual([])
    await picture(page, `${name}${theme === 'dark' ? '-dark' : ''}`, 'small')
  }
}

describe('the Sync screen', () => {
  it('healthy: says that all is sent, how long it took, and so does health.json', async () => {
    await eventually(async () => (await line()).is, 30_000).toBe('all-sent')
    await eventually(
      async () =>
        (await day.station.hands.ask('sync:screen', {})).feeds.every(({ isFirstPull }) => !isFirstPull),
      30_000,
    ).toBe(true)
    for (let count = 0; count < 4; count += 1) await pack('Healthy')
    await eventually(async () => (await line()).is, 30_000).toBe('all-sent')
    const page = await show('overview')
    await page.getByRole('heading', { name: 'All sent' }).waitFor()
    await page.getByRole('row', { name: `${w.figures.acknowledged} 4 4` }).waitFor()
    // Figures that only move are written with the next beat, half a minute later at most.
    await eventually(() => health(), 40_000).toMatchObject({
      state: 'ok',
      say: 'All sent.',
      numbers: { link: 'up', waiting: 0, hour: { done: 4, setAside: 0 } },
    })
    await look('sync-healthy', page)
    await page.getByRole('button', { name: w.bundle }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: w.bundleGet }).click()
    const file = await (await download).path()
    expect(gunzipSync(readFileSync(file)).toString('utf8', 0, 12)).toBe('station.json')
  })

  it('parked: grouped by cause, sent again all at once, or given up with a reason', async () => {
    const heal = day.store.faults.add({
      on: 'POST /consignments',
      fault: { is: 'status-before', status: 422, body: '{"message":"The outlet takes no transfers today."}' },
    })
    for (let count = 0; count < 3; count += 1) await pack('Parked')
    await eventually(async () => (await line()).parked, 30_000).toBe(3)
    await eventually(() => health()).toMatchObject({ state: 'warn', reasons: [{ id: 'parked' }] })
    const overview = await show('overview')
    await overview.locator('.reason').first().waitFor()
    await look('sync-parked-overview', overview)
    const page = await show('parked')
    await page.getByRole('heading', { name: 'The outlet takes no transfers today.' }).waitFor()
    await look('sync-parked', page)
    heal()
    const first = page.locator('.cause .entry').first()
    await first.getByRole('button', { name: w.discard }).click()
    await first.getByLabel(w.discardReason).fill('Made twice by mistake')
    await first.locator('form').getByRole('button', { name: w.discard }).click()
    await page.getByRole('button', { name: w.retryAll(2) }).click()
    await page.getByText(w.noParked).waitFor({ timeout: 20_000 })
    await eventually(async () => (await line()).is, 30_000).toBe('all-sent')
    expect(day.store.ledger()).toMatchObject({ duplicateReferences: [] })
  })

  it('in conflict: both sides and the ways on', async () => {
    const consignmentId = await pack('In conflict')
    await eventually(async () => (await line()).is, 30_000).toBe('all-sent')
    const { head } = await day.station.hands.ask('pack:open', { consignmentId })
    day.store.control.cancel(head.remoteId ?? '')
    await day.station.hands.ask('pack:send', {
      consignmentId,
      handover: { mode: 'internal', driver: 'Van 1', at: '2026-11-20T03:00:00.000Z' },
    })
    await eventually(async () => (await line()).conflicts, 40_000).toBeGreaterThan(0)
    const page = await show('differences')
    await page.locator('.sides').first().waitFor()
    await look('sync-conflict', page)
    await look('sync-conflict-overview', await show('overview'))
    await show('differences')
    const [, theirs] = (await day.station.hands.ask('sync:screen', {})).conflicts[0]?.choices ?? []
    await page.getByRole('button', { name: theirs?.say ?? '' }).click()
    await page.getByLabel(w.chooseReason).fill('The office cancelled it')
    await page
      .locator('form')
      .getByRole('button', { name: theirs?.say ?? '' })
      .click()
    await eventually(async () => (await line()).is, 30_000).toBe('all-sent')
  })

  it('draining: rows go as they are sent, and a forecast says when all will be', async () => {
    await day.store.faults.network('down')
    await eventually(async () => (await line()).is, 30_000).toBe('offline')
    for (let count = 0; count < 12; count += 1) await pack('Draining')
    const page = await show('waiting')
    // What is added while a person looks moves nothing: the row in view stays the same element, where it was.
    const list = page.getByRole('region', { name: w.entries })
    await list.evaluate((element) => element.scrollTo({ top: 150 }))
    const row = await page.locator('.entry-row').nth(4).elementHandle()
    const before = await row?.boundingBox()
    for (let count = 0; count < 12; count += 1) await pack('Draining')
    await eventually(() => page.locator('.sync-tab').getByText('24').count()).toBe(1)
    expect(await row?.evaluate((element) => element.isConnected)).toBe(true)
    expect(await row?.boundingBox()).toEqual(before)
    await list.evaluate((element) => element.scrollTo({ top: 0 }))
    day.store.faults.spendAllowance(540)
    await day.store.faults.network('up')
    await day.station.hands.ask('sync:now', {})
    await eventually(async () => (await line()).say, 30_000).toMatch(
      /^\d+ waiting, oldest .*, all sent by \d\d:\d\d$/,
    )
    await page.locator('.entry-row').first().click()
    await page.locator('.story-event').first().waitFor()
    await look('sync-draining', page)
    await page.getByRole('button', { name: w.story.close }).click()
    await look('sync-draining-overview', await show('overview'))
    expect(day.complaints).toEqual([])
    expect(bugsIn(day.folder)).toEqual([])
  })
})
