import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src-main/clock.ts'
import { parseAddress } from '../../src-main/device/address.ts'
import { portAt } from '../../src-main/device/open-port.ts'
import { pipe } from '../../src-main/device/pipe-port.ts'
import type { OpenPort } from '../../src-main/device/port.ts'
import { openPtyPair } from '../../src-main/training/device/pty.ts'
import { type VirtualPrinter, virtualPrinter } from '../../src-main/training/device/virtual-printer.ts'
import { type VirtualScale, virtualScale } from '../../src-main/training/device/virtual-scale.ts'
import { type VirtualScanner, virtualScanner } from '../../src-main/training/device/virtual-scanner.ts'
import type { SandboxCatalogue } from '../../src-main/training/store/catalogue.ts'
import { openSandboxStore, type SandboxStore } from '../../src-main/training/store/sandbox-store.ts'
import { outletId, trainingCatalogue } from '../../src-main/training/store/training-catalogue.ts'

/** Enough that no campaign meets the call allowance: that is another test's business. */
const registers = 500

/** The world around a station that outlives it: the store, and the devices on the bench. */
export type BenchRig = {
  store: SandboxStore
  scanner: VirtualScanner
  scale: VirtualScale
  printer: VirtualPrinter
  /** Every label that came out of the printer, whole. */
  printed: string[]
  /** Called at each label as it comes out. */
  onLabel(listen: () => void): void
  profile: string
  /** The options that connect a station to all of this. */
  words: string[]
  /** Cables in anew: the ends of a killed station are not left half open. */
  plugIn(): Promise<void>
  close(): Promise<void>
}

/** Builds the bench of the warehouse in a folder. */
export async function openBenchRig(
  folder: string,
  seed: number,
  catalogue: SandboxCatalogue = trainingCatalogue(),
): Promise<BenchRig> {
  const store = await openSandboxStore({ clock: systemClock, catalogue, seed, registers })
  const scannerCable = await openPtyPair()
  const scaleCable = await openPtyPair()
  const scanner = virtualScanner()
  const scale = virtualScale({ protocol: 'toledo-8217', clock: systemClock, settleMs: 60, showsParity: true })
  const printed: string[] = []
  let hear: () => void = () => undefined
  const printer = virtualPrinter({
    clock: systemClock,
    printMs: 120,
    onLabel({ zpl }) {
      printed.push(zpl)
      hear()
    },
  })
  const printerPort = await printer.listen(0)
  const tokenFile = join(folder, 'token')
  mkdirSync(folder, { recursive: true })
  writeFileSync(tokenFile, store.token, { mode: 0o600 })
  return {
    store,
    scanner,
    scale,
    printer,
    printed,
    onLabel: (listen) => {
      hear = listen
    },
    profile: join(folder, 'profile'),
    words: [
      ...['--store-url', store.url, '--token-file', tokenFile, '--outlet', outletId('Warehouse')],
      ...['--scanner', `serial:${scannerCable.host}`, '--scale', `serial:${scaleCable.host}`],
      ...['--printer', `tcp:127.0.0.1:${printerPort}`],
    ],
    async plugIn() {
      await Promise.all([scanner.close(), scale.close()])
      await Promise.all([scannerCable.drop(), scaleCable.drop()])
      await Promise.all([scannerCable.restore(), scaleCable.restore()])
      await Promise.all([
        scanner.connect(deviceEnd(scannerCable.device)),
        scale.connect(deviceEnd(scaleCable.device)),
      ])
    },
    async close() {
      await Promise.all([scanner.close(), scale.close(), printer.close()])
      await Promise.all([scannerCable.close(), scaleCable.close()])
      await store.close()
    },
  }
}

/** The device's side of a cable: raw 8N1. */
export function deviceEnd(path: string): OpenPort {
  const address = parseAddress(`serial:${path}`, 'scanner')
  if (address.is !== 'serial') throw new Error('a path gives a serial address')
  return portAt(address, pipe('unused').station)
}
