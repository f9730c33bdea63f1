import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { outletId } from '../../src-main/training/store/training-names.ts'
import { words } from '../../src-renderer/words.ts'
import { axeFaults, readableColours, readableForAll } from '../axe.ts'
import { benchPage } from './bench-page.ts'
import { openDay } from './day.ts'
import { article, bugsIn, eventually, picture } from './rig.ts'

/** Consignments in the states worth looking at, by what they are for. */
const scene = { fresh: '', packing: '', packed: '', sent: '', draft: '', receiving: '', order: '' }

const day = openDay()

/** A training morning half done, so that no screen is empty that a packer sees full. */
async function setTheScene(): Promise<void> {
  const { ask } = day.station.hands
  const work = () => ask('work:list', {})
  await eventually(async () => (await work()).toPack.length).toBe(2)
  await eventually(async () => (await work()).toReceive.length).toBe(3)
  const { toPack, toReceive } = await work()
  const ofLines = (count: number) => toPack.find(({ lines }) => lines === count)?.id ?? ''
  scene.packing = ofLines(12)
  scene.fresh = ofLines(8)
  scene.order = toReceive.find(({ reference }) => reference.includes('1041'))?.id ?? toReceive[0]?.id ?? ''
  scene.receiving = toReceive.find(({ kind }) => kind === 'OUTLET')?.id ?? ''

  await ask('desk:show', { screen: 'pack', consignmentId: scene.packing })
  const scan = (text: string) => ask('desk:scan', { text, by: 'typed' })
  for (const name of ['Pod Kit Black', 'Pod Kit Black', 'Mint 60 ml 3 mg', 'Lighter Red'])
    await scan(article(name).code)
  const first = await ask('pack:open', { consignmentId: scene.packing })
  await ask('pack:seal', { parcelId: first.parcels[0]?.id ?? '', typedGrams: 452 })
  for (const name of ['Pod Kit Blue', 'Pod Kit Blue', 'Pod Kit Blue', 'Pod Kit Blue', 'Pod Kit Blue'])
    await scan(article(name).code)
  await ask('pack:take', { consignmentId: scene.packing, productId: article('Pod Kit Red').id })
  await scan(article('Coil 0.8 (5)').code)
  for (let count = 0; count < 3; count++) await scan(article('Candle Medium').code)
  await ask('training:weigh-box', { consignmentId: scene.packing })

  const made = await ask('transfer:create', { toOutletId: outletId('Hamilton'), note: 'For the weekend' })
  scene.draft = made.consignmentId
  for (const name of ['Mug Kea', 'Cap Navy', 'Grinder Large'])
    await ask('transfer:plan', {
      consignmentId: scene.draft,
      productId: article(name).id,
      planned: 12,
    })

  await ask('desk:show', { screen: 'receive', consignmentId: scene.receiving })
  const desk = await ask('receive:open', { consignmentId: scene.receiving })
  for (const line of desk.lines.slice(0, 3))
    await ask('receive:change', { consignmentId: scene.receiving, lineId: line.id, received: line.expected })
  await ask('receive:change', {
    consignmentId: scene.receiving,
    lineId: desk.lines[0]?.id ?? '',
    damaged: 1,
  })
}

/** Every screen by name: where it is, what shows that it is drawn, and what to do there first. */
const screens: readonly {
  name: string
  hash: () => string
  sign: string
  first?: (page: Page) => Promise<void>
}[] = [
  { name: 'work', hash: () => '#/work', sign: '.work-card' },
  { name: 'new-transfer', hash: () => '#/new', sign: '.choice' },
  { name: 'draft', hash: () => `#/pack/${scene.draft}`, sign: '.draft-line' },
  { name: 'pick-pack', hash: () => '#/pack', sign: '.work-card' },
  { name: 'pack-fresh', hash: () => `#/pack/${scene.fresh}`, sign: '.line' },
  { name: 'pack', hash: () => `#/pack/${scene.packing}`, sign: '.line' },
  {
    name: 'pack-box',
    hash: () => `#/pack/${scene.packing}`,
    sign: '.line',
    first: async (page) => {
      await page.locator('[data-box="1"] .box-open').click()
      await page.getByRole('button', { name: words.pack.preview }).click()
      await page.locator('.label-picture').waitFor()
    },
  },
  {
    name: 'pack-handover',
    hash: () => `#/pack/${scene.packing}`,
    sign: '.line',
    first: async (page) => {
      await page.keyboard.press('F8')
      await page.getByRole('form', { name: words.pack.handover.title }).waitFor()
    },
  },
  {
    name: 'pack-several',
    hash: () => `#/pack/${scene.packing}`,
    sign: '.line',
    first: async (page) => {
      await day.station.hands.ask('training:scan', { text: article('Coil 0.8 (5)').code })
      await page.locator('.tile').first().waitFor()
    },
  },
  {
    name: 'pack-unknown',
    hash: () => `#/pack/${scene.packing}`,
    sign: '.line',
    first: async (page) => {
      await day.station.hands.ask('training:scan', { text: '5901234123457' })
      await page.locator('.found-say').waitFor()
    },
  },
  { name: 'receive', hash: () => `#/receive/${scene.receiving}`, sign: '.line' },
  {
    name: 'receive-close',
    hash: () => `#/receive/${scene.receiving}`,
    sign: '.line',
    first: async (page) => {
      await page
        .locator('.finish')
        .getByRole('button', { name: /^Close/ })
        .click()
      await page.getByRole('region', { name: words.receive.summary }).waitFor()
    },
  },
  { name: 'receive-order', hash: () => `#/receive/${scene.order}`, sign: '.line' },
  { name: 'sync', hash: () => '#/sync', sign: '.chart' },
  { name: 'devices', hash: () => '#/devices', sign: '.device' },
  {
    name: 'devices-setting-up',
    hash: () => '#/devices',
    sign: '.device',
    first: async (page) => {
      const scale = page.getByRole('region', { name: words.device.names.scale })
      await scale.getByRole('button', { name: words.device.setUp }).click()
      await scale.getByText(words.device.kinds.serial).click()
    },
  },
  {
    name: 'devices-doctor',
    hash: () => '#/devices',
    sign: '.device',
    first: async (page) => {
      const scale = page.getByRole('region', { name: words.device.names.scale, exact: true })
      await scale.getByRole('button', { name: words.doctor.look }).click()
      await scale.getByText(words.doctor.nothing).waitFor()
      const traffic = page.getByRole('region', { name: words.doctor.traffic.title })
      await traffic.getByRole('button', { name: /^Start / }).click()
      // The virtual scale is asked several times a second: its frames are read as weights.
      await traffic.locator('.piece-in').first().waitFor()
      await traffic.getByRole('button', { name: words.doctor.traffic.stop }).click()
      await traffic.getByRole('button', { name: words.doctor.traffic.replay }).click()
      await traffic
        .getByText(/ g, (steady|moving)/)
        .first()
        .waitFor()
    },
  },
  { name: 'setup', hash: () => '#/setup', sign: '.setup-cards' },
  {
    name: 'virtual-bench',
    hash: () => `#/pack/${scene.packing}`,
    sign: '.line',
    first: async (page) => {
      await page.getByRole('button', { name: words.frame.virtualBench }).click()
      await page.locator('.training-part').first().waitFor()
    },
  },
]

/** Words that are cut off by their own box, sideways, without the dots that admit it. */
function cutWords(page: Page): Promise<string[]> {
  return page.$$eval('button, a, h1, h2, p, label, kbd, strong, .tag, .lamp, .code', (elements) =>
    elements
      .filter(
        (element) => element.getClientRects().length > 0 && element.scrollWidth > element.clientWidth + 1,
      )
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .filter((element) => getComputedStyle(element).textOverflow !== 'ellipsis')
      .map((element) => `${element.getAttribute('class')}: ${element.textContent?.slice(0, 60)}`),
  )
}

async function look(theme: 'light' | 'dark'): Promise<void> {
  await day.station.hands.ask('setup:look', { theme })
  await eventually(() => day.page.getAttribute('html', 'data-mantine-color-scheme')).toBe(theme)
}

/** Goes to a screen from another one, so that nothing of what was opened on it before is left. */
async function goAnew(hash: string): Promise<void> {
  for (const to of ['#/explain', hash]) {
    await day.page.evaluate((place) => {
      location.hash = place
    }, to)
    if (to === '#/explain') await day.page.locator('.explain-empty').waitFor()
  }
}

describe('every screen of a training morning', () => {
  it('has something to show', async () => {
    // The page tells the station which desk it shows: only then may the scene show another.
    await day.page.locator('.work-card').first().waitFor()
    await setTheScene()
    await benchPage(day.page).go('work')
  })

  for (const { name, hash, sign, first } of screens) {
    it(`${name} is readable for all in light and dark, cuts no word, and the page complains of nothing`, async () => {
      const { page } = day
      await look('light')
      await goAnew(hash())
      await page.locator(sign).first().waitFor()
      await first?.(page)
      expect(await axeFaults(page, readableForAll)).toEqual([])
      expect(await cutWords(page)).toEqual([])
      await picture(page, name, 'large', 'small')
      await look('dark')
      expect(await axeFaults(page, readableColours), 'dark').toEqual([])
      await picture(page, `${name}-dark`, 'small')
      expect(day.complaints.splice(0)).toEqual([])
    })
  }

  it('told of no bug', () => {
    expect(bugsIn(day.folder)).toEqual([])
  })
})
