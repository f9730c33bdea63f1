import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { axeFaults, readableForAll } from '../axe.ts'
import { typeScan } from './bench-page.ts'
import { openDay } from './day.ts'
import { article, bugsIn, eventually, picture } from './rig.ts'

const w = words.staff
/** PINs need a keychain to lie under. */
const hasKeyRing = process.env.STATION_TEST_KEYRING === 'unlocked'
const title = hasKeyRing
  ? 'people at a station'
  : 'people at a station (skipped: no key ring of its own here)'
const officePin = '602413'
const benchPin = '918273'

const day = openDay({ hasPeople: true })

const people = (page: Page) => page.getByRole('region', { name: w.people, exact: true })
const who = (page: Page, name: string) => page.locator('.person-name', { hasText: name })

/** A finger's pace: faster keys are taken for a scanner's. */
async function typePin(page: Page, pin: string): Promise<void> {
  await page.getByRole('button', { name: '0', exact: true }).waitFor()
  await page.keyboard.type(pin, { delay: 150 })
  await page.keyboard.press('Enter')
}

async function tabTo(page: Page, selector: string, text: string): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(
      ([wanted, words]) => {
        const focus = document.activeElement
        return focus?.matches(wanted ?? '') && focus.textContent.includes(words ?? '')
      },
      [selector, text],
    )
    if (here) return
  }
  throw new Error(`the keyboard does not reach ${text}`)
}

async function looksWell(page: Page, name: string): Promise<void> {
  expect(await axeFaults(page, readableForAll), name).toEqual([])
  await picture(page, name, 'large', 'small')
}

describe.runIf(hasKeyRing)(title, () => {
  it('are told that nobody is set up, and set up the first administrator, who is on at once', async () => {
    const { page } = day
    await page.locator('.work-card').first().waitFor()
    await page.evaluate(() => {
      location.hash = '#/setup'
    })
    const card = people(page)
    await card.getByText(w.firstTitle).waitFor()
    await card.getByRole('button', { name: w.firstOpen }).click()
    await card.getByLabel(w.name).fill('Office')
    await card.getByLabel(w.pin, { exact: true }).fill('123456')
    await card.getByText(w.pinProblems['too-plain']).waitFor()
    await card.getByLabel(w.pin, { exact: true }).fill(officePin)
    await card.getByLabel(w.pinAgain).fill(officePin)
    await looksWell(page, 'people-first')
    await card.getByRole('button', { name: w.firstOpen }).click()
    await who(page, 'Office').waitFor()
  })

  it('are added with a role and their outlets', async () => {
    const { page } = day
    const card = people(page)
    for (const [name, role] of [
      ['Bench 1', 'SM'],
      ['Bench 2', 'SA'],
    ] as const) {
      await card.getByRole('button', { name: w.add }).click()
      await card.getByLabel(w.name).fill(name)
      await card.getByLabel(w.role).selectOption(role)
      await card.getByLabel('Warehouse').check()
      await card.getByLabel(w.pin, { exact: true }).fill(benchPin)
      await card.getByLabel(w.pinAgain).fill(benchPin)
      if (name === 'Bench 1') await looksWell(page, 'people-add')
      await card.getByRole('button', { name: w.addGo, exact: true }).click()
      await card.getByRole('button', { name: `${w.edit}: ${name}` }).waitFor()
    }
    await card.getByRole('button', { name: `${w.edit}: Bench 1` }).click()
    await looksWell(page, 'people-change')
  })

  it('change places by keyboard alone, and the work that was open stays open', async () => {
    const { page } = day
    await page.evaluate(() => {
      location.hash = '#/new'
    })
    const note = page.getByLabel(words.work.draft.note)
    await note.fill('typed and not sent off')
    await tabTo(page, '.person-menu button', 'Office')
    await page.keyboard.press('Enter')
    await tabTo(page, '.who-tile', 'Bench 1')
    await looksWell(page, 'people-switch')
    await page.keyboard.press('Enter')
    await typePin(page, benchPin)
    await who(page, 'Bench 1').waitFor()
    expect(await note.inputValue()).toBe('typed and not sent off')
  })

  it('lock it: nothing of the work shows or counts, on any page, until somebody signs in', async () => {
    const { page } = day
    const second = await day.openBeside()
    await who(second.page, 'Bench 1').waitFor()
    await page.getByRole('button', { name: w.lockLabel }).click()
    for (const one of [page, second.page]) {
      await one.getByRole('heading', { name: w.locked }).waitFor()
      expect(await one.locator('.frame').isVisible()).toBe(false)
    }
    await expect(day.station.hands.ask('work:list', {})).rejects.toThrow('locked')
    await typeScan(page, article('Pod Kit Black').code)
    await page.locator('.locked-scan').waitFor()
    await looksWell(page, 'locked')
    await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'dark'))
    await looksWell(page, 'locked-dark')
    await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'))
    await page.reload()
    await page.getByRole('heading', { name: w.locked }).waitFor()
    expect(await page.locator('.frame').count()).toBe(0)

    await tabTo(page, '.who-tile', 'Bench 2')
    await page.keyboard.press('Enter')
    await typePin(page, '111222')
    await page.getByText('That PIN is not right.').waitFor()
    await looksWell(page, 'locked-pin')
    await typePin(page, benchPin)
    for (const one of [page, second.page]) await who(one, 'Bench 2').waitFor()
    expect(day.complaints).toEqual([])
  })

  it('see what their role lets them do, and are told who may do the rest', async () => {
    const { page } = day
    await page.evaluate(() => {
      location.hash = '#/setup'
    })
    await people(page).getByText(w.onlyAdministrators).waitFor()
    await expect(day.station.hands.ask('setup:outlet', { outletId: 'x' })).rejects.toThrow('not-allowed')
    await page.getByLabel('Ponsonby').click()
    await page.getByText(/may not change settings/).waitFor()
    await looksWell(page, 'people-refused')
  })

  it('S20 are allowed one act on one consignment once, by the code of somebody who may', async () => {
    const { page } = day
    const { ask } = day.station.hands
    const o = w.override
    const state = await ask('staff:state', {})
    const all = state.is === 'open' ? [] : state.people
    const be = (name: string, pin: string) =>
      ask('staff:sign-in', { personId: all.find((one) => one.name === name)?.id ?? '', pin })
    const [ponsonby] = (await ask('outlet:list', {})).filter(({ name }) => name.includes('Ponsonby'))
    const { consignmentId } = await ask('transfer:create', { toOutletId: ponsonby?.id ?? '' })
    const go = (hash: string) =>
      page.evaluate((to) => {
        location.hash = to
      }, hash)
    const cancel = async () => {
      await page.getByRole('button', { name: words.work.draft.cancel }).click()
      await page.getByLabel(words.work.draft.cancelReason).fill('not wanted any more')
      await page.locator('.reason-form').getByRole('button', { name: words.work.draft.cancel }).click()
      await page.getByLabel(o.enter).waitFor()
    }
    await go(`#/pack/${consignmentId}`)
    await cancel()
    await looksWell(page, 'override-asked')
    await page.getByLabel(o.enter).fill('222222')
    await page.getByRole('button', { name: o.go }).click()
    await page.getByText('That code is not right.').waitFor()

    await be('Bench 1', benchPin)
    // Where the consignment is looked at, whoever may gives the code.
    await page.getByRole('button', { name: words.history.open }).click()
    await page.getByRole('button', { name: o.title }).click()
    const form = page.getByRole('form', { name: o.make })
    await form.getByLabel(o.person).selectOption('Bench 2')
    await form.getByRole('button', { name: o.makeGo }).click()
    const digits = (await page.locator('.override-digits').innerText()).replace(' ', '')
    expect(digits).toMatch(/^[2-9]{6}$/)
    await looksWell(page, 'override-made')

    await be('Bench 2', benchPin)
    // Opened again, so that the refusal is the new one and not what the person before was told.
    await go('#/work')
    await page.getByLabel(o.enter).waitFor({ state: 'detached' })
    await go(`#/pack/${consignmentId}`)
    await cancel()
    await page.getByLabel(o.enter).fill(digits)
    await page.getByRole('button', { name: o.go }).click()
    await eventually(async () => {
      const { rows } = await ask('record:list', {
        filter: { consignment: consignmentId },
        below: null,
      })
      return rows[0]?.kind
    }).toBe('consignment:cancel')
    await go(`#/record/${consignmentId}`)
    await page.getByRole('button', { name: words.record.kind('override:accepted') }).click()
    await page.getByRole('region', { name: /^Row / }).getByText('cancel-before-sent').waitFor()
    await looksWell(page, 'record')
    await go('#/setup')
  })

  it('learn a badge, which signs in from then on', async () => {
    const { page } = day
    const { ask } = day.station.hands
    const state = await ask('staff:state', {})
    const office = state.is === 'open' ? undefined : state.people.find(({ name }) => name === 'Office')
    await ask('staff:sign-in', { personId: office?.id ?? '', pin: officePin })
    const card = people(page)
    await card.getByRole('button', { name: `${w.edit}: Bench 1` }).click()
    await card.getByRole('button', { name: w.learnBadge }).click()
    await card.getByText(w.learning('Bench 1')).waitFor()
    await ask('training:scan', { text: 'STAFF-CARD-0001' })
    await card.getByText(new RegExp(w.hasBadge)).first().waitFor()
    // It did what it should: nothing says that it counted nothing.
    expect(await page.locator('[data-loose-scan]').count()).toBe(0)
    await ask('staff:lock', {})
    await page.getByRole('heading', { name: w.locked }).waitFor()
    await expect(ask('training:scan', { text: 'STAFF-CARD-0001' })).rejects.toThrow('locked')
    await typeScan(page, 'STAFF-CARD-0001')
    await who(page, 'Bench 1').waitFor()
  })

  it('told of no bug', async () => {
    await eventually(() => bugsIn(day.folder)).toEqual([])
  })
})
