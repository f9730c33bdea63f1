import { contract } from '../src-shared/contract/contract.ts'
import type { AnyNews } from '../src-shared/contract/news.ts'
import { StationError } from '../src-shared/failure.ts'
import { fileTrouble } from './file-trouble.ts'
import type { Caller, Handlers } from './host/door.ts'
import type { StationDoor } from './host/station-door.ts'
import { holdProfile, type ProfileHold } from './profile.ts'
import { loadKeytar, openKeychain } from './secret/keychain.ts'
import { runAs } from './staff/session.ts'
import { openConnectionDesk } from './station/connection-desk.ts'
import { closePlace, openPlace, type Placed, type PlaceParts, type StationSettings } from './station/place.ts'
import { requestTrace, type Workplace } from './station/workplace.ts'
import { makeRoomToStart } from './store/reserve.ts'
import { nothingToRestore, restoreIn } from './store/restore.ts'
import type { Store } from './store/store.ts'

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
  const hold = holdWithRoom(settings)
  const keychain = settings.keychain ?? openKeychain(loadKeytar(log), clock, log)
  const listeners = new Set<(news: AnyNews) => void>()
  const tell = (news: AnyNews) => {
    for (const listen of listeners) listen(news)
  }
  const desk = openConnectionDesk({ settings, tell, place: () => place, replace, bringBack })
  const given = settings.connect ?? null
  const parts: PlaceParts = {
    settings,
    keychain,
    tell,
    connect:
      given === null
        ? null
        : {
            url: given.url,
            apiVersion: given.apiVersion,
            key: { is: 'token', token: given.token },
            isToKeep: false,
          },
  }

  let place: Placed
  try {
    place = await openPlace(parts, desk, settings.checkAhead ?? null)
  } catch (thrown) {
    hold.release()
    throw fileTrouble(thrown, settings.profileFolder) ?? thrown
  }

  if (settings.forgetsPins === true) place.workplace.staff.forgetPins()

  let openedWith = parts
  /** Leaves the open workplace for another one; when that does not open, comes back to the one that was open. */
  async function replace(changed: Pick<PlaceParts, 'connect'> & { outletId: string }): Promise<void> {
    const before = { ...openedWith, isTraining: place.training !== null }
    await closePlace(place)
    const { connect, outletId } = changed
    const next = { ...parts, connect, settings: { ...settings, outletId } }
    try {
      place = await openPlace(next, desk)
      openedWith = next
    } catch (thrown) {
      place = await openPlace(before, desk)
      throw thrown
    }
  }

  /** A person said so; what is open holds nothing but what it was begun with. */
  async function bringBack(): Promise<void> {
    if (!place.workplace.frame().canBringBack) throw nothingToRestore()
    const { folder } = place.workplace
    const again = { ...openedWith, isTraining: place.training !== null }
    const { actor, newTraceId } = place.workplace.bench
    const by = { actor: actor(), traceId: newTraceId() }
    await closePlace(place)
    try {
      log.warn('store.brought-back', restoreIn(folder, clock, by))
    } finally {
      place = await openPlace(again, desk)
    }
    for (const what of ['setup', 'work', 'sync', 'devices', 'training', 'catalogue'] as const) {
      tell({ topic: 'changed', body: { what } })
    }
    tell({ topic: 'frame', body: place.workplace.frame() })
    onceNamed(place.workplace.bench.store, () => tell({ topic: 'changed', body: { what: 'work' } }))
  }

  return {
    handlers: forwarded(() => place),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    files: {
      image: (id) => place.workplace.files.image(id),
      // Labels, slips and reports are work: a locked station shows none.
      photo: async (id) => (place.workplace.staff.isLocked() ? null : place.workplace.files.photo(id)),
      file: async (name) => (place.workplace.staff.isLocked() ? null : place.workplace.files.file(name)),
    },
    pageLeft: (pageId) => place.workplace.scans.pageLeft(pageId),
    workplace: () => place.workplace,
    async close() {
      await desk.signIn.cancel()
      await closePlace(place)
      hold.release()
    },
  }
}

/** A store put together from its journal alone knows the names of places again once they were read anew. */
function onceNamed(store: Store, run: () => void): void {
  const stop = store.onWritten(({ kind }) => {
    const isUnnamed = store.feeds.get('outlets').isFirstPull || store.feeds.get('suppliers').isFirstPull
    if (kind !== 'feed:state' || isUnnamed) return
    stop()
    run()
  })
}

/**
 * Handlers that stay the same while the workplace behind them is replaced. Every request of every host passes here: it is
 * checked against the rights of whoever is at the station, and answered as that person. Its trace id names its commands.
 */
function forwarded(now: () => Placed): Handlers {
  const forward = (ask: keyof Handlers) => (taken: never, who: Caller) =>
    requestTrace.run(who.traceId, () => {
      const { workplace, handlers } = now()
      return runAs(workplace.staff.admit(ask, taken), () => handlers[ask](taken, who))
    })
  return Object.fromEntries(
    Object.keys(contract).map((ask) => [ask, forward(ask as keyof Handlers)]),
  ) as Handlers
}

/** Takes the profile; where the disk is too full for a start, the reserve kept for such a day is freed first. */
function holdWithRoom({ profileFolder, log }: StationSettings): ProfileHold {
  const makeRoom = () => {
    const isFreed = makeRoomToStart(profileFolder)
    if (isFreed) log.warn('store.reserve', { is: 'freed' })
    return isFreed
  }
  try {
    const hold = holdProfile(profileFolder)
    makeRoom()
    return hold
  } catch (thrown) {
    const isFull = thrown instanceof StationError && thrown.code === 'profile-not-usable' && makeRoom()
    if (!isFull) throw thrown
    return holdProfile(profileFolder)
  }
}
