import { contract } from '../src-shared/contract/contract.ts'
import type { AnyNews } from '../src-shared/contract/news.ts'
import { StationError } from '../src-shared/failure.ts'
import type { Handlers } from './host/door.ts'
import type { StationDoor } from './host/station-door.ts'
import { readStoreUrl } from './lightspeed/store-url.ts'
import { holdProfile } from './profile.ts'
import { loadKeytar, openKeychain } from './secret/keychain.ts'
import type { Secrets } from './secret/secrets.ts'
import { openPlace, type Placed, type StationSettings, tokenName } from './station/place.ts'
import { type ConnectWish, testStore } from './station/store-test.ts'
import { requestTrace, setSettings, type Workplace } from './station/workplace.ts'
import { keepSetting, readSetting } from './station-settings.ts'

/** A station at work: what hosts show, plus the trail of where it lives. */
export type Station = StationDoor & {
  /** The workplace open now; another one after the store was changed. */
  workplace(): Workplace
}

/**
 * Builds the whole station. A profile that knows no store opens in training, in a folder of its own inside the
 * profile, so that nothing trained can reach a real store.
 * @throws StationError when the profile is held, newer than this program, or a given setting is wrong.
 */
export async function openStation(settings: StationSettings): Promise<Station> {
  const { clock, log } = settings
  const hold = holdProfile(settings.profileFolder)
  const keychain = settings.keychain ?? openKeychain(loadKeytar(log), clock, log)
  const listeners = new Set<(news: AnyNews) => void>()
  const tell = (news: AnyNews) => {
    for (const listen of listeners) listen(news)
  }
  let token: string | null = settings.connect?.token ?? null
  if (token !== null) log.hide(token)
  const parts = {
    settings,
    keychain,
    tell,
    token: () => token,
    setToken: (next: string | null) => (token = next),
  }

  let place: Placed
  try {
    place = await openPlace(parts, swap)
  } catch (thrown) {
    hold.release()
    throw thrown
  }

  /** Leaves the open workplace for the store a person connected to. */
  async function swap(wish: ConnectWish): Promise<void> {
    await mustHaveKeychain(place.secrets)
    const found = await testStore({ clock, log }, wish)
    if (!found.outlets.some((outlet) => outlet.id === wish.outletId)) {
      throw new StationError(
        'no-such-outlet',
        'That outlet is not one of the store.',
        'Test the store again and choose.',
      )
    }
    const url = readStoreUrl(wish.url)
    mustBeSameStore(place, url)
    place.stopAsking()
    await place.workplace.close()
    await place.training?.close()
    token = wish.token.trim()
    log.hide(token)
    const connect = { url, token, apiVersion: wish.apiVersion }
    place = await openPlace({ ...parts, settings: { ...settings, connect, outletId: wish.outletId } }, swap)
    setSettings(place.workplace.bench, { storeName: found.storeName }, () =>
      keepSetting(place.workplace.bench.store, 'store-name', found.storeName),
    )
    await place.secrets.put(tokenName, token)
    for (const what of ['setup', 'work', 'sync', 'devices', 'training', 'catalogue'] as const) {
      tell({ topic: 'changed', body: { what } })
    }
    tell({ topic: 'frame', body: place.workplace.frame() })
  }

  return {
    handlers: forwarded(() => place.handlers),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    files: {
      image: (id) => place.workplace.files.image(id),
      file: (name) => place.workplace.files.file(name),
    },
    workplace: () => place.workplace,
    async close() {
      place.stopAsking()
      await place.workplace.close()
      await place.training?.close()
      hold.release()
    },
  }
}

/** Handlers that stay the same while the workplace behind them is replaced. A request's trace id names its commands. */
function forwarded(now: () => Handlers): Handlers {
  const forward = (ask: keyof Handlers) => (taken: never, who: { traceId: string }) =>
    requestTrace.run(who.traceId, () => now()[ask](taken, who))
  return Object.fromEntries(
    Object.keys(contract).map((ask) => [ask, forward(ask as keyof Handlers)]),
  ) as Handlers
}

/** A profile holds the work of one store: connecting it to another would mix what was counted. */
function mustBeSameStore(place: Placed, url: string): void {
  const before = place.training === null ? readSetting(place.workplace.bench.store, 'connection') : null
  if (before === null || before.url === url) return
  throw new StationError(
    'other-store',
    `This profile holds the work of ${before.url}.`,
    'Start the station with another profile folder (--profile DIR) for another store.',
  )
}

/** A token is never kept in the open: without a keychain there is no connection, and training goes on. */
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
