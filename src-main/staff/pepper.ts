import type { Random } from '../random.ts'
import type { Secrets } from '../secret/secrets.ts'
import { keychainRefused, noKeychain } from './words.ts'

const record = 'pin-pepper'
const pepperBytes = 32

export type Pepper = {
  /** @throws StationError `keychain-not-ready` when there is none or the keychain does not give it */
  take(): Promise<Uint8Array>
  /** The same, made where there is none yet. @throws StationError `keychain-locked` or `keychain-missing` */
  takeOrMake(): Promise<Uint8Array>
  /** What was taken before; null until then. For scans, which wait for nothing. */
  known(): Uint8Array | null
}

/** The pepper under all PINs and badges of this store: 256 random bits, sealed under the key in the keychain. */
export function openPepper(secrets: Pick<Secrets, 'get' | 'put'>, random: Random): Pepper {
  let pepper: Uint8Array | null = null

  async function find(): Promise<Uint8Array | null> {
    if (pepper !== null) return pepper
    const text = await secrets.get(record)
    if (text !== null) pepper = Buffer.from(text, 'base64')
    return pepper
  }

  return {
    async take() {
      const found = await find()
      if (found === null) throw noKeychain()
      return found
    },
    async takeOrMake() {
      const found = await find()
      if (found !== null) return found
      const made = random(pepperBytes)
      await secrets.put(record, Buffer.from(made).toString('base64')).catch((thrown: unknown) => {
        throw keychainRefused(thrown)
      })
      pepper = made
      return made
    },
    known: () => pepper,
  }
}
