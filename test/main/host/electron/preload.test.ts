import { expect, it, vi } from 'vitest'

type Offered = {
  ask(ask: string, takes: unknown): unknown
  hear(topic: string, listen: (body: unknown) => void): () => void
  onConnection(listen: (isConnected: boolean) => void): () => void
}
const invoke = vi.fn()
const on = vi.fn()
const exposeInMainWorld = vi.fn()
vi.mock('electron', () => ({ contextBridge: { exposeInMainWorld }, ipcRenderer: { invoke, on } }))
await import('../../../../src-main/host/electron/preload.ts')
// Calls are kept aside: they happened while loading, before the first test.
const exposed = [...exposeInMainWorld.mock.calls]
const [name, offered] = exposed[0] as [string, Offered]
const [, deliver] = on.mock.calls[0] as [string, (...given: unknown[]) => void]

it('S06 offers exactly ask, hear and onConnection', () => {
  expect(exposed).toHaveLength(1)
  expect(name).toBe('station')
  expect(Object.keys(offered).sort()).toEqual(['ask', 'hear', 'onConnection'])
})

it('S06 asks over one channel that the page cannot choose', () => {
  offered.ask('outlet:list', {})
  expect(invoke.mock.calls).toEqual([['station:ask', 'outlet:list', {}]])
})

it('S06 hands listeners the body and no event object, until they stop', () => {
  const heard: unknown[][] = []
  const stop = offered.hear('scale', (...given) => heard.push(given))
  deliver({ sender: 'event' }, 'scale', { reading: null })
  deliver({ sender: 'event' }, 'pack', {})
  stop()
  deliver({ sender: 'event' }, 'scale', { reading: null })
  expect(heard).toEqual([[{ reading: null }]])
})

it('stands connected at once', () => {
  const seen: boolean[] = []
  offered.onConnection((is) => seen.push(is))
  expect(seen).toEqual([true])
})
