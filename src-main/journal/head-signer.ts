import { StationError } from '../../src-shared/failure.ts'
import type { Log } from '../log/log.ts'
import type { Random } from '../random.ts'
import type { Secrets } from '../secret/secrets.ts'
import type { Store } from '../store/store.ts'
import { type SigningKey, signHead, signingKeyOf, signingSeedBytes } from './signed-head.ts'

/** A head is signed at least once in so many rows. */
export const rowsASignature = 100
const record = 'journal-key'

export type HeadSigner = {
  /** The key's public half; null until the keychain gave the key. */
  publicKey(): string | null
  /** Signs how far the journal has come, where the key is there; the keychain is not waited for. */
  close(): void
}

/**
 * Signs the head of the journal every {@link rowsASignature} rows and when the station ends, with a key that lies sealed
 * under the keychain's: whoever can change the store but not the keychain can write no journal anew that passes. Without a
 * keychain nothing is signed, and the work goes on.
 */
export function openHeadSigner(needs: {
  store: Store
  secrets: Pick<Secrets, 'get' | 'put'>
  random: Random
  log: Log
}): HeadSigner {
  const { store, secrets, random, log } = needs
  let key: SigningKey | null = null
  let isAsking = false
  let signedSeq = store.signatures.newest()?.seq ?? 0
  let isClosed = false

  async function takeKey(): Promise<void> {
    const kept = await secrets.get(record)
    if (kept !== null) {
      key = signingKeyOf(Buffer.from(kept, 'base64'))
      return
    }
    // Sealed, but not to be opened now: a second key would make the first one's heads strangers'.
    if (store.secrets.get(record) !== null || isClosed) return
    const seed = random(signingSeedBytes)
    await secrets.put(record, Buffer.from(seed).toString('base64'))
    key = signingKeyOf(seed)
  }

  /** Once at a time; a keychain that does not give it now is asked again at the next hundred rows. */
  function askForKey(then: () => void): void {
    if (isAsking) return
    isAsking = true
    void takeKey()
      .then(then)
      .catch((thrown: unknown) => {
        if (thrown instanceof StationError) log.warn('journal.not-signed', { why: thrown.code })
        else if (!isClosed) log.bug('journal.key-not-read', thrown)
      })
      .finally(() => {
        isAsking = false
      })
  }

  function signNow(): void {
    const head = store.journal.head()
    if (key === null || isClosed || head.seq <= signedSeq) return
    const signed = { station: store.station.id, ...head, at: store.now() }
    store.signatures.add({
      seq: head.seq,
      hash: head.hash,
      at: signed.at,
      publicKey: key.publicKey,
      signature: signHead(key, signed),
    })
    signedSeq = head.seq
  }

  const stop = store.onWritten(({ seq }) => {
    if (seq === null || seq - signedSeq < rowsASignature) return
    if (key !== null) signNow()
    else if (seq % rowsASignature === 0) askForKey(signNow)
  })
  // A key that was made before is there for the first signature, and for one when the station ends soon.
  if (store.secrets.get(record) !== null) askForKey(() => undefined)

  return {
    publicKey: () => key?.publicKey ?? null,
    close() {
      stop()
      signNow()
      isClosed = true
    },
  }
}
