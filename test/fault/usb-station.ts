import { connect, type Socket } from 'node:net'
import { memoryUsage } from 'node:process'
import { runStation } from '../../src-main/cli/run-station.ts'
import { virtualHid } from '../../src-main/training/device/virtual-hid.ts'
import { virtualHidScanner } from '../../src-main/training/device/virtual-hid-scanner.ts'
import { hidReportBytes } from './flood-shapes.ts'

/** What the one who started this station does at its USB sockets, and asks of its memory. */
export type UsbWish =
  | { is: 'plug-in' }
  | { is: 'unplug' }
  | { is: 'scan'; n: number; text: string; aim: string }
  /** The scanner sends what pours out of this port of the machine, until the cable is pulled. */
  | { is: 'flood'; port: number }
  | { is: 'measure' }

/** `scanned`: whether the report went out to somebody who had the scanner open. */
export type UsbWord =
  | { is: 'scanned'; n: number; ok: boolean }
  /** After a full collection of garbage. */
  | { is: 'measured'; usedMb: number; residentMb: number }

// The station as a person starts it, but with a USB scanner that another process holds in its hand.

const hub = virtualHid()
const gun = virtualHidScanner({ layout: 'a' })
let hose: Socket | null = null
let plug = gun.plugIn(hub, '1-1')

const lookEveryMs = 20

const say = (word: UsbWord) => process.send?.(word)

function act(wish: UsbWish): void {
  switch (wish.is) {
    case 'plug-in':
      plug = gun.plugIn(hub, '1-1')
      return
    case 'unplug':
      hose?.destroy()
      plug.unplug()
      return
    case 'scan':
      say({ is: 'scanned', n: wish.n, ok: gun.scan({ text: wish.text, aim: wish.aim }) })
      return
    case 'flood':
      sendFrom(wish.port)
      return
    case 'measure': {
      globalThis.gc?.()
      const { heapUsed, external, rss } = memoryUsage()
      const mb = (bytes: number) => bytes / 1024 / 1024
      say({ is: 'measured', usedMb: mb(heapUsed + external), residentMb: mb(rss) })
    }
  }
}

/** Nothing is read, and so nothing sent, while nobody has the scanner open: a device does not wait either. */
function sendFrom(port: number): void {
  const report = new Uint8Array(hidReportBytes)
  let filled = 0
  const take = (count: number, bytes: Uint8Array) => {
    for (let at = 0; at < count; ) {
      const some = bytes.subarray(at, Math.min(count, at + hidReportBytes - filled))
      report.set(some, filled)
      at += some.length
      filled = (filled + some.length) % hidReportBytes
      if (filled === 0) plug.send(report)
    }
    return plug.isOpen()
  }
  const pouring = connect({
    port,
    host: '127.0.0.1',
    onread: { buffer: Buffer.alloc(4_096), callback: take },
  })
  const looking = setInterval(() => {
    if (plug.isOpen()) pouring.resume()
  }, lookEveryMs)
  pouring.on('error', () => pouring.destroy())
  pouring.on('close', () => clearInterval(looking))
  hose = pouring
}

process.on('message', (wish: UsbWish) => act(wish))
process.on('disconnect', () => process.exit(1))
process.exitCode = await runStation(process.argv.slice(2), { hid: hub.transport })
process.disconnect()
