import type { OpenPort } from '../../../src-main/device/port.ts'
import { connectWhenThere } from './json-lines.ts'

const withinMs = 10_000

/** The far end of a serial wire that QEMU holds out as a local socket. */
export function wirePort(path: string): OpenPort {
  return async (events) => {
    const socket = await connectWhenThere(path, withinMs)
    socket.on('data', (bytes) => events.data(bytes))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => events.lost('The wire was cut.'))
    return {
      isOpen: () => !socket.destroyed,
      write: (bytes) => socket.write(bytes) || true,
      close: async () => {
        socket.destroy()
      },
    }
  }
}
