import type { Page } from 'playwright-core'
import { openTestBrowser } from '../browser.ts'
import { builtScreens } from './built-screens.ts'
import { serveFixture } from './fixture-bridge.ts'

/** What the page complained of: policy violations, errors and warnings. */
export type Complaints = string[]

/** Counts tones instead of playing them; read back with {@link tonesOf}. */
function rememberTones(): void {
  const tones: number[] = []
  const inert = { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined }
  class SilentAudio {
    readonly state = 'running'
    readonly currentTime = 0
    readonly destination = {}
    resume() {
      return Promise.resolve()
    }
    createGain() {
      return { gain: inert, connect: () => this.destination }
    }
    createOscillator() {
      const frequency = { value: 0 }
      return {
        frequency,
        connect: (next: unknown) => next,
        start: () => tones.push(frequency.value),
        stop: () => undefined,
      }
    }
  }
  Object.assign(window, { AudioContext: SilentAudio, tones })
}

/** The tones played since last asked, in hertz. */
export function tonesOf(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { tones: number[] }).tones.splice(0))
}

/** Serves the screens as they ship with a pretend station, and starts a browser. */
export async function openScreens() {
  const host = await serveFixture(await builtScreens())
  const browser = await openTestBrowser()
  return {
    host,
    /** A fresh page, its complaints, and a station as at the beginning. */
    async page(hash: string): Promise<{ page: Page; complaints: Complaints }> {
      host.startOver()
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      const complaints: Complaints = []
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (thrown) => complaints.push(thrown.message))
      await page.addInitScript(rememberTones)
      await page.goto(host.url + hash)
      return { page, complaints }
    },
    async close() {
      await browser.close()
      await host.close()
    },
  }
}
