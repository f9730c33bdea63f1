import { type OpenPort, type Port, PortError } from './port.ts'

/** What passed a port: bytes either way, or what became of the port itself, with the sentence it gave. */
export type Passage =
  | { is: 'in' | 'out'; bytes: Uint8Array }
  | { is: 'opened' | 'closed' }
  | { is: 'refused' | 'lost'; why: string }

/**
 * The same port, with somebody listening in on both directions. The listener hears of bytes before their owner does and
 * cannot change, hold up or break them; bytes that were refused are not told.
 */
export function tapped(open: OpenPort, hear: (passage: Passage) => void): OpenPort {
  return async (events) => {
    let port: Port
    try {
      port = await open({
        data: (bytes) => {
          hear({ is: 'in', bytes })
          events.data(bytes)
        },
        lost: (why) => {
          hear({ is: 'lost', why })
          events.lost(why)
        },
      })
    } catch (thrown) {
      if (thrown instanceof PortError) hear({ is: 'refused', why: thrown.message })
      throw thrown
    }
    hear({ is: 'opened' })
    return {
      isOpen: port.isOpen,
      write: (bytes) => {
        const isTaken = port.write(bytes)
        if (isTaken) hear({ is: 'out', bytes })
        return isTaken
      },
      close: async () => {
        if (port.isOpen()) hear({ is: 'closed' })
        await port.close()
      },
    }
  }
}
