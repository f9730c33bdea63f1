import { DemoError } from './demo-error.ts'

const lookEveryMs = 25
/** How often a station is asked to look at the store now. */
export const lookAgainMs = 500

/**
 * Asks again until something other than null comes, which it gives.
 * @throws DemoError with `what` when nothing came within the time.
 */
export async function until<T>(
  what: string,
  look: () => T | null | Promise<T | null>,
  withinMs = 20_000,
): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > end) {
      throw new DemoError(`Waited ${Math.round(withinMs / 1000)} seconds in vain: ${what}.`)
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}
