import { describe, expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { testCode } from '../../../src-shared/rule/test-code.ts'
import { axeFaults, readableForAll } from '../../axe.ts'
import { scan } from '../fixture-desks.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()
const { go } = pages

describe('the devices screen', () => {
  it('offers the USB scanner that is plugged in, and sets up the one that was pressed', async () => {
    const { page } = await go('#/devices')
    const scanner = page.getByRole('region', { name: 'Scanner', exact: true })
    await scanner.getByRole('button', { name: 'Set up' }).click()
    await scanner.getByText('USB', { exact: true }).click()
    expect(await scanner.getByText('USB serial adapter on /dev/ttyUSB0').count()).toBe(0)
    expect(await scanner.getByRole('button', { name: 'Use this' }).isDisabled()).toBe(true)
    await scanner.getByRole('button', { name: 'USB scanner Honeywell Vuquest' }).click()
    await scanner.getByLabel(words.device.prefix).fill('~&')
    await scanner.getByRole('button', { name: 'Use this' }).click()
    await expect
      .poll(() => pages.station.asked.find((entry) => entry.ask === 'device:set'))
      .toMatchObject({ takes: { role: 'scanner', address: 'hid:0c2e:0b6a?prefix=~%26' } })
  })
})

describe('a scanner on the devices screen', () => {
  it('that types is named, with what to do and the bar code that does it', async () => {
    const { page } = await go('#/devices')
    const scanner = page.getByRole('region', { name: 'Scanner', exact: true })
    await scanner.getByText('The Honeywell Voyager 1450g works as a keyboard.').waitFor()
    expect(await scanner.getByRole('img', { name: words.device.setupCode }).count()).toBe(1)
    expect(await axeFaults(page, readableForAll, '.wrong-mode')).toEqual([])
  })

  it('is tried with the test code, and what arrived is explained', async () => {
    const { page } = await go('#/devices')
    const station = pages.station
    const arrive = (text: string, symbology: string | null) =>
      station.showLoose({ ...scan(text, { is: 'unknown' }, null), symbology })
    await page.locator('.device').first().waitFor()
    arrive(testCode, null)
    await page.locator('.device-said').first().waitFor()
    await page.getByRole('button', { name: words.device.tryCode }).click()
    const card = page.locator('.try-code')
    await card.getByRole('img', { name: testCode }).waitFor()
    expect(await card.locator('.device-said').count()).toBe(0)
    arrive('0123456789ßABCabc+°', null)
    await card.getByText('This computer has a German keyboard').waitFor()
    expect(await card.getByText(words.device.noSymbology).count()).toBe(1)
    arrive(testCode, 'Code 128')
    await card.getByText('Every key arrived as it should.').waitFor()
    await card.getByText('The scanner says what it read: Code 128.').waitFor()
  })
})

describe('a code that was not taken', () => {
  it('says why on the Devices screen', async () => {
    const { page } = await go('#/devices')
    await page.locator('.device').first().waitFor()
    const why = 'A code of more than 512 characters was not taken.'
    pages.station.showLoose(scan('', { is: 'not-now', why }, null))
    await page.getByText(`Not now: ${why}`).waitFor()
  })
})

describe('setting up a scale at a serial port', () => {
  it('offers serial ports only, none of them chosen already, and sets up the scale that was found', async () => {
    const { page } = await go('#/devices')
    const scale = page.getByRole('region', { name: 'Scale', exact: true })
    await scale.getByRole('button', { name: 'Set up' }).click()
    await scale.getByText('Serial port', { exact: true }).click()
    const port = scale.getByRole('button', { name: 'USB serial adapter on /dev/ttyUSB0' })
    await port.waitFor()
    expect(await scale.locator('.found-ports [aria-pressed=true]').count()).toBe(0)
    expect(await scale.getByText('The virtual device of training').count()).toBe(0)
    const find = scale.getByRole('button', { name: 'Find my scale' })
    expect(await find.isDisabled()).toBe(true)
    await port.click()
    await find.click()
    await scale.getByText('A scale answers: Toledo 8217, 9600 7E1.').waitFor()
    await scale.getByText('2 requests were sent to it').click()
    await scale.getByText('9600 7E1 57').waitFor()
    // What was found stands in the form, which has one button for it.
    expect(await scale.getByLabel(words.device.baud).inputValue()).toBe('9600')
    expect(await scale.locator('.address-form .act-main').count()).toBe(1)
    await scale.getByRole('button', { name: 'Use this' }).click()
    const asked = (ask: string) => pages.station.asked.find((entry) => entry.ask === ask)?.takes
    await expect
      .poll(() => asked('device:set'))
      .toEqual({
        role: 'scale',
        address: 'serial:/dev/ttyUSB0?baud=9600&line=7E1&protocol=toledo-8217&unit=kg',
      })
    expect(asked('device:find-scale')).toEqual({ address: 'serial:/dev/ttyUSB0' })
  })
})
