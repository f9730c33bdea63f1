import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterEach, beforeAll } from 'vitest'
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

/** Lets axe look at the page from outside the page's content policy. */
export async function axeFaults(
  page: Page,
  options: { runOnly: string[]; within?: string },
): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(source)
  return page.evaluate(async ({ runOnly, within }) => {
    // A colour on its way from one look to the other is neither of them.
    const changing = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(changing.map((one) => one.finished))
    const axe = (window as unknown as { axe: typeof import('axe-core') }).axe
    const found = await axe.run(within ?? document, {
      runOnly,
      rules: { 'color-contrast-enhanced': { enabled: runOnly.includes('color-contrast-enhanced') } },
    })
    return found.violations.flatMap((fault) =>
      fault.nodes.map((node) => `${fault.id}: ${node.html.slice(0, 160)}`),
    )
  }, options)
}
