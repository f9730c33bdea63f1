import type { ServerResponse } from 'node:http'
import type { Clock } from '../../clock.ts'
import { type Fault, faultOf } from './faults.ts'

/** An answer ready to go out. */
export type Sent = { status: number; headers: Record<string, string>; text: string }

type DeliveredBy = { state: { clock: Clock }; dateSkewMs: () => number }

/** Writes an answer, or fails at it the way the struck faults say. The change, if any, is made by now. */
export async function deliver(
  world: DeliveredBy,
  struck: Fault[],
  sent: Sent,
  response: ServerResponse,
): Promise<void> {
  const { clock } = world.state
  const delay = faultOf(struck, 'delay-answer')
  if (delay) await new Promise<void>((resolve) => clock.after(delay.ms, resolve))
  if (response.destroyed) return
  if (faultOf(struck, 'drop-after')) {
    response.socket?.resetAndDestroy()
    return
  }
  const { status, headers, text } = shaped(world, struck, sent)
  const cut = faultOf(struck, 'cut-answer')
  if (cut) {
    const { socket } = response
    if (cut.afterBytes <= 0) socket?.resetAndDestroy()
    else socket?.write(onTheWire(status, headers, text).subarray(0, cut.afterBytes), () => socket.destroy())
    return
  }
  response.sendDate = false
  response.writeHead(status, headers)
  const bytes = Buffer.from(text)
  const drip = faultOf(struck, 'drip')
  if (drip) await dripOut(clock, response, bytes, drip.everyMs)
  else response.end(status === 204 ? undefined : bytes)
}

/** An answer as a client without a socket gets it: in pieces, so far apart, whole or broken off at the end. */
export type Answered =
  | { is: 'dropped' }
  | {
      is: 'answer'
      status: number
      headers: Record<string, string>
      parts: Buffer[]
      everyMs: number
      isCut: boolean
    }

/** The same faults as {@link deliver} knows, but for the delay. */
export function answeredWith(world: DeliveredBy, struck: Fault[], sent: Sent): Answered {
  if (faultOf(struck, 'drop-after')) return { is: 'dropped' }
  const { status, headers, text } = shaped(world, struck, sent)
  const lowered = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const bytes = Buffer.from(text)
  const cut = faultOf(struck, 'cut-answer')
  const bodyFrom = onTheWire(status, headers, '').length
  if (cut && cut.afterBytes < bodyFrom) return { is: 'dropped' }
  const whole = cut ? bytes.subarray(0, cut.afterBytes - bodyFrom) : bytes
  const drip = faultOf(struck, 'drip')
  return {
    is: 'answer',
    status,
    headers: lowered,
    parts: drip ? [...whole].map((byte) => Buffer.of(byte)) : whole.length > 0 ? [whole] : [],
    everyMs: drip?.everyMs ?? 0,
    isCut: cut !== undefined,
  }
}

/** Status, headers and text once the faults that change them have struck. */
function shaped(world: DeliveredBy, struck: Fault[], sent: Sent): Sent {
  const late = faultOf(struck, 'status-after')
  const status = late?.status ?? sent.status
  const whole = late ? (late.body ?? '') : sent.text
  const text = faultOf(struck, 'truncated') ? whole.slice(0, Math.floor(whole.length / 2)) : whole
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    ...sent.headers,
    Date: new Date(world.state.clock.now() + world.dateSkewMs()).toUTCString(),
  }
  if (status !== 204) headers['Content-Length'] = String(Buffer.byteLength(text))
  return { status, headers, text }
}

/** An answer's bytes as they would stand on the wire. */
function onTheWire(status: number, headers: Record<string, string>, text: string): Buffer {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`HTTP/1.1 ${status} Answer\r\n${head.join('')}\r\n${text}`)
}

async function dripOut(
  clock: Clock,
  response: ServerResponse,
  bytes: Buffer,
  everyMs: number,
): Promise<void> {
  for (const byte of bytes) {
    if (response.destroyed) return
    response.write(Buffer.of(byte))
    await new Promise<void>((resolve) => clock.after(everyMs, resolve))
  }
  response.end()
}
