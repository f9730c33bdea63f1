import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import type { Clock } from '../clock.ts'
import type { Log } from '../log/log.ts'

/** The part of keytar that is used; a stand-in in tests. */
export type KeytarLike = {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, text: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/**
 * `ready`: a probe was written and read back. `locked`: there is a keychain that does not answer or takes nothing.
 * `missing`: this machine has none.
 */
export type KeychainState = 'ready' | 'locked' | 'missing'

/** What an entry holds, when that can be believed. */
export type KeychainRead =
  | { is: 'found'; text: string }
  | { is: 'none' }
  | { is: 'locked' }
  | { is: 'missing' }

export type Keychain = {
  read(account: string): Promise<KeychainRead>
  write(account: string, text: string): Promise<KeychainState>
}

const service = 'consignment-station'
const probeAccount = 'probe'
const answerWithinMs = 3000

type Answer<T> = { is: 'gave'; value: T } | { is: 'failed'; why: string } | { is: 'silent' }

/**
 * Opens the system's keychain. A locked one may read as empty, and a call to it may hang for good, holding one of the
 * few threads that native work has: so every call has its own time limit, an empty entry is only believed after a probe
 * was written and read back, and while one call hangs no other is made.
 *
 * @param keytar null where it could not be loaded
 */
export function openKeychain(keytar: KeytarLike | null, clock: Clock, log: Log): Keychain {
  let hanging: Promise<unknown> | null = null

  async function call<T>(what: string, run: (keytar: KeytarLike) => Promise<T>): Promise<Answer<T>> {
    if (!keytar) return { is: 'failed', why: 'not loaded' }
    if (hanging) return { is: 'silent' }
    const work = run(keytar).then(
      (value): Answer<T> => ({ is: 'gave', value }),
      (thrown: unknown): Answer<T> => ({
        is: 'failed',
        why: thrown instanceof Error ? thrown.message : String(thrown),
      }),
    )
    const answer = await withinTime(work, clock)
    if (answer.is === 'silent') {
      hanging = work.then(() => {
        hanging = null
      })
    }
    if (answer.is !== 'gave')
      log.warn('keychain-refused', { ask: what, why: answer.is === 'silent' ? 'silent' : answer.why })
    return answer
  }

  async function takesEntries(): Promise<boolean> {
    const text = randomBytes(16).toString('hex')
    const put = await call('probe', (tool) => tool.setPassword(service, probeAccount, text))
    if (put.is !== 'gave') return false
    const back = await call('probe', (tool) => tool.getPassword(service, probeAccount))
    await call('probe', (tool) => tool.deletePassword(service, probeAccount))
    return back.is === 'gave' && back.value === text
  }

  async function look(account: string): Promise<KeychainRead> {
    const first = await call('read', (tool) => tool.getPassword(service, account))
    if (first.is === 'failed') return { is: isLocked(first.why) ? 'locked' : 'missing' }
    if (first.is === 'silent') return { is: 'locked' }
    return first.value === null || first.value === '' ? { is: 'none' } : { is: 'found', text: first.value }
  }

  return {
    read: async (account) => {
      const first = await look(account)
      if (first.is !== 'none') return first
      if (!(await takesEntries())) return { is: 'locked' }
      // Someone may have unlocked it in between: only what it says now counts.
      return look(account)
    },
    write: async (account, text) => {
      const put = await call('write', (tool) => tool.setPassword(service, account, text))
      if (put.is !== 'gave') return 'locked'
      const back = await look(account)
      return back.is === 'found' && back.text === text ? 'ready' : 'locked'
    },
  }
}

/** keytar, or null with a line in the log: it is optional, a machine without libsecret cannot load it. */
export function loadKeytar(log: Log): KeytarLike | null {
  try {
    return createRequire(import.meta.url)('keytar') as KeytarLike
  } catch (thrown) {
    log.warn('keytar-not-loaded', {
      why: thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : '',
    })
    return null
  }
}

function isLocked(why: string): boolean {
  return /lock|denied|dismiss|cancel|interaction/i.test(why)
}

function withinTime<T>(work: Promise<Answer<T>>, clock: Clock): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(answerWithinMs, () => resolve({ is: 'silent' }))
    work.then(resolve, reject).finally(cancel)
  })
}
