import { mkdirSync, rmdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { givenIn } from '../bench.ts'
import { warehouse } from '../sync/sync-bench.ts'
import { openSigningIn, type SigningIn, soon } from './signing-in.ts'

let at: SigningIn
beforeEach(async () => {
  at = await openSigningIn()
})
afterEach(() => at.close())

const unsent = () => at.store.outbox.counts().waiting

describe('signing in from training', () => {
  it('waits for the browser, asks which outlet, connects, and goes on after a restart', async () => {
    const { page } = await at.start()
    expect(new URL(page).origin).toBe(at.sandbox.url)
    expect(await at.view()).toMatchObject({ is: 'waiting', redirectUri: at.app.redirectUri, note: null })
    await at.comeBack(page)
    const { store } = await at.viewIs('choose')
    expect(store).toMatchObject({ storeName: 'Training store', registers: 50 })
    await at.ask('setup:sign-in-connect', { outletId: warehouse })
    expect(await at.view()).toEqual({ is: 'done' })
    await at.firstPull()
    expect(await at.ask('setup:state', {})).toMatchObject({
      isTraining: false,
      access: 'signed-in',
      program: { clientId: 'bench-program', port: at.port },
    })
    await at.restart()
    const [reference = ''] = at.note(1)
    at.station().workplace().link()?.now()
    await vi.waitFor(() => expect(unsent()).toBe(0), soon)
    expect(at.sandbox.ledger().byReference[reference]?.consignmentIds).toHaveLength(1)
    expect(at.sandbox.signIn.given()).toBe(1)
  })

  it('renews while it works, and keeps each new pair for the next start', async () => {
    await at.connect()
    await at.firstPull()
    at.sandbox.signIn.endAccess()
    at.station().workplace().link()?.now()
    await vi.waitFor(() => expect(at.sandbox.signIn.given()).toBe(2), soon)
    await at.restart()
    at.note(1)
    at.station().workplace().link()?.now()
    await vi.waitFor(() => expect(unsent()).toBe(0), soon)
    expect(at.sandbox.signIn.given()).toBe(2)
  })

  it('says a sentence and the next step when the person says no', async () => {
    const { page } = await at.start()
    await fetch(`${page}&say=no`)
    expect(await at.viewIs('failed')).toMatchObject({
      say: 'Access was not given.',
      next: expect.stringContaining('Sign in again'),
    })
  })

  it('says so when the program’s secret is wrong', async () => {
    const { page } = await at.start({ clientSecret: 'another' })
    await at.comeBack(page)
    const { say, next } = await at.viewIs('failed')
    expect(say).toContain('Client authentication failed')
    expect(next).toContain('Compare client id, client secret')
  })

  it('says so when the code has run out or was used, and a new sign-in goes through', async () => {
    const { page } = await at.start()
    const answered = await fetch(`${page}&say=yes`, { redirect: 'manual' })
    const back = new URL(answered.headers.get('location') ?? '')
    back.searchParams.set('code', 'one-that-the-store-keeps-no-more')
    await fetch(back)
    expect(await at.viewIs('failed')).toMatchObject({
      say: expect.stringContaining('The code is invalid'),
      next: expect.stringMatching(/^Sign in again: .* ten minutes/),
    })
    expect(at.sandbox.signIn.given()).toBe(0)
    await at.comeBack((await at.start()).page)
    await at.viewIs('choose')
  })

  it('notes a page that came back from another sign-in, and goes on waiting', async () => {
    const { page } = await at.start()
    await fetch(`${at.app.redirectUri}?code=x&domain_prefix=shop&state=somebody-elses`)
    const { note } = await at.viewIs('waiting')
    expect(note).toContain('does not belong to this sign-in')
    await at.comeBack(page)
    await at.viewIs('choose')
  })

  it('comes back to training when the profile cannot hold the store, and connects once it can', async () => {
    const inTheWay = join(at.folder, 'station.sqlite')
    mkdirSync(inTheWay)
    await fetch(`${(await at.start()).page}&say=yes`)
    await at.viewIs('choose')
    await expect(at.ask('setup:sign-in-connect', { outletId: warehouse })).rejects.toMatchObject({
      code: 'profile-not-usable',
    })
    expect(await at.ask('setup:state', {})).toMatchObject({ isTraining: true })
    expect((await at.ask('work:list', {})).toPack.length).toBeGreaterThanOrEqual(0)
    rmdirSync(inTheWay)
    await at.ask('setup:sign-in-connect', { outletId: warehouse })
    expect(await at.ask('setup:state', {})).toMatchObject({ isTraining: false })
  })

  it('says which port is taken', async () => {
    const other = createServer()
    await new Promise<void>((ready) => other.listen(at.port, '127.0.0.1', ready))
    await expect(at.start()).rejects.toMatchObject({ code: 'port-taken' })
    await new Promise((closed) => other.close(closed))
    await at.start()
  })

  it('leaves the port when it is cancelled, and passes over what comes later', async () => {
    const { page } = await at.start()
    await at.ask('setup:sign-in-cancel', {})
    expect(await at.view()).toEqual({ is: 'idle' })
    await expect(at.comeBack(page)).rejects.toThrow()
    await expect(at.ask('setup:sign-in-connect', { outletId: warehouse })).rejects.toMatchObject({
      code: 'not-signed-in',
    })
  })

  it('begins nothing without a secret, or with a keychain that is locked', async () => {
    await expect(at.start({ clientSecret: null })).rejects.toMatchObject({ code: 'no-client-secret' })
    at.keytar.state.is = 'locked'
    await expect(at.start()).rejects.toMatchObject({ code: 'keychain-locked' })
    expect(await at.view()).toEqual({ is: 'idle' })
  })

  it('S18 refuses another store than the one that was named, before any secret is sent', async () => {
    await at.start({ url: 'demoshop' })
    const page = (await at.viewIs('waiting')).page
    expect(new URL(page).origin + new URL(page).pathname).toBe('https://secure.retail.lightspeed.app/connect')
    const state = new URL(page).searchParams.get('state') ?? ''
    const back = new URLSearchParams({ code: 'abc', domain_prefix: 'othershop', state })
    await fetch(`${at.app.redirectUri}?${back.toString()}`)
    expect(await at.viewIs('failed')).toEqual({
      is: 'failed',
      say: 'The browser signed in to the store othershop, and this station was asked to work with demoshop.',
      next: 'Sign in again and choose demoshop there, or change the address here.',
    })
  })
})

describe('a sign-in that the store takes no more', () => {
  it('F25 is told on the frame while work goes on, and a new one drains everything that waited', async () => {
    await at.connect()
    await at.firstPull()
    await at.sandbox.faults.network('down')
    at.sandbox.signIn.remove()
    const references = at.note(3)
    await at.restart()
    await vi.waitFor(() => expect(at.line().is).toBe('offline'), soon)
    await at.sandbox.faults.network('up')
    at.station().workplace().link()?.now()
    await vi.waitFor(() => expect(at.line().mustSignIn).toBe(true), soon)
    expect(at.line()).toMatchObject({ is: 'needs-you', say: 'Sign in again, 3 waiting, nothing lost' })
    references.push(...at.note(1))
    expect(unsent()).toBe(4)
    expect((await at.ask('setup:state', {})).access).toBe('reauthorise')

    const { page } = await at.start({ clientSecret: null })
    await at.comeBack(page)
    await at.viewIs('done')
    await vi.waitFor(() => expect(unsent()).toBe(0), soon)
    const { byReference, duplicateReferences, accumulatedLines } = at.sandbox.ledger()
    expect(references.map((one) => byReference[one]?.consignmentIds.length)).toEqual([1, 1, 1, 1])
    expect([duplicateReferences, accumulatedLines]).toEqual([[], []])
    expect(at.line()).toMatchObject({ mustSignIn: false, waiting: 0 })
  })

  it('is asked of a keychain that was locked at the start again, until it is open', async () => {
    await at.connect()
    at.keytar.state.is = 'locked'
    at.hurry()
    await at.restart()
    const access = async () => (await at.ask('setup:state', {})).access
    expect(await access()).toBe('none')
    expect(at.line().mustSignIn).toBe(false)
    at.keytar.state.is = 'open'
    await vi.waitFor(async () => expect(await access()).toBe('signed-in'), soon)
  })
})

it('S08 S13 S21 no secret of a sign-in is in any file, log line, journal row, news or answer', async () => {
  const secrets = new Set([at.app.clientSecret])
  const { page } = await at.start()
  const comeBack = async (from: string) => {
    const page = await fetch(`${from}&say=yes`, { redirect: 'manual' })
    const back = page.headers.get('location') ?? ''
    const text = new URL(back).searchParams.get('code') ?? ''
    secrets.add(text)
    return { text, bring: () => fetch(back) }
  }
  await (await comeBack(page)).bring()
  await at.viewIs('choose')
  await at.ask('setup:sign-in-connect', { outletId: warehouse })
  await at.firstPull()
  const keepPair = async () => {
    const { access, refresh } = await at.keptPair()
    secrets.add(access)
    secrets.add(refresh)
  }
  await keepPair()
  at.sandbox.signIn.endAccess()
  at.station().workplace().link()?.now()
  await vi.waitFor(() => expect(at.sandbox.signIn.given()).toBe(2), soon)
  await vi.waitFor(async () => {
    await keepPair()
    expect(secrets.size).toBe(6)
    const last = at.sandbox.ledger().lastCalls.at(-1)
    expect([last?.status, last?.route === 'POST /token']).toEqual([200, false])
  }, soon)
  // An endpoint that says back whatever it was sent.
  const echoes = (...sent: string[]) => {
    const body = `{"error":"invalid_grant","error_description":"${sent.join(' ')}"}`
    return at.sandbox.faults.add({ on: 'POST /token', fault: { is: 'status-before', status: 400, body } })
  }
  const stopEcho = echoes(at.app.clientSecret, (await at.keptPair()).refresh)
  at.sandbox.signIn.remove()
  at.station().workplace().link()?.now()
  await vi.waitFor(() => expect(at.line().mustSignIn).toBe(true), soon)
  stopEcho()
  await at.ask('sync:screen', {})
  const again = await at.start({ clientSecret: null })
  const code = await comeBack(again.page)
  echoes(at.app.clientSecret, code.text)
  await code.bring()
  await at.viewIs('failed')
  await at.ask('setup:state', {})
  await at.restart()

  const rows = JSON.stringify([...at.store.journalRowsInOrder()])
  const places = { ...at.files(), journal: rows, told: at.told.join('\n') }
  expect(Object.keys(places).length).toBeGreaterThan(4)
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8)
    for (const [place, text] of Object.entries(places)) {
      expect(text.includes(secret), `${secret} in ${place}`).toBe(false)
    }
  }
})

describe('signing out', () => {
  it('keeps what was not sent, through a restart, until somebody signs in again', async () => {
    await at.connect()
    await at.firstPull()
    await at.sandbox.faults.network('down')
    const references = at.note(2)
    await at.ask('setup:sign-out', { reason: 'The bench moves house' })
    await at.sandbox.faults.network('up')
    expect(at.line()).toMatchObject({ is: 'not-connected', mustSignIn: true })
    expect(at.line().say).toBe('Signed out of the store, 2 waiting, nothing lost')
    expect(at.station().workplace().link()).toBeNull()
    await at.restart()
    expect(at.line().say).toBe('Signed out of the store, 2 waiting, nothing lost')
    expect(await at.ask('setup:state', {})).toMatchObject({
      isTraining: false,
      isSignedOut: true,
      access: 'none',
      program: null,
    })
    expect(unsent()).toBe(2)
    const { page } = await at.start()
    await at.comeBack(page)
    await at.viewIs('done')
    await vi.waitFor(() => expect(unsent()).toBe(0), soon)
    const { byReference } = at.sandbox.ledger()
    expect(references.map((one) => byReference[one]?.consignmentIds.length)).toEqual([1, 1])
    const row = [...at.store.journalRowsInOrder()].find(({ kind }) => kind === 'setup:sign-out')
    expect(givenIn(at.store, row)).toMatchObject({ reason: 'The bench moves house', unsent: 2 })
  })

  it('works for a personal token too, and leaves no record', async () => {
    const byToken = { url: at.sandbox.url, token: at.sandbox.token, outletId: warehouse }
    await at.ask('setup:connect', byToken)
    expect((await at.ask('setup:state', {})).access).toBe('token')
    at.note(1)
    await at.ask('setup:sign-out', { reason: 'The token goes' })
    await at.restart()
    expect((await at.ask('setup:state', {})).access).toBe('none')
    await at.ask('setup:connect', byToken)
    await vi.waitFor(() => expect(unsent()).toBe(0), soon)
    expect((await at.ask('setup:state', {})).isSignedOut).toBe(false)
  })

  it('is refused in training, where there is nothing to sign out of', async () => {
    await expect(at.ask('setup:sign-out', { reason: 'Out of here' })).rejects.toMatchObject({
      code: 'not-connected',
    })
  })

  it('holds the profile for its store: another one is refused', async () => {
    await at.connect()
    await at.ask('setup:sign-out', { reason: 'The bench moves house' })
    await expect(at.start({ url: 'demoshop' })).rejects.toMatchObject({ code: 'other-store' })
  })
})
