import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect } from 'vitest'
import { words } from '../../src-renderer/words.ts'
import type { Ask } from '../../src-shared/contract/contract.ts'
import { sharedScreens } from './fixture-browser.ts'
import type { FixtureStation } from './fixture-station.ts'

type Screens = Awaited<ReturnType<typeof sharedScreens>>

/** The screens of one test file, with a station as at the beginning for each test. */
export function screenPages() {
  let screens: Screens | null = null
  const fresh: Page[] = []
  beforeAll(async () => {
    screens = await sharedScreens()
  })
  afterEach(async () => {
    for (const page of fresh.splice(0)) await page.close()
  })
  function there(): Screens {
    if (screens === null) throw new Error('the browser is not open yet')
    return screens
  }
  /** Shows a place in the page all tests share, as one that was just opened; `prepare` sets the station up first. */
  const go = (hash: string, prepare: (station: FixtureStation) => void = () => undefined) =>
    there().page(hash, prepare)
  return {
    go,
    async goPack(id = 'c-pack', prepare: (station: FixtureStation) => void = () => undefined) {
      const opened = await go(`#/pack/${id}`, prepare)
      await opened.page.locator('.line').first().waitFor()
      return opened
    },
    /** A page of its own, loaded and never touched, for what a page does when it loads. */
    async goFresh(hash: string, prepare: (station: FixtureStation) => void = () => undefined) {
      const opened = await there().freshPage(hash, prepare)
      fresh.push(opened.page)
      return opened
    },
    get host() {
      return there().host
    },
    get station() {
      return there().host.station
    },
    asks: (): Ask[] => there().host.station.asked.map((entry) => entry.ask),
  }
}

/** The number of a line that is counted. */
export const counted = (page: Page, line: string) => page.locator(`[data-line="${line}"] .line-figure strong`)

/** Changes a light page to the dark look, as a person does. */
export async function darken(page: Page): Promise<void> {
  await page.getByRole('button', { name: words.frame.themeLabel(words.frame.toDark) }).click()
  await expect.poll(() => page.getAttribute('html', 'data-mantine-color-scheme')).toBe('dark')
}
