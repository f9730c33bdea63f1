import { StationError } from '../../src-shared/failure.ts'
import type { RelayView } from '../../src-shared/model/hint.ts'
import { readRelayUrl } from '../relay-url.ts'
import type { Secrets } from '../secret/secrets.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import { systemActor } from '../store/store.ts'
import { type RelayAccess, tryRelay } from '../sync/hint-line.ts'
import { setSettings } from './set-settings.ts'
import type { Workplace } from './workplace.ts'

const tokenName = 'relay-token'

/** The relay this station asks: the one given when it was started, else the one that is kept; null for none. */
async function relayOf(
  { bench }: Workplace,
  secrets: Secrets,
  given: RelayAccess | null,
): Promise<RelayAccess | null> {
  if (given !== null) return given
  const url = readSetting(bench.store, 'relay')
  const token = url === null ? null : await secrets.get(tokenName)
  return url === null || token === null ? null : { url, token }
}

/** Asks the relay from now on, where there is one and a line to the store. */
export async function listenToRelay(
  workplace: Workplace,
  secrets: Secrets,
  given: RelayAccess | null,
): Promise<void> {
  await workplace.link()?.listen(await relayOf(workplace, secrets, given))
}

/**
 * Keeps a relay that answered, its token as a sealed record, and asks it from now on.
 * @throws StationError that says what is wrong with the address or the token, or that there is no keychain
 */
export async function takeRelay(
  workplace: Workplace,
  secrets: Secrets,
  wish: { url: string; token: string },
): Promise<void> {
  const relay = { url: readRelayUrl(wish.url), token: wish.token.trim() }
  if (!/^[\x21-\x7e]+$/.test(relay.token)) {
    throw new StationError(
      'relay-token',
      'There is no token.',
      'Paste the token that the relay has for this station.',
    )
  }
  const why = await tryRelay(workplace.bench, relay)
  if (why !== null) {
    throw new StationError('relay-not-usable', why, 'Check the address and the token. Nothing was changed.', {
      retryable: true,
    })
  }
  await secrets.put(tokenName, relay.token)
  setSettings(workplace.bench, { relay: relay.url }, () =>
    keepSetting(workplace.bench.store, 'relay', relay.url),
  )
  await workplace.link()?.listen(relay)
}

/** Polls only, from now on. */
export async function leaveRelay(workplace: Workplace, secrets: Secrets): Promise<void> {
  const { store, newTraceId } = workplace.bench
  await workplace.link()?.listen(null)
  setSettings(workplace.bench, { relay: null }, () => keepSetting(store, 'relay', null))
  const command = { kind: 'feed:hints', actor: systemActor, subject: null, given: {}, traceId: newTraceId() }
  store.repeat(command, () => store.hints.forgetRelay())
  secrets.drop(tokenName)
}

/** What Setup shows of the relay; null where none is asked and none is kept. */
export function relayView(workplace: Workplace, given: RelayAccess | null): RelayView | null {
  const url = given?.url ?? readSetting(workplace.bench.store, 'relay')
  if (url === null) return null
  const state = workplace.link()?.relay() ?? null
  const isGiven = given !== null
  if (state === null) {
    return { url, isGiven, is: 'down', say: 'The keychain does not give its token now. This station polls.' }
  }
  switch (state.is) {
    case 'asking':
      return { url, isGiven, is: 'asking', say: 'The relay is being asked.' }
    case 'listening':
      return {
        url,
        isGiven,
        is: 'listening',
        say: 'The relay answers: changes at the store are read as they happen.',
      }
    case 'down':
      return { url, isGiven, is: 'down', say: `${state.why} This station polls as it does without one.` }
  }
}
