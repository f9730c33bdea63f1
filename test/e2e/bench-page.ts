import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { words } from '../../src-renderer/words.ts'

/** What a person sees and touches on both benches. */
export type BenchPage = {
  page: Page
  /** Waits until the card of the last scan says this word, and these words beside it. */
  card(word: string, ...beside: string[]): Promise<void>
  /** The row of a product in the list. */
  line(name: string): Locator
  /** Waits until a row shows `counted / planned`. */
  lineShows(name: string, counted: number, planned: number): Promise<void>
  box(number: number): Locator
  lamp(name: string): Locator
  press(name: string | RegExp): Promise<void>
  go(screen: keyof typeof words.frame.rail): Promise<void>
  /** Types as a keyboard scanner does: 5 ms a key, then Enter. */
  typeScan(code: string): Promise<void>
}

export function benchPage(page: Page): BenchPage {
  const line = (name: string) => page.locator('.line').filter({ has: page.getByText(name, { exact: true }) })
  return {
    page,
    async card(word, ...beside) {
      let card = page.locator('.last-scan').filter({
        has: page.locator('.last-scan-word').getByText(word, { exact: true }),
      })
      for (const hasText of beside) card = card.filter({ hasText })
      await card.waitFor()
    },
    line,
    async lineShows(name, counted, planned) {
      await expect
        .poll(async () => (await line(name).locator('.line-figure').innerText()).replaceAll(/\s+/g, ''), {
          timeout: 5_000,
        })
        .toBe(`${counted}/${planned}`)
    },
    box: (number) => page.locator('.box').filter({ has: page.locator(`[data-box="${number}"]`) }),
    lamp: (name) => page.locator('.lamps').getByRole('button', { name: new RegExp(`^${name}`) }),
    press: (name) => page.getByRole('button', { name }).first().click(),
    go: (screen) =>
      page
        .getByRole('navigation', { name: words.frame.railLabel })
        .getByRole('link', { name: words.frame.rail[screen] })
        .click(),
    typeScan: async (code) => {
      await page.keyboard.type(code, { delay: 5 })
      await page.keyboard.press('Enter')
    },
  }
}
