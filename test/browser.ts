import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Chromium without a window of its own costs a fifth of the whole one; the tests need no more. */
const here = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/** The browser of all tests: the one `npm test` found, else Debian's. */
export const browserProgram =
  process.env.STATION_TEST_BROWSER ?? here.find((file) => existsSync(file)) ?? '/usr/bin/chromium'

export const hasBrowser = existsSync(browserProgram)

/** A browser started by a test: no sandbox inside containers, and nothing that calls out. */
export function openTestBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserProgram,
    args: [
      '--no-sandbox',
      '--test-type',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

let shared: Promise<Browser> | null = null

/** One browser for all test files of a process, which ends with it. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= openTestBrowser()
  return shared
}
