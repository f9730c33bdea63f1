import { expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'
import type { OutboxView } from '../../../src-shared/model/sync.ts'
import { screenPages } from '../screen-pages.ts'

const pages = screenPages()

const entry = (at: number, tries = 0): OutboxView => ({
  id: `e${String(at).padStart(5, '0')}`,
  consignmentId: `c${at}`,
  code: `TR-${at}`,
  what: 'packed and sent',
  state: 'pending',
  local: 'sent',
  remote: 'OPEN',
  since: '2026-11-20T03:00:00.000Z',
  nextTryAt: null,
  tries,
  lastAnswer: null,
  advice: null,
  hasQuestion: false,
  traceId: null,
})

it('a list of five thousand draws only what is in view, and news of one row draws only that row', async () => {
  const { page, complaints } = await pages.go('#/sync/waiting')
  await page.locator('.entry-row').first().waitFor()
  const { station } = pages
  const news = {
    line: { ...station.frame.sync, is: 'waiting' as const, waiting: 5_000, parked: 0 },
    gone: ['e1', 'e2'],
    conflicts: null,
    feeds: [],
    allowance: null,
  }
  station.tellSync({ ...news, entries: Array.from({ length: 5_000 }, (_, at) => entry(at)) })
  await page.getByText('TR-7', { exact: true }).waitFor()
  expect(await page.locator('.entry-row').count()).toBeLessThan(40)

  // From now on everything that is drawn anew in the list is noted.
  await page.locator('.row-list').evaluate((list) => {
    const drawn: string[] = []
    Object.assign(window, { drawn })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const row = (target instanceof Element ? target : target.parentElement)?.closest('.entry-row')
        drawn.push(row?.querySelector('.code')?.textContent ?? 'list')
      }
    }).observe(list, { subtree: true, childList: true, characterData: true })
  })
  station.tellSync({ ...news, entries: [entry(3, 2), entry(4_000, 1)], gone: ['e04999'] })
  await page.getByText(words.sync.tries(2)).waitFor()
  const drawn = await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn)
  expect([...new Set(drawn)]).toEqual(['TR-3'])

  await page.locator('.row-list').evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
  await page.getByText('TR-4998', { exact: true }).waitFor()
  expect(complaints).toEqual([])
})
