import type { KeytarLike } from '../../../src-main/secret/keychain.ts'

/**
 * Behaves like keytar over a real service: open, locked (reads as empty and refuses writing), prompting (locked until the
 * first write, at which the person unlocks it), hanging, or out of reach.
 */
export function standInKeytar() {
  const entries = new Map<string, string>()
  const state = { is: 'open' as 'open' | 'locked' | 'prompting' | 'hanging' | 'gone', calls: [] as string[] }
  const stuck: (() => void)[] = []

  async function work<T>(call: string, run: () => T, whenLocked: () => T): Promise<T> {
    state.calls.push(call)
    if (state.is === 'gone') throw new Error('Cannot autolaunch D-Bus without X11 $DISPLAY')
    if (state.is === 'hanging') await new Promise<void>((resolve) => stuck.push(resolve))
    if (state.is === 'prompting' && call.startsWith('set')) state.is = 'open'
    return state.is === 'open' ? run() : whenLocked()
  }
  const refuse = () => {
    throw new Error('Cannot create an item in a locked collection')
  }

  const keytar: KeytarLike = {
    getPassword: (_service, account) =>
      work(
        `get ${account}`,
        () => entries.get(account) ?? null,
        () => null,
      ),
    setPassword: (_service, account, text) =>
      work(`set ${account}`, () => void entries.set(account, text), refuse),
    deletePassword: (_service, account) => work(`delete ${account}`, () => entries.delete(account), refuse),
  }
  const unstick = (): void => {
    state.is = 'open'
    for (const go of stuck.splice(0)) go()
  }
  return { keytar, entries, state, unstick }
}

export function mapRows() {
  const map = new Map<string, Uint8Array>()
  return {
    map,
    get: (name: string) => map.get(name) ?? null,
    put: (name: string, sealed: Uint8Array) => void map.set(name, sealed),
    drop: (name: string) => void map.delete(name),
  }
}
