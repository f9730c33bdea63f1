import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import type { PtyPair } from '../../src-main/training/device/pty.ts'
import { openPtyPair } from '../../src-main/training/device/pty.ts'
import { type FloodShape, hidFlood, lineFlood } from './flood-shapes.ts'
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

/** A server that pours over whoever connects to it, for as long as they read. */
async function openHose() {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  const newest = () => [...sockets].at(-1)
  const letGo = () => {
    for (const socket of sockets) socket.destroy()
  }

  return {
    port: at !== null && typeof at === 'object' ? at.port : 0,
    newest,
    async pour(pieces: Iterable<Buffer>, isOver: () => boolean): Promise<void> {
      for (const piece of pieces) {
        const mayWrite = () => newest()?.writable === true && newest()?.writableNeedDrain === false
        while (!isOver() && !mayWrite()) await pause(2)
        if (isOver()) return
        newest()?.write(piece)
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    letGo,
    async close() {
      letGo()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Behind a network adapter, which floods whoever connects. */
export async function tcpFlooder(): Promise<Flooder> {
  const hose = await openHose()
  return {
    address: `tcp:127.0.0.1:${hose.port}`,
    flood: (shape, { bytes }, isOver) => hose.pour(lineFlood(shape, bytes), isOver),
    scan: (text) => void hose.newest()?.write(`${text}\r`),
    cable: null,
    hearUsb: () => undefined,
    close: hose.close,
  }
}

/**
 * At a USB socket in memory. The station's process only takes the reports off a hose, as it takes them off a bus: what
 * it costs to make them must not count as its own.
 */
export async function usbFlooder(station: () => StationProcess): Promise<Flooder> {
  const hose = await openHose()
  return {
    address: 'hid:auto',
    async flood(shape, { bytes }, isOver) {
      station().usb({ is: 'flood', port: hose.port })
      await hose.pour(hidFlood(shape, bytes), isOver)
      hose.letGo()
    },
    scan: (text) => station().usb({ is: 'scan', n: 0, text, aim: ']E0' }),
    cable: {
      unplug: async () => station().usb({ is: 'unplug' }),
      plugIn: async () => station().usb({ is: 'plug-in' }),
    },
    hearUsb: () => undefined,
    close: hose.close,
  }
}
