import { connect } from 'node:net'
import { type OpenPort, PortError } from './port.ts'

const connectTimeoutMs = 1_000

/** Opens a TCP connection to a printer, or to a serial device behind a network adapter. */
export function tcpPort(address: { host: string; port: number }): OpenPort {
  const name = `${address.host}:${address.port}`
  return (events) =>
    new Promise((resolve, reject) => {
      const socket = connect(address.port, address.host)
      let isOpen = false
      let lastError: Error | null = null
      socket.setNoDelay(true)
      socket.setKeepAlive(true, 1_000)
      socket.setTimeout(connectTimeoutMs, () => {
        if (!isOpen) socket.destroy(new Error('no answer'))
      })
      socket.on('data', (bytes) => {
        if (isOpen) events.data(bytes)
        // Closed already: what a device goes on sending is not even read.
        else socket.pause()
      })
      socket.on('error', (error) => {
        lastError = error
      })
      socket.on('close', () => {
        if (isOpen) {
          isOpen = false
          events.lost(`The connection to ${name} broke.`)
        } else reject(new PortError(connectSentence(name, lastError), lastError))
      })
      socket.on('connect', () => {
        isOpen = true
        socket.setTimeout(0)
        resolve({
          isOpen: () => isOpen,
          write: (bytes) => {
            if (!isOpen) return false
            socket.write(bytes)
            return true
          },
          close: () => {
            isOpen = false
            return endSocket(socket)
          },
        })
      })
    })
}

/** Ends politely, so that what was written arrives, and hangs up when the other side does not answer in time. */
function endSocket(socket: ReturnType<typeof connect>): Promise<void> {
  if (socket.closed) return Promise.resolve()
  return new Promise((resolve) => {
    const hangUp = setTimeout(() => socket.destroy(), 500)
    socket.once('close', () => {
      clearTimeout(hangUp)
      resolve()
    })
    socket.end()
  })
}

function connectSentence(name: string, error: Error | null): string {
  const code = error && 'code' in error ? error.code : null
  switch (code) {
    case 'ECONNREFUSED':
      return `${name} refuses the connection.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `No machine is called ${name.slice(0, name.lastIndexOf(':'))}.`
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${name} cannot be reached from this network.`
    default:
      return `${name} does not answer.`
  }
}
