import type { HidDeviceInfo, HidEvents, HidTransport } from '../../device/hid/hid-transport.ts'
import { PortError } from '../../device/port.ts'

/** What one virtual device is plugged into: what the station's end sends it is kept, what it sends goes there. */
export type VirtualHidPlug = {
  /** Sends one input report, its id first. False when nobody has the device open. */
  send(report: Uint8Array): boolean
  /** Feature and output reports that came, oldest first. */
  heard(): { is: 'feature' | 'output'; report: Uint8Array }[]
  isOpen(): boolean
  /** How often it was opened. */
  opened(): number
  /** Pulls it out. Some systems notice only at the next look: `unnoticed`. */
  unplug(how?: 'noticed' | 'unnoticed'): void
}

/** USB sockets in memory, behind the same interface as the machine's own. */
export type VirtualHid = {
  transport: HidTransport
  /** Plugs a device in; it has one entry for each of its collections. `refuses` is a device that will not open. */
  plugIn(
    path: string,
    collections: readonly Omit<HidDeviceInfo, 'path'>[],
    how?: { refuses?: 'features' | 'opening' },
  ): VirtualHidPlug
  /** How often the devices were listed. */
  looks(): number
}

type Socket = {
  entries: HidDeviceInfo[]
  events: HidEvents | null
  opened: number
  heard: { is: 'feature' | 'output'; report: Uint8Array }[]
  refuses: 'features' | 'opening' | null
}

/** Opens an empty set of sockets. */
export function virtualHid(): VirtualHid {
  const sockets = new Map<string, Socket>()
  let looks = 0

  const transport: HidTransport = {
    list: async () => {
      looks++
      // Listing takes a moment: what is plugged in meanwhile is seen.
      await Promise.resolve()
      return [...sockets.values()].flatMap((socket) => socket.entries)
    },
    open: async (info, events) => {
      const socket = sockets.get(info.path)
      if (socket === undefined || socket.refuses === 'opening')
        throw new PortError(`${info.path} could not be opened.`)
      socket.events = events
      socket.opened++
      const hear = (is: 'feature' | 'output') => async (report: Uint8Array) => {
        const isRefused = is === 'feature' && socket.refuses === 'features'
        if (isRefused || socket.events !== events || sockets.get(info.path) !== socket)
          throw new Error('The report could not be written.')
        socket.heard.push({ is, report: report.slice() })
      }
      return {
        write: hear('output'),
        sendFeature: hear('feature'),
        close: async () => {
          if (socket.events === events) socket.events = null
        },
      }
    },
  }

  return {
    transport,
    plugIn: (path, collections, how = {}) => {
      const socket: Socket = {
        entries: collections.map((each) => ({ ...each, path })),
        events: null,
        opened: 0,
        heard: [],
        refuses: how.refuses ?? null,
      }
      sockets.set(path, socket)
      return {
        send: (report) => {
          const { events } = socket
          if (events === null || sockets.get(path) !== socket) return false
          const copy = report.slice()
          queueMicrotask(() => {
            if (socket.events === events) events.report(copy)
          })
          return true
        },
        heard: () => socket.heard,
        isOpen: () => socket.events !== null,
        opened: () => socket.opened,
        unplug: (unplugged = 'noticed') => {
          if (sockets.get(path) === socket) sockets.delete(path)
          const { events } = socket
          if (unplugged === 'noticed') {
            socket.events = null
            events?.failed()
          }
        },
      }
    },
    looks: () => looks,
  }
}
