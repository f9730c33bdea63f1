import { describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { openDay } from './day.ts'
import { bugsIn } from './rig.ts'

const w = words.setup
/** A key ring of its own is part of the suite where the machine can have one. */
const hasKeyRing = process.env.STATION_TEST_KEYRING === 'unlocked'

const day = openDay({ store: 'unconnected' })

/** The card of the store on the set-up screen, filled in and asked. */
async function tryStore(url: string, token: string) {
  const card = day.page.getByRole('region', { name: w.connect })
  await card.getByLabel(w.url).fill(url)
  await card.getByLabel(w.token).fill(token)
  await card.getByRole('button', { name: w.test }).click()
  return card
}

describe('setting up a station', () => {
  it('starts in training, says so on every screen, and leads to connecting a store', async () => {
    await day.page.getByText(words.frame.trainingBand).waitFor()
    await day.at.press(words.frame.connectStore)
    await day.page.getByRole('heading', { name: w.title, exact: true }).waitFor()
    await day.page.getByText(words.frame.trainingBand).waitFor()
  })

  it('says in words what is wrong with an address', async () => {
    const card = await tryStore('not an address', 'a-token')
    await card.getByRole('alert').waitFor()
    expect(await card.getByRole('alert').innerText()).toMatch(/address|https/i)
    await tryStore('http://127.0.0.1:9', 'a-token')
    await card
      .getByRole('alert')
      .getByText(/not reached/)
      .waitFor()
  })

  it('says in words that a token is wrong', async () => {
    const card = await tryStore(day.store.url, 'wrong-token')
    await card.getByRole('alert').getByText('The store does not take this token.').waitFor()
  })

  it('looks as the computer does, until the dark look is chosen, which stays over a reload like the place', async () => {
    const look = () => day.page.getAttribute('html', 'data-mantine-color-scheme')
    for (const colorScheme of ['dark', 'light'] as const) {
      await day.page.emulateMedia({ colorScheme })
      await expect.poll(look, { timeout: 30_000 }).toBe(colorScheme)
    }
    await day.at.press(words.frame.themeLabel(words.frame.toDark))
    await expect.poll(look, { timeout: 30_000 }).toBe('dark')
    await day.at.go('devices')
    await day.page.getByRole('heading', { name: words.device.title, exact: true }).waitFor()
    await day.page.reload()
    await day.page.getByRole('heading', { name: words.device.title, exact: true }).waitFor()
    await expect.poll(look, { timeout: 30_000 }).toBe('dark')
    await day.page.goto(day.station.link)
    await day.page.getByRole('heading', { name: words.device.title, exact: true }).waitFor()
  })

  it('says what is wrong with a device, on its card and in its lamp', async () => {
    const { page } = day
    const printer = page.getByRole('region', { name: words.device.names.printer })
    await printer.getByRole('button', { name: words.device.setUp }).click()
    await printer.getByText(words.device.kinds.tcp, { exact: true }).click()
    await printer.getByLabel(words.device.host).fill('127.0.0.1')
    await printer.getByLabel(words.device.tcpPort).fill('9')
    await printer.getByRole('button', { name: words.device.use }).click()
    await printer.getByText(/^Label printer not found: .*127\.0\.0\.1/).waitFor()
    await day.at.lamp('Printer').getByText(words.frame.lampState.absent).waitFor()

    const scanner = page.getByRole('region', { name: words.device.names.scanner })
    await scanner.getByRole('button', { name: words.device.setUp }).click()
    await scanner.getByText(words.device.kinds.serial, { exact: true }).click()
    await scanner.getByLabel(words.device.port, { exact: true }).fill('/dev/no-scanner-here')
    await scanner.getByRole('button', { name: words.device.use }).click()
    await scanner.getByText(/Nothing is plugged in at \/dev\/no-scanner-here/).waitFor()
  })

  it.skipIf(!hasKeyRing)('connects to the right store and shows the first pull on its way', async () => {
    const { page } = day
    await day.at.go('setup')
    const card = await tryStore(day.store.url, day.store.token)
    await card.getByText(w.testOk('Training store', 18, 2)).waitFor()
    day.store.faults.add({ on: 'GET *', fault: { is: 'delay-answer', ms: 250 } })
    const outlets = card.getByRole('group', { name: w.whichOutlet })
    await outlets.getByText('Warehouse', { exact: true }).click()
    await card.getByRole('button', { name: w.connectGo, exact: true }).click()
    await page.getByText(words.frame.trainingBand).waitFor({ state: 'detached' })
    await day.at.go('sync')
    await page.getByRole('progressbar').first().waitFor()
    await page.getByText(words.sync.firstPull).first().waitFor()
    day.store.faults.clear()
    await page.getByText(words.sync.firstPull).first().waitFor({ state: 'detached', timeout: 20_000 })
    await day.at.go('work')
    await page.getByRole('link', { name: /Warehouse.*Ponsonby.*12 lines/ }).waitFor()
  })

  it('complained of nothing on the way', () => {
    expect(day.complaints).toEqual([])
    expect(bugsIn(day.folder)).toEqual([])
  })
})
