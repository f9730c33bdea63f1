import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

const tryEveryMs = 20

/** A local socket over which whole JSON values go, one a line. */
export type JsonLines = { send(value: unknown): void; close(): void }

/** Connects as soon as somebody listens there. */
export async function connectJsonLines(
  path: string,
  withinMs: number,
  onValue: (value: unknown) => void,
): Promise<JsonLines> {
  const socket = await connectWhenThere(path, withinMs)
  createInterface({ input: socket }).on('line', (text) => {
    if (text.trim() !== '') onValue(JSON.parse(text))
  })
  // What broke shows in what is not answered any more.
  socket.on('error', () => socket.destroy())
  return {
    send: (value) => void socket.write(`${JSON.stringify(value)}\n`),
    close: () => socket.destroy(),
  }
}

/** @throws the last refusal when nobody listens in time */
export async function connectWhenThere(path: string, withinMs: number): Promise<Socket> {
  const end = performance.now() + withinMs
  for (;;) {
    try {
      return await connectOnce(path)
    } catch (thrown) {
      if (performance.now() > end) throw thrown
      await pause(tryEveryMs)
    }
  }
}

function connectOnce(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}
