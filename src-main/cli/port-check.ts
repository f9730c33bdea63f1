import { createServer } from 'node:net'
import { StationError } from '../../src-shared/failure.ts'

/**
 * Takes the port on the loopback address and lets go of it, so that a port in use is known before the profile is
 * opened. 0 is always free.
 * @throws StationError `port-taken` or `port-not-usable`.
 */
export async function checkPort(port: number): Promise<void> {
  if (port === 0) return
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => reject(portFailure(port, thrown)))
    server.listen(port, '127.0.0.1', resolve)
  })
  await new Promise((resolve) => server.close(resolve))
}

function portFailure(port: number, cause: NodeJS.ErrnoException): StationError {
  const next = 'Start with another --port, or with --port 0 for any free one.'
  return cause.code === 'EADDRINUSE'
    ? new StationError('port-taken', `Port ${port} is in use by another program.`, next, { cause })
    : new StationError('port-not-usable', `Port ${port} cannot be used (${cause.code}).`, next, { cause })
}
