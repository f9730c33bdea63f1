import { contextBridge, ipcRenderer } from 'electron'
import type { Settled } from '../../../src-shared/failure.ts'
import { askChannel, newsChannel } from './channel.ts'

/**
 * All that the page gets: `ask`, `hear` and `onConnection`. Neither `ipcRenderer` nor an event object crosses, and the
 * page cannot name a channel. Types are checked in main, so they are wide here.
 */
const listeners = new Map<string, Set<(body: unknown) => void>>()

ipcRenderer.on(newsChannel, (_event, topic: string, body: unknown) => {
  for (const listen of listeners.get(topic) ?? []) listen(body)
})

contextBridge.exposeInMainWorld('station', {
  ask: (ask: string, takes: unknown): Promise<Settled<unknown>> => ipcRenderer.invoke(askChannel, ask, takes),
  hear: (topic: string, listen: (body: unknown) => void): (() => void) => {
    const heard = listeners.get(topic) ?? new Set()
    listeners.set(topic, heard)
    heard.add(listen)
    return () => {
      heard.delete(listen)
    }
  },
  // Page and station are one program here: they come and go together.
  onConnection: (listen: (isConnected: boolean) => void): (() => void) => {
    listen(true)
    return () => undefined
  },
})
