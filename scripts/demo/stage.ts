import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src-main/clock.ts'
import { parseAddress } from '../../src-main/device/address.ts'
import { portAt } from '../../src-main/device/open-port.ts'
import { pipe } from '../../src-main/device/pipe-port.ts'
import { systemRandom } from '../../src-main/random.ts'
import { openPtyPair, type PtyPair } from '../../src-main/training/device/pty.ts'
import { type VirtualPrinter, virtualPrinter } from '../../src-main/training/device/virtual-printer.ts'
import { type VirtualScale, virtualScale } from '../../src-main/training/device/virtual-scale.ts'
import { type VirtualScanner, virtualScanner } from '../../src-main/training/device/virtual-scanner.ts'
import { openSandboxStore, type SandboxStore } from '../../src-main/training/store/sandbox-store.ts'
import { outletId, trainingCatalogue } from '../../src-main/training/store/training-catalogue.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import type { Closers } from './closers.ts'
import { DemoError } from './demo-error.ts'
import { type StationProcess, startStation } from './station-process.ts'

const labelPrinterPort = 9100
const tokenFileMode = 0o600

export const source = { id: outletId('Warehouse'), name: 'Warehouse' }
export const destination = { id: outletId('Ponsonby'), name: 'Ponsonby' }

/** One outlet's bench: its station, the scanner in the hand of the person there, and what that scanned. */
export type Bench = {
  station: StationProcess
  scanner: VirtualScanner
  desk: 'pack:open' | 'receive:open'
  scans: ScanRecord[]
}

/** Everything the demo plays with. */
export type Stage = {
  store: SandboxStore
  scale: VirtualScale
  printer: VirtualPrinter
  packing: Bench
  receiving: Bench
}

/**
 * Opens the sandbox store, the virtual devices on their pseudo-terminals and the printer's port, and a station at each
 * of the two outlets. What is open goes to `closers` at once, so that a failure half-way leaves nothing behind.
 */
export async function openStage(closers: Closers, say: (line: string) => void): Promise<Stage> {
  if (spawnSync('socat', ['-V']).status !== 0) {
    throw new DemoError(
      'The virtual serial devices need socat: sudo apt-get install -y --no-install-recommends socat',
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'station-demo-'))
  closers.add(() => rmSync(folder, { recursive: true, force: true }))

  const token = Buffer.from(systemRandom(24)).toString('base64url')
  const store = await openSandboxStore({ clock: systemClock, catalogue: trainingCatalogue(), token })
  closers.add(store.close)
  const tokenFile = join(folder, 'token')
  writeFileSync(tokenFile, token, { mode: tokenFileMode })
  say(`Sandbox store: ${store.url}/_sandbox`)

  const packingScanner = await openScanner(closers)
  const receivingScanner = await openScanner(closers)
  const { scale, pair: scalePair } = await openScale(closers)
  const { printer, port } = await openPrinter(closers, say)
  say(`Virtual scale on ${scalePair.host}, scanners on ${packingScanner.pair.host} and`)
  say(`  ${receivingScanner.pair.host}, label printer on 127.0.0.1:${port}`)

  const connect = ['--store-url', store.url, '--token-file', tokenFile]
  const start = async (place: { id: string; name: string }, words: string[]) => {
    const profile = join(folder, place.name)
    const station = await startStation(place.name, profile, [...connect, '--outlet', place.id, ...words])
    closers.add(station.end)
    return station
  }
  const scannerAt = (pair: PtyPair) => ['--scanner', `serial:${pair.host}`]
  const scaleAt = ['--scale', `serial:${scalePair.host}?protocol=toledo-8217&baud=9600`]
  const started = await Promise.allSettled([
    start(source, [...scannerAt(packingScanner.pair), ...scaleAt, '--printer', `tcp:127.0.0.1:${port}`]),
    start(destination, scannerAt(receivingScanner.pair)),
  ])
  const [packing, receiving] = started.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  }) as [StationProcess, StationProcess]
  say(`Stations run at ${source.name} and ${destination.name}, each on a profile of its own`)
  return {
    store,
    scale,
    printer,
    packing: { station: packing, scanner: packingScanner.scanner, desk: 'pack:open', scans: [] },
    receiving: { station: receiving, scanner: receivingScanner.scanner, desk: 'receive:open', scans: [] },
  }
}

async function openPair(closers: Closers): Promise<PtyPair> {
  const pair = await openPtyPair()
  closers.add(pair.close)
  return pair
}

/** The device's end of a pair: a plain 8N1 line, over which the scale sends its parity bit itself. */
function deviceEnd(pair: PtyPair) {
  const address = parseAddress(`serial:${pair.device}`, 'scanner')
  if (address.is !== 'serial') throw new Error('a pseudo-terminal is a serial port')
  return portAt(address, pipe('no virtual cable').station)
}

async function openScanner(closers: Closers) {
  const pair = await openPair(closers)
  const scanner = virtualScanner()
  await scanner.connect(deviceEnd(pair))
  closers.add(scanner.close)
  return { scanner, pair }
}

async function openScale(closers: Closers) {
  const pair = await openPair(closers)
  const scale = virtualScale({ protocol: 'toledo-8217', clock: systemClock, showsParity: true })
  await scale.connect(deviceEnd(pair))
  closers.add(scale.close)
  return { scale, pair }
}

async function openPrinter(closers: Closers, say: (line: string) => void) {
  const printer = virtualPrinter({ clock: systemClock })
  closers.add(printer.close)
  try {
    return { printer, port: await printer.listen(labelPrinterPort) }
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'EADDRINUSE') throw thrown
    const port = await printer.listen(0)
    say(`Port ${labelPrinterPort} is in use by another program; the label printer takes port ${port}.`)
    return { printer, port }
  }
}
