import { afterAll, afterEach, beforeAll } from 'vitest'
import type { SandboxStore } from '../../src-main/training/store/sandbox-store.ts'
import { type BenchPage, benchPage } from './bench-page.ts'
import {
  type Bench,
  connectedTo,
  keepFailure,
  openBench,
  openBrowser,
  openDayStore,
  openProfile,
  type StationRun,
  startStation,
  type Window,
} from './rig.ts'

/** What a day has besides a station in training and a page on it. */
type DayPlan = {
  /** A store: the station works for it as this outlet, or as none yet. */
  store?: 'Warehouse' | 'unconnected' | (() => Promise<SandboxStore>)
  /** Scanner and scale at cables, and a label printer on the network. */
  hasDevices?: boolean
  /** More words for the station's start; what they need is opened here, and closed in a hook of the test's own. */
  options?: () => Promise<string[]>
  /** People sign in with PINs. */
  hasPeople?: boolean
  /** Runs once the station stands, before the page opens. */
  beforePage?: () => Promise<void>
  /** Where the page begins; null: the test opens one when it wants. */
  hash?: string | null
}

type Opened = {
  folder: string
  store: SandboxStore
  bench: Bench
  words: string[]
  station: StationRun
  window: Window
  at: BenchPage
}

/** A station in a process of its own, and a person's page on it. */
export type Day = {
  /** Another one after a restart. */
  station: StationRun
  readonly folder: string
  readonly store: SandboxStore
  readonly bench: Bench
  readonly page: Window['page']
  readonly complaints: string[]
  readonly answered: Window['answered']
  readonly at: BenchPage
  /** Starts the station once more, on the same profile and with the same words. */
  startAgain(): Promise<void>
  /** Opens a page, which is the person's from now on. */
  open(hash?: string): Promise<Window>
  /** Opens a page beside the person's. */
  openBeside(hash?: string): Promise<Window>
}

/** Opens a day before all tests of a file and closes it after them; what a person saw when a test failed is kept. */
export function openDay(plan: DayPlan = {}): Day {
  const closing: (() => Promise<void> | void)[] = []
  const there: Partial<Opened> = {}
  let open: ((link: string) => Promise<Window>) | null = null

  function the<Name extends keyof Opened>(name: Name): Opened[Name] {
    const one: Opened[Name] | undefined = there[name]
    if (one === undefined) throw new Error(`this day has no ${name}, or none yet`)
    return one
  }
  const start = () =>
    startStation(the('folder'), the('words'), plan.hasPeople === true ? 'with-people' : 'alone')
  const openBeside = (hash = '') => {
    if (open === null) throw new Error('the browser is not open yet')
    return open(the('station').link + hash)
  }

  const day: Day = {
    get station() {
      return the('station')
    },
    set station(run) {
      there.station = run
    },
    get folder() {
      return the('folder')
    },
    get store() {
      return the('store')
    },
    get bench() {
      return the('bench')
    },
    get page() {
      return the('window').page
    },
    get complaints() {
      return the('window').complaints
    },
    get answered() {
      return the('window').answered
    },
    get at() {
      return the('at')
    },
    async startAgain() {
      there.station = await start()
    },
    async open(hash) {
      const window = await openBeside(hash)
      Object.assign(there, { window, at: benchPage(window.page) })
      return window
    },
    openBeside,
  }

  beforeAll(async () => {
    const profile = openProfile()
    closing.push(profile.close)
    there.folder = profile.folder
    if (plan.store !== undefined) {
      const store = await (typeof plan.store === 'function' ? plan.store() : openDayStore())
      closing.push(store.close)
      there.store = store
    }
    if (plan.hasDevices === true) {
      there.bench = await openBench()
      closing.push(there.bench.close)
    }
    there.words = [
      ...(plan.store === 'Warehouse' ? connectedTo(day.store, 'Warehouse', profile.folder) : []),
      ...(there.bench?.options ?? []),
      ...((await plan.options?.()) ?? []),
    ]
    there.station = await start()
    closing.push(() => there.station?.stop())
    const browser = await openBrowser()
    closing.push(browser.close)
    open = browser.open
    await plan.beforePage?.()
    if (plan.hash !== null) await day.open(plan.hash)
  })
  afterEach((test) => keepFailure(test, there.window?.page))
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })
  return day
}
