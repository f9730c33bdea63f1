import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { axeFaults, readableForAll } from '../axe.ts'
import { openDay } from './day.ts'
import { article, bugsIn, eventually, picture } from './rig.ts'

const w = words.order
/** PINs need a keychain to lie under, and an approval two people. */
const hasKeyRing = process.env.STATION_TEST_KEYRING === 'unlocked'
const title = hasKeyRing
  ? 'an order, with the keyboard alone'
  : 'an order (skipped: no key ring of its own here)'
const pin = '918273'
const black = article('Pod Kit Black')
const kea = article('Mug Kea')
const mostTabs = 60

const day = openDay({ hasPeople: true })

const people: Record<string, string> = {}
let orderId = ''

const signIn = (name: string) => day.station.hands.ask('staff:sign-in', { personId: people[name] ?? '', pin })
const press = async (...keys: string[]) => {
  for (const key of keys) await day.page.keyboard.press(key)
}
/** A person's typing: too slow to be taken for a scanner's. */
const type = (text: string) => day.page.keyboard.type(text, { delay: 90 })
const order = () => day.station.hands.ask('order:open', { consignmentId: orderId })

/** Goes on with Tab until this has the focus, as somebody without a mouse does. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' })
  for (let tabs = 0; tabs < mostTabs; tabs++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await press('Tab')
  }
  throw new Error(`${mostTabs} times Tab did not reach ${target}`)
}

async function pressButton(name: string): Promise<void> {
  await tabTo(day.page.getByRole('button', { name }).first())
  await press('Enter')
}

describe.runIf(hasKeyRing)(title, () => {
  beforeAll(async () => {
    const { ask } = day.station.hands
    await day.page.locator('.work-card').first().waitFor()
    people.Head = (await ask('staff:first', { name: 'Head', role: 'DI', pin })).id
    const outletIds = (await ask('outlet:list', {})).map(({ id }) => id)
    for (const [name, role] of [
      ['Bench 1', 'SA'],
      ['Desk 1', 'SM'],
    ] as const) {
      const added = await ask('staff:add', { name, role, outletIds, remoteUserId: null, pin })
      people[name] = added.personId
    }
    await signIn('Bench 1')
  })

  it('begins on Work with a key, has a supplier, and takes what is found, scanned and pasted', async () => {
    const { page } = day
    await press('F4')
    await page.getByRole('radio').first().waitFor()
    await press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio')
    await press('ArrowRight')
    await page.getByRole('radio', { name: 'Cloudworks Supply', checked: true }).waitFor()
    await press('Enter')
    await page.getByText(w.empty).waitFor()
    orderId = decodeURIComponent(page.url().split('#/order/')[1] ?? '')
    await press('/')
    await type('kit black')
    await page.locator('.found-row').filter({ hasText: black.name }).waitFor()
    await press('Enter')
    await tabTo(page.getByRole('textbox', { name: w.unitsOf(black.name) }))
    await type('12')
    await press('Enter')
    await day.at.typeScan(kea.code)
    await page.getByRole('status').getByText(w.added(kea.name, 1)).waitFor()
    await press('F6')
    await page.getByRole('textbox', { name: w.paste.rows }).waitFor()
    await page.keyboard.insertText(`${kea.code}\t3\t4.50\nNOTHING-1\t2\n`)
    await pressButton(w.paste.look)
    await page.getByText('Nothing has the code NOTHING-1.').waitFor()
    expect(await axeFaults(page, readableForAll)).toEqual([])
    await picture(page, 'order-rows', 'large', 'small')
    await pressButton(w.paste.add(1))
    await eventually(async () =>
      (await order()).lines.map(({ units, costCents }) => [units, costCents]),
    ).toEqual([
      [12, 1890],
      [4, 450],
    ])
    await page.getByText('$244.80').first().waitFor()
    expect(await axeFaults(page, readableForAll)).toEqual([])
    await picture(page, 'order-draft', 'large', 'small')
  })

  it('is handed in by one person, approved by another, and sent', async () => {
    const { page } = day
    const ordered = page.getByRole('textbox', { name: w.unitsOf(black.name) })
    await ordered.fill('1O0')
    await page.getByText(words.approve.wrongBeside).waitFor()
    expect(await page.getByRole('button', { name: words.approve.handIn }).isDisabled()).toBe(true)
    await ordered.press('Escape')
    await pressButton(words.approve.handIn)
    await page.getByText(words.approve.may.creator).waitFor()
    await signIn('Desk 1')
    await pressButton(words.approve.approve)
    await eventually(async () => (await order()).head.state).toBe('approved')
    await signIn('Bench 1')
    await page.getByRole('button', { name: w.send }).waitFor()
    const notice = page.getByRole('region', { name: w.notice.title })
    const how = notice.getByRole('combobox', { name: w.notice.how })
    expect(await how.inputValue()).toBe('')
    await how.selectOption('phone')
    await press('F8')
    await page.getByRole('button', { name: w.receive }).waitFor()
    await notice.getByText(/^Phone, .*by Bench 1/).waitFor()
    await pressButton(words.history.open)
    const history = page.getByRole('region', { name: words.history.title })
    await history.getByText('Desk 1').waitFor()
    await picture(page, 'order-sent', 'small')
  })

  it('comes in two deliveries, and ends when Lightspeed has it all', async () => {
    await pressButton(w.receive)
    await day.at.lineShows(black.name, 0, 12)
    await day.at.typeScan(black.code)
    await day.at.lineShows(black.name, 1, 12)
    await day.page.getByRole('button', { name: words.receive.stop }).waitFor()
    await press('F7')
    await eventually(async () => (await order()).head.state).toBe('partial')
    await pressButton(words.receive.all)
    await day.at.lineShows(kea.name, 4, 4)
    await press('F8')
    await pressButton(words.receive.closeGo)
    await eventually(async () => (await order()).head.state, 20_000).toBe('completed')
    const { head, lines } = await order()
    expect(head.remoteStatus).toBe('RECEIVED')
    expect(lines.map(({ received }) => received)).toEqual([12, 4])
    expect(day.complaints).toEqual([])
    expect(bugsIn(day.folder)).toEqual([])
  })
})
