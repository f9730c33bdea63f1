import type { LookupFunction } from 'node:net'
import { Agent } from 'undici'

const connectMs = 5_000
/**
 * A name often has addresses of both families, and a network may swallow all that goes out by one of them: the next
 * address is tried after so long, the families by turns. Long enough for a connection by satellite, and nine of them in
 * turn still fit into the whole wait. Node's own 250 ms would give up a good address on a slow line.
 * Source: RFC 8305; nodejs.org/api/net.html, `autoSelectFamily`.
 */
const nextAddressMs = 500
const connections = 6

/** Connections to one store, or to one relay. Whoever opens them closes them. */
export function openAgent(
  parts: { connections?: number; connectWithinMs?: number; lookup?: LookupFunction } = {},
): Agent {
  const { lookup } = parts
  // HTTP/1.1 keeps one call to a connection, so a broken connection leaves one outcome unknown and not a hundred.
  return new Agent({
    connect: {
      timeout: parts.connectWithinMs ?? connectMs,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: nextAddressMs,
      ...(lookup === undefined ? {} : { lookup }),
    },
    connections: parts.connections ?? connections,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}
