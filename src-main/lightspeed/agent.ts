import { Agent } from 'undici'

const connectMs = 5_000
const connections = 6

/** Connections to one store. Whoever opens them closes them. */
export function openAgent(): Agent {
  // HTTP/1.1 keeps one call to a connection, so a broken connection leaves one outcome unknown and not a hundred.
  return new Agent({
    connect: { timeout: connectMs },
    connections,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}
