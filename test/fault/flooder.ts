import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import type { PtyPair } from '../../src-main/training/device/pty.ts'
import { openPtyPair } from '../../src-main/training/device/pty.ts'
import { type FloodShape, lineFlood } from './flood-shapes.ts'
import { pause, type StationProcess } from './station-process.ts'
import type { UsbWord } from './usb-station.ts'

/** A scanner gone wrong, at one kind of port. */
export type Flooder = {
  /** The scanner's address for the station. */
  address: string
  /** Sends a flood: so much, or until it is over; whatever the station does with it. */
  flood(shape: FloodShape, volume: { bytes: number }, isOver: () => boolean): Promise<void>
  /** One code, as a scanner that is well sends it. */
  scan(text: string): void
  /** The hand at its cable; null where there is none to pull, as behind a network adapter. */
  cable: { unplug(): Promise<void>; plugIn(): Promise<void> } | null
  hearUsb(word: UsbWord): void
  close(): Promise<void>
}

/** At a pseudo-terminal. What nobody reads is not written: a device does not wait either. */
export async function serialFlooder(): Promise<Flooder> {
  const pair: PtyPair = await openPtyPair()
  let end = openEnd(pair.device)

  async function write(bytes: Buffer, isOver: () => boolean): Promise<void> {
    for (let at = 0; at < bytes.length && !isOver(); ) {
      try {
        at += writeSync(end, bytes, at)
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') throw thrown
        await pause(2)
      }
    }
  }

  return {
    address: `serial:${pair.host}`,
    async flood(shape, { bytes }, isOver) {
      for (const piece of lineFlood(shape, bytes)) {
        if (isOver()) return
        await write(piece, isOver)
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    scan: (text) => void writeSync(end, `${text}\r`),
    cable: {
      async unplug() {
        closeSync(end)
        await pair.drop()
      },
      async plugIn() {
        await pair.restore()
        end = openEnd(pair.device)
      },
    },
    hearUsb: () => undefined,
    async close() {
      closeSync(end)
      await pair.close()
    },
  }
}

/** The device's end of a cable, for writes that return at once. */
export function openEnd(path: string): number {
  return openSync(path, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK)
}

/** Behind a network adapter, which floods whoever connects. */
export async function tcpFlooder(): Promise<Flooder> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  const port = at !== null && typeof at === 'object' ? at.port : 0
  const newest = () => [...sockets].at(-1)

  return {
    address: `tcp:127.0.0.1:${port}`,
    async flood(shape, { bytes }, isOver) {
      for (const piece of lineFlood(shape, bytes)) {
        const mayWrite = () => newest()?.writable === true && newest()?.writableNeedDrain === false
        while (!isOver() && !mayWrite()) await pause(2)
        if (isOver()) return
        newest()?.write(piece)
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    scan: (text) => void newest()?.write(`${text}\r`),
    cable: null,
    hearUsb: () => undefined,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** At a USB socket in memory, held by the station's own process. */
export async function usbFlooder(station: () => StationProcess): Promise<Flooder> {
  let onFlooded: () => void = () => undefined
  const reportBytes = 64
  return {
    address: 'hid:auto',
    async flood(shape, { bytes }, isOver) {
      for (let left = bytes / reportBytes; left > 0 && !isOver(); left -= 10_000) {
        const flooded = new Promise<void>((resolve) => {
          onFlooded = resolve
        })
        station().usb({ is: 'flood', shape, reports: Math.min(left, 10_000) })
        await flooded
      }
    },
    scan: (text) => station().usb({ is: 'scan', n: 0, text, aim: ']E0' }),
    cable: {
      unplug: async () => station().usb({ is: 'unplug' }),
      plugIn: async () => station().usb({ is: 'plug-in' }),
    },
    hearUsb(word) {
      if (word.is === 'flooded') onFlooded()
    },
    close: async () => undefined,
  }
}
