import { beforeAll, describe, expect, it, vi } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { openDay } from './day.ts'
import { article, besidesLostLine, bugsIn, eventually, picture } from './rig.ts'

const w = words.pack
const black = article('Pod Kit Black')
const tracking = 'CP123456785NZ'

const day = openDay({ hash: null })

let consignmentId: string

/** The virtual scanner reads a code, at the far end of a cable like a serial one's. */
const scan = (text: string) => day.station.hands.ask('training:scan', { text })
const form = () => day.page.getByRole('form', { name: w.handover.title })
const numbers = () => form().getByRole('textbox', { name: w.handover.trackingOne })
const atScreen = (screen: 'sync') =>
  day.page.locator('.rail-item[aria-current=page]').filter({ hasText: words.frame.rail[screen] }).waitFor()
const here = () => new URL(day.page.url()).hash

describe('coming back to the bench', () => {
  beforeAll(async () => {
    consignmentId = await vi.waitUntil(
      async () => {
        const { toPack } = await day.station.hands.ask('work:list', { search: '' })
        return toPack.find((head) => head.lines === 12)?.id
      },
      { timeout: 30_000 },
    )
    await day.open(`#/pack/${consignmentId}`)
    await day.at.line(black.name).waitFor()
  })

  it('gives the courier’s number from a cable scanner to the open hand-over form, two rapid ones in order', async () => {
    await scan(black.code)
    await day.at.lineShows(black.name, 1, 6)
    const shown = day.answered('desk:show')
    await day.page.keyboard.press('F8')
    await form().waitFor()
    // From here on the station knows that a form waits.
    await eventually(() => day.answered('desk:show')).toBeGreaterThan(shown)
    await scan(tracking)
    await scan('CP999999999NZ')
    await eventually(() => numbers().inputValue()).toBe(`${tracking}\nCP999999999NZ`)
    await picture(day.page, 'handover-scanned', 'small', 'large')
    await day.at.card(words.scan.counted, black.name)
  })

  it('goes on packing when a product is scanned while the form is open, wherever its scanner sits', async () => {
    await scan(black.code)
    await day.at.lineShows(black.name, 2, 6)
    await day.at.typeScan(black.code)
    await day.at.lineShows(black.name, 3, 6)
    await day.at.typeScan('70012345')
    await eventually(() => numbers().inputValue()).toMatch(/\n70012345$/)
  })

  it('gives nothing to a form that was closed, or whose way of going has no number', async () => {
    await form().getByText(w.handover.internal, { exact: true }).click()
    await scan('CP000000001NZ')
    await day.at.card(words.scan.unknown, 'CP000000001NZ')
    await form().getByText(w.handover.courier, { exact: true }).click()
    expect(await numbers().inputValue()).not.toContain('CP000000001NZ')
    await form().getByRole('button', { name: w.handover.back }).click()
    await form().waitFor({ state: 'detached' })
    await scan('CP000000002NZ')
    await day.at.card(words.scan.unknown, 'CP000000002NZ')
  })

  it('comes back to the same consignment after a reload, where scans count and none waits for a form', async () => {
    await day.page.keyboard.press('F8')
    await numbers().waitFor()
    await day.page.reload()
    await day.at.lineShows(black.name, 3, 6)
    await scan(black.code)
    await day.at.lineShows(black.name, 4, 6)
    await scan('CP000000003NZ')
    await day.at.card(words.scan.unknown, 'CP000000003NZ')
    expect(here()).toBe(`#/pack/${consignmentId}`)
  })

  it('comes back in a browser that never saw the station, and a deep link still leads where it says', async () => {
    await day.page.context().close()
    await day.open()
    await day.at.lineShows(black.name, 4, 6)
    expect(here()).toBe(`#/pack/${consignmentId}`)
    // Two pages at once have one desk between them: this is about one after the other.
    await day.page.context().close()
    await day.open('#/sync')
    await atScreen('sync')
    expect(here()).toBe('#/sync')
    await day.page.goto(day.station.link)
    await atScreen('sync')
  })

  it('keeps the training network cut over a restart, and the band says so', async () => {
    await day.station.hands.ask('training:network', { isUp: false })
    await day.page.getByText(words.frame.networkCut).waitFor()
    await day.page.context().close()
    await day.station.stop()
    await day.startAgain()
    await day.open(`#/pack/${consignmentId}`)
    await day.page.getByText(words.frame.networkCut).waitFor()
    await picture(day.page, 'network-cut', 'small', 'large')
    await day.at.lineShows(black.name, 4, 6)
    await scan(black.code)
    await day.at.lineShows(black.name, 5, 6)
    const { sync } = await day.station.hands.ask('frame:state', {})
    expect(sync.is).not.toBe('all-sent')
    expect((await day.station.hands.ask('training:state', {})).isNetworkUp).toBe(false)
    await day.station.hands.ask('training:network', { isUp: true })
    await day.page.getByText(words.frame.networkCut).waitFor({ state: 'detached' })
    expect(besidesLostLine(day.complaints)).toEqual([])
    expect(bugsIn(day.folder)).toEqual([])
  })
})
