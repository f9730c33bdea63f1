import { type OpenPort, type Port, PortError, type PortEvents } from './port.ts'

/**
 * An in-memory cable with a station end and a device end, both opened like any other port. A virtual device sits at
 * the device end. Pulling the cable loses the station's port and refuses new ones; the device end stays as it is,
 * as a real device does not notice either.
 */
export type Pipe = {
  station: OpenPort
  device: OpenPort
  unplug(): void
  plugIn(): void
  isPluggedIn(): boolean
}

type End = { events: PortEvents; isOpen: boolean }

/** Makes one cable, plugged in. `name` stands in the sentences a person reads. */
export function pipe(name: string): Pipe {
  let isPluggedIn = true
  let stationEnd: End | null = null
  let deviceEnd: End | null = null

  function deliver(to: () => End | null, bytes: Uint8Array): void {
    const copy = Uint8Array.from(bytes)
    queueMicrotask(() => {
      const end = to()
      if (isPluggedIn && end?.isOpen) end.events.data(copy)
    })
  }

  function portAt(end: End, other: () => End | null): Port {
    return {
      isOpen: () => end.isOpen,
      write: (bytes) => {
        if (!end.isOpen) return false
        deliver(other, bytes)
        return true
      },
      close: async () => {
        end.isOpen = false
      },
    }
  }

  return {
    station: async (events) => {
      if (!isPluggedIn) throw new PortError(`${name} is not plugged in.`)
      if (stationEnd?.isOpen) throw new PortError(`${name} is in use by another part of the station.`)
      const end = { events, isOpen: true }
      stationEnd = end
      return portAt(end, () => deviceEnd)
    },
    device: async (events) => {
      const end = { events, isOpen: true }
      deviceEnd = end
      return portAt(end, () => stationEnd)
    },
    unplug: () => {
      if (!isPluggedIn) return
      isPluggedIn = false
      if (!stationEnd?.isOpen) return
      stationEnd.isOpen = false
      stationEnd.events.lost(`${name} was unplugged.`)
    },
    plugIn: () => {
      isPluggedIn = true
    },
    isPluggedIn: () => isPluggedIn,
  }
}
