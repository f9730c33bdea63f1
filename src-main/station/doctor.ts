import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import type { DeviceRole, Finding, Symptom } from '../../src-shared/model/device.ts'
import type { ScanBy } from '../../src-shared/model/scan.ts'
import type { ReplayedPiece, TrafficPiece, TrafficView } from '../../src-shared/model/traffic.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'
import { comesAsKeys } from '../../src-shared/rule/scan-text.ts'
import type { Bench } from '../bench.ts'
import { isoNow } from '../clock.ts'
import type { DeviceAddress } from '../device/address.ts'
import type { DoctorFacts, ScanFact } from '../device/doctor/facts.ts'
import { findingsOf } from '../device/doctor/findings.ts'
import { lookedAt } from '../device/doctor/looked-at.ts'
import { lookAtLinux, untold } from '../device/doctor/machine.ts'
import { type ScanMeaning, scanMeaning } from '../device/doctor/scan-meaning.ts'
import { type HidDeviceInfo, hex4, nameOf } from '../device/hid/hid-transport.ts'
import { pathOf } from '../device/serial-identity.ts'
import { type ListedPort, listPorts } from '../device/serial-list.ts'
import { withoutContents } from '../device/traffic/mask.ts'
import type { LineObserver } from '../device/traffic/observe.ts'
import type { Passed, Recording } from '../device/traffic/recording.ts'
import { replay } from '../device/traffic/replay.ts'
import { hexOf, readTrafficFile, textOf, trafficFile } from '../device/traffic/traffic-file.ts'
import { deviceIdentity } from '../station-settings.ts'
import type { BenchDevices } from './devices.ts'
import { keepFile, recordingFolder } from './files.ts'

const scansKept = 20
const shownPieces = 200
const shownBytes = 96
const shownReplayed = 500
const filesKept = 10

/** What is wrong with a device, and what was looked at to say so. */
type Looked = { findings: Finding[]; lookedAt: string[] }

/** Tries devices out, finds what is wrong with them, and shows what passes their ports. */
export type Doctor = {
  look(role: DeviceRole, sees: Symptom | null): Promise<Looked>
  /** A scan as the scanner sent it, and the record that was made of it. */
  noteScan(scanId: string, raw: string, by: ScanBy): void
  noteReading(reading: ScaleReading | null): void
  /** Another device was set up: what the one before said is nothing of its own. */
  forgetDevice(role: DeviceRole): void
  scan(scanId: string): Promise<(ScanMeaning & { device: string }) | null>
  record(isOn: boolean): void
  forget(): void
  traffic(isFull: boolean): TrafficView
  saveTraffic(isFull: boolean): Promise<{ file: string }>
  replay(text: string | null): { count: number; shown: ReplayedPiece[] }
}

type Parts = {
  bench: Bench
  /** The profile's folder. */
  folder: string
  devices: Pick<BenchDevices, 'views' | 'addressOf' | 'usb'>
  lines: LineObserver
  list?: () => Promise<ListedPort[]>
}

type NotedScan = { id: string; raw: string; by: ScanBy; atMono: number; repeatMs: number | null }

/** Opens the doctor of one workplace. */
export function openDoctor(parts: Parts): Doctor {
  const { bench, devices, lines, list = listPorts } = parts
  const { clock } = bench
  const { recorder } = lines
  const looking = new Map<string, Promise<Looked>>()
  let scans: NotedScan[] = []
  let reading: { now: ScaleReading; sinceMono: number } | null = null

  let hasWeighed = false

  async function factsOf(role: DeviceRole, sees: Symptom | null): Promise<DoctorFacts> {
    const address = devices.addressOf(role)
    const [hid, ports] = await Promise.all([
      devices.usb().catch(() => null),
      list().catch((): ListedPort[] | null => null),
    ])
    const path = fileOf(role, address, hid, ports)
    const mono = clock.mono()
    const pulse = lines.pulse(role)
    const view = devices.views().find((each) => each.role === role)
    return {
      role,
      platform: process.platform,
      address,
      state: view?.state ?? { is: 'none' },
      about: view?.lastData ?? null,
      pulse,
      openMs: pulse.isOpen && pulse.openedAtMono !== null ? mono - pulse.openedAtMono : null,
      silentMs: pulse.lastInAtMono === null ? null : mono - pulse.lastInAtMono,
      reading:
        role === 'scale' && reading !== null
          ? { now: reading.now, unchangedMs: mono - reading.sinceMono }
          : null,
      hasWeighed: role === 'scale' && hasWeighed,
      scan: role === 'scanner' ? lastScan() : null,
      lineText: role === 'scanner' ? lineText() : null,
      sees,
      hid,
      ports,
      ...(process.platform === 'linux' ? await lookAtLinux({ path, usb: usbOf(address, hid) }) : untold),
    }
  }

  async function lookNow(role: DeviceRole, sees: Symptom | null): Promise<Looked> {
    const facts = await factsOf(role, sees)
    return { findings: findingsOf(facts), lookedAt: lookedAt(facts) }
  }

  function lastScan(): ScanFact | null {
    const [last] = scans
    if (last === undefined || (last.by !== 'serial' && last.by !== 'hid' && last.by !== 'keyboard'))
      return null
    return { text: last.raw, by: last.by, repeatMs: last.repeatMs }
  }

  function lineText(): string | null {
    return scans.find(({ by }) => by === 'serial' || by === 'hid')?.raw ?? null
  }

  /** The device file an address means now. */
  function fileOf(
    role: DeviceRole,
    address: DeviceAddress | null,
    hid: readonly HidDeviceInfo[] | null,
    ports: readonly ListedPort[] | null,
  ): string | null {
    if (address?.is === 'hid') {
      const path = hid?.find((each) => isMeant(address, role, each))?.path ?? null
      return path?.startsWith('/dev/') ? path : null
    }
    if (address?.is !== 'serial') return null
    const known = deviceIdentity(bench.store, role)
    if (known === null || known.path !== address.path || ports === null) return address.path
    try {
      return pathOf(known, ports)
    } catch {
      return address.path
    }
  }

  function recordingNow(isFull: boolean): Recording {
    const held = recorder.recording()
    if (held === null) {
      throw new StationError(
        'nothing-recorded',
        'Nothing was recorded yet.',
        'Switch the recorder on and use the device, then try again.',
      )
    }
    const addresses = Object.fromEntries(
      devices.views().flatMap(({ role, address }) => (address === null ? [] : [[role, address]])),
    )
    return {
      ...held,
      addresses,
      isMasked: !isFull,
      passed: isFull ? held.passed : withoutContents(held.passed, held.dropped === 0),
    }
  }

  async function deviceOf(by: ScanBy): Promise<string> {
    if (by === 'keyboard') return 'A scanner that types, or the keyboard'
    if (by !== 'serial' && by !== 'hid') return 'Typed on the screen'
    const address = devices.addressOf('scanner')
    if (address === null) return 'A scanner'
    if (address.is === 'virtual') return 'The virtual scanner'
    if (address.is === 'hid') {
      const info = (await devices.usb().catch(() => [])).find((each) => isMeant(address, 'scanner', each))
      return info === undefined ? 'The USB scanner' : `USB scanner ${nameOf(info)}`
    }
    return address.is === 'serial' ? `The scanner at ${address.path}` : 'The scanner on the network'
  }

  return {
    look(role, sees) {
      // A look reads every process of the machine: whoever asks meanwhile gets the same answer.
      const key = `${role} ${sees}`
      const running = looking.get(key)
      if (running !== undefined) return running
      const look = lookNow(role, sees).finally(() => looking.delete(key))
      looking.set(key, look)
      return look
    },
    noteScan(id, raw, by) {
      const atMono = clock.mono()
      const before = scans.find((each) => each.raw === raw && each.by === by)
      const repeatMs = before === undefined ? null : atMono - before.atMono
      scans = [{ id, raw, by, atMono, repeatMs }, ...scans].slice(0, scansKept)
    },
    noteReading(next) {
      if (next !== null) hasWeighed = true
      if (next === null) reading = null
      else if (reading === null || JSON.stringify(reading.now) !== JSON.stringify(next))
        reading = { now: next, sinceMono: clock.mono() }
    },
    forgetDevice(role) {
      if (role === 'scale') {
        reading = null
        hasWeighed = false
      }
      if (role === 'scanner') scans = scans.filter(({ by }) => by !== 'serial' && by !== 'hid')
    },
    async scan(scanId) {
      const noted = scans.find((each) => each.id === scanId)
      if (noted === undefined) return null
      return { ...scanMeaning(noted.raw, comesAsKeys(noted.by)), device: await deviceOf(noted.by) }
    },
    record: (isOn) => (isOn ? recorder.start() : recorder.stop()),
    forget: recorder.clear,
    traffic(isFull) {
      const { isOn, startedAt, pieces, dropped } = recorder.state()
      const newest = recorder.newest(shownPieces)
      const shown = isFull ? newest : withoutContents(newest, newest.length === pieces && dropped === 0)
      return { isOn, startedAt, pieces, dropped, isFull, shown: shown.map(shownPiece) }
    },
    async saveTraffic(isFull) {
      const recording = recordingNow(isFull)
      const stamp = isoNow(clock).slice(0, 23).replaceAll(/[-:]/g, '').replace(/[T.]/g, '-')
      // Never under the name of one that leaves the codes out: somebody may be about to send that one on.
      const file = `traffic-${stamp}${isFull ? '-with-codes' : ''}.txt`
      const folder = join(parts.folder, recordingFolder)
      await keepFile(folder, file, Buffer.from(trafficFile(recording), 'utf8'))
      await dropOld(folder)
      return { file }
    },
    replay(text) {
      const made = replay(text === null ? recordingNow(true) : readTrafficFile(text))
      return { count: made.length, shown: made.slice(-shownReplayed) }
    },
  }
}

/** Recordings are for the hour in which something is wrong: the newest ten stay. */
async function dropOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('traffic-')).sort()
  await Promise.all(names.slice(0, -filesKept).map((name) => rm(join(folder, name), { force: true })))
}

function shownPiece(piece: Passed): TrafficPiece {
  const head = { number: piece.number, atMs: piece.atMs, role: piece.role, is: piece.is }
  if (piece.is === 'note') return { ...head, hex: '', text: piece.say, cutBytes: 0 }
  const bytes = piece.bytes.subarray(0, shownBytes)
  return { ...head, hex: hexOf(bytes), text: textOf(bytes), cutBytes: piece.bytes.length - bytes.length }
}

function isMeant(
  { device }: Extract<DeviceAddress, { is: 'hid' }>,
  role: DeviceRole,
  info: HidDeviceInfo,
): boolean {
  if (info.usagePage !== (role === 'scale' ? 0x8d : 0x8c)) return false
  return device === null || (device.vendorId === info.vendorId && device.productId === info.productId)
}

function usbOf(address: DeviceAddress | null, hid: readonly HidDeviceInfo[] | null) {
  if (address?.is !== 'hid') return null
  const device = address.device ?? hid?.find((each) => each.usagePage === 0x8d || each.usagePage === 0x8c)
  return device === undefined ? null : { vendor: hex4(device.vendorId), product: hex4(device.productId) }
}
