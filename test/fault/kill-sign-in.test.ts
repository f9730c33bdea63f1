import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import { type CrashPoint, crashPoints } from '../../src-main/crash-point.ts'
import {
  openSandboxStore,
  type SandboxStore,
  sandboxApp,
} from '../../src-main/training/store/sandbox-store.ts'
import { outletId, trainingCatalogue } from '../../src-main/training/store/training-catalogue.ts'
import { redirectUriOf } from '../../src-shared/rule/redirect-uri.ts'
import { freePort } from '../main/station/free-port.ts'
import { type BridgeClient, StationGone } from './bridge-client.ts'
import { crashWord } from './crash-wish.ts'
import { verified } from './kill-day.ts'
import { isToldAll, makeTransfer } from './make-transfer.ts'
import { type StationProcess, startStation, until } from './station-process.ts'
import { chosen, wishes } from './wishes.ts'

/** What a restarted station waits minutes for (a create that may have been made) comes about in seconds. */
const speed = 8

const points = chosen(
  crashPoints.filter((point) => point.startsWith('sign-in.')),
  1,
)

/** A station that is signed in to a store, with a keychain of its own. */
async function openDesk() {
  const folder = mkdtempSync(join(tmpdir(), 'station-kill-sign-in-'))
  const port = await freePort()
  const app = { ...sandboxApp, redirectUri: redirectUriOf(port) }
  const store = await openSandboxStore({
    clock: systemClock,
    catalogue: trainingCatalogue(),
    app,
    registers: 500,
  })
  const profile = join(folder, 'profile')
  const start = (at?: CrashPoint): StationProcess =>
    startStation({
      ...{ profile, words: [], onNews: () => undefined },
      wish: {
        keyFile: join(folder, 'keys.json'),
        ...(at === undefined ? { clock: { speed, from: Date.now() } } : { at }),
      },
    })
  return { folder, port, app, store, profile, start }
}
type Desk = Awaited<ReturnType<typeof openDesk>>

async function signIn({ app, port, store }: Desk, bridge: BridgeClient): Promise<void> {
  const { clientId, clientSecret } = app
  const { page } = await bridge.ask('setup:sign-in', {
    ...{ url: store.url, apiVersion: '2026-07', clientId, clientSecret, port },
  })
  await fetch(`${page}&say=yes`)
  const view = await until(async () => {
    const now = await bridge.ask('setup:sign-in-state', {})
    return now.is === 'choose' || now.is === 'done' ? now : null
  }, 'signed in')
  if (view.is === 'choose') await bridge.ask('setup:sign-in-connect', { outletId: outletId('Warehouse') })
}

const accessOf = async (bridge: BridgeClient) => (await bridge.ask('setup:state', {})).access

const madeThere = (store: SandboxStore) => Object.values(store.ledger().byReference)

it.concurrent.each(points)(
  `F01 F25 I1 I3 I5 I8: a sign-in renewed while the power goes at %s, ${wishes.visits} times`,
  async (at) => {
    const desk = await openDesk()
    let station = desk.start()
    try {
      let bridge = await station.ready
      await signIn(desk, bridge)
      for (let visit = 0; visit < wishes.visits; visit += 1) {
        await station.end()
        station = desk.start(at)
        bridge = await station.ready
        await makeTransfer(bridge, `Visit ${visit}`).catch(unlessGone)
        desk.store.signIn.endAccess()
        await bridge.ask('sync:now', {}).catch(unlessGone)
        await station.exited
        expect(station.said()).toContain(crashWord(at))

        station = desk.start()
        bridge = await station.ready
        await bridge.ask('sync:now', {})
        await goOn(desk, bridge)
      }
      expect(await station.end()).toBe(0)
      expect(madeThere(desk.store).length).toBeGreaterThan(0)
      expect(madeThere(desk.store).filter(({ consignmentIds }) => consignmentIds.length !== 1)).toEqual([])
      expect(verified(desk.profile)).toEqual([])
      expect(readFileSync(join(desk.profile, 'station.sqlite')).includes('refresh_token')).toBe(false)
    } finally {
      station.kill()
      await station.exited
      await desk.store.close()
      rmSync(desk.folder, { recursive: true, force: true })
    }
  },
)

/** Work goes on; where the pair was lost a person signs in once more, and everything is told. */
async function goOn(desk: Desk, bridge: BridgeClient): Promise<void> {
  const access = await until(
    async () => {
      const now = await accessOf(bridge)
      if (now === 'reauthorise') return now
      return (await isToldAll(bridge)) ? now : null
    },
    'it is signed in, or says that a person must',
    60_000,
  )
  if (access !== 'reauthorise') return
  await makeTransfer(bridge, 'While nobody is signed in')
  await signIn(desk, bridge)
  await until(() => isToldAll(bridge), 'everything is told', 60_000)
}

function unlessGone(thrown: unknown): void {
  if (!(thrown instanceof StationGone)) throw thrown
}
