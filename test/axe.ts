import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What everybody must be able to read and reach: WCAG 2.1, levels A and AA. */
export const readableForAll = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
/** What another look may change: its colours, and nothing else. */
export const readableColours = ['color-contrast']

/**
 * Lets axe look at the page from outside the page's content policy.
 *
 * @param rules tags of its rules, or rules by name
 * @param within a part of the page, as a selector
 * @returns each fault with the element it is about
 */
export async function axeFaults(
  page: Page,
  rules: readonly string[],
  within: string | null = null,
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  return page.evaluate(
    async ({ rules, within }) => {
      // A colour on its way from one look to the other is neither of them.
      const changing = document.getAnimations().filter((one) => one instanceof CSSTransition)
      await Promise.allSettled(changing.map((one) => one.finished))
      const axe = (window as unknown as { axe: typeof import('axe-core') }).axe
      const found = await axe.run(within ?? document, {
        runOnly: [...rules],
        resultTypes: ['violations'],
        rules: { 'color-contrast-enhanced': { enabled: rules.includes('color-contrast-enhanced') } },
      })
      return found.violations.flatMap((fault) =>
        fault.nodes.map((node) => `${fault.id}: ${node.html.slice(0, 160)}`),
      )
    },
    { rules, within },
  )
}
