import { StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log/log.ts'
import type { Random } from '../random.ts'
import type { Keychain, KeychainState } from './keychain.ts'
import { type MasterKey, takeMasterKey } from './master-key.ts'
import { openRecord, type SecretRows, sealRecord } from './secret-records.ts'

/** A keychain that was locked is asked again after this long at the earliest: each try may cost seconds. */
const askAgainMs = 10_000

export type Secrets = {
  /** Asks the keychain when it was not ready before. */
  state(): Promise<KeychainState>
  /** The secret; null when there is none, or none that opens here now. */
  get(name: string): Promise<string | null>
  /** @throws StationError `keychain-locked` or `keychain-missing`: a secret is never kept in the open. */
  put(name: string, text: string): Promise<void>
  drop(name: string): void
}

/**
 * Secrets as sealed records under the keychain's master key. Opens at once; the keychain is asked at first need, so that a
 * slow one never holds up the bench.
 *
 * @param hide told each secret that passes, so that the log can take it out
 */
export function openSecrets(needs: {
  keychain: Keychain
  rows: SecretRows
  clock: Clock
  log: Log
  random: Random
  hide?: (secret: string) => void
}): Secrets {
  const { keychain, rows, clock, log, random } = needs
  const hide = needs.hide ?? (() => undefined)
  let master: MasterKey | null = null
  let asked: Promise<MasterKey> | null = null
  let askedAt = 0

  /** The key, asked for once at a time. */
  function takeKey(): Promise<MasterKey> {
    if (master?.is === 'ready') return Promise.resolve(master)
    if (asked) return asked
    if (master && clock.mono() - askedAt < askAgainMs) return Promise.resolve(master)
    asked = takeMasterKey(keychain, random, log)
      .then((taken) => {
        master = taken
        askedAt = clock.mono()
        return taken
      })
      .finally(() => {
        asked = null
      })
    return asked
  }

  return {
    state: async () => (await takeKey()).is,
    get: async (name) => {
      const sealed = rows.get(name)
      if (!sealed) return null
      const taken = await takeKey()
      const text = taken.is === 'ready' ? openRecord(taken.key, name, sealed) : null
      if (text === null) log.warn('secret-not-opened', { why: taken.is === 'ready' ? 'other key' : taken.is })
      else hide(text)
      return text
    },
    put: async (name, text) => {
      hide(text)
      const taken = await takeKey()
      if (taken.is !== 'ready') throw noKeychain(taken.is)
      rows.put(name, sealRecord(taken.key, name, text, random))
    },
    drop: (name) => rows.drop(name),
  }
}

function noKeychain(state: 'locked' | 'missing'): StationError {
  const say =
    state === 'locked'
      ? 'The keychain of this computer is locked, so the key to your store cannot be kept safely.'
      : 'This computer has no keychain, so the key to your store cannot be kept safely.'
  const next =
    state === 'locked'
      ? 'Unlock the keychain (sign out and in again) and connect once more. Work goes on meanwhile.'
      : 'Install a keychain service (on Debian: gnome-keyring) and connect once more. Work goes on meanwhile.'
  return new StationError(`keychain-${state}`, say, next, { retryable: true })
}
