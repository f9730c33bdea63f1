import type { Log } from '../log/log.ts'
import type { Random } from '../random.ts'
import type { Keychain, KeychainState } from './keychain.ts'

const account = 'master-key'
const keyBytes = 32

export type MasterKey = { is: 'ready'; key: Uint8Array } | { is: Exclude<KeychainState, 'ready'> }

/**
 * The one key in the keychain: 256 random bits, made at first use. Nothing else is kept there; Windows holds no more than
 * 2,560 bytes an entry.
 */
export async function takeMasterKey(keychain: Keychain, random: Random, log: Log): Promise<MasterKey> {
  const found = await keychain.read(account)
  if (found.is === 'locked' || found.is === 'missing') return found
  if (found.is === 'found') {
    const key = Buffer.from(found.text, 'base64')
    if (key.length === keyBytes) return { is: 'ready', key }
    log.warn('master-key-unreadable')
    // What it sealed may still be wanted: put beside, never written over.
    const kept = await keychain.write(`${account}-unreadable`, found.text)
    if (kept !== 'ready') return { is: kept }
  }
  const text = Buffer.from(random(keyBytes)).toString('base64')
  const state = await keychain.write(account, text)
  if (state !== 'ready') return { is: state }
  log.info('master-key-made')
  return { is: 'ready', key: Buffer.from(text, 'base64') }
}
