import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import { axeFaults, readableForAll } from '../axe.ts'
import { openDay } from './day.ts'
import { article, bugsIn, eventually, picture } from './rig.ts'

const w = words.approve
/** PINs need a keychain to lie under. */
const hasKeyRing = process.env.STATION_TEST_KEYRING === 'unlocked'
const title = hasKeyRing ? 'approvals' : 'approvals (skipped: no key ring of its own here)'
const pin = '918273'

const day = openDay({ hasPeople: true })

const people: Record<string, string> = {}

async function signIn(name: string): Promise<void> {
  await day.station.hands.ask('staff:sign-in', { personId: people[name] ?? '', pin })
  await day.page.locator('.person-name', { hasText: name }).waitFor()
}

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, hash)
}

/** An order of the training shop's first supplier, so many Pod Kits at $100.00 each. */
async function order(units: number): Promise<string> {
  const { ask } = day.station.hands
  const [supplier] = await ask('supplier:list', {})
  const { consignmentId } = await ask('order:create', { supplierId: supplier?.id ?? '' })
  const rows = [{ productId: article('Pod Kit Black').id, units, costCents: 10_000 }]
  await ask('order:add', { consignmentId, rows })
  return consignmentId
}

const stateOf = async (consignmentId: string) =>
  (await day.station.hands.ask('order:open', { consignmentId })).head.state

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
  })

  it('are asked for by one person and given by another, who sees at once that something waits', async () => {
    const { page } = day
    await signIn('Bench 1')
    const consignmentId = await order(12)
    await goTo(page, `#/order/${consignmentId}`)
    const block = page.getByRole('region', { name: w.block, exact: true })
    await block.getByText(w.mustBeApproved('$1,200.00')).waitFor()
    await block.getByRole('button', { name: w.handIn }).click()
    await block.getByText(w.needs(1, 'a store manager')).waitFor()
    await block.getByText(w.may.creator).waitFor()
    expect(await block.getByRole('button', { name: w.approve, exact: true }).count()).toBe(0)
    await picture(page, 'approval-block', 'small')

    await signIn('Desk 1')
    const ordered = page.getByRole('textbox', { name: words.order.unitsOf(article('Pod Kit Black').name) })
    await ordered.fill('11')
    await ordered.press('Enter')
    await block.getByText('Changed by an approver: Pod Kit / Black: 12 → 11.').waitFor()
    await page.getByRole('link', { name: `${words.frame.rail.approve} 1` }).click()
    const card = page.getByRole('region', { name: w.forYou }).locator('.approval-card')
    await card.getByRole('button', { name: w.show }).click()
    const asked = card.getByRole('textbox', { name: w.unitsOf(article('Pod Kit Black').name) })
    await asked.fill('10')
    await asked.press('Enter')
    await card.locator('.approval-value').getByText('$1,000.00').waitFor()
    expect(await axeFaults(page, readableForAll)).toEqual([])
    await picture(page, 'approvals', 'large', 'small')
    await asked.blur()
    await page.keyboard.press('a')
    await page.getByRole('status').getByText('Approved.').waitFor()
    await page.getByText(w.none).waitFor()
    expect(await stateOf(consignmentId)).toBe('approved')
  })

  it('above what one person may give are refused, and rejected by who may; the creator hands it in again', async () => {
    const { page } = day
    await signIn('Bench 1')
    const consignmentId = await order(50)
    const { ask } = day.station.hands
    const { roundId } = await ask('approval:submit', { consignmentId })
    await signIn('Desk 1')
    await page
      .getByRole('region', { name: w.forOthers })
      .getByText(w.may['wrong-role']('a director'))
      .waitFor()
    await expect(ask('approval:approve', { consignmentId, roundId })).rejects.toThrow('not-your-tier')
    await signIn('Head')
    const card = page.getByRole('region', { name: w.forYou }).locator('.approval-card')
    await card.getByRole('button', { name: w.reject }).click()
    await card.getByLabel(w.why).selectOption('over-budget')
    await card.locator('form').getByRole('button', { name: w.reject }).click()
    await page.getByRole('region', { name: w.backToOthers }).waitFor()
    await signIn('Bench 1')
    const back = page.getByRole('region', { name: w.backToYou })
    await back.getByText(w.rejectedBecause('Over budget')).waitFor()
    await back.getByRole('button', { name: w.handInAgain }).click()
    await page.getByRole('region', { name: w.forOthers }).getByText('Rejected once before.').waitFor()
    expect(await stateOf(consignmentId)).toBe('pending_approval')
  })

  it('given while the network is cut are only noted, and count when it is back', async () => {
    const { page } = day
    const { ask } = day.station.hands
    await signIn('Head')
    await ask('training:network', { isUp: false })
    await ask('sync:now', {})
    await eventually(async () => (await ask('frame:state', {})).sync.is).toBe('offline')
    // The keys are for a card of this person's, once the page has them.
    await page.locator('.approval-card.is-chosen').waitFor()
    await page.keyboard.press('a')
    await page.locator('.approval-noted').waitFor()
    await picture(page, 'approval-noted', 'small')
    await ask('training:network', { isUp: true })
    await ask('sync:now', {})
    await page.getByText(w.none).waitFor({ timeout: 20_000 })
  })

  it('are ruled by tiers that a director writes', async () => {
    const { page } = day
    await goTo(page, '#/setup')
    const card = page.getByRole('region', { name: w.rules.title })
    await card.getByLabel(w.rules.people).first().fill('2')
    await card.getByRole('button', { name: w.rules.keep }).click()
    await card.getByRole('button', { name: w.rules.kept }).waitFor()
    await card.scrollIntoViewIfNeeded()
    await picture(page, 'approval-rules', 'large', 'small')
    expect((await day.station.hands.ask('approval:rules', {})).rules.tiers[0]?.approvers).toBe(2)
    expect(day.complaints).toEqual([])
  })

  it('told of no bug', async () => {
    await eventually(() => bugsIn(day.folder)).toEqual([])
  })
})
