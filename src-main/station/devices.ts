import { join } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import type { DeviceRole, DeviceState, DeviceView } from '../../src-shared/model/device.ts'
import { type PrinterRole, usualPaper } from '../../src-shared/model/printer.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'
import type { Bench } from '../bench.ts'
import { type DeviceAddress, type HidAddress, parseAddress, printAddress } from '../device/address.ts'
import type { Candidate } from '../device/candidate.ts'
import { hidBus } from '../device/hid/hid-bus.ts'
import { hidCandidates } from '../device/hid/hid-candidates.ts'
import { hidScale } from '../device/hid/hid-scale.ts'
import type { HidDeviceInfo, HidTransport } from '../device/hid/hid-transport.ts'
import type { OpenPort } from '../device/port.ts'
import { isOtherThanPort } from '../device/port-file.ts'
import { folderPrinter } from '../device/printer/folder-printer.ts'
import type { Printer } from '../device/printer/printer.ts'
import { queueCandidates } from '../device/printer/queue/queue-candidates.ts'
import type { QueueTools } from '../device/printer/queue/queue-tools.ts'
import { isSamePlace, realPath } from '../device/same-place.ts'
import { scaleProtocols } from '../device/scale/protocols.ts'
import { openScale, type Scale } from '../device/scale/scale-driver.ts'
import { hidScanner } from '../device/scanner/hid-scanner.ts'
import { openScanner, type Scanner } from '../device/scanner/scanner-driver.ts'
import type { ListedPort } from '../device/serial-list.ts'
import { serialCandidates } from '../device/serial-port.ts'
import { type LineObserver, lineObserver } from '../device/traffic/observe.ts'
import { usbPrinterCandidates } from '../device/usb-printer-port.ts'
import { deviceAddress } from '../station-settings.ts'
import { benchPorts, type LineAddress } from './bench-ports.ts'
import { openBenchPrinter } from './bench-printer.ts'
import { deviceWords, noPort, portSearched, searchedWords } from './device-words.ts'

export const deviceRoles: readonly DeviceRole[] = ['scanner', 'scale', 'printer', 'printer2']

/** The devices of this bench, each behind its driver; set up, replaced and taken away while the station runs. */
export type BenchDevices = {
  views(): DeviceView[]
  scale(): Scale | null
  reading(): ScaleReading | null
  /** The first printer is a folder of PDF files where none is set up; the second is null then. */
  printer(role: PrinterRole): Printer | null
  lastScan(): string | null
  /** The address a device was set up with, read; null when there is none. */
  addressOf(role: DeviceRole): DeviceAddress | null
  /** Every USB input device that is plugged in. Rejects where they cannot be listed. */
  usb(): Promise<HidDeviceInfo[]>
  /** The devices that are plugged in and could be set up. */
  candidates(): Promise<Candidate[]>
  /** Opens what the settings say for this role, after letting go of what was there. */
  reopen(role: DeviceRole): Promise<void>
  /** Which other device of the bench has what an address leads to; null when it is free for this one. */
  ownerOf(address: DeviceAddress, role: DeviceRole): Promise<DeviceRole | null>
  /**
   * Lets somebody else work with a serial port; a device that sits there, or is set up there meanwhile, waits until then
   * and says so. The work is told when the bench closes.
   * @throws StationError `port-searched` when somebody works there already
   */
  lend<T>(path: string, work: (closing: AbortSignal) => Promise<T>): Promise<T>
  close(): Promise<void>
}

type Parts = {
  bench: Bench
  /** Where labels go when there is no label printer. */
  folder: string
  /** The station's ends of the cables to the virtual devices; null outside training. */
  virtual: Record<DeviceRole, OpenPort> | null
  /** The USB scanners and scales of this machine. */
  hid: HidTransport
  /** The serial ports of this machine; a listing stands in for them in tests. */
  listPorts?: () => Promise<ListedPort[]>
  /** Listens in on every port; one that tells nobody unless it is given. */
  lines?: LineObserver
  /** The print queues of this machine. */
  queues: QueueTools
  onScan(text: string, by: 'serial' | 'hid'): void
  /** A code the scanner sent that could not be taken, with its sentence. */
  onDropped(why: string): void
  onReading(reading: ScaleReading | null): void
  onState(role: DeviceRole, state: DeviceState): void
  /** Another device than before is set up now: nothing that was known of the old one holds. */
  onReplaced?(role: DeviceRole): void
}

type Seen = { at: string | null; data: string | null }
const unseen: Seen = { at: null, data: null }

/** Opens every device that is set up. A device that is not there is a state, not an error. */
export function openBenchDevices(parts: Parts): BenchDevices {
  const { bench } = parts
  const bus = hidBus(parts.hid, bench.clock)
  const lines = parts.lines ?? lineObserver({ clock: bench.clock })
  const ports = benchPorts({
    bench,
    virtual: parts.virtual,
    lines,
    ...(parts.listPorts ? { list: parts.listPorts } : {}),
  })
  const labelFolder = join(parts.folder, 'label')
  const labels = folderPrinter(labelFolder, usualPaper.size)
  const seen: Record<DeviceRole, Seen> = { scanner: unseen, scale: unseen, printer: unseen, printer2: unseen }
  /** The address each was opened at last. */
  const openedAt = new Map<DeviceRole, string | null>()
  let scanner: Scanner | null = null
  let scale: Scale | null = null
  const printers: Record<PrinterRole, Printer | null> = { printer: null, printer2: null }
  let reading: ScaleReading | null = null
  /** Ports somebody else works with now, and whose they are. */
  const lentPaths = new Set<string>()
  const lent = new Set<DeviceRole>()
  const closing = new AbortController()
  let isClosed = false

  const note = (role: DeviceRole, data: string | null) => {
    seen[role] = { at: bench.store.now(), data: data ?? seen[role].data }
  }
  const onState = (role: DeviceRole) => (state: DeviceState) => {
    if (state.is === 'ready') note(role, null)
    if (role === 'scale' && state.is !== 'ready') reading = null
    parts.onState(role, state)
  }

  const usb = <T extends { open: OpenPort }>(role: DeviceRole, device: T): T => ({
    ...device,
    open: ports.reports(role, device.open),
  })

  const openers: Record<DeviceRole, () => void> = {
    scanner() {
      const address = lineAddressOf(bench, 'scanner')
      if (address === null) return
      scanner = openScanner({
        name: printAddress(address, 'scanner'),
        ...(address.is === 'hid'
          ? usb('scanner', hidScanner({ address, bus, clock: bench.clock, log: bench.log }))
          : { open: ports.line('scanner', address) }),
        ...('prefix' in address ? { prefix: address.prefix } : {}),
        clock: bench.clock,
        log: bench.log,
        onScan: ({ text }) => {
          note('scanner', text)
          parts.onScan(text, address.is === 'hid' ? 'hid' : 'serial')
        },
        onDropped: parts.onDropped,
        onState: onState('scanner'),
      })
    },
    scale() {
      const address = lineAddressOf(bench, 'scale')
      if (address === null) return
      scale = openScale({
        name: printAddress(address, 'scale'),
        ...(address.is === 'hid'
          ? usb('scale', hidScale({ address, bus, clock: bench.clock }))
          : { ...lineScale(address), open: ports.line('scale', address) }),
        clock: bench.clock,
        log: bench.log,
        onReading: (next) => {
          reading = next
          if (next !== null) note('scale', 'shown' in next ? next.shown : next.is)
          parts.onReading(next)
        },
        onState: onState('scale'),
      })
    },
    printer: () => openPrinterOf('printer'),
    printer2: () => openPrinterOf('printer2'),
  }

  function openPrinterOf(role: PrinterRole): void {
    const address = addressOf(bench, role)
    if (address === null) return
    printers[role] = openBenchPrinter(role, address, {
      bench,
      folder: labelFolder,
      queues: parts.queues,
      line: (at) => ports.line(role, at),
      onState: onState(role),
    })
  }

  async function letGo(role: DeviceRole): Promise<void> {
    const held = { scanner, scale, ...printers }[role]
    if (role === 'scanner') scanner = null
    if (role === 'scale') {
      scale = null
      reading = null
    }
    if (role === 'printer' || role === 'printer2') printers[role] = null
    await held?.close()
  }

  function open(role: DeviceRole): void {
    openedAt.set(role, deviceAddress(bench.store, role))
    openers[role]()
  }

  function forget(role: DeviceRole): void {
    seen[role] = unseen
    lines.forget(role)
    if (role === 'scale') parts.onReading(null)
    parts.onReplaced?.(role)
  }

  async function reopen(role: DeviceRole): Promise<void> {
    await letGo(role)
    if (openedAt.get(role) !== deviceAddress(bench.store, role)) forget(role)
    if (isLent(role)) lent.add(role)
    else {
      lent.delete(role)
      open(role)
    }
    parts.onState(role, stateOf(role))
  }

  function isLent(role: DeviceRole): boolean {
    const address = addressOf(bench, role)
    return (
      address?.is === 'serial' &&
      [...lentPaths].some((path) => realPath(address.path) === path || ports.isAt(role, path))
    )
  }

  /** The address of a device with the serial port it is plugged in at now. */
  async function whereNow(role: DeviceRole): Promise<DeviceAddress | null> {
    const address = addressOf(bench, role)
    if (address?.is !== 'serial') return address
    const path = await ports.whereIs(role, address.path)
    return path === null ? null : { ...address, path }
  }

  function stateOf(role: DeviceRole): DeviceState {
    if (lent.has(role)) return { is: 'opening' }
    const driver = { scanner, scale, ...printers, printer: printers.printer ?? labels }[role]
    return driver === null ? { is: 'none' } : driver.state()
  }

  const aboutOf = (role: DeviceRole) =>
    role === 'printer' || role === 'printer2' ? (printers[role]?.about() ?? null) : null

  for (const role of deviceRoles) open(role)
  return {
    views: () =>
      deviceRoles.map((role) => {
        const address = deviceAddress(bench.store, role)
        const state = stateOf(role)
        return {
          role,
          address,
          state,
          ...(lent.has(role) ? searchedWords(role) : deviceWords(role, state, address)),
          lastSeenAt: seen[role].at,
          lastData: aboutOf(role) ?? seen[role].data,
          isVirtual: address?.startsWith('virtual') === true,
        }
      }),
    scale: () => scale,
    reading: () => reading,
    printer: (role) => printers[role] ?? (role === 'printer' ? labels : null),
    lastScan: () => seen.scanner.data,
    addressOf: (role) => addressOf(bench, role),
    usb: bus.look,
    candidates: async () => {
      const [serial, usb, usbPrinters, queues] = await Promise.all([
        serialCandidates(),
        bus.look().catch((error: unknown) => {
          bench.log.warn('device.no-usb-list', { why: String(error) })
          return []
        }),
        usbPrinterCandidates(),
        queueCandidates(parts.queues),
      ])
      return [...serial, ...hidCandidates(usb), ...usbPrinters, ...queues]
    },
    reopen,
    async lend(path, work) {
      const place = realPath(path)
      if (lentPaths.has(place)) throw portSearched()
      lentPaths.add(place)
      const sitting = deviceRoles.filter(isLent)
      for (const role of sitting) lent.add(role)
      try {
        await Promise.all(sitting.map(letGo))
        for (const role of sitting) parts.onState(role, stateOf(role))
        return await work(closing.signal)
      } finally {
        lentPaths.delete(place)
        const waiting = [...lent].filter((role) => !isLent(role))
        if (!isClosed) await Promise.all(waiting.map(reopen))
      }
    },
    async ownerOf(address, role) {
      for (const other of deviceRoles) {
        const theirs = other === role ? null : await whereNow(other)
        if (theirs !== null && isSamePlace(address, theirs)) return other
      }
      return null
    },
    async close() {
      isClosed = true
      closing.abort()
      await Promise.all(deviceRoles.map(letGo))
      bus.close()
    },
  }
}

/**
 * What a person typed as a device's address, as it is kept.
 * @throws StationError `bad-address` that names what is wrong.
 */
export function readDeviceAddress(text: string, role: DeviceRole, isTraining: boolean): string {
  const address = parseAddress(text, role)
  if (address.is === 'virtual' && !isTraining) {
    throw new StationError(
      'bad-address',
      'Virtual devices belong to training.',
      'Give the address of a real device.',
    )
  }
  if (address.is === 'serial' && isOtherThanPort(address.path)) throw noPort(address.path)
  return printAddress(address, role)
}

function addressOf(bench: Bench, role: DeviceRole): DeviceAddress | null {
  const kept = deviceAddress(bench.store, role)
  if (kept === null) return null
  try {
    return parseAddress(kept, role)
  } catch (thrown) {
    bench.log.warn('device.bad-address', {
      role,
      why: thrown instanceof Error ? thrown.message : String(thrown),
    })
    return null
  }
}

/** Of the kinds an address may have, those a scanner or scale can sit at. */
function lineAddressOf(bench: Bench, role: 'scanner' | 'scale'): LineAddress | HidAddress | null {
  const address = addressOf(bench, role)
  return address === null || address.is === 'folder' || address.is === 'queue' ? null : address
}

function lineScale(address: LineAddress) {
  return {
    protocol: scaleProtocols['protocol' in address ? address.protocol : 'toledo-8217'],
    unit: 'unit' in address ? address.unit : ('kg' as const),
  }
}
