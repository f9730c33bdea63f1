import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TokenSource } from '../lightspeed/caller.ts'
import { readIfThere } from '../read-if-there.ts'
import type { SecretRows } from '../secret/secret-records.ts'
import type { Secrets } from '../secret/secrets.ts'
import { writeWholeNow } from '../write-whole.ts'

const name = 'relay-store-token'

/** Where a relay's token comes from: a file that is read for each call, or what the keychain keeps of one. */
export type TokenWish = { read: (() => string | null) | null; isKept: boolean }

/** Sealed records as files of the relay's folder, one each, readable by their owner only. */
export function sealedFiles(folder: string): SecretRows {
  const path = (record: string) => join(folder, `${record}.sealed`)
  return {
    get(record) {
      const text = readIfThere(path(record))
      return text === null ? null : new Uint8Array(Buffer.from(text, 'base64'))
    },
    put: (record, sealed) => writeWholeNow(path(record), Buffer.from(sealed).toString('base64')),
    drop: (record) => rmSync(path(record), { force: true }),
  }
}

/**
 * The token of the store for each call. One that is to be kept is sealed under the keychain's master key, as the
 * station's is, and its file is needed no more.
 * @throws StationError `keychain-locked` or `keychain-missing` where it is to be kept and cannot be
 */
export async function storeToken({ read, isKept }: TokenWish, secrets: Secrets): Promise<TokenSource> {
  if (read !== null && !isKept) return read
  const given = read?.() ?? null
  if (given !== null) await secrets.put(name, given)
  return () => secrets.get(name)
}
