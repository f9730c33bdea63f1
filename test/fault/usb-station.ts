import { memoryUsage } from 'node:process'
import { runStation } from '../../src-main/cli/run-station.ts'
import { virtualHid } from '../../src-main/training/device/virtual-hid.ts'
import { virtualHidScanner } from '../../src-main/training/device/virtual-hid-scanner.ts'
import { type FloodShape, hidFlood } from './flood-shapes.ts'

/** What the one who started this station does at its USB sockets, and asks of its memory. */
export type UsbWish =
  | { is: 'plug-in' }
  | { is: 'unplug' }
  | { is: 'scan'; n: number; text: string; aim: string }
  | { is: 'flood'; shape: FloodShape; reports: number }
  | { is: 'measure' }

/** `scanned`: whether the report went out to somebody who had the scanner open. */
export type UsbWord =
  | { is: 'scanned'; n: number; ok: boolean }
  | { is: 'flooded' }
  /** After a full collection of garbage. */
  | { is: 'measured'; usedMb: number; residentMb: number }

// The station as a person starts it, but with a USB scanner that another process holds in its hand.

const hub = virtualHid()
const gun = virtualHidScanner({ layout: 'a' })
let plug = gun.plugIn(hub, '1-1')

const say = (word: UsbWord) => process.send?.(word)

async function act(wish: UsbWish): Promise<void> {
  switch (wish.is) {
    case 'plug-in':
      plug = gun.plugIn(hub, '1-1')
      return
    case 'unplug':
      return plug.unplug()
    case 'scan':
      say({ is: 'scanned', n: wish.n, ok: gun.scan({ text: wish.text, aim: wish.aim }) })
      return
    case 'flood': {
      let sent = 0
      for (const report of hidFlood(wish.shape, wish.reports)) {
        plug.send(report)
        sent += 1
        // Reports of a real bus come in many turns of the loop.
        if (sent % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      say({ is: 'flooded' })
      return
    }
    case 'measure': {
      globalThis.gc?.()
      const { heapUsed, external, rss } = memoryUsage()
      const mb = (bytes: number) => bytes / 1024 / 1024
      say({ is: 'measured', usedMb: mb(heapUsed + external), residentMb: mb(rss) })
    }
  }
}

process.on('message', (wish: UsbWish) => void act(wish))
process.on('disconnect', () => process.exit(1))
process.exitCode = await runStation(process.argv.slice(2), { hid: hub.transport })
process.disconnect()
