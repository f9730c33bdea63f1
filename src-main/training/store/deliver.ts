import type { ServerResponse } from 'node:http'
import type { Clock } from '../../clock.ts'
import { type Fault, faultOf } from './faults.ts'

/** An answer ready to go out. */
export type Sent = { status: number; headers: Record<string, string>; text: string }

/** Writes an answer, or fails at it the way the struck faults say. The change, if any, is made by now. */
export async function deliver(
  world: { state: { clock: Clock }; dateSkewMs: () => number },
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
  const late = faultOf(struck, 'status-after')
  const status = late?.status ?? sent.status
  const whole = late ? (late.body ?? '') : sent.text
  const text = faultOf(struck, 'truncated') ? whole.slice(0, Math.floor(whole.length / 2)) : whole
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    ...sent.headers,
    Date: new Date(clock.now() + world.dateSkewMs()).toUTCString(),
  }
  const bytes = Buffer.from(text)
  if (status !== 204) headers['Content-Length'] = String(bytes.length)
  const cut = faultOf(struck, 'cut-answer')
  if (cut) {
    cutShort(response, status, headers, text, cut.afterBytes)
    return
  }
  response.sendDate = false
  response.writeHead(status, headers)
  const drip = faultOf(struck, 'drip')
  if (drip) await dripOut(clock, response, bytes, drip.everyMs)
  else response.end(status === 204 ? undefined : bytes)
}

/** Sends the first bytes of the answer as they would stand on the wire, then ends the connection. */
function cutShort(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string,
  afterBytes: number,
): void {
  const { socket } = response
  if (!socket) return
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const wire = Buffer.from(`HTTP/1.1 ${status} Answer\r\n${head.join('')}\r\n${text}`)
  if (afterBytes <= 0) socket.resetAndDestroy()
  else socket.write(wire.subarray(0, afterBytes), () => socket.destroy())
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
