import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { openSandboxStore } from '../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../src-main/training/store/training-catalogue.ts'
import { words } from '../../src-renderer/words.ts'
import { redirectUriOf } from '../../src-shared/rule/redirect-uri.ts'
import { openDay } from './day.ts'
import { bugsIn, eventually, picture } from './rig.ts'

const w = words.setup
/** Signing in needs somewhere to keep what it got. */
const hasKeyRing = process.env.STATION_TEST_KEYRING === 'unlocked'
const title = hasKeyRing ? 'signing in and out' : 'signing in and out (skipped: no key ring of its own here)'

const day = openDay({
  store: async () => {
    port = await freePort()
    const app = { clientId: 'bench-program', clientSecret: secret, redirectUri: redirectUriOf(port) }
    const catalogue = trainingCatalogue()
    return openSandboxStore({ clock: systemClock, catalogue, lineDelayMs: 50, app })
  },
})

let port = 0

const secret = 'a-client-secret-of-the-day'
const card = () => day.page.getByRole('region', { name: w.connect })

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port: free } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return free
}

/** Presses the button and gives the page that opens beside the station. */
async function signInPage(button: string): Promise<Page> {
  const opened = day.page.context().waitForEvent('page')
  await card().getByRole('button', { name: button }).click()
  const page = await opened
  await page.getByRole('heading', { name: 'Let this program in?' }).waitFor()
  return page
}

async function answer(page: Page, link: 'Yes, let it in' | 'No'): Promise<string> {
  await page.getByRole('link', { name: link, exact: true }).click()
  await page.getByText('station').waitFor()
  const said = await page.locator('p').innerText()
  await page.close()
  return said
}

describe.skipIf(!hasKeyRing)(title, () => {
  it('shows the redirect address to register, and waits until the person is back', async () => {
    await day.at.go('setup')
    await card().getByText(w.wayNames['sign-in'], { exact: true }).click()
    await card().getByLabel(w.url).fill(day.store.url)
    await card().getByLabel(w.signIn.clientId).fill('bench-program')
    await card().getByLabel(w.signIn.clientSecret).fill(secret)
    await card().getByText('http://127.0.0.1:47113/signed-in', { exact: true }).waitFor()
    await card().getByLabel(w.signIn.port).fill(String(port))
    await card().getByText(redirectUriOf(port), { exact: true }).waitFor()
    await picture(day.page, 'sign-in-form', 'small')
    const page = await signInPage(w.signIn.go)
    await picture(page, 'sign-in-page', 'small')
    await card().getByText(w.signIn.waiting).waitFor()
    await picture(day.page, 'sign-in-waiting', 'small')
    expect(await answer(page, 'No')).toContain('not let in')
    await card().getByRole('alert').getByText('Access was not given.').waitFor()
    await picture(day.page, 'sign-in-refused', 'small')
  })

  it('keeps what was typed, can be cancelled, and is begun again', async () => {
    const page = await signInPage(w.signIn.go)
    await card().getByRole('button', { name: w.signIn.cancel }).click()
    await card().getByRole('button', { name: w.signIn.go }).waitFor()
    await page.close()
  })

  it('connects to the outlet the person chooses', async () => {
    const page = await signInPage(w.signIn.go)
    expect(await answer(page, 'Yes, let it in')).toContain('Signed in.')
    await card()
      .getByText(w.testOk('Training store', 18, 2))
      .waitFor()
    await picture(day.page, 'sign-in-outlet', 'small')
    const outlets = card().getByRole('group', { name: w.whichOutlet })
    await outlets.getByText('Warehouse', { exact: true }).click()
    await card().getByRole('button', { name: w.connectGo, exact: true }).click()
    await day.page.getByText(words.frame.trainingBand).waitFor({ state: 'detached' })
    await card().getByText(w.signIn.done).waitFor()
    await day.page.getByRole('status').getByText('All sent').waitFor({ timeout: 20_000 })
    expect(await card().getByLabel(w.signIn.clientSecret).inputValue()).toBe('')
  })

  it('says “Sign in again” on the frame and the Sync screen when the store takes the sign-in no more', async () => {
    const { page } = day
    day.store.signIn.remove()
    await day.at.go('sync')
    await day.station.hands.ask('sync:now', {})
    await page.locator('.sync-line').getByText('Sign in again').waitFor()
    await picture(page, 'sign-in-again', 'small')
    await page.locator('.health').getByRole('button', { name: words.sync.signInAgain }).click()
    await card().getByText(w.reauthorise).waitFor()
    const signIn = await signInPage(w.signIn.goAgain)
    await answer(signIn, 'Yes, let it in')
    await page.getByRole('status').getByText('All sent').waitFor({ timeout: 20_000 })
    await card().getByText(w.reauthorise).waitFor({ state: 'detached' })
  })

  it('signs out only with a reason, after showing what is not sent', async () => {
    const typed = card().getByLabel(w.signIn.clientSecret)
    await typed.fill('a new secret')
    expect(await typed.inputValue()).toBe('a new secret')
    await card().getByText(w.signOut.allSent).waitFor()
    await card().getByRole('button', { name: w.signOut.open }).click()
    await card().getByLabel(w.signOut.ask).fill('The bench moves')
    await picture(day.page, 'sign-out', 'small')
    await card().getByRole('button', { name: w.signOut.go, exact: true }).click()
    await card().getByText(w.signedOut(day.store.url)).waitFor()
    await day.page.locator('.sync-line').getByText('Signed out of the store').waitFor()
  })

  it('complained of nothing on the way, and its log knows no secret', async () => {
    expect(day.complaints).toEqual([])
    await eventually(() => bugsIn(day.folder)).toEqual([])
    expect(await day.page.content()).not.toContain(secret)
  })
})
