import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openStationLog } from '../../../src-main/log/station-log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { openStation, type Station } from '../../../src-main/station.ts'
import { type Ask, contract, type Gives, type Takes } from '../../../src-shared/contract/contract.ts'
import type { AnyNews } from '../../../src-shared/contract/news.ts'
import { testFolder } from '../bench.ts'

let station: Station
let told: AnyNews[]

beforeEach(async () => {
  told = []
  const folder = testFolder()
  station = await openStation({
    profileFolder: folder,
    clock: systemClock,
    log: openStationLog(join(folder, 'log'), systemClock),
    random: systemRandom,
  })
  station.subscribe((news) => told.push(news))
})
afterEach(() => station.close())

async function on<A extends Ask>(pageId: string, ask: A, takes: Takes<A>): Promise<Gives<A>> {
  const taken = contract[ask].takes.parse(takes)
  return await station.handlers[ask](taken as never, { traceId: 'req_test', pageId })
}

/** A page on the packing bench with one transfer, and another page on the work screen, opened after it. */
async function twoPages() {
  const toPack = async () => (await on('packing', 'work:list', { search: '' })).toPack
  await expect
    .poll(async () => (await toPack()).some(({ lines }) => lines > 0), { timeout: 10_000 })
    .toBe(true)
  const consignmentId = (await toPack()).find(({ lines }) => lines > 0)?.id ?? ''
  const code = (await on('packing', 'pack:open', { consignmentId })).lines[0]?.sku ?? ''
  await on('packing', 'desk:show', { screen: 'pack', consignmentId })
  expect(await on('looking', 'desk:show', { screen: 'work', consignmentId: null })).toEqual({
    pageId: 'looking',
    scannerAt: 'looking',
  })
  return { code, consignmentId }
}

describe('two pages and one scanner', () => {
  it('a scan that a page read itself counts on its own desk, and brings the scanner there', async () => {
    const { code, consignmentId } = await twoPages()
    const scan = await on('packing', 'desk:scan', { text: code, by: 'keyboard' })
    expect(scan).toMatchObject({ consignmentId, outcome: { is: 'counted' } })
    expect(told).toContainEqual({ topic: 'scanner', body: { pageId: 'packing' } })
    expect(station.workplace().scans.scan(code, 'serial')).toMatchObject({ consignmentId })
  })

  it('a closed page gives the scanner to the one that is left', async () => {
    const { code, consignmentId } = await twoPages()
    expect(station.workplace().scans.scan(code, 'serial').consignmentId).toBeNull()
    station.pageLeft('looking')
    expect(station.workplace().scans.scan(code, 'serial')).toMatchObject({ consignmentId })
    expect(await on('packing', 'desk:where', {})).toEqual({ screen: 'pack', consignmentId })
  })

  it('a field that waits for a code gets it only while its page has the scanner', async () => {
    const { consignmentId } = await twoPages()
    const field = { id: 'tracking-field', what: 'tracking' } as const
    await on('packing', 'desk:show', { screen: 'pack', consignmentId, field })
    expect(station.workplace().scans.scan('CP123456785NZ', 'serial').outcome.is).toBe('for-field')
    await on('looking', 'desk:show', { screen: 'work', consignmentId: null })
    expect(station.workplace().scans.scan('CP123456785NZ', 'serial').outcome.is).toBe('unknown')
  })
})
