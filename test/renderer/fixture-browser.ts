import type { Page } from 'playwright-core'
import { sharedBrowser } from '../browser.ts'
import { builtScreens } from './built-screens.ts'
import { serveFixture } from './fixture-bridge.ts'
import type { FixtureStation } from './fixture-station.ts'

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

/** Lets the page's wires be found, so that the next test can cut them. */
function rememberWires(): void {
  const wires: WebSocket[] = []
  const Wire = class extends WebSocket {
    constructor(url: string) {
      super(url)
      wires.push(this)
    }
  }
  Object.assign(window, { WebSocket: Wire, wires })
}

/** What a page does to begin anew without being loaded: as a string, since a test may not import for the page. */
const beginAnew = (hash: string) => `(async () => {
  const { startScreens, endScreens } = await import(new URL('assets/main.js', document.baseURI).href)
  const end = window.endScreens ?? endScreens
  end()
  for (const wire of window.wires.splice(0)) {
    wire.onclose = null
    wire.close()
  }
  localStorage.clear()
  history.replaceState(null, '', ${JSON.stringify(hash)})
  window.tones.length = 0
  window.endScreens = startScreens(document.getElementById('screens'))
})()`

const size = { width: 1280, height: 800 }

/** Serves the screens as they ship with a pretend station, in a browser. */
async function openScreens() {
  const host = await serveFixture(await builtScreens())
  const browser = await sharedBrowser()
  /** What the page complained of since it began anew. */
  let complaints: Complaints = []
  let lasting: Page | null = null

  async function load(hash: string): Promise<Page> {
    const page = await browser.newPage({ viewport: size })
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (thrown) => complaints.push(thrown.message))
    await page.addInitScript(rememberTones)
    await page.addInitScript(rememberWires)
    await page.goto(host.url + hash)
    return page
  }

  /** A station as at the beginning. */
  function startOver(prepare: Prepare): void {
    complaints = []
    host.startOver()
    prepare(host.station)
  }

  return {
    host,
    /** The one page of all tests with the screens begun anew, which costs a tenth of loading it. */
    async page(hash: string, prepare: Prepare) {
      startOver(prepare)
      if (lasting === null || lasting.isClosed()) lasting = await load(hash)
      else {
        await lasting.setViewportSize(size)
        await lasting.mouse.move(0, 0)
        await lasting.evaluate(beginAnew(hash))
      }
      return { page: lasting, complaints }
    },
    /** A page of its own, never touched. */
    async freshPage(hash: string, prepare: Prepare) {
      startOver(prepare)
      return { page: await load(hash), complaints }
    },
  }
}

/** What a station is given before a page sees it. */
type Prepare = (station: FixtureStation) => void

let opened: ReturnType<typeof openScreens> | null = null

/** The screens of every test file this process runs; they end with it. */
export function sharedScreens(): ReturnType<typeof openScreens> {
  opened ??= openScreens()
  return opened
}
