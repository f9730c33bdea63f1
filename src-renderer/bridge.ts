import type { Bridge } from '../src-shared/contract/contract.ts'
import { socketBridge } from './bridge-socket.ts'

declare global {
  interface Window {
    /** Offered by the preload where there is one. */
    readonly station?: Bridge
  }
}

/** The way to the station: the preload's where there is one, else a WebSocket beside this page. */
export function openBridge(page: Window): Bridge {
  if (page.station) return page.station
  const address = new URL('bridge', page.document.baseURI)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  address.hash = ''
  return socketBridge(address.href)
}
