import { describe, expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import { axeFaults, readableColours, readableForAll } from '../../axe.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()
const w = words.approve
const askedOf = (ask: string) => pages.station.asked.filter((entry) => entry.ask === ask)

describe('the approvals', () => {
  it('show what waits for whom, the oldest first, with how old it is; the rail says how many', async () => {
    const { page } = await pages.go('#/approve')
    await page.locator('.approval-card').first().waitFor()
    const mine = page.getByRole('region', { name: w.forYou })
    expect(
      await mine.locator('.approval-age').evaluateAll((all) => all.map((one) => one.getAttribute('class'))),
    ).toEqual(['approval-age is-very-old', 'approval-age is-old'])
    await page
      .getByRole('region', { name: w.backToYou })
      .getByText('Rejected: Over budget: next month')
      .waitFor()
    await page
      .getByRole('region', { name: w.forOthers })
      .getByText(w.may['wrong-role']('a director'))
      .waitFor()
    await page.getByRole('region', { name: w.counts }).getByText('ST01-count').waitFor()
    await page.getByRole('link', { name: `${words.frame.rail.approve} 4` }).waitFor()
  })

  it('are gone through by keys alone: down, reject with a reason, then approve', async () => {
    const { page } = await pages.go('#/approve')
    await page.locator('.approval-card').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('r')
    const form = page.locator('.approval-card.is-chosen form')
    await form.getByLabel(w.why).selectOption('other')
    await form.getByText(w.moreNeeded).waitFor()
    await form.getByLabel(w.more).fill('twice in one week')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => askedOf('approval:reject')[0]?.takes)
      .toMatchObject({
        roundId: 'r-2',
        reason: 'other',
        text: 'twice in one week',
      })
    const chosen = page.locator('.approval-card.is-chosen')
    await expect.poll(() => chosen.count()).toBe(0)
    await page.keyboard.press('ArrowUp')
    expect(await chosen.getAttribute('aria-label')).toBe('ST01-r-1')
    await page.keyboard.press('a')
    await page.getByRole('status').getByText('ST01-r-1: Approved.').waitFor()
  })

  it('several at once say what will happen to each, and then what did', async () => {
    const { page } = await pages.go('#/approve')
    for (const id of ['r-1', 'r-2']) await page.getByLabel(w.tick(`ST01-${id}`)).check()
    await page.getByRole('button', { name: w.approveChosen }).click()
    const list = page.locator('.approval-several')
    await list.getByText(w.willApprove).waitFor()
    await list.getByText(w.willMiss(1)).waitFor()
    expect(askedOf('approval:approve-several')).toEqual([])
    await list.getByRole('button', { name: w.goSeveral(2) }).click()
    await list.getByText('Somebody decided this meanwhile.').waitFor()
  })

  it('read well in light and in dark, with a form and the lines open', async () => {
    const { page } = await pages.go('#/approve')
    const card = page.locator('.approval-card.is-chosen')
    await card.getByRole('button', { name: w.show }).click()
    await card.getByRole('button', { name: w.passOn }).click()
    await card.getByLabel(w.toWhom).waitFor()
    for (const look of ['light', 'dark']) {
      await page.evaluate(
        (wanted) => document.documentElement.setAttribute('data-mantine-color-scheme', wanted),
        look,
      )
      expect(await axeFaults(page, look === 'light' ? readableForAll : readableColours), look).toEqual([])
    }
  })
})

describe('the rules of approval', () => {
  it('are written tier by tier, and a wrong one says so and cannot be kept', async () => {
    const { page } = await pages.go('#/setup')
    const card = page.getByRole('region', { name: w.rules.title })
    const keep = card.getByRole('button', { name: w.rules.keep })
    const first = card.getByLabel(w.rules.upTo).first()
    await first.fill('lots')
    await card.getByText(w.rules.notMoney).waitFor()
    expect(await keep.isDisabled()).toBe(true)
    await first.fill('2500')
    await card.getByRole('button', { name: w.rules.roles.SM }).first().click()
    await card.getByText(w.rules.problems['no-roles']).waitFor()
    await card.getByRole('button', { name: w.rules.roles.OM }).first().click()
    await keep.click()
    await expect
      .poll(() => askedOf('approval:set-rules')[0]?.takes)
      .toMatchObject({
        tiers: [
          { minCents: 0, maxCents: 250_000, roles: ['OM'] },
          { minCents: 250_000, maxCents: 500_000 },
          { minCents: 500_000, maxCents: null },
        ],
      })
  })
})
