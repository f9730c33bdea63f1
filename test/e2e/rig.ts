import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, type TestContext, vi } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { serialPort } from '../../src-main/device/serial-port.ts'
import { openPtyPair, type PtyPair } from '../../src-main/training/device/pty.ts'
import { type VirtualPrinter, virtualPrinter } from '../../src-main/training/device/virtual-printer.ts'
import { type VirtualScale, virtualScale } from '../../src-main/training/device/virtual-scale.ts'
import { type VirtualScanner, virtualScanner } from '../../src-main/training/device/virtual-scanner.ts'
import { openSandboxStore, type SandboxStore } from '../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../src-main/training/store/training-catalogue.ts'
import { outletId } from '../../src-main/training/store/training-names.ts'
import type { Ask } from '../../src-shared/contract/contract.ts'
import { sharedBrowser } from '../browser.ts'
import { type Hands, openHands } from './bridge.ts'

const root = join(import.meta.dirname, '../..')
const startLimitMs = 60_000

/** Waits for something the station or the store does by itself, looking often, for a bounded time. */
export function eventually<T>(look: () => T, timeout = 30_000) {
  return expect.poll(look, { timeout, interval: 25 })
}

/** The store of the day, the one real thing missing in a test: it answers and refuses like the vendor's. */
export function openDayStore(lineDelayMs = 50): Promise<SandboxStore> {
  return openSandboxStore({ clock: systemClock, catalogue: trainingCatalogue(), lineDelayMs })
}

/** A product of the training shop: its id, the name screens show, and the EAN-13 that is printed on it. */
export function article(name: string): { id: string; name: string; code: string } {
  const product = trainingCatalogue().products.find((known) => known.name === name)
  const code = product?.codes.find(({ type }) => type === 'EAN')?.code
  if (!product || !code) throw new Error(`no article ${name}`)
  return { id: product.id, name: product.variantName, code }
}

/** A device at the end of a cable that can be pulled and put back. */
type Cabled<Device> = { device: Device; cable: PtyPair; pull(): Promise<void>; plugIn(): Promise<void> }

export type Bench = {
  scanner: Cabled<VirtualScanner>
  scale: Cabled<VirtualScale>
  printer: VirtualPrinter
  /** How the station is told where they are. */
  options: string[]
  close(): Promise<void>
}

/** Scanner and scale on pseudo-terminals, a label printer on the network. */
export async function openBench(): Promise<Bench> {
  const closing: (() => Promise<void>)[] = []
  async function cabled<Device extends { connect: VirtualScale['connect']; close(): Promise<void> }>(
    device: Device,
  ): Promise<Cabled<Device>> {
    const cable = await openPtyPair()
    const connect = () =>
      device.connect(serialPort({ path: cable.device, baud: 9600, line: '8N1', dtr: true }))
    await connect()
    closing.push(device.close, cable.close)
    return {
      device,
      cable,
      pull: cable.drop,
      plugIn: async () => {
        await cable.restore()
        await connect()
      },
    }
  }
  const scanner = await cabled(virtualScanner())
  const scale = await cabled(
    virtualScale({ protocol: 'toledo-8217', clock: systemClock, settleMs: 150, showsParity: true }),
  )
  const printer = virtualPrinter({ clock: systemClock, printMs: 40 })
  const port = await printer.listen(0)
  closing.push(printer.close)
  return {
    scanner,
    scale,
    printer,
    options: [
      ...['--scanner', `serial:${scanner.cable.host}`],
      ...['--scale', `serial:${scale.cable.host}`],
      ...['--printer', `tcp:127.0.0.1:${port}`],
    ],
    close: async () => {
      for (const close of closing.reverse()) await close()
    },
  }
}

/** A profile folder on disk, gone after the test. */
export function openProfile(): { folder: string; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'station-e2e-'))
  return { folder, close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** The options that connect a station to the store of the day: as this outlet, or as the one it was before. */
export function connectedTo(store: SandboxStore, outlet: string | null, profileFolder: string): string[] {
  const file = `${profileFolder}-token`
  writeFileSync(file, store.token, { mode: 0o600 })
  return [
    '--store-url',
    store.url,
    '--token-file',
    file,
    ...(outlet === null ? [] : ['--outlet', outletId(outlet)]),
  ]
}

export type StationRun = {
  /** Opens the station with its key. */
  link: string
  hands: Hands
  /** Ends as when the power fails: nothing is said, nothing is tidied up. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** The station's own program; `with-people` one that tries PINs in a moment. */
const programs = { alone: 'src-main/cli.ts', 'with-people': 'test/e2e/station.ts' }

/** Starts the station as a process of its own and waits until its bridge stands. */
export async function startStation(
  profileFolder: string,
  options: string[],
  program: keyof typeof programs = 'alone',
): Promise<StationRun> {
  if (!existsSync(join(root, 'out/renderer/index.html')))
    throw new Error('The screens are not built: run "npm run setup" first.')
  const bridgeFile = join(profileFolder, 'bridge.json')
  rmSync(bridgeFile, { force: true })
  const words = ['--host', 'browser', '--port', '0', '--profile', profileFolder, '--headless', ...options]
  const child = spawn(process.execPath, [join(root, programs[program]), ...words], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr?.on('data', (bytes) => {
    said += String(bytes)
  })
  await vi.waitUntil(() => child.exitCode !== null || existsSync(bridgeFile), {
    timeout: startLimitMs,
    interval: 20,
  })
  if (child.exitCode !== null) throw new Error(`The station did not start: ${said}`)
  const facts = JSON.parse(readFileSync(bridgeFile, 'utf8')) as { url: string; socket: string; token: string }
  const hands = await openHands(facts.socket, facts.token)
  const end = async (signal: NodeJS.Signals) => {
    hands.close()
    await ended(child, signal)
  }
  return {
    link: `${facts.url}?token=${encodeURIComponent(facts.token)}`,
    hands,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

/** A page, and everything it complained of: errors, warnings, breaches of the content policy. */
export type Window = {
  page: Page
  complaints: string[]
  /** How often the station has answered this request of the page. */
  answered(ask: Ask): number
}

export type DayBrowser = {
  open(link: string): Promise<Window>
  close(): Promise<void>
}

/** A real browser. Each window has cookies and storage of its own. */
export async function openBrowser(): Promise<DayBrowser> {
  const browser = await sharedBrowser()
  const contexts: BrowserContext[] = []
  return {
    async open(link) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(30_000)
      const complaints: string[] = []
      const answered = answersTo(page)
      page.on('console', (message) => {
        // A picture that was never fetched is drawn as letters; the browser still notes that it is not there.
        if (message.location().url.includes('/image/')) return
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (thrown) => complaints.push(thrown.message))
      await page.goto(link)
      return { page, complaints, answered }
    },
    async close() {
      for (const context of contexts) await context.close()
    },
  }
}

/** Counts what the station answers to a page that has not been loaded yet. */
function answersTo(page: Page): Window['answered'] {
  const counts = new Map<string, number>()
  page.on('websocket', (wire) => {
    const asked = new Map<number, string>()
    wire.on('framesent', ({ payload }) => {
      const { id, ask } = JSON.parse(String(payload)) as { id?: number; ask?: string }
      if (id !== undefined && ask !== undefined) asked.set(id, ask)
    })
    wire.on('framereceived', ({ payload }) => {
      const ask = asked.get((JSON.parse(String(payload)) as { id?: number }).id ?? -1)
      if (ask !== undefined) counts.set(ask, (counts.get(ask) ?? 0) + 1)
    })
  })
  return (ask) => counts.get(ask) ?? 0
}

/** What a page complained of, but for the station having gone away. */
export function besidesLostLine(complaints: readonly string[]): string[] {
  return complaints.filter((line) => !line.startsWith('WebSocket connection to'))
}

const sizes = { small: { width: 1280, height: 800 }, large: { width: 1920, height: 1080 } }

/**
 * Saves what the person sees, for a designer to look at: `out/e2e/NAME-1280.png`. Leaves the small size. Only the long
 * form takes pictures: they prove nothing by themselves.
 */
export async function picture(page: Page, name: string, ...wanted: (keyof typeof sizes)[]): Promise<void> {
  if (process.env.STATION_CAMPAIGN !== 'long') return
  const folder = join(root, 'out/e2e')
  mkdirSync(folder, { recursive: true })
  for (const size of wanted) {
    await page.setViewportSize(sizes[size])
    await page.screenshot({ path: join(folder, `${name}-${sizes[size].width}.png`) })
  }
  await page.setViewportSize(sizes.small)
}

/** Lines of the station's log that tell of a bug: there are to be none. */
export function bugsIn(profileFolder: string): string[] {
  const folder = join(profileFolder, 'log')
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.includes('"level":"error"'))
}

/** To be called after each test: what the person saw when one failed is kept as `out/e2e/failed-….png`. */
export async function keepFailure({ task }: TestContext, page: Page | undefined): Promise<void> {
  if (task.result?.state !== 'fail' || !page) return
  const folder = join(root, 'out/e2e')
  mkdirSync(folder, { recursive: true })
  const name = task.name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 60)
  await page.screenshot({ path: join(folder, `failed-${name}.png`) })
}
