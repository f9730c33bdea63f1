import type { AnyNews } from '../../src-shared/contract/news.ts'
import { StationError } from '../../src-shared/failure.ts'
import { countRules } from '../counting/rules.ts'
import { readStoreUrl } from '../lightspeed/store-url.ts'
import type { Secrets } from '../secret/secrets.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import type { Key } from './access.ts'
import type { ConnectionDesk } from './connection.ts'
import { type Placed, type PlaceParts, type StationSettings, userAgentOf } from './place.ts'
import { mustBeSameStore } from './same-store.ts'
import { setSettings } from './set-settings.ts'
import { openSignInFlow } from './sign-in-flow.ts'
import type { SignIn } from './sign-in-record.ts'
import { testStore } from './store-test.ts'

type Store = { url: string; apiVersion: '2026-07' | '2.0'; outletId: string; key: Key }

/** Connecting, signing in and signing out: what changes which store this station works for, and by which right. */
export function openConnectionDesk(parts: {
  settings: StationSettings
  tell(news: AnyNews): void
  place(): Placed
  bringBack(): Promise<void>
  replace(changed: Pick<PlaceParts, 'connect'> & { outletId: string }): Promise<void>
}): ConnectionDesk {
  const { settings, tell } = parts
  const { clock, log } = settings

  /** Leaves the open workplace for the store a person connected to. */
  async function swap({ url: typed, apiVersion, outletId, key }: Store): Promise<void> {
    await mustHaveKeychain(parts.place().secrets)
    const token = key.is === 'token' ? key.token : key.signIn.pair.access
    const found = await testStore({ clock, log }, { url: typed, token, apiVersion })
    if (!found.outlets.some((outlet) => outlet.id === outletId)) {
      throw new StationError(
        'no-such-outlet',
        'That outlet is not one of the store.',
        'Test the store again and choose.',
      )
    }
    const url = readStoreUrl(typed)
    mustBeSameStore(storeOf(parts.place()), url)
    await parts.replace({ connect: { url, apiVersion, key, isToKeep: true }, outletId })
    const { workplace, notKept } = parts.place()
    setSettings(workplace.bench, { storeName: found.storeName }, () =>
      keepSetting(workplace.bench.store, 'store-name', found.storeName),
    )
    for (const what of ['setup', 'work', 'sync', 'devices', 'training', 'catalogue'] as const) {
      tell({ topic: 'changed', body: { what } })
    }
    tell({ topic: 'frame', body: workplace.frame() })
    if (notKept !== null) throw notKept
  }

  /** The store that this profile works for gets a new pair, while the work goes on. It is sealed before its first use. */
  async function signInAgain(place: Placed, signIn: SignIn): Promise<void> {
    const { workplace, access } = place
    const { store } = workplace.bench
    place.stopAsking()
    await access.keep({ is: 'sign-in', signIn })
    if (readSetting(store, 'signed-out') !== null) {
      setSettings(workplace.bench, { signedOut: false }, () => keepSetting(store, 'signed-out', null))
    }
    const connection = readSetting(store, 'connection')
    if (workplace.link() === null && connection !== null) await workplace.connect(connection, access)
    workplace.link()?.now()
    tellAccess(place)
  }

  function tellAccess({ workplace }: Placed): void {
    for (const what of ['setup', 'sync'] as const) tell({ topic: 'changed', body: { what } })
    tell({ topic: 'frame', body: workplace.frame() })
  }

  const signIn = openSignInFlow({
    clock,
    log,
    random: settings.random,
    userAgent: userAgentOf(settings),
    hide: (secret) => log.hide(secret),
    tell: () => tell({ topic: 'changed', body: { what: 'sign-in' } }),
    program: () => parts.place().access.program(),
    setsLevels: () => countRules(parts.place().workplace.bench.store).setsLevels,
    async mayStart(origin) {
      await mustHaveKeychain(parts.place().secrets)
      mustBeSameStore(storeOf(parts.place()), origin)
    },
    async take(signed, apiVersion) {
      const place = parts.place()
      if (storeOf(place) === signed.origin) {
        await signInAgain(place, signed)
        return { is: 'done' }
      }
      const asked = { url: signed.origin, token: signed.pair.access, apiVersion }
      return { is: 'choose', store: await testStore({ clock, log }, asked) }
    },
  })

  return {
    signIn,
    bringBack: parts.bringBack,
    connect: ({ url, token, apiVersion, outletId }) =>
      swap({ url, apiVersion, outletId, key: { is: 'token', token: token.trim() } }),
    async signInConnect(outletId) {
      const waiting = signIn.waiting()
      if (waiting === null) {
        throw new StationError(
          'not-signed-in',
          'Nobody is signed in yet.',
          'Sign in, then choose the outlet.',
        )
      }
      const { signIn: signed, apiVersion } = waiting
      await swap({ url: signed.origin, apiVersion, outletId, key: { is: 'sign-in', signIn: signed } })
      signIn.done()
    },
    async signOut(reason) {
      const place = parts.place()
      const { bench } = place.workplace
      if (storeOf(place) === null) {
        throw new StationError(
          'not-connected',
          'This station is connected to no store.',
          'There is nothing to sign out of.',
        )
      }
      const { waiting: unsent, oldest: since } = bench.store.outbox.counts()
      bench.store.write(
        {
          kind: 'setup:sign-out',
          actor: bench.actor(),
          subject: null,
          given: { reason, unsent, since },
          traceId: bench.newTraceId(),
        },
        () => keepSetting(bench.store, 'signed-out', true),
      )
      place.stopAsking()
      await signIn.cancel()
      await place.access.drop()
      await place.workplace.disconnect()
      tellAccess(place)
    },
  }
}

/** The store this profile works for; null in training. */
function storeOf(place: Placed): string | null {
  if (place.training !== null) return null
  return readSetting(place.workplace.bench.store, 'connection')?.url ?? null
}

/** A key is never kept in the open: without a keychain there is no connection, and training goes on. */
async function mustHaveKeychain(secrets: Secrets): Promise<void> {
  switch (await secrets.state()) {
    case 'ready':
      return
    case 'locked':
      throw new StationError(
        'keychain-locked',
        'The keychain of this computer is locked.',
        'Unlock it, then connect.',
        {
          retryable: true,
        },
      )
    case 'missing':
      throw new StationError(
        'keychain-missing',
        'This computer offers no keychain to keep the token in.',
        'Set one up (on Linux: a secret service such as GNOME Keyring), then connect.',
      )
  }
}
