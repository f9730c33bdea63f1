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
  /** Types a code as a keyboard scanner does. */
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
          timeout: 30_000,
        })
        .toBe(planned === 0 ? `${counted}` : `${counted}/${planned}`)
    },
    box: (number) => page.locator('.box').filter({ has: page.locator(`[data-box="${number}"]`) }),
    lamp: (name) => page.locator('.lamps').getByRole('button', { name: new RegExp(`^${name}`) }),
    press: (name) => page.getByRole('button', { name }).first().click(),
    go: (screen) =>
      page
        .getByRole('navigation', { name: words.frame.railLabel })
        .getByRole('link', { name: words.frame.rail[screen] })
        .click(),
    typeScan: (code) => typeScan(page, code),
  }
}

const keyEveryMs = 5
/** A person whose finger was on a key takes at least this long to pull a trigger. */
const afterTypingMs = 120

/**
 * Types a code as a keyboard scanner does: 5 ms a key, then Enter. The keys carry the times a scanner's keys have, however
 * late a busy machine hands them to the page.
 */
export async function typeScan(page: Page, code: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const keys = [...code].map((key) => ({ key, text: key, code: placeOf(key) }))
  const all = [...keys, { key: 'Enter', text: '\r', code: 'Enter', windowsVirtualKeyCode: 13 }]
  const startedMs = Date.now() + afterTypingMs
  await Promise.all(
    all.flatMap(({ text, ...key }, at) => {
      const timestamp = (startedMs + at * keyEveryMs) / 1000
      return [
        devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, text, ...key }),
        devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: timestamp + 0.002, ...key }),
      ]
    }),
  )
  await devtools.detach()
}

/** Where a character stands on the keyboard. */
function placeOf(key: string): string {
  if (key === '-') return 'Minus'
  return /\d/.test(key) ? `Digit${key}` : `Key${key}`
}
